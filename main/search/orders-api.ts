// Requests about orders as people look at them: a page of the list, the counts beside it, one order's story.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { refuse } from '../basics/refusal.ts';
import { read } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import type { Settings } from '../settings/settings-table.ts';
import { createOrderCounts } from './count-orders.ts';
import { watchDataVersion } from './data-version.ts';
import { orderFilterSchema } from './order-filter.ts';
import { findOrderStory } from './order-story.ts';
import { readOrderFacets } from './orders-facets.ts';
import { createOrderLists } from './orders-page.ts';

const searchSchema = z.string().max(10_000).optional();

export function ordersApi(parts: {
  database: Database;
  events: Events;
  clock: Clock;
  settings: Settings;
  vault: Vault;
  beside: Beside;
}) {
  const { database, clock } = parts;
  const dataVersion = watchDataVersion(parts);
  const counts = createOrderCounts({ database, clock, dataVersion, beside: parts.beside });
  const lists = createOrderLists({ database, clock, dataVersion, counts });
  return {
    /** What is due first, null last; at most 500 rows from any offset. */
    'orders.page': read({
      role: 'packer',
      argument: z.strictObject({
        search: searchSchema,
        filter: orderFilterSchema.default({}),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      }),
      run: (query) => lists.page(query),
    }),

    /** How many orders each value of each facet would leave. */
    'orders.facets': read({
      role: 'packer',
      argument: z.strictObject({ search: searchSchema, filter: orderFilterSchema.default({}) }),
      run: ({ search, filter }) => readOrderFacets({ database, clock, counts, lists }, search, filter),
    }),

    /** Refusal: `order.unknown` (orderKey). */
    'orders.story': read({
      role: 'packer',
      argument: z.strictObject({ orderKey: z.number().int() }),
      run: ({ orderKey }) => findOrderStory(parts, orderKey) ?? refuse('order.unknown', { orderKey }),
    }),
  };
}
