// Forgets who an order went to, so many days after it left or was cancelled: the sealed text and the key made from it go,
// the mask stays. A walk over the orders whose clear text is still kept, in small bites.

import { type Clock, dayMs } from '../basics/clock.ts';
import type { Writer } from '../database/database.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { OrderKey } from './order.ts';

/** Few enough that a scan arriving meanwhile is answered within 20 ms. */
const ordersABite = 200;

export interface PurgeBite {
  readonly purged: readonly OrderKey[];
  /** Where the walk goes on; null when it is over. */
  readonly next: OrderKey | null;
}

/** Looks at the next orders after `after`, in the caller's transaction. */
export function purgeRecipients(
  parts: { readonly clock: Clock; readonly settings: Settings },
  writer: Writer,
  after: OrderKey = 0,
): PurgeBite {
  const before = parts.clock.now() - parts.settings.get('privacy.purgeAfterDays') * dayMs;
  // An order left when its platform says so, else when our last parcel of it did; a cancelled one when that became known.
  const looked = writer.all<{ order_key: OrderKey; is_due: number }>(
    `SELECT order_key, coalesce(
       CASE WHEN state IN ('shipped', 'finished') THEN coalesce(shipped_at, changed_at) END,
       CASE WHEN state = 'cancelled' THEN changed_at END,
       (SELECT max(parcels.shipped_at) FROM parcel_lines JOIN parcels USING (parcel_id)
        WHERE parcel_lines.order_key = orders.order_key AND parcels.state = 'shipped'),
       :before) < :before AS is_due
     FROM orders INDEXED BY orders_sealed
     WHERE recipient_sealed IS NOT NULL AND order_key > :after ORDER BY order_key LIMIT ${ordersABite}`,
    { before, after },
  );
  const purged = looked.filter((row) => row.is_due === 1).map((row) => row.order_key);
  for (const orderKey of purged) {
    writer.run(
      `UPDATE orders SET recipient_sealed = NULL, recipient_key = NULL, is_search_stale = 1 WHERE order_key = ?`,
      [orderKey],
    );
  }
  const last = looked.at(-1)?.order_key ?? null;
  return { purged, next: looked.length === ordersABite ? last : null };
}
