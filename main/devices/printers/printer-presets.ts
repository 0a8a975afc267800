// Where a printer's profile starts from: common makes, each with what is usual for them. Every value can be edited afterwards, and
// one test label finds the wrong ones. What is known by a document and what is only assumed is said to people with each of them
// (`printer-preset.<id>` in renderer/text).

import { type PrinterProfile, printerProfile } from './profile.ts';

export interface PrinterPreset {
  readonly id: string;
  /** Makes and models, the same in every language. */
  readonly name: string;
  /**
   * `documented`: by the maker's manual or a published answer of such a printer. `reported`: by other programs that drive it.
   * `assumed`: nobody we could read says so; the test label has to show it.
   */
  readonly grade: 'documented' | 'reported' | 'assumed';
  readonly profile: Omit<PrinterProfile, 'wire' | 'preset'>;
}

/** An unknown 203 dpi ZPL printer, 104 mm wide, that is asked nothing: what a profile is without more being said. */
const { wire: _wire, preset: _preset, ...plain } = printerProfile.parse({ wire: { kind: 'folder' } });
const at300 = { dotsPerMm: 11.811, headDots: 1_248 } as const;
const zebra = { ...plain, statusDialect: 'zpl-counter' } as const;
const tspl = {
  ...plain,
  language: 'tspl',
  statusDialect: 'tspl',
  reprintsByItself: false,
  density: 8,
  speed: 4,
} as const;
const escpos = {
  ...plain,
  language: 'escpos',
  statusDialect: 'escpos',
  reprintsByItself: false,
  media: 'continuous',
  gapMm: 0,
} as const;

export const printerPresets: readonly PrinterPreset[] = [
  { id: 'zpl-unknown', name: 'ZPL', grade: 'assumed', profile: plain },
  { id: 'zebra-203', name: 'Zebra ZD / ZT / GK, 203 dpi', grade: 'documented', profile: zebra },
  {
    id: 'zebra-300',
    name: 'Zebra ZD / ZT / GX, 300 dpi',
    grade: 'documented',
    profile: { ...zebra, ...at300 },
  },
  { id: 'honeywell-zpl', name: 'Honeywell PC / PX (ZSim)', grade: 'assumed', profile: plain },
  {
    id: 'tsc-203',
    name: 'TSC TTP / TE / DA, 203 dpi',
    grade: 'documented',
    profile: { ...tspl, statusDialect: 'tspl-letters', headDots: 864 },
  },
  {
    id: 'tsc-300',
    name: 'TSC TTP / TE / DA, 300 dpi',
    grade: 'documented',
    profile: { ...tspl, ...at300, statusDialect: 'tspl-letters' },
  },
  { id: 'gprinter-tspl', name: 'Gprinter 佳博 GP', grade: 'documented', profile: tspl },
  { id: 'xprinter-tspl', name: 'Xprinter 芯烨 XP', grade: 'reported', profile: tspl },
  { id: 'hprt-tspl', name: 'HPRT 汉印 N / SL', grade: 'reported', profile: tspl },
  { id: 'deli-tspl', name: 'Deli 得力 DL', grade: 'assumed', profile: { ...tspl, statusDialect: 'none' } },
  { id: 'tspl-unknown', name: 'TSPL', grade: 'assumed', profile: { ...tspl, statusDialect: 'none' } },
  {
    id: 'escpos-label',
    name: 'ESC/POS, 100 mm',
    grade: 'documented',
    profile: { ...escpos, media: 'gap', gapMm: 2 },
  },
  {
    id: 'escpos-80',
    name: 'ESC/POS, 80 mm',
    grade: 'documented',
    profile: { ...escpos, headDots: 576, labelWidthMm: 72, outlet: 'cut' },
  },
  {
    id: 'epl-lp28xx',
    name: 'Zebra / Eltron LP 28xx (EPL2)',
    grade: 'documented',
    profile: { ...plain, language: 'epl', reprintsByItself: false, density: 10, speed: 3 },
  },
  {
    id: 'page',
    name: 'PDF / PNG',
    grade: 'documented',
    profile: { ...plain, language: 'page', reprintsByItself: false },
  },
];
