// How fast a platform may be asked. One lane per shop and kind of call; each lane goes at its own rate, halves it when the
// platform says that it is too much, and finds its way back slowly. Who asked first goes first.

import type { Clock } from '../../basics/clock.ts';
import { Fault } from '../../basics/fault.ts';

export interface RateLimiter {
  /** Resolves when this lane may send one more. Fault `platform.offline` once it was stopped: nothing may leave any more. */
  turn(lane: string): Promise<void>;
  /** The platform said "too much": half as fast from now on, and nothing before `afterMs`. */
  slowDown(lane: string, afterMs: number): void;
  /** It answered: a little faster again, up to the rate that was set. */
  wentWell(lane: string): void;
  stop(): void;
}

interface Lane {
  perSecond: number;
  /** When the next one may go. */
  nextAt: number;
  readonly waiting: PromiseWithResolvers<void>[];
  cancel: (() => void) | undefined;
}

const slowestPerSecond = 0.1;
/** So much of the set rate comes back with each good answer. */
const recovery = 0.02;

export function createRateLimiter(clock: Clock, mostPerSecond: () => number): RateLimiter {
  const lanes = new Map<string, Lane>();
  let isStopped = false;

  function laneOf(name: string): Lane {
    let lane = lanes.get(name);
    if (!lane) {
      lane = { perSecond: mostPerSecond(), nextAt: 0, waiting: [], cancel: undefined };
      lanes.set(name, lane);
    }
    return lane;
  }

  function letGo(lane: Lane): void {
    lane.cancel = undefined;
    const now = clock.now();
    // A timer that came late does not slow the lane down: what it slept too long is caught up, at most one second of it.
    lane.nextAt = Math.max(lane.nextAt, now - 1_000);
    while (lane.waiting.length > 0 && lane.nextAt <= now) {
      lane.nextAt += 1_000 / lane.perSecond;
      lane.waiting.shift()?.resolve();
    }
    if (lane.waiting.length > 0) lane.cancel = clock.after(Math.ceil(lane.nextAt - now), () => letGo(lane));
  }

  return {
    turn(name) {
      const mine = Promise.withResolvers<void>();
      if (isStopped) {
        mine.reject(closed());
        return mine.promise;
      }
      const lane = laneOf(name);
      if (lane.waiting.length === 0)
        lane.nextAt = Math.max(lane.nextAt, clock.now() - 1_000 / lane.perSecond);
      lane.waiting.push(mine);
      if (!lane.cancel) letGo(lane);
      return mine.promise;
    },
    slowDown(name, afterMs) {
      const lane = laneOf(name);
      lane.perSecond = Math.max(slowestPerSecond, lane.perSecond / 2);
      lane.nextAt = Math.max(lane.nextAt, clock.now() + afterMs);
    },
    wentWell(name) {
      const lane = laneOf(name);
      const most = mostPerSecond();
      lane.perSecond = Math.min(most, lane.perSecond + most * recovery);
    },
    stop() {
      isStopped = true;
      for (const lane of lanes.values()) {
        lane.cancel?.();
        for (const each of lane.waiting.splice(0)) each.reject(closed());
      }
    },
  };
}

const closed = () => new Fault('platform.offline', 'later', {});
