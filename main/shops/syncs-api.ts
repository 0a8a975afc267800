// Request: how the pulls and shipments of each shop go, and whether a person is needed.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { ShopId } from '../basics/ids.ts';
import { read } from '../basics/request.ts';
import type { Database, Reader } from '../database/database.ts';
import { readStanding, type ShopStanding } from './shop-trouble.ts';
import { listShops, type Shop } from './shops-table.ts';
import { findSync, type ShopSync } from './syncs-table.ts';

export interface ShopSyncView extends ShopSync, ShopStanding {
  readonly shop: Shop;
  /** Shipments that the platform is still to be told of. */
  readonly waiting: number;
  /** Shipments that stand still until a person decides. */
  readonly failing: number;
}

export function syncsApi({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
  return {
    /** How the pulls of each shop go; shops that live by files are left out. */
    'shops.syncs': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: (): readonly ShopSyncView[] =>
        listShops(database)
          .filter((shop) => shop.connection !== 'files')
          .map((shop) => ({
            ...(findSync(database, shop.shopId) ?? neverPulled(shop.shopId)),
            ...readStanding(database, shop, clock.now()),
            shop,
            waiting: countShipments(database, shop.shopId, `'waiting', 'sending'`),
            failing: countShipments(database, shop.shopId, `'held', 'needs-person', 'unreadable'`),
          })),
    }),
  };
}

function neverPulled(shopId: ShopId): ShopSync {
  return { shopId, triedAt: null, pulledAt: null, newCount: 0, changedCount: 0, fault: null };
}

/** `states`: one of the two fixed texts above. */
function countShipments(reader: Reader, shopId: ShopId, states: string): number {
  return (
    reader.get<{ count: number }>(
      `SELECT count(*) AS count FROM outbox INDEXED BY outbox_by_state
       WHERE kind = 'shipment' AND state IN (${states}) AND shop_id = ?`,
      [shopId],
    )?.count ?? 0
  );
}
