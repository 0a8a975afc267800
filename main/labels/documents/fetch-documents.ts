// Fetches each parcel's label from its platform as soon as it has its number, so that it prints without a network. Tries again while it is
// being made and while nobody is heard, fetches anew after an address was changed, fetches nothing twice; what will not come a person sees.

import { minuteMs } from '../../basics/clock.ts';
import type { Events } from '../../basics/events.ts';
import { isFault } from '../../basics/fault.ts';
import type { ShopId } from '../../basics/ids.ts';
import { isRefusal } from '../../basics/refusal.ts';
import { readAnew } from '../../orders/read-anew.ts';
import type { LabelAnswer, Platform } from '../../platforms/platform.ts';
import type { Platforms } from '../../platforms/registry.ts';
import { listShops } from '../../shops/shops-table.ts';
import {
  forgetFetches,
  hurryFetches,
  listWanted,
  nextFetchAt,
  noteFetch,
  type WantedLabel,
} from './label-fetches-table.ts';
import { type DocumentParts, takeInDocument } from './take-in-document.ts';

export interface DocumentFetcher {
  /** Looks once, now; resolves when what was due has been tried. */
  look(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface FetchParts extends DocumentParts {
  readonly events: Events;
  readonly platforms: Platforms;
  readonly log: { warn(facts: object, words: string): void; error(facts: object, words: string): void };
}

/** So many at once of one shop; the platform's own rate holds all the same. */
const atOnce = 4;
const aRound = 40;
/** After news of parcels; many come at once. */
const soonMs = 1_000;
const firstAgainMs = 2_000;
const longestAgainMs = minuteMs;
/** What the platform will not give now it may give later: a request to cancel that was taken back. */
const refusedAgainMs = 15 * minuteMs;
/** By these the platform tells that an order is not what we take it for. */
const orderNews: readonly string[] = [
  'label-document.order-cancelled',
  'label-document.after-sale',
  'label-document.no-package',
];

export function createDocumentFetcher(parts: FetchParts): DocumentFetcher {
  const { database, clock, events, platforms } = parts;
  /** A shop that nobody hears is left alone until then. */
  const quiet = new Map<ShopId, { readonly until: number; readonly tries: number }>();
  let cancelTimer: (() => void) | undefined;
  let timerAt = Number.POSITIVE_INFINITY;
  let stopListening: (() => void) | undefined;
  let looking: Promise<void> | undefined;
  let isNudged = false;
  let isStopped = false;

  /** Shops whose platform draws labels, and that may be asked now. */
  function listReachable(): Map<ShopId, Platform> {
    const found = new Map<ShopId, Platform>();
    if (!platforms.network.read().isPluggedIn) return found;
    for (const shop of listShops(database)) {
      if (shop.connection !== 'tiktok' && shop.connection !== 'douyin') continue;
      if ((quiet.get(shop.shopId)?.until ?? 0) > clock.now()) continue;
      try {
        const platform = platforms.of(shop);
        if (platform.fetchLabel) found.set(shop.shopId, platform);
      } catch (thrown) {
        if (!isFault(thrown)) throw thrown; // not linked yet: nothing to fetch
      }
    }
    return found;
  }

  async function lookOnce(): Promise<void> {
    for (let isFirst = true; ; isFirst = false) {
      const shops = listReachable();
      if (isFirst && shops.size === 0) return;
      const wanted = listWanted(database, [...shops.keys()], clock.now(), aRound);
      if (wanted.length === 0) break;
      for (let start = 0; start < wanted.length && !isStopped; start += atOnce) {
        const some = wanted
          .slice(start, start + atOnce)
          .filter(({ shopId }) => !quiet.has(shopId) || isDue(shopId));
        await Promise.all(some.map((one) => fetchOne(one, shops.get(one.shopId))));
      }
      if (isStopped) return;
    }
    database.write((writer) => forgetFetches(writer, 500));
  }

  const isDue = (shopId: ShopId) => (quiet.get(shopId)?.until ?? 0) <= clock.now();

  async function fetchOne(wanted: WantedLabel, platform: Platform | undefined): Promise<void> {
    const answer = await askFor(wanted, platform);
    if (!answer || isStopped) return;
    if (answer.kind === 'later') {
      const afterMs = Math.max(answer.afterMs, againMs(wanted.attempts));
      note(wanted, { state: 'waiting', nextTryAt: clock.now() + afterMs, code: null, facts: {} });
    } else if (answer.kind === 'none') {
      const { code, words } = answer;
      note(wanted, { state: 'failed', nextTryAt: clock.now() + refusedAgainMs, code, facts: { words } });
      if (platform && orderNews.includes(code))
        await readAnew(parts, platform, wanted.shopId, wanted.orderIds);
    } else await keep(wanted, answer.bytes);
  }

  /** Undefined when nobody answered: then the shop is left alone for a while, and the parcel stays wanted. */
  async function askFor(
    wanted: WantedLabel,
    platform: Platform | undefined,
  ): Promise<LabelAnswer | undefined> {
    try {
      const answer = await platform?.fetchLabel?.(wanted);
      quiet.delete(wanted.shopId);
      return answer;
    } catch (thrown) {
      if (isStopped) return undefined;
      if (!isFault(thrown)) {
        parts.log.error({ err: thrown, parcelId: wanted.parcelId }, 'bug');
        note(wanted, { state: 'failed', nextTryAt: null, code: 'label-document.bug', facts: {} });
        return undefined;
      }
      parts.log.warn({ fault: thrown.code, parcelId: wanted.parcelId }, 'a label could not be fetched');
      const tries = quiet.get(wanted.shopId)?.tries ?? 0;
      const until = clock.now() + againMs(tries);
      quiet.set(wanted.shopId, { until, tries: tries + 1 });
      const { code, facts } = thrown;
      note(wanted, { state: 'waiting', nextTryAt: until, code: `fault.${code}`, facts: { ...facts } });
      return undefined;
    }
  }

  async function keep(wanted: WantedLabel, bytes: Uint8Array): Promise<void> {
    const source = platformName(wanted.shopId);
    const kept = await takeInDocument(parts, { bytes, source }, wanted.parcelId, { person: 'station' });
    if (isStopped) return;
    if (!isRefusal(kept)) note(wanted, { state: 'kept', nextTryAt: null, code: null, facts: {} });
    else if (kept.code === 'document.too-slow')
      // The PC was busy: that says nothing about the page.
      note(wanted, {
        state: 'waiting',
        nextTryAt: clock.now() + againMs(wanted.attempts),
        code: kept.code,
        facts: kept.facts,
      });
    else if (kept.code.startsWith('document.'))
      // The page itself is no good: the same page would come again.
      note(wanted, { state: 'failed', nextTryAt: null, code: kept.code, facts: kept.facts });
    // Else the parcel has changed meanwhile: what it wants now is looked up anew.
    else note(wanted, { state: 'waiting', nextTryAt: clock.now() + soonMs, code: null, facts: {} });
  }

  function platformName(shopId: ShopId): string {
    return listShops(database).find((shop) => shop.shopId === shopId)?.connection ?? '';
  }

  function note(wanted: WantedLabel, ended: Parameters<typeof noteFetch>[2]): void {
    database.write((writer) => {
      noteFetch(writer, wanted, ended, clock.now());
      writer.emit({ kind: 'batches.changed' });
    });
  }

  async function look(): Promise<void> {
    isNudged = looking !== undefined;
    looking ??= lookOnce()
      .catch((thrown: unknown) => {
        if (isFault(thrown)) parts.log.warn({ fault: thrown.code }, 'labels could not be fetched');
        else parts.log.error({ err: thrown }, 'bug');
      })
      .finally(() => {
        looking = undefined;
        if (isStopped || !stopListening) return;
        if (isNudged) schedule(soonMs);
        else scheduleNext();
      });
    await looking;
  }

  function scheduleNext(): void {
    const at = nextFetchAt(database);
    if (at !== null) schedule(Math.max(soonMs, at - clock.now()));
  }

  /** The earlier of what is planned and this. */
  function schedule(delayMs: number): void {
    const at = clock.now() + delayMs;
    if (isStopped || (cancelTimer && timerAt <= at)) return;
    cancelTimer?.();
    timerAt = at;
    cancelTimer = clock.after(delayMs, () => {
      cancelTimer = undefined;
      timerAt = Number.POSITIVE_INFINITY;
      void look();
    });
  }

  function hearNetwork(): void {
    if (!platforms.network.read().isOnline) return;
    quiet.clear();
    database.write((writer) => hurryFetches(writer, clock.now()));
    schedule(soonMs);
  }

  return {
    look,
    start() {
      stopListening = events.on((event) => {
        // Of an order it may be the address.
        if (event.kind === 'parcels.changed' || event.kind === 'orders.changed') schedule(soonMs);
        if (event.kind === 'network.changed') hearNetwork();
      });
      schedule(soonMs);
    },
    async stop() {
      isStopped = true;
      stopListening?.();
      cancelTimer?.();
      await looking;
    },
  };
}

function againMs(attempts: number): number {
  return Math.min(longestAgainMs, firstAgainMs * 2 ** Math.min(attempts, 10));
}
