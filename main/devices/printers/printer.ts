// A label printer, as narrow as it can be: the bytes of one label at a time, in order, and what is known afterwards.

import type { PrinterId } from '../../basics/ids.ts';

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

export type PrinterState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'unknown' };

/**
 * How sure the printer itself makes us that a label came out (printing.md 1.4): 0 bytes are on their way, 1 bytes were
 * taken and the connection closed cleanly, 2 idle and error-free, 3 the device says printed.
 */
export type PrintEvidence = 0 | 1 | 2 | 3;

/**
 * - `delivered`: every byte was handed over; `evidence` says what that proves.
 * - `nothing-sent`: failed before the first byte left; safe to send again.
 * - `in-doubt`: failed after bytes left; nobody knows; never sent again by itself.
 */
export type SendOutcome =
  | { readonly kind: 'delivered'; readonly evidence: PrintEvidence }
  | { readonly kind: 'nothing-sent'; readonly reason: string }
  | { readonly kind: 'in-doubt'; readonly reason: string };

/** What is known, once nothing more is coming, of all the labels sent since the last `finish`. */
export type FinishOutcome =
  | { readonly kind: 'taken'; readonly evidence: PrintEvidence }
  | { readonly kind: 'in-doubt'; readonly reason: string };

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
  /** Hands over one label. Never throws for what a device may do. */
  send(label: PrintableLabel): Promise<SendOutcome>;
  /** Ends the run: waits until the device has taken everything, and tells the truth about the labels without evidence. */
  finish(): Promise<FinishOutcome>;
  /** A person said that what the printer still holds did not come out and will be sent again: it must not come out too. */
  forgetHeld(): void;
  /** Looks without printing anything. */
  readState(): Promise<PrinterState>;
  /** Lets go at once; a label under way becomes in-doubt. */
  close(): Promise<void>;
}
