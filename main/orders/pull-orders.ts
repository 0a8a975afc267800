// Asks the platforms for what is new, page by page, and takes it in. Every shop has its own cursor, saved with the orders it
// stands for: what was asked twice changes nothing, what was never saved is asked again.

import { setImmediate as giveWay } from 'node:timers/promises';
import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { type Fault, isFault } from '../basics/fault.ts';
import type { ShopId } from '../basics/ids.ts';
import { carryLogBeside, type LogCarrier } from '../database/carry-log.ts';
import type { Database } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import type { TurnMemory } from '../database/writer-turn.ts';
import type { PulledOrders } from '../platforms/platform.ts';
import type { Platforms } from '../platforms/registry.ts';
import type { Settings } from '../settings/settings-table.ts';
import { noteConsentEnd } from '../shops/consents-table.ts';
import { readStep } from '../shops/set-up.ts';
import { listShops, type Shop } from '../shops/shops-table.ts';
import { notePulled, notePullFailed } from '../shops/syncs-table.ts';
import { createPageTaker } from './take-in-beside.ts';
import type { PullCounts } from './take-in-page.ts';
import { forgetUnread } from './unread-orders-table.ts';

export interface PullParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly settings: Settings;
  readonly platforms: Platforms;
  readonly events: Events;
  readonly turnMemory: TurnMemory;
  /** Told when a shop has answered: what waited for it may go. */
  readonly afterPull?: (shopId: ShopId) => void;
  readonly log: { warn(facts: object, words: string): void; error(facts: object, words: string): void };
}

export interface OrderPuller {
  /** Asks one shop, or all of them, now. Throws the platform's Fault. */
  pull(shopId?: ShopId): Promise<PullCounts>;
  /** The same for one shop, where nobody waits for the answer: a Fault is only logged. */
  pullQuietly(shopId: ShopId): Promise<void>;
  /** Pulls every so many seconds (`network.pullEverySeconds`) from now on. */
  start(): void;
  stop(): Promise<void>;
}

/** A platform that always says "more" must not keep the station busy for ever. */
const mostPages = 1_000;
/** Pages asked for while another is written: the platform need not wait for the disk, nor the disk for the platform. */
const pagesAhead = 3;
/** So many are written at once, in a few milliseconds each: a thread takes longer than that to begin. */
const pagesAtOnce = 3;

export function createOrderPuller(parts: PullParts): OrderPuller {
  const { database, clock, platforms } = parts;
  const taker = createPageTaker(parts);
  const running = new Map<ShopId, Promise<PullCounts>>();
  const ending = new Set<Promise<void>>();
  let cancelTimer: (() => void) | undefined;
  let isStopped = false;

  /** One pull of a shop at a time: whoever asks meanwhile gets its answer. */
  function pullShop(shop: Shop): Promise<PullCounts> {
    const known = running.get(shop.shopId);
    if (known) return known;
    const pulling = pullBesideLog(shop).finally(() => running.delete(shop.shopId));
    running.set(shop.shopId, pulling);
    return pulling;
  }

  async function pullBesideLog(shop: Shop): Promise<PullCounts> {
    const log = carryLogBeside(database);
    try {
      return await pullPages(shop, log);
    } finally {
      // Nobody who waits for the orders waits for this.
      const ended = log.end().finally(() => ending.delete(ended));
      ending.add(ended);
    }
  }

  async function pullPages(shop: Shop, log: LogCarrier): Promise<PullCounts> {
    const platform = platforms.of(shop);
    const counts = { new: 0, changed: 0, same: 0 };
    let cursor = readCursor(shop.shopId);
    const askAfter = async (page: Promise<PulledOrders | undefined> | undefined) => {
      const before = await page;
      return before?.hasMore && !isStopped ? platform.pullOrders(before.cursor) : undefined;
    };
    const takeIn = async (pulled: PulledOrders, isFurther: boolean) => {
      const { shopId, connection: source } = shop;
      const taken = await taker.take({ shopId, source, pulled, isFurther });
      log.written();
      counts.new += taken.new;
      counts.changed += taken.changed;
      counts.same += taken.same;
    };
    const asked: Promise<PulledOrders | undefined>[] = [platform.pullOrders(cursor)];
    let taking: Promise<void> | undefined;
    try {
      for (let page = 0; page < mostPages && !isStopped; page += 1) {
        // Should writing fail, these were asked for nothing.
        while (asked.length <= pagesAhead) {
          const next = askAfter(asked.at(-1));
          next.catch(() => {}); // told when its turn comes
          asked.push(next);
        }
        const pulled = await asked.shift();
        // What is asked next leaves before the disk keeps this thread.
        await giveWay();
        await taking;
        if (!pulled || isStopped) break;
        if (page === pagesAtOnce) taker.open();
        taking = takeIn(pulled, pulled.cursor !== cursor);
        taking.catch(() => {}); // told when it is waited for
        cursor = pulled.cursor;
        if (!pulled.hasMore) break;
      }
    } finally {
      await taking;
    }
    if (!isStopped) {
      database.write((writer) => {
        forgetUnread(writer, shop.shopId, clock.now());
        notePulled(writer, shop.shopId, clock.now(), counts);
        noteConsentEnd(writer, shop.shopId, platform.consentEndsAt?.() ?? null);
      });
      parts.afterPull?.(shop.shopId);
    }
    return counts;
  }

  /** Written down for whoever looks why nothing comes; a silent network is told by the strip as well. */
  function noteFailed(shopId: ShopId, fault: Fault): void {
    if (isStopped) return;
    database.write((writer) => {
      notePullFailed(writer, shopId, clock.now(), fault);
      writer.emit({ kind: 'station.changed' });
    });
  }

  function readCursor(shopId: ShopId): string | null {
    return (
      database.get<{ pull_cursor: string | null }>(`SELECT pull_cursor FROM shops WHERE shop_id = ?`, [
        shopId,
      ])?.pull_cursor ?? null
    );
  }

  async function pull(shopId?: ShopId): Promise<PullCounts> {
    // A shop whose linking was left half done is asked only when a person says so.
    const shops = listShops(database).filter((shop) =>
      shopId === undefined ? readStep(database, shop) === 'done' : shop.shopId === shopId,
    );
    const total = { new: 0, changed: 0, same: 0 };
    let silent: Fault | undefined;
    for (const shop of shops) {
      try {
        const counts = await pullShop(shop);
        total.new += counts.new;
        total.changed += counts.changed;
        total.same += counts.same;
      } catch (thrown) {
        if (!isFault(thrown)) throw thrown;
        noteFailed(shop.shopId, thrown);
        silent ??= thrown; // one silent shop does not keep the others from being asked
      }
    }
    if (silent) throw silent;
    return total;
  }

  async function pullQuietly(shopId?: ShopId): Promise<void> {
    try {
      await pull(shopId);
    } catch (thrown) {
      if (isFault(thrown)) parts.log.warn({ fault: thrown.code }, 'orders could not be pulled');
      else parts.log.error({ err: thrown }, 'bug');
    }
  }

  async function pullAndGoOn(): Promise<void> {
    await pullQuietly();
    schedule(parts.settings.get('network.pullEverySeconds') * 1_000);
  }

  function schedule(delayMs: number): void {
    if (!isStopped) cancelTimer = clock.after(delayMs, () => void pullAndGoOn());
  }

  return {
    pull,
    pullQuietly,
    start() {
      schedule(0);
    },
    async stop() {
      isStopped = true;
      cancelTimer?.();
      await Promise.allSettled(running.values());
      await Promise.allSettled(ending);
      await taker.stop();
    },
  };
}
