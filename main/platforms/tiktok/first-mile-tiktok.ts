// First-mile bundles of a cross-border shop: the platform is told which orders travel together, answers with the bundle's number and its
// waybill, and names the orders it leaves out. It has no way to look a bundle up again, so nothing here is ever asked twice by itself.

import { z } from 'zod';
import { Fault } from '../../basics/fault.ts';
import type { FirstMileAnswer, FirstMileBundling } from '../platform.ts';
import { classOf, wordsOf } from './codes.ts';
import { itemErrorsOf } from './fit-packages.ts';
import type { TiktokClient } from './tiktok-client.ts';
import { platformId } from './tiktok-order.ts';

const mostWaybillBytes = 8 * 1024 * 1024;

const made = z.object({ first_mile_bundle_id: platformId.nullish(), url: z.string().nullish() });

export function createFirstMile(parts: {
  readonly client: Pick<TiktokClient, 'ask' | 'download'>;
  readonly region: () => string;
  readonly isCrossBorder: () => boolean;
  /** Groups of regions with commas between, regions with blanks: only orders of one group travel together, other regions have none. */
  readonly groups: () => string;
}) {
  /** The region that bundles of this shop are for; null where there is no first mile. */
  function region(): string | null {
    const known = parts.groups().split(/[\s,;]+/);
    return parts.isCrossBorder() && known.includes(parts.region()) ? parts.region() : null;
  }

  async function bundle({ orderIds, dropOff }: FirstMileBundling): Promise<FirstMileAnswer> {
    const answer = await parts.client.ask({
      method: 'POST',
      path: '/fulfillment/202510/first_mile_bundle',
      body: {
        order_ids: orderIds,
        handover_method: dropOff ? 'DROP_OFF' : 'PICKUP',
        ...(dropOff && {
          shipping_provider_id: dropOff.carrierId,
          tracking_number: dropOff.trackingNumber,
          phone_tail_number: dropOff.phoneTail,
        }),
      },
    });
    const words = wordsOf(answer);
    const nothing = { platformId: null, documentUrl: null, leftOut: [] };
    if (answer.code !== 0) {
      return classOf(answer.code) === 'retry'
        ? { outcome: 'retry', code: 'first-mile.later', words, ...nothing }
        : { outcome: 'fix', code: 'first-mile.refused', words, ...nothing };
    }
    const told = made.safeParse(answer.data ?? {});
    if (!told.success) throw new Fault('platform.gibberish', 'later', { begins: 'first_mile_bundle_id' });
    const leftOut = itemErrorsOf(answer).map((no) => ({ orderId: no.id, words: wordsOf(no) }));
    const { first_mile_bundle_id: bundleId, url } = told.data;
    if (!bundleId) return { outcome: 'fix', code: 'first-mile.refused', words: '', ...nothing, leftOut };
    return {
      outcome: 'done',
      code: 'first-mile.made',
      words: '',
      platformId: bundleId,
      documentUrl: url ?? null,
      leftOut,
    };
  }

  return {
    region,
    bundle,
    fetchWaybill: (address: string) => parts.client.download(address, mostWaybillBytes),
  };
}
