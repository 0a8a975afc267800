// What we still owe a platform, kept until it says thank you. A row's life, and when it is tried again: pure.

import type { RandomBytes, ShopId } from '../basics/ids.ts';

/**
 * waiting → sending → done. `sending` is written before the call: found later, it means that nobody knows, and the platform is
 * read before anything is sent again. held: an order in it was cancelled or a refund is asked. needs-person: the platform
 * refuses the data. unreadable: the row itself makes no sense. withdrawn: a person took it back.
 */
export const outboxStates = [
  'waiting',
  'sending',
  'done',
  'held',
  'needs-person',
  'unreadable',
  'withdrawn',
] as const;
export type OutboxState = (typeof outboxStates)[number];

export interface OutboxRow {
  readonly outboxNo: number;
  /** Made once with the fact; the platform does the work for it once. */
  readonly idempotencyKey: string;
  readonly shopId: ShopId;
  readonly kind: string;
  readonly subjectId: string;
  readonly payloadJson: string;
  readonly state: OutboxState;
  /** Tries so far, answered or not. */
  readonly attempts: number;
  readonly nextTryAt: number;
  readonly lastCode: string | null;
  readonly lastWords: string | null;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly settledAt: number | null;
}

export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * How long to wait after the `attempts`-th try in vain (1 and up): exponential with full jitter, so that stations that lost the
 * network together do not come back together. At least a quarter second: a draw of zero must not spin.
 */
export function backOffMs(attempts: number, backOff: BackOff, random: RandomBytes): number {
  const most = Math.min(backOff.longestMs, backOff.firstMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  return Math.max(250, Math.round(most * fraction(random)));
}

/** From 0 up to, not including, 1. */
function fraction(random: RandomBytes): number {
  const bytes = random(4);
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) / 2 ** 32;
}
