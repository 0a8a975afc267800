// A label printer, as narrow as it can be: bytes in order, one label at a time, and what is known afterwards.

import type { PrinterId } from '../../basics/ids.ts';

/** A drawn label: one bit a dot, 1 = black, most significant bit left, rows padded to whole bytes. */
export interface Bitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rowBytes: number;
  readonly bits: Uint8Array;
}

export type PrinterState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'unknown' };

/** How sure the printer itself makes us that a label came out (printing.md 1.4): 1 bytes taken, 2 idle and error-free, 3 device says printed. */
export type PrintEvidence = 0 | 1 | 2 | 3;

/**
 * - `delivered`: every byte was taken; `evidence` says what that proves.
 * - `nothing-sent`: failed before the first byte left; safe to send again.
 * - `in-doubt`: failed after bytes left; nobody knows; never sent again by itself.
 */
export type SendOutcome =
  | { readonly kind: 'delivered'; readonly evidence: PrintEvidence }
  | { readonly kind: 'nothing-sent'; readonly reason: string }
  | { readonly kind: 'in-doubt'; readonly reason: string };

export interface LabelPrinter {
  readonly printerId: PrinterId;
  readonly dotsPerMm: number;
  /** Sends one label and waits until the device has taken it. Never throws for what a device may do. */
  send(label: { readonly labelId: string; readonly bitmap: Bitmap }): Promise<SendOutcome>;
  readState(): Promise<PrinterState>;
  close(): Promise<void>;
}
