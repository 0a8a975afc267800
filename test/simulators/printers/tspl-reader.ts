// Reads TSPL as the manuals tell it: lines of commands, BITMAP followed by raw bytes in which a 0 burns, ESC questions answered on
// arrival, ~ questions only when everything before them is on paper. A BITMAP eats the bytes it counted, whatever they are.

import { type Body, blankSheet, burn, type LanguageReader } from './sheet.ts';

export interface TsplAnswers {
  /** Knows ESC !S. */
  readonly hasLetters: boolean;
  readonly model: string;
}

const harmless =
  /^(DENSITY|SPEED|DIRECTION|OFFSET|SHIFT|SOUND|CODEPAGE|COUNTRY|SET (TEAR|PEEL|CUTTER|PARTIAL_CUTTER|HEAD|RIBBON|GAP|COUNTER|KEY\d|LED\d|PRINTKEY|RESPONSE|PRINTQUALITY))\b/;
const modes = ['overwrite', 'or', 'xor'] as const;

export function createTsplReader(body: Body, answers: TsplAnswers): LanguageReader {
  let held = Buffer.alloc(0);
  let isInLabel = false;
  let widthDots = body.now.headDots;
  let heightDots = Math.round(150 * body.now.dotsPerMm);
  let originX = 0;
  let originY = 0;
  let sheet = blankSheet(widthDots, heightDots);

  function take(bytes: Uint8Array): void {
    held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes]);
    for (let used = next(); used > 0; used = next()) held = held.subarray(used);
  }

  /** How many bytes the next order took; 0 when it has not wholly arrived. */
  function next(): number {
    if (held[0] === 0x1b) {
      if (held.length < 3) return 0;
      const name = held.toString('latin1', 1, 3);
      body.order({ bytes: 3, when: 'now', run: () => sayNow(name) });
      return 3;
    }
    const picture = /^BITMAP (-?\d+),(-?\d+),(\d+),(\d+),(\d),/.exec(held.toString('latin1', 0, 60));
    if (picture) {
      const [head, x, y, rowBytes, rows, mode] = picture;
      const length = Number(rowBytes) * Number(rows);
      if (held.length < head.length + length) return 0;
      const raw = Buffer.from(held.subarray(head.length, head.length + length));
      isInLabel = true;
      body.order({
        bytes: head.length + length,
        when: 'next',
        run: () => draw(raw, Number(rowBytes), Number(x), Number(y), Number(mode)),
      });
      return head.length + length;
    }
    const end = held.findIndex((byte) => byte === 10 || byte === 13 || byte === 0x1b);
    if (end < 0) return 0;
    const line = held.toString('latin1', 0, end).trim();
    const bytes = held[end] === 0x1b ? end : end + 1;
    if (line !== '') order(line, bytes);
    return bytes;
  }

  function order(line: string, bytes: number): void {
    if (line.startsWith('~!')) {
      body.order({ bytes, when: 'done', run: () => sayWhenDone(line) });
      return;
    }
    const isPrint = /^PRINT\b/.test(line);
    if (line === 'CLS') isInLabel = true;
    if (isPrint) isInLabel = false;
    body.order({ bytes, when: 'next', printsLabel: isPrint, run: () => run(line) });
  }

  function run(line: string): void {
    const size = /^SIZE ([\d.]+ ?\w*), ?([\d.]+ ?\w*)$/.exec(line);
    const print = /^PRINT (\d+)(?:,(\d+))?$/.exec(line);
    const origin = /^REFERENCE (-?\d+), ?(-?\d+)$/.exec(line);
    if (size) {
      widthDots = Math.min(dotsOf(size[1] ?? ''), body.now.headDots);
      heightDots = dotsOf(size[2] ?? '');
    } else if (line === 'CLS') sheet = blankSheet(widthDots, heightDots);
    else if (print) {
      const done = sheet;
      sheet = { ...blankSheet(widthDots, heightDots), bits: Uint8Array.from(done.bits) }; // stays until CLS
      for (let copy = 0; copy < Number(print[1]) * Number(print[2] ?? 1); copy += 1) body.print(done);
    } else if (origin) {
      originX = Number(origin[1]);
      originY = Number(origin[2]);
    } else if (/^(GAP|BLINE) [\d.]+ ?\w*,-?[\d.]+ ?\w*$/.test(line)) return;
    else if (line.startsWith('REM ')) sheet.note = `${sheet.note} ${line.slice(4)}`.trim();
    else if (/^SET REPRINT (ON|OFF)$/.test(line)) body.setReprint(line.endsWith('ON'));
    else if (!harmless.test(line)) body.complain(line.slice(0, 40));
  }

  function draw(raw: Uint8Array, rowBytes: number, x: number, y: number, mode: number): void {
    const how = modes[mode];
    if (!how) {
      body.complain(`BITMAP mode ${mode}`);
      return;
    }
    const rows = raw.map((byte) => (body.now.isInverted ? byte : ~byte & 0xff));
    burn(sheet, rows, rowBytes, x + originX, y + originY, how);
  }

  /** Millimetres with their space, dots, or inches. */
  function dotsOf(text: string): number {
    const value = Number.parseFloat(text);
    if (/^[\d.]+ mm$/.test(text)) return Math.round(value * body.now.dotsPerMm);
    if (/^[\d.]+ dot$/.test(text)) return value;
    if (/^[\d.]+$/.test(text)) return Math.round(value * 25.4 * body.now.dotsPerMm);
    body.complain(`SIZE ${text}`);
    return 0;
  }

  // --- what it says ------------------------------------------------------------------------------------------------

  function sayNow(name: string): void {
    const { trouble, isPaused, isPrinting, isPaperLow, isBufferFull, waiting } = body.now;
    if (name === '!?') {
      const bits = {
        'head-open': 1,
        jam: 2,
        'paper-out': 4,
        'ribbon-out': 8,
        'head-hot': 0x80,
        cutter: 0x80,
      };
      const isBusy = (isPrinting || waiting > 0) && trouble === null && !isPaused;
      body.say(Uint8Array.of((trouble ? bits[trouble] : 0) | (isPaused ? 0x10 : 0) | (isBusy ? 0x20 : 0)));
    } else if (name === '!S' && answers.hasLetters) {
      const doing = trouble ? 'E' : isPaused ? '`' : isPrinting ? 'P' : waiting > 0 ? 'W' : '@';
      const warning = String.fromCharCode(0x40 + (isPaperLow ? 1 : 0) + (isBufferFull ? 8 : 0));
      const printer = trouble === 'head-hot' ? 'A' : trouble === 'cutter' ? 'H' : '@';
      const media = {
        'paper-out': 'A',
        jam: 'B',
        'ribbon-out': 'D',
        'head-open': '`',
        'head-hot': '@',
        cutter: '@',
      };
      body.say(`\x02${doing}${warning}${printer}${trouble ? media[trouble] : '@'}\x03\r\n`);
    } else if (name === '!.') body.clear();
    else body.complain(`ESC ${name}`);
  }

  function sayWhenDone(line: string): void {
    if (line === '~!@') body.say(`${Math.round(body.now.odometer * 0.15)}\r`);
    else if (line === '~!T') body.say(`${answers.model}\r\n`);
    else body.complain(line.slice(0, 40));
  }

  return {
    take,
    get partialBytes() {
      return held.length;
    },
    get isInLabel() {
      return isInLabel || held.length > 0;
    },
    forget() {
      held = Buffer.alloc(0);
      isInLabel = false;
      sheet = blankSheet(widthDots, heightDots);
    },
  };
}
