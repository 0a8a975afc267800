// The outbox's pump: while the station runs it pays what is due, shop by shop, and says how many debts wait and whether anybody
// is heard. Only one try is under way at a time, whoever asks for it.

import type { Clock } from '../basics/clock.ts';
import { minuteMs } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import type { RandomBytes, ShopId } from '../basics/ids.ts';
import type { Database } from '../database/database.ts';
import type { Platforms } from '../platforms/registry.ts';
import type { Settings } from '../settings/settings-table.ts';
import { getShop } from '../shops/shops-table.ts';
import type { Errand } from './errand.ts';
import type { BackOff } from './outbox.ts';
import { countDebts, hurryDebts, listDue, listDueGroups, nextTryAt, wakeDebts } from './outbox-table.ts';
import { type SendParts, sendDebts, type Tally } from './send-debts.ts';

export interface OutboxParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly settings: Settings;
  readonly events: Events;
  readonly platforms: Platforms;
  readonly log: SendParts['log'];
  /** One for each kind of debt. */
  readonly errands: readonly Errand[];
  /** Told when a shop took something: its orders have changed there. */
  readonly afterDone?: (shopId: ShopId) => Promise<void>;
}

export interface Outbox {
  describe(): { readonly isOnline: boolean; readonly waiting: number; readonly lastOkAt: number | null };
  /** Tries everything that is owed now, due or not, and says what came of it. */
  sendNow(): Promise<Tally>;
  /** A silent platform was heard again: what waited for it is due now. */
  wake(shopId?: ShopId): void;
  setPlug(isPluggedIn: boolean): void;
  start(): void;
  stop(): Promise<void>;
}

const longestSleepMs = 30_000;
const shortestSleepMs = 250;

export function createOutbox(parts: OutboxParts): Outbox {
  const { database, clock, settings, platforms, events } = parts;
  const { network } = platforms;
  let isStarted = false;
  let isStopped = false;
  let isTicking = false;
  let isNudged = false;
  let cancelTimer: (() => void) | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let stopListening: (() => void) | undefined;

  const sendParts: SendParts = { ...parts, isStopped: () => isStopped };
  const backOff = (): BackOff => ({
    firstMs: settings.get('shipping.retryFirstSeconds') * 1_000,
    longestMs: settings.get('shipping.retryLongestMinutes') * minuteMs,
  });

  /** Everything that is due, every shop on its own: a slow one does not keep the others. */
  async function payDue(): Promise<Tally> {
    const total: Tally = { sent: 0, done: 0, held: 0, fix: 0, retry: 0 };
    const groups = listDueGroups(database, clock.now(), backOff().longestMs);
    await Promise.all(
      groups.map(async (group) => {
        const tally = await payGroup(group);
        for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
      }),
    );
    return total;
  }

  async function payGroup(group: { shopId: ShopId; kind: string }): Promise<Tally> {
    const total: Tally = { sent: 0, done: 0, held: 0, fix: 0, retry: 0 };
    const platform = platforms.of(getShop(database, group.shopId));
    const errand = parts.errands.find((each) => each.kind === group.kind);
    if (!platform.isLocal && !network.read().isPluggedIn) return total;
    const tried = new Set<number>();
    for (;;) {
      if (isStopped) break;
      const limit = Math.min(platform.shipBatchLimit, errand?.limit() ?? platform.shipBatchLimit);
      const due = listDue(database, group, clock.now(), backOff().longestMs, limit);
      // A row is tried once a round: one that is due again at once waits for the next.
      const rows = due.filter((row) => !tried.has(row.outboxNo));
      if (rows.length === 0) break;
      for (const row of rows) tried.add(row.outboxNo);
      const tally = await sendDebts(
        sendParts,
        errand ?? unknownErrand(group.kind),
        platform,
        rows,
        backOff(),
      );
      for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
      if (tally.retry === rows.length) break; // nobody there, or nobody has time: the rest would fare the same
    }
    if (total.done > 0 && !platform.isLocal && !isStopped) await parts.afterDone?.(group.shopId);
    return total;
  }

  /** One after the other: two tries never read the same row. */
  function oneAtATime<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = running.then(work);
    running = next.catch(() => undefined); // whoever asked is told; the next one starts anyway
    return next;
  }

  function schedule(delayMs: number): void {
    cancelTimer?.();
    if (isStarted && !isStopped) cancelTimer = clock.after(delayMs, () => void tick());
  }

  /** Told of new debts while it is at work, it looks once more when it is done. */
  async function tick(): Promise<void> {
    if (isTicking) {
      isNudged = true;
      return;
    }
    isTicking = true;
    isNudged = false;
    try {
      await oneAtATime(async () => (isStopped ? undefined : payDue()));
    } catch (thrown) {
      parts.log.error({ err: thrown }, 'bug');
    }
    isTicking = false;
    if (!isStopped) schedule(isNudged ? shortestSleepMs : sleepMs());
  }

  function sleepMs(): number {
    const dueInMs = (nextTryAt(database) ?? Number.POSITIVE_INFINITY) - clock.now();
    // Due and not tried, because the plug is out: look again later, or when told.
    if (dueInMs <= 0) return longestSleepMs;
    return Math.min(longestSleepMs, Math.max(shortestSleepMs, dueInMs));
  }

  function wake(shopId?: ShopId): void {
    database.write((writer) => wakeDebts(writer, clock.now(), shopId));
  }

  return {
    describe: () => {
      const { isOnline, lastOkAt } = network.read();
      return { isOnline, waiting: countDebts(database, 'shipment', ['waiting', 'sending']), lastOkAt };
    },
    sendNow: () =>
      oneAtATime(async () => {
        database.write((writer) => hurryDebts(writer, clock.now()));
        return payDue();
      }),
    wake,
    setPlug(isPluggedIn) {
      network.plugIn(isPluggedIn);
      if (isPluggedIn) {
        wake();
        schedule(0);
      }
    },
    start() {
      isStarted = true;
      stopListening = events.on((event) => {
        if (event.kind === 'shipments.changed') schedule(0);
      });
      schedule(0);
    },
    async stop() {
      isStopped = true;
      cancelTimer?.();
      stopListening?.();
      await running;
    },
  };
}

/** A kind that this version does not know: every row of it is for a person to see. */
function unknownErrand(kind: string): Errand {
  return {
    kind,
    limit: () => 100,
    isReadable: () => false,
    ask: async () => () => ({ kind: 'go' }),
    send: async () => [],
    settle: () => {},
  };
}
