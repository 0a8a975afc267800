// A slip as the bytes of an 80 mm printer, built by node-thermal-printer and only built: they travel by our wires and under our books.
// Letters where the printer has every one of them in its own Chinese font, else our own picture of the slip in bands.

import { BreakLine, CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { Bitmap } from '../../devices/printers/printer.ts';
import { isCode128Text } from '../barcodes.ts';
import type { SlipRow } from './slip.ts';

/** A letter is 12 dots wide, a Chinese character 24: 48 letters on 80 mm. */
const letterDots = 12;
/** Receipt printers lose the rest of a higher picture (node-thermal-printer's own issues): bands of fewer rows than a byte can count. */
const bandRows = 128;
/** FS &: Chinese characters are two bytes from here on. */
const chineseOn = Buffer.from([0x1c, 0x26]);
const feedDots = Buffer.from([0x1b, 0x4a, 0x60]);

/** What came to the two-byte codes after GBK (and what is not given at all): older printers have it not, nor does the library. */
const newer = /[\ufffd\ue000-\uf8ff\ufe10-\ufe19\u2ff0-\u2fff〾ḿǹ€]/;
const newerLead = 0xfe;
/** The characters of GBK, the part of GB 18030 that every printer with a Chinese font has. */
let known: Set<string> | undefined;

/** True when the printer's own font has every character of the slip. */
export function isInPrinterFont(rows: readonly SlipRow[]): boolean {
  known ??= readTwoByteCharacters();
  for (const row of rows) {
    const texts = row.kind === 'pair' ? [row.left, row.right] : row.kind === 'rule' ? [] : [row.text];
    for (const text of texts)
      for (const character of text)
        if (!/^[\x20-\x7e]$/.test(character) && !known.has(character)) return false;
  }
  return true;
}

function readTwoByteCharacters(): Set<string> {
  const decoder = new TextDecoder('gbk');
  const characters = new Set<string>();
  for (let lead = 0x81; lead < newerLead; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (trail !== 0x7f && [...character].length === 1 && !newer.test(character)) characters.add(character);
    }
  }
  return characters;
}

/** `isInPrinterFont` must be true of the rows. */
export function slipInLetters(rows: readonly SlipRow[], widthDots: number): Uint8Array {
  const columns = Math.floor(widthDots / letterDots);
  const printer = newPrinter(columns);
  printer.setCharacterSet(CharacterSet.CHINA);
  printer.add(chineseOn);
  for (const row of rows) {
    switch (row.kind) {
      case 'title':
        printer.bold(true);
        printer.setTextDoubleHeight();
        for (const line of foldText(row.text, columns)) printer.println(line);
        printer.setTextNormal();
        printer.bold(false);
        break;
      case 'text':
        if (row.isBold) printer.bold(true);
        for (const line of foldText(row.text, columns)) printer.println(line);
        if (row.isBold) printer.bold(false);
        break;
      case 'pair':
        if (row.isBold) printer.bold(true);
        for (const line of pairLines(row.left, row.right, columns)) printer.println(line);
        if (row.isBold) printer.bold(false);
        break;
      case 'rule':
        printer.println('-'.repeat(columns));
        break;
      case 'code':
        if (isCode128Text(row.text) && row.text.length <= 20) {
          printer.alignCenter();
          printer.code128(row.text, { width: 2, height: 72 });
          printer.alignLeft();
        }
        printer.println(row.text);
        break;
    }
  }
  return finished(printer);
}

/** The whole slip as one picture, sent in bands. */
export function slipAsPicture(bitmap: Bitmap): Uint8Array {
  const printer = newPrinter(Math.floor(bitmap.widthDots / letterDots));
  for (let top = 0; top < bitmap.heightDots; top += bandRows) {
    const rows = Math.min(bandRows, bitmap.heightDots - top);
    const band = bitmap.bits.subarray(top * bitmap.rowBytes, (top + rows) * bitmap.rowBytes);
    const head = [0x1d, 0x76, 0x30, 0, bitmap.rowBytes & 0xff, bitmap.rowBytes >> 8, rows & 0xff, rows >> 8];
    printer.add(Buffer.concat([Buffer.from(head), band]));
  }
  return finished(printer);
}

/** Its type declarations leave the barcode out. */
type SlipPrinter = ThermalPrinter & {
  code128(text: string, look: { readonly width: number; readonly height: number }): void;
};

/** Begins with a printer that remembers nothing of another job. `interface` is empty: it sends nothing. */
function newPrinter(columns: number): SlipPrinter {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: '',
    width: columns,
    breakLine: BreakLine.NONE,
    removeSpecialCharacters: false,
  }) as SlipPrinter; // see above
  printer.setBuffer(Buffer.from([0x1b, 0x40]));
  return printer;
}

function finished(printer: SlipPrinter): Uint8Array {
  printer.add(feedDots); // past the knife
  printer.cut({ verticalTabAmount: 0 });
  return printer.getBuffer();
}

/** How many letters wide it is: Chinese characters take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /^[\x20-\x7e]$/.test(character) ? 1 : 2;
  return width;
}

function foldText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text.replace(/\s+/g, ' ')) {
    if (widthOf(line + character) > columns) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  if (line !== '') lines.push(line);
  return lines;
}

function pairLines(left: string, right: string, columns: number): string[] {
  const lines = foldText(left, Math.max(columns - widthOf(right) - 1, 8));
  const [first = '', ...rest] = lines;
  const gap = Math.max(1, columns - widthOf(first) - widthOf(right));
  return [`${first}${' '.repeat(gap)}${right}`, ...rest];
}
