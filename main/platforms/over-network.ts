// Puts the network between the station and a platform: a pulled plug, a time limit for every answer, and a note of who was heard.

import type { Clock } from '../basics/clock.ts';
import { Fault, isFault } from '../basics/fault.ts';
import { failedTest } from './failed-test.ts';
import type { Network } from './network.ts';
import type { ConnectionTest, Platform } from './platform.ts';

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

  /** What only some platforms can do goes the same way. */
  function throughIfThere({
    giveBackAsked,
    correctNumber,
    authorise,
    listAuthorised,
    consentEndsAt,
    chooseShop,
    testConnection,
    fetchLabel,
    readPrintData,
    listCancelReasons,
    answerCancellation,
    ownCancelReasons,
    cancelForSeller,
    firstMileRegion,
    bundleFirstMile,
    fetchBundleWaybill,
    askMerge,
  }: Platform): Partial<Platform> {
    return {
      ...(giveBackAsked && {
        giveBackAsked: (question, isInUse) => through(() => giveBackAsked(question, isInUse)),
      }),
      ...(correctNumber && { correctNumber: (correction) => through(() => correctNumber(correction)) }),
      ...(authorise && { authorise: (code) => through(() => authorise(code)) }),
      ...(listAuthorised && { listAuthorised: () => through(() => listAuthorised()) }),
      ...(consentEndsAt && { consentEndsAt }),
      ...(chooseShop && { chooseShop: (shopId) => through(() => chooseShop(shopId)) }),
      ...(testConnection && { testConnection: () => testUnplugged() ?? testConnection() }),
      ...(fetchLabel && { fetchLabel: (parcel) => through(() => fetchLabel(parcel)) }),
      ...(readPrintData && { readPrintData: (parcel) => through(() => readPrintData(parcel)) }),
      ...(listCancelReasons && {
        listCancelReasons: (orderId, cancelId) => through(() => listCancelReasons(orderId, cancelId)),
      }),
      ...(answerCancellation && {
        answerCancellation: (answer) => through(() => answerCancellation(answer)),
      }),
      ...(ownCancelReasons && { ownCancelReasons }),
      ...(cancelForSeller && {
        cancelForSeller: (cancelling) => through(() => cancelForSeller(cancelling)),
      }),
      ...(firstMileRegion && { firstMileRegion }),
      ...(bundleFirstMile && { bundleFirstMile: (bundling) => through(() => bundleFirstMile(bundling)) }),
      ...(fetchBundleWaybill && {
        fetchBundleWaybill: (address) => through(() => fetchBundleWaybill(address)),
      }),
      ...(askMerge && { askMerge: (orderIds) => through(() => askMerge(orderIds)) }),
    };
  }

  function testUnplugged(): Promise<ConnectionTest> | undefined {
    if (network.read().isPluggedIn) return undefined;
    return Promise.resolve(failedTest('fault.platform.offline'));
  }

  return {
    shopId: platform.shopId,
    shipBatchLimit: platform.shipBatchLimit,
    ...(platform.shipCallsAtOnce !== undefined && { shipCallsAtOnce: platform.shipCallsAtOnce }),
    isLocal: false,
    pullOrders: (cursor) => through(() => platform.pullOrders(cursor)),
    readOrders: (orderIds) => through(() => platform.readOrders(orderIds)),
    takeWaybills: (requests, beforeAsking) => through(() => platform.takeWaybills(requests, beforeAsking)),
    cancelWaybill: (trackingNumber, carrier) =>
      through(() => platform.cancelWaybill(trackingNumber, carrier)),
    ship: (shipments) => through(() => platform.ship(shipments)),
    ...throughIfThere(platform),
    ...(platform.consentAddress && { consentAddress: platform.consentAddress }),
    ...(platform.adoptOrders && { adoptOrders: platform.adoptOrders }),
    async stop() {
      for (const hangUp of hangUps) hangUp();
      hangUps.clear();
      await platform.stop();
    },
  };
}
