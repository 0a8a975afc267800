// Which orders Douyin itself would put in one parcel. The same address makes them candidates; the platform's own answer decides.

import { z } from 'zod';
import type { OrderId } from '../../basics/ids.ts';
import type { MergeGroup } from '../platform.ts';
import { kindOf } from './codes.ts';
import type { DouyinClient } from './douyin-client.ts';
import type { DouyinOrder } from './douyin-order.ts';
import type { DouyinPull } from './pull-douyin.ts';

const merged = z.object({
  order_list: z.array(z.union([z.string(), z.number()]).transform(String)).nullish(),
  failed_order: z.record(z.string(), z.unknown()).nullish(),
});

export interface DouyinMerges {
  ask(orderIds: readonly OrderId[]): Promise<readonly MergeGroup[]>;
  /** Of these sets of orders, each meant for one parcel, those the platform would not combine, and its words. */
  findApart(
    sets: readonly (readonly OrderId[])[],
    orders: ReadonlyMap<string, DouyinOrder>,
  ): Promise<ReadonlyMap<readonly OrderId[], string>>;
}

/** How many one question may hold is written nowhere; a parcel's orders are never spread over two. */
const ordersACall = 50;

export function createDouyinMerges(client: DouyinClient, pull: DouyinPull): DouyinMerges {
  /** Undefined when the platform would not say. */
  async function askOnce(orders: readonly DouyinOrder[]) {
    const answer = await client.ask('order.mergeV2', {
      merge_list: orders.map(({ order_id, open_address_id }) => ({ order_id, open_address_id })),
    });
    if (kindOf(answer).kind !== 'ok') return undefined;
    const { order_list, failed_order } = client.yes(answer, merged);
    return {
      groups: (order_list ?? []).map((ids) => ids.split(',').map((id) => id.trim())),
      failed: failed_order ?? {},
    };
  }

  return {
    async ask(orderIds) {
      const orders = await pull.readDetails(orderIds, true);
      const byAddress = Map.groupBy(
        orders.filter(({ open_address_id }) => open_address_id !== ''),
        ({ open_address_id }) => open_address_id,
      );
      const groups: MergeGroup[] = [];
      for (const call of filled([...byAddress.values()].filter((some) => some.length > 1))) {
        const told = await askOnce(call);
        for (const ids of told?.groups ?? []) {
          const key = call.find(({ order_id }) => order_id === ids[0])?.open_address_id;
          if (ids.length > 1 && key !== undefined) groups.push({ orderIds: ids as OrderId[], key }); // some of those asked for
        }
      }
      return groups;
    },
    async findApart(sets, orders) {
      const apart = new Map<readonly OrderId[], string>();
      const several = sets.filter((orderIds) => orderIds.length > 1);
      const known = several.map((orderIds) => orderIds.flatMap((orderId) => orders.get(orderId) ?? []));
      for (const call of filled(known)) {
        const told = await askOnce(call);
        if (!told) continue; // its own answer to the waybill will tell
        for (const orderIds of several.filter((each) => call.some(({ order_id }) => order_id === each[0]))) {
          if (told.groups.some((ids) => orderIds.every((orderId) => ids.includes(orderId)))) continue;
          const words = orderIds.flatMap((orderId) => {
            const why = told.failed[orderId];
            return typeof why === 'string' ? `${orderId} ${why}` : [];
          });
          apart.set(orderIds, words.join('; '));
        }
      }
      return apart;
    },
  };
}

/** Whole groups, as many as go into one question. */
function filled(groups: readonly (readonly DouyinOrder[])[]): DouyinOrder[][] {
  const calls: DouyinOrder[][] = [];
  for (const group of groups) {
    const last = calls.at(-1);
    if (last && last.length + group.length <= ordersACall) last.push(...group);
    else calls.push([...group]);
  }
  return calls;
}
