// One try at a group of debts of one shop: read the platform, judge each row again, write `sending`, call, write each answer.
// Whatever happens between two of these steps, power included, nothing is sent twice and nothing is forgotten.

import type { Clock } from '../basics/clock.ts';
import { isFault } from '../basics/fault.ts';
import type { RandomBytes } from '../basics/ids.ts';
import type { Database, Writer } from '../database/database.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Answer, Errand } from './errand.ts';
import { type BackOff, backOffMs, type OutboxRow } from './outbox.ts';
import { findDebt, markSending, postpone, settleDebt } from './outbox-table.ts';

export interface SendParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: { warn(facts: object, words: string): void; error(facts: object, words: string): void };
  /** True once the station closes: nothing is written after that. */
  readonly isStopped: () => boolean;
  /** Waited for before each portion is written (`createTurns`). */
  readonly takeTurn: () => Promise<void>;
}

/** What came of the rows of one try. */
export interface Tally {
  sent: number;
  done: number;
  held: number;
  fix: number;
  retry: number;
}

export const noTally = (): Tally => ({ sent: 0, done: 0, held: 0, fix: 0, retry: 0 });

export function addTally(total: Tally, more: Tally): void {
  for (const key of Object.keys(total) as (keyof Tally)[] /* its own keys */) total[key] += more[key];
}

/** Rows a transaction, and transactions one a turn of the thread: a scan at the bench never waits for more than this. */
const rowsATime = 20;

export async function sendDebts(
  parts: SendParts,
  errand: Errand,
  platform: Platform,
  rows: readonly OutboxRow[],
  backOff: BackOff,
): Promise<Tally> {
  const { database, clock } = parts;
  const tally = noTally();
  // Rows are tried together and postponed together: drawn one by one they would come back one by one.
  const attempts = Math.max(0, ...rows.map((row) => row.attempts));
  const delayMs = backOffMs(attempts + 1, backOff, parts.random);

  const readable = await setUnreadableAside();
  const judge = await tried(readable, 'asking', () => errand.ask(platform, readable));
  if (!judge) return tally;

  const going: OutboxRow[] = [];
  await inPortions(readable, (writer, row) => {
    const judgement = judge(writer, row);
    if (judgement.kind === 'go') {
      markSending(writer, row.outboxNo, clock.now());
      going.push(row);
    } else {
      settle(writer, row, { ...judgement, outcome: judgement.kind });
    }
  });
  if (going.length === 0 || parts.isStopped()) return tally;

  tally.sent = going.length;
  const answers = await tried(going, 'sending', () => errand.send(platform, going));
  if (!answers) return tally;

  const byKey = new Map(answers.map((answer) => [answer.idempotencyKey, answer]));
  await inPortions(going, (writer, row) => settle(writer, row, byKey.get(row.idempotencyKey)));
  return tally;

  async function setUnreadableAside(): Promise<OutboxRow[]> {
    const unreadable = rows.filter((row) => !errand.isReadable(row));
    await inPortions(unreadable, (writer, row) => {
      settleDebt(writer, row.outboxNo, 'unreadable', { code: 'outbox.unreadable', words: '' }, clock.now());
      tally.fix += 1;
    });
    return rows.filter((row) => !unreadable.includes(row));
  }

  function settle(writer: Writer, row: OutboxRow, answer: Omit<Answer, 'idempotencyKey'> | undefined): void {
    if (!answer) {
      // The call came back without a word on this row: it stays `sending`, the platform is read before the next try.
      tally.retry += 1;
      postpone(writer, row.outboxNo, {
        nextTryAt: clock.now() + delayMs,
        code: 'platform.no-answer',
        words: '',
      });
      return;
    }
    const { outcome, code, words } = answer;
    switch (outcome) {
      case 'retry':
        tally.retry += 1;
        postpone(writer, row.outboxNo, { nextTryAt: clock.now() + delayMs, code, words, state: 'waiting' });
        return;
      case 'done':
        tally.done += 1;
        settleDebt(writer, row.outboxNo, 'done', { code, words }, clock.now());
        break;
      case 'hold':
        tally.held += 1;
        settleDebt(writer, row.outboxNo, 'held', { code, words }, clock.now());
        break;
      case 'fix':
        tally.fix += 1;
        settleDebt(writer, row.outboxNo, 'needs-person', { code, words }, clock.now());
        break;
    }
    errand.settle(writer, row, outcome, { code, words });
  }

  /** Undefined when it failed: then every row is tried again later, in the state it has now. A bug waits for a person. */
  async function tried<Value>(
    tries: readonly OutboxRow[],
    step: 'asking' | 'sending',
    call: () => Promise<Value>,
  ): Promise<Value | undefined> {
    if (tries.length === 0) return undefined;
    try {
      const value = await call();
      return parts.isStopped() ? undefined : value;
    } catch (thrown) {
      if (parts.isStopped()) return undefined;
      const isOurs = !isFault(thrown);
      if (isOurs) parts.log.error({ err: thrown, kind: errand.kind }, 'bug');
      else parts.log.warn({ fault: thrown.code, kind: errand.kind, rows: tries.length }, 'the outbox waits');
      await inPortions(tries, (writer, row) => {
        if (isOurs) {
          tally.fix += 1;
          settleDebt(writer, row.outboxNo, 'needs-person', { code: 'outbox.bug', words: '' }, clock.now());
          return;
        }
        tally.retry += 1;
        const waitMs = thrown.retry === 'never' ? backOff.longestMs : delayMs;
        postpone(writer, row.outboxNo, {
          nextTryAt: clock.now() + waitMs,
          code: thrown.code,
          words: '',
          ...(step === 'asking' && { attempts: row.attempts + 1 }),
        });
      });
      return undefined;
    }
  }

  /** A few rows a transaction, giving way before each. */
  async function inPortions(
    all: readonly OutboxRow[],
    work: (writer: Writer, row: OutboxRow) => void,
  ): Promise<void> {
    for (let from = 0; from < all.length; from += rowsATime) {
      await parts.takeTurn();
      if (parts.isStopped()) return;
      const portion = all.slice(from, from + rowsATime);
      database.write((writer) => {
        for (const { outboxNo } of portion) {
          // A person may have taken it back while we waited for the platform.
          const row = findDebt(writer, outboxNo);
          if (row?.state === 'waiting' || row?.state === 'sending') work(writer, row);
        }
      });
    }
  }
}
