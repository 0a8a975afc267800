// Tagged parcels that left on one day of a shop, as they were when they left.

import type { OrderId, ParcelId, SkuCode } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { Shop } from '../shops/shops-table.ts';
import type { ComplianceReason } from './judge-compliance.ts';
import type { ParcelContent, ParcelToGo } from './parcels-to-go.ts';
import { shopDayOf } from './shop-day.ts';

export type DoorParcel = ParcelToGo & ParcelContent & { readonly shippedAt: number | null };

interface ShippedRow {
  parcel_id: string;
  carrier: string;
  tracking_number: string | null;
  shipped_at: number;
  reasons_json: string;
  lines_json: string;
}

/** Newest first. */
export function listShippedDoorParcels(
  reader: Reader,
  shop: Pick<Shop, 'shopId' | 'timeZone'>,
  wanted: {
    readonly date?: string | undefined;
    readonly onlyFailed: boolean;
    readonly now: number;
    readonly offset: number;
    readonly limit: number;
  },
): { readonly rows: DoorParcel[]; readonly total: number } {
  const asked = {
    shopId: shop.shopId,
    day: wanted.date ?? shopDayOf(wanted.now, shop.timeZone).date,
    most: wanted.onlyFailed ? 0 : 1,
  };
  const where = `shipped_door_parcels.shop_id = :shopId AND day = :day AND is_compliant <= :most`;
  const total =
    reader.get<{ count: number }>(`SELECT count(*) AS count FROM shipped_door_parcels WHERE ${where}`, asked)
      ?.count ?? 0;
  const rows = reader.all<ShippedRow>(
    `SELECT shipped_door_parcels.parcel_id, shipped_door_parcels.carrier, parcels.tracking_number,
       shipped_door_parcels.shipped_at, reasons_json,
       (SELECT json_group_array(json_object('orderKey', parcel_lines.order_key, 'orderId', orders.order_id,
          'mask', orders.recipient_mask, 'skuCode', order_lines.sku_code, 'name', order_lines.name, 'spec', order_lines.spec,
          'quantity', parcel_lines.quantity, 'isDoor', EXISTS (SELECT 1 FROM shipped_door_lines AS door
            WHERE door.parcel_id = parcel_lines.parcel_id AND door.order_key = parcel_lines.order_key
              AND door.sku_code = order_lines.sku_code)))
        FROM parcel_lines JOIN order_lines USING (order_key, line_id) JOIN orders USING (order_key)
        WHERE parcel_lines.parcel_id = shipped_door_parcels.parcel_id) AS lines_json
     FROM shipped_door_parcels JOIN parcels USING (parcel_id) WHERE ${where}
     ORDER BY shipped_door_parcels.shipped_at DESC, shipped_door_parcels.parcel_id LIMIT :limit OFFSET :offset`,
    { ...asked, limit: wanted.limit, offset: wanted.offset },
  );
  return { rows: rows.map(fromRow), total };
}

interface LineJson {
  readonly orderKey: number;
  readonly orderId: OrderId;
  readonly mask: string;
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly spec: string;
  readonly quantity: number;
  readonly isDoor: number;
}

function fromRow(row: ShippedRow): DoorParcel {
  const lines = JSON.parse(row.lines_json) as LineJson[]; // made by the statement above
  return {
    parcelId: row.parcel_id as ParcelId, // branded when it was planned
    state: 'shipped',
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    dueAt: null,
    reasons: JSON.parse(row.reasons_json) as ComplianceReason[], // written by freezeCompliance
    shippedAt: row.shipped_at,
    orderIds: [...new Set(lines.map((line) => line.orderId))],
    recipientMask: lines[0]?.mask ?? '',
    lines: lines.map(({ orderId: _orderId, mask: _mask, isDoor, ...line }) => ({
      ...line,
      isDoor: isDoor === 1,
    })),
  };
}
