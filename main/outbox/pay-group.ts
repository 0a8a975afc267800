// One round of paying what is due of one kind to one shop: batch after batch, oldest first, as many under way at once as the platform
// takes, so that one batch is read while another is told and the platform's own rate is the only brake. What is about one order goes one
// after the other, each judged by what the platform says after the one before.

import type { ShopId } from '../basics/ids.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Errand } from './errand.ts';
import type { BackOff, OutboxRow } from './outbox.ts';
import { listDue } from './outbox-table.ts';
import { addTally, noTally, type SendParts, sendDebts, type Tally } from './send-debts.ts';

export interface DebtGroup {
  readonly shopId: ShopId;
  readonly kind: string;
}

/** So many debts of an order that is under way may stand before others without keeping them. */
const mostWaiting = 200;

/**
 * Ends when nothing is due that was not tried, when a whole batch was tried in vain, or when the station closes; never before what it
 * began has ended. A row is due again when its back-off says so, and not before.
 */
export async function payGroup(
  parts: SendParts,
  group: DebtGroup,
  errand: Errand,
  platform: Platform,
  backOff: () => BackOff,
): Promise<Tally> {
  const { database, clock } = parts;
  const total = noTally();
  const underWay = new Set<Promise<void>>();
  const rowsUnderWay = new Set<number>();
  const subjectsUnderWay = new Set<string>();
  let isInVain = false;
  let failure: { readonly thrown: unknown } | undefined;

  while (!parts.isStopped() && !isInVain && !failure) {
    const rows = underWay.size < (platform.shipCallsAtOnce ?? 1) ? nextBatch() : [];
    if (rows.length > 0) begin(rows);
    else if (underWay.size > 0) await Promise.race(underWay);
    else break;
  }
  await Promise.all(underWay);
  if (failure) throw failure.thrown;
  return total;

  function nextBatch(): OutboxRow[] {
    const most = Math.min(platform.shipBatchLimit, errand.limit());
    const taken = new Set(subjectsUnderWay);
    const rows: OutboxRow[] = [];
    const limit = most + rowsUnderWay.size + mostWaiting;
    for (const row of listDue(database, group, clock.now(), backOff().longestMs, limit)) {
      if (rows.length === most) break;
      if (rowsUnderWay.has(row.outboxNo)) continue;
      const subjects = errand.about(row);
      if (!subjects.some((subject) => taken.has(subject))) rows.push(row);
      // Also of one that waits: nothing later overtakes it.
      for (const subject of subjects) taken.add(subject);
    }
    return rows;
  }

  function begin(rows: readonly OutboxRow[]): void {
    const subjects = rows.flatMap((row) => errand.about(row));
    for (const row of rows) rowsUnderWay.add(row.outboxNo);
    for (const subject of subjects) subjectsUnderWay.add(subject);
    const trying = tryOnce(rows).finally(() => {
      underWay.delete(trying);
      for (const row of rows) rowsUnderWay.delete(row.outboxNo);
      for (const subject of subjects) subjectsUnderWay.delete(subject);
    });
    underWay.add(trying);
  }

  /** Never throws: what the first one stumbled over is told when all have ended. */
  async function tryOnce(rows: readonly OutboxRow[]): Promise<void> {
    try {
      const tally = await sendDebts(parts, errand, platform, rows, backOff());
      addTally(total, tally);
      // Nobody there, or nobody has time: the rest would fare the same.
      if (tally.retry === rows.length) isInVain = true;
    } catch (thrown) {
      failure ??= { thrown };
    }
  }
}
