// Tagged orders as they leave a Douyin shop: one order, one parcel, right unless a test says otherwise.

import type { ParcelId } from '../../main/basics/ids.ts';
import { freezeCompliance } from '../../main/compliance/freeze-compliance.ts';
import type { ParcelState } from '../../main/parcels/parcel.ts';
import type { Shop } from '../../main/shops/shops-table.ts';
import { anOrder, type OrderOverrides, withOrders } from './orders.ts';
import { withParcel } from './packed-floor.ts';
import { type TestStation, withShop } from './test-station.ts';

export function withDoorShop(station: TestStation, shop: Partial<Shop> = {}): Shop {
  return withShop(station, { market: 'douyin', ...shop });
}

export interface DoorParcel {
  readonly orderId: string;
  readonly skuCode?: string;
  readonly state?: ParcelState;
  readonly source?: 'platform' | 'file' | 'hand';
  readonly carrier?: string | null;
  /** Null: no number yet. */
  readonly trackingNumber?: string | null;
  readonly order?: OrderOverrides;
}

/** A tagged order in a parcel of its own; `shipped` ones are frozen at the clock's time. */
export function withDoorParcel(station: TestStation, told: DoorParcel): ParcelId {
  const { orderId, state = 'shipped', source = 'platform', skuCode = 'TEA' } = told;
  withOrders(station, [anOrder({ orderId, doorTag: 'tagged', lines: [{ skuCode }], ...told.order })]);
  const carrier = told.carrier === undefined ? '中通快递' : told.carrier;
  const { trackingNumber } = told;
  const parcelId = withParcel(station, [orderId], {
    state,
    carrier,
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
  });
  station.parts.database.write((writer) => {
    writer.run(
      `UPDATE parcels SET door_tag = 'tagged', waybill_source = ?, shipped_at = ? WHERE parcel_id = ?`,
      [trackingNumber === null ? null : source, state === 'shipped' ? station.clock.now() : null, parcelId],
    );
    if (state === 'shipped') freezeCompliance(writer, parcelId, station.clock.now());
  });
  return parcelId;
}

/** So many orders that left right, then so many that left with a number typed by hand. */
export function withShippedDay(station: TestStation, right: number, wrong: number): void {
  for (let number = 1; number <= right + wrong; number += 1) {
    withDoorParcel(station, {
      orderId: `day-${number}`,
      source: number <= right ? 'platform' : 'hand',
      order: { recipient: { key: `#address-${number}` } },
    });
  }
}
