// A shop that is reached by files never tells us that an order has left: the station says so itself, so that nobody packs it
// again and no deadline of it counts on. The next order file of the shop has the last word.

import type { ShopId } from '../basics/ids.ts';
import type { Writer } from '../database/database.ts';
import type { IntakeParts } from '../orders/intake.ts';
import { readOwnOrders } from '../orders/own-orders.ts';
import { takeInOrders } from '../orders/take-in-orders.ts';
import type { IncomingOrder } from '../platforms/incoming-order.ts';
import { type OwedShipment, orderIdsOf } from './shipment.ts';

/** In the transaction that calls the parcel shipped. Leaves alone what a file has called shipped or cancelled already. */
export function noteShippedByFile(
  parts: IntakeParts,
  writer: Writer,
  shopId: ShopId,
  shipment: OwedShipment,
): void {
  const open = readOwnOrders(writer, shopId, orderIdsOf(shipment)).filter(
    (order) => order.state !== 'shipped' && order.state !== 'finished' && order.state !== 'cancelled',
  );
  const shipped = open.map(
    (order): IncomingOrder => ({
      ...order,
      state: hasLeft(writer, shopId, order) ? 'shipped' : 'part-shipped',
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      shippedAt: parts.clock.now(),
      // Nothing new about the recipient: what is sealed stays sealed.
      recipient: { ...order.recipient, name: '', phone: '', address: '' },
    }),
  );
  takeInOrders(parts, writer, shopId, shipped, 'upload-file');
}

/** True when every piece of the order is in a parcel that has left. */
function hasLeft(writer: Writer, shopId: ShopId, order: IncomingOrder): boolean {
  const waiting = writer.get(
    `SELECT 1 AS yes FROM orders JOIN order_lines USING (order_key)
     WHERE orders.shop_id = ? AND orders.order_id = ? AND order_lines.quantity > (
       SELECT coalesce(sum(parcel_lines.quantity), 0) FROM parcel_lines JOIN parcels USING (parcel_id)
       WHERE parcel_lines.order_key = order_lines.order_key AND parcel_lines.line_id = order_lines.line_id
         AND parcels.state = 'shipped')
     LIMIT 1`,
    [shopId, order.orderId],
  );
  return waiting === undefined;
}
