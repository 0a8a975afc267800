// The English sentences about printers: what is known of each make, and what to do after a test label. Part of en.ts.

import type { printersZhCN } from './printers.zh-CN.ts';

export const printersEn: Record<keyof typeof printersZhCN, string> = {
  'refusal.printer.needs-no-test':
    '“{{name}}” is a folder of pictures and needs no test. To set up a real printer, add it first.',
  'refusal.label.off-head':
    'The right edge of label {{position}} would be missing; it was not sent. Print a test label and say how wide the printer prints.',

  'printer-preset.zpl-unknown':
    'A ZPL printer nobody knows: sent the safest form, asked nothing. A test label shows what is wrong.',
  'printer-preset.zebra-203':
    'As Zebra’s manual says. Networked models tell how many labels they printed; older ones do not, and work too.',
  'printer-preset.zebra-300':
    'As Zebra’s manual says, with a 300 dpi head. The width is assumed for 4-inch models; the ruler of a test label finds it.',
  'printer-preset.honeywell-zpl':
    'Assumed from Honeywell’s ZPL emulation; we saw no manual of it. Switch ZSim on at the printer, then print a test label.',
  'printer-preset.tsc-203':
    'As TSC’s manual says. The head is assumed to be 108 mm wide; the ruler of a test label finds it.',
  'printer-preset.tsc-300':
    'As TSC’s manual says, with a 300 dpi head. The width is assumed; the ruler of a test label finds it.',
  'printer-preset.gprinter-tspl':
    'Its state is read as Gprinter’s manual says. Density and speed are the usual ones: print a test label and adjust.',
  'printer-preset.xprinter-tspl':
    'As other programs drive Xprinter; we saw no manual of it. Some batches take black for white: a test label shows it at once.',
  'printer-preset.hprt-tspl':
    'As other programs drive HPRT; we saw no manual of it. Check density and black on a test label.',
  'printer-preset.deli-tspl':
    'Deli’s models differ: all of this is assumed, and it is asked nothing. If a test label comes out as letters, choose another language.',
  'printer-preset.tspl-unknown':
    'A TSPL printer nobody knows: all of this is assumed, and it is asked nothing. Black and white are often reversed: a test label shows it.',
  'printer-preset.escpos-label':
    'As Epson’s manual says, on labels. It tells when each label is out; copies of it may not.',
  'printer-preset.escpos-80':
    'As Epson’s manual says: 72 mm on 80 mm paper. A shipping label of 100 mm does not fit; small ones do.',
  'printer-preset.epl-lp28xx':
    'As the manual of the old LP 28xx says. It answers nothing: whether a label came out, look.',
  'printer-preset.page':
    'Goes to the system’s own driver, or becomes a picture or PDF. Print at actual size: scaled codes do not scan.',

  'printer-grade.documented': 'by its manual',
  'printer-grade.reported': 'as other programs do',
  'printer-grade.assumed': 'assumed',

  'after-test.done': 'It is set up and ready for labels.',
  'after-test.print-again': 'Changed. Print one more to see whether it is right now.',
  'after-test.try-z64':
    'All right. Print one in the short form: if it comes out, labels will be sent faster.',
  'after-test.choose-language':
    'It printed the picture as letters: choose another language and print one more.',
  'after-test.check-printer':
    'Nothing came out. Check power, paper and lid; thermal paper the wrong way round stays white, too.',
};
