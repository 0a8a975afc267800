// Parcels as they leave the bench: packed, with a waybill, nothing told to the platform yet.

import { newId, type OrderId, type ParcelId, type ShopId } from '../../main/basics/ids.ts';
import type { Reader } from '../../main/database/database.ts';
import { askGuard } from '../../main/merges/guard-facts.ts';
import type { StationParts } from '../../main/station-parts.ts';

type PackingParts = Pick<StationParts, 'database' | 'clock' | 'random'>;

export interface PackedParcel {
  readonly parcelId: ParcelId;
  readonly trackingNumber: string;
  readonly orderId: OrderId;
}

/**
 * Packs what may be packed of the shop's open orders, lines of one order and one door tag together; gifts stay on the shelf.
 * Oldest orders first, at most `count` parcels.
 */
export function packParcels(
  parts: PackingParts,
  options: { count?: number; shopId?: string; orderId?: string; carrier?: string } = {},
): PackedParcel[] {
  const { count = Number.POSITIVE_INFINITY, shopId = 'training', carrier = '中通快递' } = options;
  const groups = Map.groupBy(
    openLines(parts.database, shopId as ShopId, options.orderId ?? null),
    (line) => `${line.order_key} ${line.door_tag}`,
  );
  const packed: PackedParcel[] = [];
  for (const lines of groups.values()) {
    if (packed.length >= count) break;
    const refs = lines.map((line) => ({
      orderKey: line.order_key,
      lineId: line.line_id as never, // read from the table where it was branded
      quantity: line.quantity,
    }));
    if (askGuard(parts.database, parts.clock, refs).verdict === 'block') continue;
    const parcelId = newId<ParcelId>('P', parts.random);
    const trackingNumber = `78${String(parts.clock.now() % 1e6)}${parcelId.slice(1)}`;
    const [first] = lines;
    if (!first) continue;
    parts.database.write((writer) => {
      writer.run(
        `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, carrier, tracking_number, waybill_source, planned_at, packed_at)
         VALUES (?, ?, 'packed', ?, ?, ?, 'platform', ?, ?)`,
        [parcelId, shopId, first.door_tag, carrier, trackingNumber, parts.clock.now(), parts.clock.now()],
      );
      for (const line of lines) {
        writer.run(
          `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity, packed_quantity) VALUES (?, ?, ?, ?, ?)`,
          [parcelId, line.order_key, line.line_id, line.quantity, line.quantity],
        );
      }
    });
    packed.push({ parcelId, trackingNumber, orderId: first.order_id as OrderId });
  }
  return packed;
}

interface OpenLine {
  order_key: number;
  order_id: string;
  line_id: string;
  quantity: number;
  door_tag: string;
}

function openLines(reader: Reader, shopId: ShopId, orderId: string | null): OpenLine[] {
  return reader.all<OpenLine>(
    `SELECT order_lines.order_key, orders.order_id, order_lines.line_id, order_lines.quantity, order_lines.door_tag
     FROM order_lines JOIN orders USING (order_key)
     WHERE orders.shop_id = ? AND orders.state IN ('to-ship', 'part-shipped', 'awaiting-collection') AND orders.hold IS NULL
       AND order_lines.is_gift = 0 AND orders.order_id = coalesce(?, orders.order_id)
       AND NOT EXISTS (SELECT 1 FROM parcel_lines WHERE parcel_lines.order_key = order_lines.order_key
         AND parcel_lines.line_id = order_lines.line_id)
     ORDER BY order_lines.order_key, order_lines.line_id`,
    [shopId, orderId],
  );
}

export function parcelState(reader: Reader, parcelId: string): string | undefined {
  return reader.get<{ state: string }>(`SELECT state FROM parcels WHERE parcel_id = ?`, [parcelId])?.state;
}
