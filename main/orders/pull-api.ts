// Requests: ask the platforms for orders now, and see which of them nobody could read.

import { z } from 'zod';
import type { ShopId } from '../basics/ids.ts';
import { refuse } from '../basics/refusal.ts';
import { job, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { findShop } from '../shops/shops-table.ts';
import type { OrderPuller } from './pull-orders.ts';
import { listUnread } from './unread-orders-table.ts';

export function pullApi(parts: { database: Database; puller: OrderPuller }) {
  return {
    /** Counts of new, changed and unchanged orders. Refusals: `shop.unknown` (shopId). Faults: `platform.*`. */
    'orders.pull': job({
      role: 'packer',
      argument: z.strictObject({ shopId: z.string().optional(), requestId: z.string().optional() }),
      run: ({ shopId }) => {
        const id = shopId as ShopId | undefined; // looked up right below
        if (id !== undefined && !findShop(parts.database, id)) return refuse('shop.unknown', { shopId: id });
        return parts.puller.pull(id);
      },
    }),

    /** Open orders that a platform told and the station could not read, the longest waiting first; gone once they are read. */
    'orders.unread': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => listUnread(parts.database),
    }),
  };
}
