// The outbox's pump: while the station runs it pays what is due, each shop and kind of debt in rounds of its own, and says how many debts
// wait and whether anybody is heard. Of one shop and kind only one round is under way at a time, whoever asks for it.

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
import { countDebts, hurryDebts, listDueGroups, nextTryAfter, wakeDebts } from './outbox-table.ts';
import { type DebtGroup, payGroup } from './pay-group.ts';
import { addTally, noTally, type SendParts, type Tally } from './send-debts.ts';
import { createTurns } from './turns.ts';

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
  describe(): {
    readonly isOnline: boolean;
    /** As a person has set it; silence alone pulls no plug. */
    readonly isPluggedIn: boolean;
    readonly waiting: number;
    readonly lastOkAt: number | null;
  };
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
const busySleepMs = 1_000;

export function createOutbox(parts: OutboxParts): Outbox {
  const { database, clock, settings, platforms, events } = parts;
  const { network } = platforms;
  let isStarted = false;
  let isStopped = false;
  let cancelTimer: (() => void) | undefined;
  let wakesAt = 0;
  let stopListening: (() => void) | undefined;
  /** The round under way of each shop and kind. */
  const rounds = new Map<string, Promise<Tally>>();

  const sendParts: SendParts = { ...parts, isStopped: () => isStopped, takeTurn: createTurns() };
  const backOff = (): BackOff => ({
    firstMs: settings.get('shipping.retryFirstSeconds') * 1_000,
    longestMs: settings.get('shipping.retryLongestMinutes') * minuteMs,
  });
  const listGroups = () => listDueGroups(database, clock.now(), backOff().longestMs);

  async function pay(group: DebtGroup): Promise<Tally> {
    const platform = platforms.of(getShop(database, group.shopId));
    const errand = parts.errands.find((each) => each.kind === group.kind) ?? unknownErrand(group.kind);
    if (isStopped || (!platform.isLocal && !network.read().isPluggedIn)) return noTally();
    const tally = await payGroup(sendParts, group, errand, platform, backOff);
    if (tally.done > 0 && !platform.isLocal && !isStopped) await parts.afterDone?.(group.shopId);
    return tally;
  }

  const nameOf = (group: DebtGroup) => `${group.shopId} ${group.kind}`;

  /** Two rounds of one group never read the same row; groups do not wait for each other: a slow shop does not keep the rest. */
  function payInTurn(group: DebtGroup): Promise<Tally> {
    const name = nameOf(group);
    const before = rounds.get(name)?.catch(() => undefined); // whoever began it is told
    const round = before ? before.then(() => pay(group)) : pay(group);
    rounds.set(name, round);
    const forget = () => {
      if (rounds.get(name) === round) rounds.delete(name);
    };
    round.then(forget, forget);
    return round;
  }

  /** The earliest that was asked for counts. */
  function schedule(delayMs: number): void {
    const at = clock.now() + delayMs;
    if (!isStarted || isStopped || (cancelTimer && wakesAt <= at)) return;
    cancelTimer?.();
    wakesAt = at;
    cancelTimer = clock.after(delayMs, () => {
      cancelTimer = undefined;
      tick();
    });
  }

  function tick(): void {
    if (isStopped) return;
    try {
      beginRounds();
      schedule(sleepMs());
    } catch (thrown) {
      parts.log.error({ err: thrown }, 'bug');
      schedule(longestSleepMs);
    }
  }

  /** A round that is under way finds new debts of its own by itself, but for those that come when it has looked for the last time. */
  function beginRounds(): void {
    for (const group of listGroups()) {
      if (rounds.has(nameOf(group))) continue;
      payInTurn(group).then(
        ({ done, held, fix, retry }) =>
          schedule(done + held + fix + retry > 0 ? shortestSleepMs : longestSleepMs),
        (thrown: unknown) => {
          parts.log.error({ err: thrown }, 'bug');
          schedule(longestSleepMs);
        },
      );
    }
  }

  /** What is due and not tried is under way, or the plug is out: it is looked for again later, or when told. */
  function sleepMs(): number {
    const dueInMs = (nextTryAfter(database, clock.now()) ?? Number.POSITIVE_INFINITY) - clock.now();
    return Math.min(longestSleepMs, Math.max(shortestSleepMs, dueInMs));
  }

  function wake(shopId?: ShopId): void {
    database.write((writer) => wakeDebts(writer, clock.now(), shopId));
  }

  /** Whoever presses the button while a round is under way is told of that too. */
  async function payNow(group: DebtGroup): Promise<Tally> {
    const total = noTally();
    const underWay = rounds.get(nameOf(group));
    if (underWay) {
      addTally(total, await underWay.catch(noTally));
      if (isStopped) return total;
      database.write((writer) => hurryDebts(writer, clock.now(), group));
    }
    addTally(total, await payInTurn(group));
    return total;
  }

  return {
    describe: () => {
      const waiting = countDebts(database, 'shipment', ['waiting', 'sending']);
      return { ...network.read(), waiting };
    },
    async sendNow() {
      database.write((writer) => hurryDebts(writer, clock.now()));
      const total = noTally();
      for (const tally of await Promise.all(listGroups().map(payNow))) addTally(total, tally);
      return total;
    },
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
        // Each answer tells it too: while there are rounds, once a second is soon enough for what is of no round.
        if (event.kind === 'shipments.changed') schedule(rounds.size > 0 ? busySleepMs : 0);
      });
      schedule(0);
    },
    async stop() {
      isStopped = true;
      cancelTimer?.();
      stopListening?.();
      await Promise.allSettled(rounds.values());
    },
  };
}

/** A kind that this version does not know: every row of it is for a person to see. */
function unknownErrand(kind: string): Errand {
  return {
    kind,
    limit: () => 100,
    isReadable: () => false,
    about: (row) => [row.subjectId],
    ask: async () => () => ({ kind: 'go' }),
    send: async () => [],
    settle: () => {},
  };
}
