// A slip 小票: 80 mm of paper for the floor, never for a parcel's outside: a picking list, a packing slip, the day in numbers. What is
// on it is rows; whether they become letters or a picture is the printer's affair.

import type { PrinterId } from '../../basics/ids.ts';

export const slipKinds = ['picking-list', 'packing-slip', 'end-of-day'] as const;
export type SlipKind = (typeof slipKinds)[number];

/**
 * queued → sending (in the books before the first byte leaves) → sent, or uncertain (bytes left, and nobody knows), or failed (nothing
 * left). None of them is ever sent again: who wants another asks for another.
 */
export type SlipState = 'queued' | 'sending' | 'sent' | 'uncertain' | 'failed';

export interface Slip {
  readonly slipId: string;
  readonly kind: SlipKind;
  /** The wave, the parcel, or the day (2026-09-22). */
  readonly subjectId: string;
  readonly cartNo: number | null;
  readonly printerId: PrinterId;
  readonly state: SlipState;
  /** Why it is uncertain or failed. */
  readonly reason: string | null;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly settledAt: number | null;
}

export type SlipRow =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly isBold?: boolean }
  /** Something, and what belongs at the right edge: a quantity, a number. */
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly isBold?: boolean }
  | { readonly kind: 'rule' }
  /** A code to scan. */
  | { readonly kind: 'code'; readonly text: string };
