// Orders as a list shows them: with the shop's name and the parcels that hold their lines.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { Order, OrderKey } from '../orders/order.ts';
import { listOrders } from '../orders/orders-table.ts';
import type { ParcelState } from '../parcels/parcel.ts';
import { listShops } from '../shops/shops-table.ts';

export interface OrderRowView extends Order {
  readonly shopName: string;
  /** Live and pulled parcels that hold any line of the order. */
  readonly parcels: readonly { readonly parcelId: ParcelId; readonly state: ParcelState }[];
}

/** In the order of `orderKeys`. */
export function listOrderRowViews(reader: Reader, orderKeys: readonly OrderKey[]): OrderRowView[] {
  const shopNames = new Map(listShops(reader).map((shop) => [shop.shopId, shop.name]));
  const parcels = listParcelsOfOrders(reader, orderKeys);
  return listOrders(reader, orderKeys).map((order) => ({
    ...order,
    shopName: shopNames.get(order.shopId) ?? order.shopId,
    parcels: parcels.get(order.orderKey) ?? [],
  }));
}

function listParcelsOfOrders(reader: Reader, orderKeys: readonly OrderKey[]) {
  const parcels = new Map<OrderKey, { parcelId: ParcelId; state: ParcelState }[]>();
  for (const row of reader.iterate<{ order_key: number; parcel_id: string; state: string }>(
    `SELECT DISTINCT parcel_lines.order_key, parcels.parcel_id, parcels.state
     FROM json_each(?) AS wanted CROSS JOIN parcel_lines ON parcel_lines.order_key = wanted.value
     CROSS JOIN parcels ON parcels.parcel_id = parcel_lines.parcel_id
     WHERE parcels.state <> 'dissolved' ORDER BY parcels.planned_at, parcels.parcel_id`,
    [JSON.stringify(orderKeys)],
  )) {
    // Ids were branded when they were made; the state is CHECKed in the table.
    const parcel = { parcelId: row.parcel_id as ParcelId, state: row.state as ParcelState };
    const list = parcels.get(row.order_key);
    if (list) list.push(parcel);
    else parcels.set(row.order_key, [parcel]);
  }
  return parcels;
}
