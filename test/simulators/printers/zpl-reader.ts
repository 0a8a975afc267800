// Reads ZPL II as the manual tells it: ^ and ~ begin a command, ~ commands act on arrival, ^GF and ~DG carry pictures in hex,
// run-length or Z64. Strict on purpose: a wrong checksum or a count over the documented 99,999 does here what it does there.

import { inflateSync } from 'node:zlib';
import { type Body, blankSheet, burn, type LanguageReader } from './sheet.ts';

const caret = 0x5e;
const tilde = 0x7e;
const mostFieldBytes = 99_999;
/** Commands that set something this paper does not show. */
const harmless =
  /^(\^(LT|LS|MT|MU|CI|CF|FR|FV|MC|CO|JU|JM|PM|PF|JB|MP|KL|SZ|XS|LR|CV|MF|FH|FT|ID|PO|MN|MM|MD|PR|BY|PA|XB)|~(SD|TA|JS|JR|PS|PP|JC))/;

export interface ZplAnswers {
  /** ~HS answers nothing at all while something is wrong, as current Zebra manuals say. */
  readonly isSilentInTrouble: boolean;
  /** Link-OS counters; a clone answers "?". */
  readonly hasCounter: boolean;
  readonly model: string;
}

export function createZplReader(body: Body, answers: ZplAnswers): LanguageReader {
  let pieces: Buffer[] = []; // of the order that is arriving
  let pieceBytes = 0;
  let isInLabel = false;
  const stored = new Map<string, { rows: Uint8Array; rowBytes: number }>();
  let label = freshLabel();

  function freshLabel() {
    return {
      isOpen: false,
      fields: [] as { rows: Uint8Array; rowBytes: number; x: number; y: number }[],
      x: 0,
      y: 0,
      homeX: 0,
      homeY: 0,
      copies: 1,
      notes: [] as string[],
    };
  }
  /** Kept from label to label, as printers do. */
  let widthDots = body.now.headDots;
  let heightDots = Math.round(150 * body.now.dotsPerMm);

  function take(bytes: Uint8Array): void {
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === caret || byte === tilde) {
        push(bytes.subarray(from, at));
        from = at;
        endOrder();
      } else if (byte === 0x0a && pieceBytes < 200 && isSetGet(bytes.subarray(from, at))) {
        push(bytes.subarray(from, at + 1));
        from = at + 1;
        endOrder();
      }
      const soFar = pieceBytes + (at + 1 - from);
      if (soFar >= 3 && soFar <= 5) {
        const name = Buffer.concat([...pieces, bytes.subarray(from, at + 1)]).toString('latin1');
        if (/^(~HS|~HI|~JA|\^XA|\^XZ|~HQES|~PS|~PP)$/.test(name)) {
          push(bytes.subarray(from, at + 1));
          from = at + 1;
          endOrder();
        }
      }
    }
    push(bytes.subarray(from));
  }

  function isSetGet(last: Uint8Array): boolean {
    return /^\s*! U1 /.test(Buffer.concat([...pieces, last]).toString('latin1'));
  }

  function push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    pieces.push(Buffer.from(piece));
    pieceBytes += piece.length;
  }

  function endOrder(): void {
    if (pieceBytes === 0) return;
    const whole = Buffer.concat(pieces);
    pieces = [];
    pieceBytes = 0;
    const text = whole.toString('latin1');
    if (text.startsWith('~')) runNow(text, whole.length);
    else if (/^\s*! U1 /.test(text))
      body.order({ bytes: whole.length, when: 'now', run: () => setGet(text) });
    else if (text.startsWith('^')) {
      if (text.startsWith('^XA')) isInLabel = true;
      if (text.startsWith('^XZ')) isInLabel = false;
      body.order({
        bytes: whole.length,
        when: 'next',
        printsLabel: text.startsWith('^XZ'),
        run: () => run(text),
      });
    } else if (text.trim() !== '') body.complain(`stray: ${text.slice(0, 40)}`);
  }

  function runNow(text: string, bytes: number): void {
    if (text.startsWith('~DG')) {
      body.order({ bytes, when: 'next', run: () => store(text.slice(3)) });
      return;
    }
    body.order({
      bytes,
      when: 'now',
      run() {
        if (text.startsWith('~JA')) {
          isInLabel = false;
          label = freshLabel();
          body.clear();
        } else if (text.startsWith('~HS')) sayHostStatus();
        else if (text.startsWith('~HQES')) sayErrors();
        else if (text.startsWith('~HI')) {
          const { dotsPerMm } = body.now;
          body.say(`\x02${answers.model},V84.20.18Z,${Math.round(dotsPerMm)},8192KB\x03\r\n`);
        } else if (!harmless.test(text)) body.complain(text.trim().slice(0, 40));
      },
    });
  }

  function run(text: string): void {
    const name = text.slice(0, 3);
    const rest = text.slice(3).replace(/[\r\n]/g, '');
    const numbers = rest.split(',').map((part) => Number.parseInt(part, 10));
    const at = (index: number, otherwise: number) =>
      Number.isFinite(numbers[index]) ? (numbers[index] ?? otherwise) : otherwise;
    switch (name) {
      case '^XA':
        label = { ...freshLabel(), isOpen: true };
        return;
      case '^XZ':
        if (label.isOpen) finish();
        label = freshLabel();
        return;
      case '^PW':
        widthDots = Math.min(at(0, widthDots), body.now.headDots);
        return;
      case '^LL':
        heightDots = at(0, heightDots);
        return;
      case '^LH':
        label.homeX = at(0, 0);
        label.homeY = at(1, 0);
        return;
      case '^FO':
        label.x = at(0, 0) + label.homeX;
        label.y = at(1, 0) + label.homeY;
        return;
      case '^FS':
        return;
      case '^FX':
        label.notes.push(rest);
        return;
      case '^PQ':
        label.copies = at(0, 1);
        return;
      case '^JZ':
        body.setReprint(rest !== 'N');
        return;
      case '^GF': {
        const picture = readField(rest);
        if (picture) label.fields.push({ ...picture, x: label.x, y: label.y });
        return;
      }
      case '^XG': {
        const [storedName = '', scaleX = '1', scaleY = '1'] = rest.split(',');
        const picture = stored.get(nameOf(storedName));
        if (!picture || scaleX.trim() !== '1' || scaleY.trim() !== '1')
          body.complain(text.trim().slice(0, 40));
        else label.fields.push({ ...picture, x: label.x, y: label.y });
        return;
      }
      default:
        if (!harmless.test(text)) body.complain(text.trim().slice(0, 40));
    }
  }

  function finish(): void {
    if (label.fields.length === 0 && label.notes.length === 0) return; // settings only: nothing is fed
    const sheet = blankSheet(widthDots, heightDots);
    for (const { rows, rowBytes, x, y } of label.fields) burn(sheet, rows, rowBytes, x, y, 'or');
    if (body.now.isInverted) for (const [at, bits] of sheet.bits.entries()) sheet.bits[at] = ~bits;
    sheet.note = label.notes.join(' ');
    for (let copy = 0; copy < label.copies; copy += 1) body.print(sheet);
  }

  /** `A,b,c,d,data` of ^GF; nothing when the data is broken, as an aborted download is. */
  function readField(rest: string) {
    const parts = /^([A-Z]),(\d+),(\d+),(\d+),/.exec(rest);
    if (!parts) return fail(`^GF${rest.slice(0, 30)}`);
    const [head, kind, , counted = '0', rowText = '0'] = parts;
    const rowBytes = Number(rowText);
    if (kind !== 'A' || rowBytes === 0) return fail(`^GF${rest.slice(0, 30)}`);
    if (Number(counted) > mostFieldBytes) body.complain(`^GF counts ${counted}`);
    const most = Math.min(Number(counted), mostFieldBytes);
    const rows = unpack(rest.slice(head.length), rowBytes, most);
    return rows && { rows, rowBytes };
  }

  function fail(what: string): undefined {
    body.complain(what);
    return undefined;
  }

  function store(rest: string): void {
    const parts = /^([^,]*),(\d+),(\d+),/.exec(rest);
    if (!parts) {
      body.complain(`~DG${rest.slice(0, 30)}`);
      return;
    }
    const [head, name = '', counted = '0', rowText = '0'] = parts;
    const rowBytes = Number(rowText);
    const rows = unpack(rest.slice(head.length), rowBytes, Number(counted));
    if (rows) stored.set(nameOf(name), { rows, rowBytes });
  }

  function nameOf(name: string): string {
    return name
      .replace(/^[A-Z]:/i, '')
      .replace(/\.GRF$/i, '')
      .trim();
  }

  function unpack(data: string, rowBytes: number, most: number): Uint8Array | undefined {
    const packed = /^:(Z64|B64):([^:]*):([0-9A-Fa-f]{4})/.exec(data.trim());
    if (!packed) return readRuns(data, rowBytes, most);
    const [, how, base64 = '', sum = ''] = packed;
    const clean = base64.replace(/\s/g, '');
    if (checkSum(clean) !== Number.parseInt(sum, 16)) return fail('checksum');
    const raw = Buffer.from(clean, 'base64');
    return (how === 'Z64' ? inflateSync(raw) : raw).subarray(0, most);
  }

  /** Hex with the run-length signs; `most` bytes, missing ones white. */
  function readRuns(data: string, rowBytes: number, most: number): Uint8Array {
    const wide = rowBytes * 2;
    const digits: number[] = [];
    let times = 0;
    const put = (digit: number, count: number) => {
      for (let index = 0; index < count; index += 1) digits.push(digit);
    };
    const restOfRow = () => {
      const used = digits.length % wide;
      return used === 0 ? wide : wide - used;
    };
    for (const sign of data) {
      const code = sign.charCodeAt(0);
      if (sign >= 'G' && sign <= 'Y') times += code - 70;
      else if (sign >= 'g' && sign <= 'z') times += (code - 102) * 20;
      else if (sign === ',') put(0, restOfRow());
      else if (sign === '!') put(15, restOfRow());
      else if (sign === ':') for (const digit of digits.slice(-wide)) digits.push(digit);
      else {
        const digit = Number.parseInt(sign, 16);
        if (Number.isNaN(digit)) continue;
        put(digit, Math.max(1, times));
        times = 0;
      }
    }
    const rows = new Uint8Array(most);
    for (let at = 0; at < most; at += 1) rows[at] = ((digits[at * 2] ?? 0) << 4) | (digits[at * 2 + 1] ?? 0);
    return rows;
  }

  // --- what it says ------------------------------------------------------------------------------------------------

  function sayHostStatus(): void {
    const { trouble, isPaused, waiting, isBufferFull, isPrinting } = body.now;
    if (answers.isSilentInTrouble && trouble !== null && trouble !== 'cutter') return;
    const digit = (is: boolean) => (is ? '1' : '0');
    const number = (value: number, places: number) => String(value).padStart(places, '0');
    const first = [
      '030',
      digit(trouble === 'paper-out' || trouble === 'jam'),
      digit(isPaused || trouble !== null),
      number(heightDots, 4),
      number(waiting, 3),
      digit(isBufferFull),
      '0',
      digit(isInLabel),
      '000',
      '0',
      '0',
      digit(trouble === 'head-hot'),
    ];
    const second = [
      '000',
      '0',
      digit(trouble === 'head-open'),
      digit(trouble === 'ribbon-out'),
      '0',
      '2',
      '6',
      '0',
      number(isPrinting ? 1 : 0, 8),
      '1',
      '000',
    ];
    body.say(`\x02${first.join(',')}\x03\r\n\x02${second.join(',')}\x03\r\n\x021234,0\x03\r\n`);
  }

  function sayErrors(): void {
    const { trouble, isPaused, isPaperLow } = body.now;
    const bits = {
      'paper-out': 1,
      'ribbon-out': 2,
      'head-open': 4,
      cutter: 8,
      'head-hot': 0x10,
      jam: 0x4000,
    };
    const errors = (trouble ? bits[trouble] : 0) | (isPaused ? 0x1_0000 : 0);
    const warnings = isPaperLow ? 8 : 0;
    const line = (name: string, value: number) =>
      `   ${`${name}:`.padEnd(16)}${value ? 1 : 0} 00000000 ${value.toString(16).toUpperCase().padStart(8, '0')}`.padEnd(
        60,
      );
    body.say(
      `\x02\r\n\r\n${'  PRINTER STATUS'.padEnd(60)}\r\n${line('ERRORS', errors)}\r\n${line('WARNINGS', warnings)}\r\n\x03`,
    );
  }

  function setGet(text: string): void {
    const asked = /getvar "([^"]*)"/.exec(text)?.[1];
    const isKnown = asked === 'odometer.total_label_count' && answers.hasCounter;
    body.say(isKnown ? `"${body.now.odometer}"` : '"?"');
  }

  return {
    take,
    get partialBytes() {
      return pieceBytes;
    },
    get isInLabel() {
      return isInLabel;
    },
    forget() {
      pieces = [];
      pieceBytes = 0;
      isInLabel = false;
      label = freshLabel();
      stored.clear();
    },
  };
}

/** CRC-16, polynomial 0x1021, from a table: written anew here so that no mistake is shared. */
const sums = Array.from({ length: 256 }, (_, byte) => {
  let value = byte * 256;
  for (let bit = 0; bit < 8; bit += 1) value = value >= 32_768 ? (value * 2 - 65_536) ^ 0x1021 : value * 2;
  return value;
});

function checkSum(text: string): number {
  let sum = 0;
  for (const sign of text) sum = ((sum % 256) * 256) ^ (sums[(sum >> 8) ^ sign.charCodeAt(0)] ?? 0);
  return sum;
}
