// What the outbox must know to pay one kind of debt: whether a row can be read, what to ask first, how to send, what then follows.

import type { Writer } from '../database/database.ts';
import type { Platform } from '../platforms/platform.ts';
import type { OutboxRow } from './outbox.ts';

/** `go`: send it. `done`: the platform has it already. `hold`: it must not leave; a person decides. */
export type Judgement =
  | { readonly kind: 'go' }
  | { readonly kind: 'done' | 'hold'; readonly code: string; readonly words: string };

/** As `ShipmentAnswer`: done, hold (a person decides), fix (a person corrects), retry (the same key may be sent again). */
export interface Answer {
  readonly idempotencyKey: string;
  readonly outcome: 'done' | 'hold' | 'fix' | 'retry';
  readonly code: string;
  /** The platform's own words, shown as given. */
  readonly words: string;
}

export interface Errand {
  readonly kind: string;
  /** Most rows of one call, beside the platform's own limit. */
  limit(): number;
  /** False for a row of another version or a damaged one: it goes to a list that a person sees. */
  isReadable(row: OutboxRow): boolean;
  /**
   * What it is about, orders or parcels, each in a word: two rows that share one never go at once, the older goes first. Also of a row that
   * cannot be read.
   */
  about(row: OutboxRow): readonly string[];
  /**
   * Asks the platform how things stand with these rows; the answer judges each of them inside a transaction.
   * Throws Fault when the platform cannot be asked: nothing is sent then.
   */
  ask(platform: Platform, rows: readonly OutboxRow[]): Promise<(writer: Writer, row: OutboxRow) => Judgement>;
  /** One answer per row, in any order. Throws Fault when nobody knows what came of it. */
  send(platform: Platform, rows: readonly OutboxRow[]): Promise<readonly Answer[]>;
  /** What follows for the station, in the transaction that settles the row. */
  settle(
    writer: Writer,
    row: OutboxRow,
    outcome: 'done' | 'hold' | 'fix',
    said: { readonly code: string; readonly words: string },
  ): void;
}
