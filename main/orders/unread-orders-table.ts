// Orders that a platform told and the station could not read: kept for a person to see, with the field that stood in the way and never with
// what was in it; gone when the order is read, or when the platform has long told it no more.

import { hourMs } from '../basics/clock.ts';
import type { ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { IncomingOrder } from '../platforms/incoming-order.ts';
import type { UnreadOrder } from '../platforms/platform.ts';

export interface KnownUnread extends UnreadOrder {
  readonly shopId: ShopId;
  readonly shopName: string;
  /** The order as it was known before it could not be read any more; null when the station never had it. */
  readonly orderKey: number | null;
  readonly firstSeenAt: number;
  readonly seenAt: number;
}

/** Open orders are swept several times an hour: one that a shop has not told for so long is closed over there, or was read. */
const forgottenAfterMs = hourMs;

/** What one page told: those that could not be read are noted, those that were are forgotten. */
export function noteUnread(
  writer: Writer,
  shopId: ShopId,
  page: { readonly orders: readonly IncomingOrder[]; readonly unread?: readonly UnreadOrder[] },
  now: number,
): void {
  const unread = page.unread ?? [];
  const before = writer.all<{ order_id: string }>(`SELECT order_id FROM unread_orders WHERE shop_id = ?`, [
    shopId,
  ]);
  if (unread.length === 0 && before.length === 0) return; // nearly always
  for (const { orderId, place, platformState } of unread) {
    writer.run(
      `INSERT INTO unread_orders (shop_id, order_id, place, platform_state, first_seen_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (shop_id, order_id) DO UPDATE SET place = excluded.place, platform_state = excluded.platform_state,
         seen_at = excluded.seen_at`,
      [shopId, orderId, place, platformState, now, now],
    );
  }
  const read = new Set<string>(page.orders.map(({ orderId }) => orderId));
  const readAgain = before.filter(({ order_id }) => read.has(order_id));
  for (const { order_id } of readAgain) {
    writer.run(`DELETE FROM unread_orders WHERE shop_id = ? AND order_id = ?`, [shopId, order_id]);
  }
  const known = new Set(before.map(({ order_id }) => order_id));
  if (readAgain.length > 0 || unread.some(({ orderId }) => !known.has(orderId)))
    writer.emit({ kind: 'orders.changed' });
}

/** After a pull that went through to its end. */
export function forgetUnread(writer: Writer, shopId: ShopId, now: number): void {
  const { changes } = writer.run(`DELETE FROM unread_orders WHERE shop_id = ? AND seen_at < ?`, [
    shopId,
    now - forgottenAfterMs,
  ]);
  if (changes > 0) writer.emit({ kind: 'orders.changed' });
}

/** The one that was told first comes first. */
export function listUnread(reader: Reader): KnownUnread[] {
  return reader
    .all<{
      shop_id: string;
      name: string;
      order_id: string;
      order_key: number | null;
      place: string;
      platform_state: string;
      first_seen_at: number;
      seen_at: number;
    }>(
      `SELECT unread_orders.*, shops.name, orders.order_key FROM unread_orders JOIN shops USING (shop_id)
       LEFT JOIN orders ON orders.shop_id = unread_orders.shop_id AND orders.order_id = unread_orders.order_id
       ORDER BY first_seen_at, unread_orders.order_id`,
    )
    .map((row) => ({
      shopId: row.shop_id as ShopId, // references shops
      shopName: row.name,
      orderId: row.order_id,
      orderKey: row.order_key,
      place: row.place,
      platformState: row.platform_state,
      firstSeenAt: row.first_seen_at,
      seenAt: row.seen_at,
    }));
}
