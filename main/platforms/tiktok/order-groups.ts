// Which open orders TikTok would combine, under names that stay: asked once a minute at most, by whoever reads orders.

import { z } from 'zod';
import { minuteMs } from '../../basics/clock.ts';
import type { TiktokClient } from './tiktok-client.ts';
import { platformId } from './tiktok-order.ts';
import { withoutRight } from './without-right.ts';

const combinablesAPage = 50;
/** More than 20,000 groups at once is no answer but a loop. */
const mostCombinablePages = 400;
/** Orders whose group changed are read at once, so many of them; the sweep over all open orders gets the rest. */
const mostRegrouped = 500;

const combinablesPage = z.object({
  combinable_packages: z.array(z.object({ id: platformId, order_ids: z.array(platformId) })).nullish(),
  next_page_token: z.string().nullish(),
});

export interface OrderGroups {
  /** Answers the orders that are in another group than a while ago: an order does not change when another one leaves its group. */
  learn(): Promise<readonly string[]>;
  /** Learnt once, by whoever comes first; who asks meanwhile waits for the same answer. */
  learnOnce(): Promise<void>;
  /** The group's name; undefined for an order that goes alone, and before anything was learnt. */
  groupOf(orderId: string): string | undefined;
  /** As the platform tells them now. */
  combinables(): Promise<readonly { readonly id: string; readonly orderIds: readonly string[] }[]>;
}

export function createOrderGroups(client: Pick<TiktokClient, 'read'>, now: () => number): OrderGroups {
  let combined: { readonly at: number; readonly groups: ReadonlyMap<string, string> } | undefined;
  let learning: Promise<unknown> | undefined;

  async function combinables() {
    const all: { id: string; orderIds: readonly string[] }[] = [];
    let token = '';
    for (let page = 0; page < mostCombinablePages; page += 1) {
      const told = await client.read(
        {
          method: 'GET',
          path: '/fulfillment/202309/combinable_packages/search',
          query: { page_size: String(combinablesAPage), ...(token !== '' && { page_token: token }) },
        },
        combinablesPage,
      );
      all.push(...(told.combinable_packages ?? []).map(({ id, order_ids }) => ({ id, orderIds: order_ids })));
      token = told.next_page_token ?? '';
      if (token === '') break;
    }
    return all;
  }

  async function learn(): Promise<readonly string[]> {
    if (combined && now() - combined.at < minuteMs) return [];
    const before = combined?.groups;
    const told = (await withoutRight(combinables())) ?? [];
    const groups = nameGroups(
      told.map(({ orderIds }) => [...orderIds].sort()),
      before ?? new Map(),
    );
    combined = { at: now(), groups };
    if (!before) return [];
    const seen = new Set([...before.keys(), ...groups.keys()]);
    return [...seen].filter((id) => before.get(id) !== groups.get(id)).slice(0, mostRegrouped);
  }

  return {
    learn,
    async learnOnce() {
      if (combined) return;
      learning ??= learn().finally(() => {
        learning = undefined;
      });
      await learning;
    },
    groupOf: (orderId) => combined?.groups.get(orderId),
    combinables,
  };
}

/**
 * The platform makes the ids of its groups anew each time. The smallest order names a group for us, and the name stays with those who are
 * left when that one has gone. No name is given twice.
 */
function nameGroups(
  groups: readonly (readonly string[])[],
  before: ReadonlyMap<string, string>,
): Map<string, string> {
  const names = new Map<string, string>();
  const given = new Set<string>();
  for (const orderIds of [...groups].sort(([one = ''], [other = '']) => (one < other ? -1 : 1))) {
    const wishes = [...orderIds.flatMap((id) => before.get(id) ?? []), ...orderIds];
    const name = wishes.find((wish) => !given.has(wish)) ?? `${orderIds[0]} again`;
    given.add(name);
    for (const orderId of orderIds) names.set(orderId, name);
  }
  return names;
}
