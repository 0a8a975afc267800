// Parcels with believable defaults; a test mentions only what matters to it.

import type { ParcelId, ShopId } from '../../main/basics/ids.ts';
import { newId } from '../../main/basics/ids.ts';
import type { OrderKey } from '../../main/orders/order.ts';
import { addParcel } from '../../main/parcels/new-parcel.ts';
import type { ParcelState } from '../../main/parcels/parcel.ts';
import { aShop, type TestStation } from './test-station.ts';

export interface ParcelOverrides {
  readonly state?: ParcelState;
  readonly carrier?: string | null;
  readonly trackingNumber?: string | null;
  readonly waveId?: string | null;
  /** Lines that are left out; all lines of the orders are in by default. */
  readonly without?: readonly string[];
}

/** One planned parcel with a waybill that holds every line of these orders. */
export function withParcel(
  station: TestStation,
  orderIds: readonly string[],
  overrides: ParcelOverrides = {},
): ParcelId {
  const { database, clock, random } = station.parts;
  return database.write((writer) => {
    const parcelId = newId<ParcelId>('P', random);
    const lines = writer
      .all<{ order_key: OrderKey; line_id: string; quantity: number; recipient_key: string | null }>(
        `SELECT order_key, line_id, quantity, recipient_key FROM orders JOIN order_lines USING (order_key)
         WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY order_key, line_id`,
        [JSON.stringify(orderIds)],
      )
      .filter((line) => !overrides.without?.includes(line.line_id));
    addParcel(writer, {
      parcelId,
      shopId: aShop.shopId as ShopId,
      recipientKey: lines[0]?.recipient_key ?? null,
      state: overrides.state ?? 'planned',
      doorTag: 'untagged',
      carrier: overrides.carrier === undefined ? 'ZTO' : overrides.carrier,
      dueAt: null,
      weightGrams: null,
      plannedAt: clock.now(),
      lines: lines.map((line) => ({
        orderKey: line.order_key,
        lineId: line.line_id as never, // a plain string of the table
        quantity: line.quantity,
      })),
    });
    const trackingNumber =
      overrides.trackingNumber === undefined ? `ZT${parcelId.slice(1)}` : overrides.trackingNumber;
    writer.run(
      `UPDATE parcels SET tracking_number = ?, waybill_source = 'platform', wave_id = ? WHERE parcel_id = ?`,
      [trackingNumber, overrides.waveId ?? null, parcelId],
    );
    return parcelId;
  });
}
