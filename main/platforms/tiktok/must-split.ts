// Which orders TikTok wants in several packages: asked with each sweep, of open orders with several pieces. What could not be asked stays
// as it was known; a number is refused all the same, so that nothing leaves as one parcel.

import { z } from 'zod';
import { isFault } from '../../basics/fault.ts';
import { portions } from './portions.ts';
import type { TiktokClient } from './tiktok-client.ts';
import { platformId } from './tiktok-order.ts';

/** The reference names no limit; details of orders come as many a call. */
const ordersACall = 50;

const attributesPage = z.object({
  split_attributes: z.array(z.object({ order_id: platformId, must_split: z.boolean().nullish() })).nullish(),
});

export interface SplitOrders {
  /** Never throws a Fault: orders are worth more than this. */
  learn(orderIds: readonly string[]): Promise<void>;
  mustSplit(orderId: string): boolean;
}

export function createSplitOrders(parts: {
  readonly client: Pick<TiktokClient, 'read'>;
  readonly log: { warn(facts: object, words: string): void };
}): SplitOrders {
  const wanted = new Set<string>();

  async function learnSome(orderIds: readonly string[]): Promise<void> {
    const path = '/fulfillment/202309/orders/split_attributes';
    const query = { order_ids: orderIds.join(',') };
    const told = await parts.client.read({ method: 'GET', path, query }, attributesPage);
    for (const { order_id, must_split } of told.split_attributes ?? []) {
      if (must_split === true) wanted.add(order_id);
      else wanted.delete(order_id);
    }
  }

  return {
    async learn(orderIds) {
      try {
        await Promise.all(portions(orderIds, ordersACall).map(learnSome));
      } catch (thrown) {
        if (!isFault(thrown)) throw thrown;
        parts.log.warn({ fault: thrown.code }, 'which orders must be split could not be asked');
      }
    },
    mustSplit: (orderId) => wanted.has(orderId),
  };
}
