// A label printer, as narrow as it can be: the bytes of one label at a time, in order, and what is known afterwards.

import type { PrinterId } from '../../basics/ids.ts';
import type { DeviceTrouble } from './language.ts';
import type { PrinterProfile } from './profile.ts';

/** A drawn label: one bit a dot, 1 = black, most significant bit left, rows padded to whole bytes. */
export interface Bitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rowBytes: number;
  readonly bits: Uint8Array;
}

/** In which bytes a printer takes a label. A new printer language is one more member here and one more encoder. */
export type LabelEncoding =
  | { readonly kind: 'png' }
  /** In the language and with every value of this profile. */
  | { readonly kind: 'profile'; readonly profile: PrinterProfile }
  | {
      readonly kind: 'zpl';
      readonly compression: 'hex' | 'acs' | 'z64';
      readonly media: 'gap' | 'mark' | 'continuous';
      /** Inches a second; null leaves the printer's own. */
      readonly speed: number | null;
      /** 0 to 30; null leaves the printer's own. */
      readonly darkness: number | null;
    };

export interface LabelFormat {
  /** 8 for a 203 dpi head, 11.811 for 300 dpi. */
  readonly dotsPerMm: number;
  readonly encoding: LabelEncoding;
}

/** How a printer is, as last seen. What to do about it is said by the words of each. */
export type PrinterState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'busy' }
  /** It says itself what is wrong. While a batch prints, the batch waits and goes on by itself. */
  | { readonly kind: 'trouble'; readonly troubles: readonly DeviceTrouble[] }
  /** It answered before and says nothing now; `troubles` is what it said last. Many printers are silent while paper is out. */
  | { readonly kind: 'silent'; readonly troubles: readonly DeviceTrouble[] }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'unknown' };

/**
 * How sure the printer itself makes us that a label came out (printing.md 1.4): 0 a spooler took the bytes, 1 the device took
 * them and the connection closed cleanly, 2 idle and error-free, 3 the device says printed. (4 is a person's scan.)
 */
export type PrintEvidence = 0 | 1 | 2 | 3;

/**
 * - `delivered`: every byte was handed over. `evidence` where that alone proves something (a picture in a folder), else null:
 *   `confirm` tells later.
 * - `nothing-sent`: failed before the first byte of the label left; safe to send again.
 * - `in-doubt`: failed after bytes left; nobody knows; never sent again by itself.
 */
export type SendOutcome =
  | { readonly kind: 'delivered'; readonly evidence: PrintEvidence | null }
  | { readonly kind: 'nothing-sent'; readonly reason: string }
  | { readonly kind: 'in-doubt'; readonly reason: string };

export interface ConfirmedLabel {
  readonly labelId: string;
  readonly evidence: PrintEvidence;
  /** What the printer's counter said. */
  readonly printedCount: number | null;
  /** The printer was stopped in it and prints such a label again by itself: the paper may carry it twice. */
  readonly isMaybeTwice: boolean;
}

/** What became known of the labels in the printer. After a doubt nothing more comes: the labels not confirmed are in doubt. */
export interface Confirmation {
  readonly confirmed: readonly ConfirmedLabel[];
  readonly doubt: string | null;
}

/** One label as a printer takes it: its bytes, and the names a folder of pictures needs. */
export interface PrintableLabel {
  readonly labelId: string;
  readonly batchNo: number;
  readonly position: number;
  readonly trackingNumber: string;
  readonly bytes: Uint8Array;
}

export interface LabelPrinter {
  readonly printerId: PrinterId;
  readonly format: LabelFormat;
  /** It takes only what a platform has sealed for it, and nothing that we draw. */
  readonly isForSealed?: boolean;
  /** Labels handed over of which nothing is known yet. Never more than two, if whoever sends keeps to it. */
  readonly unconfirmed: number;
  /** Hands over one label. Never throws for what a device may do. Not to be called while `confirm` runs. */
  send(label: PrintableLabel): Promise<SendOutcome>;
  /** Waits until something new is known of the labels in the printer. Answers at once when none is in it. */
  confirm(): Promise<Confirmation>;
  /** Ends the run and lets go of the device. Whatever is still unconfirmed is in doubt, with the reason. */
  finish(): Promise<Confirmation>;
  /**
   * A person said that what the printer still holds did not come out, and it will be sent again: it must not come out too. Null once that
   * is proved, for a label of so many bytes that may have been cut off in the middle; else why it is not. Asked before the next `send`.
   */
  forgetHeld(labelBytes: number): Promise<string | null>;
  /** Looks without printing anything; asks only printers that have answered before. */
  readState(): Promise<PrinterState>;
  /** Lets go at once; labels in the printer become in-doubt. */
  close(): Promise<void>;
}

/** Labels in the printer at most: one prints, one waits behind it. A power cut costs no more than these. */
export const mostInPrinter = 2;
