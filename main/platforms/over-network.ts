// Puts the network between the station and a platform: a pulled plug, a time limit for every answer, and a note of who was heard.

import type { Clock } from '../basics/clock.ts';
import { Fault, isFault } from '../basics/fault.ts';
import type { Network } from './network.ts';
import type { Platform } from './platform.ts';

/** Faults by which a platform says that nothing came back; every other one is an answer. */
const silences: readonly string[] = ['platform.offline', 'platform.silent', 'platform.answer-lost'];

/**
 * The same platform; each call may fail with `platform.offline` (nothing left) or `platform.silent` (nobody knows).
 * `stop` hangs up: calls that are under way fail at once with `platform.silent`.
 */
export function overNetwork(
  platform: Platform,
  network: Network,
  clock: Clock,
  answerWithinMs: () => number,
): Platform {
  const hangUps = new Set<() => void>();

  async function through<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    if (!network.read().isPluggedIn) throw new Fault('platform.offline', 'later');
    try {
      const answer = await withinTime(call(), answerWithinMs());
      network.heard();
      return answer;
    } catch (thrown) {
      if (isFault(thrown) && silences.includes(thrown.code)) network.silent();
      else network.heard();
      throw thrown;
    }
  }

  /** What comes after the limit, or after hanging up, is not listened to. */
  function withinTime<Answer>(answer: Promise<Answer>, limitMs: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new Fault('platform.silent', 'later', { afterMs: limitMs }));
      const stopWaiting = clock.after(limitMs, giveUp);
      hangUps.add(giveUp);
      const forget = () => {
        stopWaiting();
        hangUps.delete(giveUp);
      };
      answer.then(resolve, reject).finally(forget);
    });
  }

  return {
    shopId: platform.shopId,
    shipBatchLimit: platform.shipBatchLimit,
    isLocal: false,
    pullOrders: (cursor) => through(() => platform.pullOrders(cursor)),
    readOrders: (orderIds) => through(() => platform.readOrders(orderIds)),
    takeWaybills: (requests) => through(() => platform.takeWaybills(requests)),
    cancelWaybill: (trackingNumber) => through(() => platform.cancelWaybill(trackingNumber)),
    ship: (shipments) => through(() => platform.ship(shipments)),
    ...(platform.adoptOrders && { adoptOrders: platform.adoptOrders }),
    async stop() {
      for (const hangUp of hangUps) hangUp();
      hangUps.clear();
      await platform.stop();
    },
  };
}
