// What else waits for a label for the recipient of a parcel: the facts of merge.missed. Found by the index of open orders by
// recipient, for many parcels at once; for most of them there is nothing, and that costs one look-up.

import type { LineId, ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import type { GuardOrder, LineRef, Sibling } from './verdict.ts';

/** Other open orders of one recipient that are looked at; who has more than that has been warned by these. */
const mostOrders = 60;

/** Without a label, and nobody packs it yet: it could still go with another. */
const isOpenSql = (
  parcels: string,
) => `${parcels}.state IN ('proposed', 'planned', 'released') AND NOT EXISTS (
  SELECT 1 FROM labels WHERE labels.parcel_id = ${parcels}.parcel_id AND labels.state NOT IN ('void', 'failed'))`;

const otherOrdersSql = `SELECT here.parcel_id, orders.order_key
  FROM json_each(:ids) AS wanted
  CROSS JOIN parcels AS here ON here.parcel_id = wanted.value
  CROSS JOIN orders ON orders.order_key IN (
    SELECT other.order_key FROM orders AS other INDEXED BY orders_open_by_recipient
    WHERE other.shop_id = here.shop_id AND other.recipient_key = here.recipient_key AND other.recipient_key IS NOT NULL
      AND other.state IN ('to-ship', 'part-shipped') AND other.hold IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM parcel_lines WHERE parcel_lines.parcel_id = here.parcel_id AND parcel_lines.order_key = other.order_key)
    ORDER BY other.order_key LIMIT ${mostOrders})
  WHERE here.recipient_key IS NOT NULL AND ${isOpenSql('here')}`;

const whereTheirLinesAreSql = `SELECT order_lines.order_key, order_lines.line_id, parcels.parcel_id, parcels.state,
    ifnull(${isOpenSql('parcels')}, 0) AS is_open, parcel_lines.quantity, order_lines.quantity AS ordered
  FROM json_each(?) AS wanted
  CROSS JOIN order_lines ON order_lines.order_key = wanted.value
  LEFT JOIN parcel_lines ON parcel_lines.order_key = order_lines.order_key AND parcel_lines.line_id = order_lines.line_id
  LEFT JOIN parcels ON parcels.parcel_id = parcel_lines.parcel_id
  ORDER BY order_lines.order_key, order_lines.line_id`;

/** Parcels without siblings are missing. `readOrders` reads orders whole. */
export function readSiblings(
  reader: Reader,
  parcelIds: readonly ParcelId[],
  readOrders: (orderKeys: readonly OrderKey[]) => ReadonlyMap<OrderKey, GuardOrder>,
): Map<ParcelId, Sibling[]> {
  const others = reader.all<{ parcel_id: string; order_key: number }>(otherOrdersSql, {
    ids: JSON.stringify(parcelIds),
  });
  if (others.length === 0) return new Map();
  const places = placesOf(reader, [...new Set(others.map((row) => row.order_key))]);
  const orders = readOrders([...new Set([...places.lines.values()].flat().map((line) => line.orderKey))]);
  const found = new Map<ParcelId, Sibling[]>();
  const seen = new Set<string>();
  for (const { parcel_id, order_key } of others) {
    for (const place of places.ofOrder.get(order_key) ?? []) {
      const name = `${parcel_id} ${place}`;
      if (place === parcel_id || seen.has(name)) continue;
      seen.add(name);
      const lines = places.lines.get(place) ?? [];
      const siblingOrders = [...new Set(lines.map((line) => line.orderKey))].flatMap(
        (key) => orders.get(key) ?? [],
      );
      const parcelId = parcel_id as ParcelId; // one of those asked for
      const sibling = { parcelId: place.startsWith('order ') ? null : place, orders: siblingOrders, lines };
      found.set(parcelId, [...(found.get(parcelId) ?? []), sibling]);
    }
  }
  return found;
}

/** Where these orders' lines are now: in open parcels, whole, or in none (`order <key>`). What has a label or is packed is nowhere. */
function placesOf(reader: Reader, orderKeys: readonly OrderKey[]) {
  const lines = new Map<string, LineRef[]>();
  const ofOrder = new Map<OrderKey, Set<string>>();
  const open = new Set<string>();
  const left = new Map<string, LineRef>();
  const put = (place: string, line: LineRef) => lines.set(place, [...(lines.get(place) ?? []), line]);
  const stay = (orderKey: OrderKey, place: string) => {
    const there = ofOrder.get(orderKey);
    if (there) there.add(place);
    else ofOrder.set(orderKey, new Set([place]));
  };
  for (const row of reader.all<{
    order_key: number;
    line_id: string;
    parcel_id: string | null;
    state: string | null;
    is_open: number;
    quantity: number | null;
    ordered: number;
  }>(whereTheirLinesAreSql, [JSON.stringify(orderKeys)])) {
    const line = { orderKey: row.order_key, lineId: row.line_id as LineId, quantity: row.ordered }; // branded when it was taken in
    const name = `${row.order_key} ${row.line_id}`;
    const before = left.get(name) ?? line;
    const taken = row.parcel_id === null || row.state === 'dissolved' ? 0 : (row.quantity ?? 0);
    left.set(name, { ...line, quantity: before.quantity - taken });
    if (row.parcel_id === null || row.is_open === 0) continue;
    open.add(row.parcel_id);
    stay(row.order_key, row.parcel_id);
  }
  for (const line of left.values()) {
    if (line.quantity <= 0) continue;
    put(`order ${line.orderKey}`, line);
    stay(line.orderKey, `order ${line.orderKey}`);
  }
  for (const row of reader.all<{ parcel_id: string; order_key: number; line_id: string; quantity: number }>(
    `SELECT parcel_id, order_key, line_id, quantity FROM json_each(?) AS wanted
     CROSS JOIN parcel_lines ON parcel_lines.parcel_id = wanted.value ORDER BY parcel_id, order_key, line_id`,
    [JSON.stringify([...open])],
  )) {
    put(row.parcel_id, { orderKey: row.order_key, lineId: row.line_id as LineId, quantity: row.quantity });
  }
  return { lines, ofOrder };
}
