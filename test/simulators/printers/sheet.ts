// One label as it lies in a simulated printer's memory: a white sheet, and dots burnt into it. 1 = black, most significant
// bit left, rows padded to whole bytes. Shares nothing with main/.

import { createHash } from 'node:crypto';

export interface Sheet {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rowBytes: number;
  readonly bits: Uint8Array;
  /** What comments in the label's own bytes said (^FX, REM, ;), joined. */
  note: string;
  /** `text`: bytes that were no command of this language and came out as letters on paper. */
  readonly kind: 'label' | 'text';
}

export function blankSheet(widthDots: number, heightDots: number, kind: Sheet['kind'] = 'label'): Sheet {
  const rowBytes = Math.ceil(widthDots / 8);
  return { widthDots, heightDots, rowBytes, bits: new Uint8Array(rowBytes * heightDots), note: '', kind };
}

export type Burning = 'overwrite' | 'or' | 'xor';

/** Puts `rows` (each `rowBytes` long, 1 = black) down with its corner at x, y; what falls off the sheet is gone. */
export function burn(sheet: Sheet, rows: Uint8Array, rowBytes: number, x: number, y: number, how: Burning) {
  const count = Math.floor(rows.length / rowBytes);
  for (let row = 0; row < count; row += 1) {
    const toY = y + row;
    if (toY < 0 || toY >= sheet.heightDots) continue;
    for (let byte = 0; byte < rowBytes; byte += 1) {
      const value = rows[row * rowBytes + byte] ?? 0;
      for (let bit = 0; bit < 8; bit += 1) {
        const toX = x + byte * 8 + bit;
        if (toX < 0 || toX >= sheet.widthDots) continue;
        const isBlack = (value & (0x80 >> bit)) !== 0;
        const at = toY * sheet.rowBytes + (toX >> 3);
        const mask = 0x80 >> (toX & 7);
        const old = sheet.bits[at] ?? 0;
        if (how === 'overwrite') sheet.bits[at] = isBlack ? old | mask : old & ~mask;
        else if (isBlack) sheet.bits[at] = how === 'or' ? old | mask : old ^ mask;
      }
    }
  }
}

/** SHA-256 of the dots: two labels with the same picture have the same. */
export function hashOf(sheet: Pick<Sheet, 'widthDots' | 'heightDots' | 'bits'>): string {
  return createHash('sha256')
    .update(`${sheet.widthDots}x${sheet.heightDots}:`)
    .update(sheet.bits)
    .digest('hex');
}

/** A reader of one language turns arriving bytes into orders; the printer's body runs them when it has room. */
export interface Order {
  /** How much of the receive buffer it holds until it has run. */
  readonly bytes: number;
  /** `now`: run on arrival, past everything that waits. `done`: only when everything before it is on paper. */
  readonly when: 'now' | 'next' | 'done';
  /** The last of a label: running it prints one. */
  readonly printsLabel?: boolean;
  run(): void;
}

export interface LanguageReader {
  take(bytes: Uint8Array): void;
  /** Bytes of an order that has not wholly arrived. */
  readonly partialBytes: number;
  /** A label has begun and its end has not arrived. */
  readonly isInLabel: boolean;
  /** The power went, or everything was cleared. */
  forget(): void;
}

/** What a reader can do to, and see of, the printer it is in. */
export interface Body {
  order(order: Order): void;
  print(sheet: Sheet): void;
  say(bytes: Uint8Array | string): void;
  /** Something this printer does not understand; tests look at the list. */
  complain(what: string): void;
  /** Drops what waits and what is formatted; a label on its way out still comes out. */
  clear(): void;
  setReprint(isOn: boolean): void;
  readonly now: BodyState;
}

export interface BodyState {
  readonly trouble: 'paper-out' | 'jam' | 'head-open' | 'ribbon-out' | 'head-hot' | 'cutter' | null;
  readonly isPaused: boolean;
  readonly isPrinting: boolean;
  /** Whole labels received and not begun. */
  readonly waiting: number;
  readonly isBufferFull: boolean;
  readonly isPaperLow: boolean;
  readonly odometer: number;
  readonly dotsPerMm: number;
  readonly headDots: number;
  /** A clone that takes black for white. */
  readonly isInverted: boolean;
}
