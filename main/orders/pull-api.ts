// Request: ask the platforms for orders now.

import { z } from 'zod';
import type { ShopId } from '../basics/ids.ts';
import { refuse } from '../basics/refusal.ts';
import { job } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { findShop } from '../shops/shops-table.ts';
import type { OrderPuller } from './pull-orders.ts';

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
  };
}
