// Requests about shops: which ones this station packs for; a new one that is reached by files.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import { newId, type RandomBytes, type ShopId } from '../basics/ids.ts';
import { refuse } from '../basics/refusal.ts';
import { change, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import { addShop, listShops, type Shop } from './shops-table.ts';

export function shopsApi(parts: { database: Database; clock: Clock; random: RandomBytes }) {
  const { database, clock, random } = parts;
  return {
    /** All shops, in the order in which they were added. */
    'shops.list': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => listShops(database),
    }),

    /** A shop reached by files. Refusals: `shop.name-taken` (name), `shop.time-zone-unknown` (timeZone). */
    'shops.add': change({
      role: 'supervisor',
      argument: z.strictObject({
        name: z.string().trim().min(1).max(60),
        market: z.enum(['douyin', 'tiktok']),
        timeZone: z.string().default('Asia/Shanghai'),
        requestId: z.string().optional(),
      }),
      run: ({ name, market, timeZone }, caller) => {
        if (!isTimeZone(timeZone)) return refuse('shop.time-zone-unknown', { timeZone });
        return database.write((writer) => {
          if (listShops(writer).some((shop) => shop.name === name))
            return refuse('shop.name-taken', { name });
          const shop: Shop = {
            shopId: newId<ShopId>('S', random),
            name,
            market,
            connection: 'files',
            timeZone,
          };
          addShop(writer, shop, clock.now());
          recordAudit(
            writer,
            clock,
            caller,
            'shop.added',
            { kind: 'shop', id: shop.shopId },
            { name, market },
          );
          return shop;
        });
      },
    }),
  };
}

export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false; // RangeError is how Intl says that it does not know the zone
  }
}
