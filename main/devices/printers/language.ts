// What a printer language is to us: a bitmap in bytes, and what the device can be asked. Pure: bytes in, bytes out; who
// sends them, waits and gives up is not decided here.

import type { Bitmap } from './printer.ts';
import type { PrinterProfile } from './profile.ts';

export interface PrinterLanguage {
  readonly name: 'zpl' | 'tspl' | 'epl' | 'escpos';
  /** One label, printed once. `profile` is the one the language was made for, so the worker that draws can be handed it. */
  encode(bitmap: Bitmap, profile: PrinterProfile): Uint8Array;
  /**
   * Bytes that end a label cut off with `missingBytes` to go and clear whatever else the printer still holds. Null where
   * nothing is sure to do both: then only switching the printer off and on does.
   */
  clearHeld(missingBytes: number): Uint8Array | null;
  /** How to ask; null for a printer that must not be asked (`statusDialect` is `none`). */
  readonly status: StatusCodec | null;
}

export interface StatusCodec {
  /** In the order in which they are worth asking. Never sent to a printer of another language: it would print them. */
  readonly questions: readonly StatusQuestion[];
  /**
   * Sent right behind a label's own bytes: answered by itself once everything before it is on paper, with `printedId`.
   * `processId` is four characters from space to `~`. Null where the language has no such thing.
   */
  readonly printed: ((processId: string) => StatusQuestion) | null;
}

/**
 * - `state`: troubles, and whether the printer rests.
 * - `counter`: how many labels it has ever printed.
 * - `identity`: model and firmware; asked on explicit set-up only.
 * - `fence`: answered only when everything before it is done.
 * - `printed`: the device's own word for one label.
 */
export type StatusQuestionKind = 'state' | 'counter' | 'identity' | 'fence' | 'printed';

export interface StatusQuestion {
  readonly kind: StatusQuestionKind;
  readonly ask: Uint8Array;
  newAnswer(): StatusAnswer;
}

export interface StatusAnswer {
  /**
   * Pieces may begin and end anywhere, with rubbish before. `whole` once the answer is complete (bytes behind it belong to
   * the next one, see `rest`); `nonsense` when the device speaks another language. Silence is for the asker to judge.
   */
  feed(piece: Uint8Array): 'more' | 'whole' | 'nonsense';
  /** What was told; only after `whole`. */
  read(): DeviceReading;
  /** What came behind a whole answer in the same piece. */
  readonly rest: Uint8Array;
}

export type DeviceTrouble =
  | 'paper-out'
  | 'paper-jam'
  | 'ribbon-out'
  | 'head-open'
  | 'paused'
  | 'head-hot'
  | 'head-cold'
  | 'cutter'
  | 'label-waiting'
  | 'memory'
  | 'paper-low'
  | 'head-worn'
  | 'offline'
  | 'other';

/** What a device told, in our words. Absent = not told. */
export interface DeviceReading {
  readonly troubles: readonly DeviceTrouble[];
  /** Nothing received unprinted, nothing printing. */
  readonly isIdle?: boolean;
  /** Labels printed in the printer's life; one more per label. */
  readonly printedCount?: number;
  /** The process id that was answered. */
  readonly printedId?: string;
  readonly identity?: {
    readonly model: string;
    readonly firmware: string;
    readonly dotsPerMm: number | null;
  };
}
