// The moment a tagged parcel leaves: what it was is written down once and never judged again. Numbers that change later, goods that
// are unbound later, do not rewrite the day.

import { dayMs } from '../basics/clock.ts';
import type { ParcelId } from '../basics/ids.ts';
import type { Writer } from '../database/database.ts';
import { readGuardFacts } from '../merges/guard-facts.ts';
import { readRules } from '../merges/rules-in-force.ts';
import { seeLines } from '../merges/see-lines.ts';
import { getParcel } from '../parcels/parcels-table.ts';
import { readDoorTerms } from '../settings/door-terms.ts';
import { getShop } from '../shops/shops-table.ts';
import { cooperatingAt } from './door-rules.ts';
import { hasDoorDelivery, isDoorLine, judgeCompliance } from './judge-compliance.ts';
import { shopDayOf } from './shop-day.ts';

/** Inside the transaction that calls the parcel shipped. Untagged parcels leave nothing; the same parcel twice is once. */
export function freezeCompliance(writer: Writer, parcelId: ParcelId, shippedAt: number): void {
  const parcel = getParcel(writer, parcelId);
  const shop = getShop(writer, parcel.shopId);
  if (!hasDoorDelivery(shop)) return;
  const seen = seeLines(readGuardFacts(writer, parcel.lines, { parcelId }), readRules(writer, shippedAt));
  const terms = readDoorTerms(writer, shippedAt);
  const judged = judgeCompliance(parcel, seen, cooperatingAt(writer, shippedAt));
  if (!judged.isTagged) return;
  const doorLines = seen.filter(isDoorLine);
  const orderedAt = readOrderedAt(
    writer,
    doorLines.map((line) => line.ref.orderKey),
  );
  const { changes } = writer.run(
    `INSERT INTO shipped_door_parcels
       (parcel_id, shop_id, day, shipped_at, carrier, waybill_source, is_compliant, reasons_json, fee_cents, fee_back_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      parcelId,
      parcel.shopId,
      shopDayOf(shippedAt, shop.timeZone).date,
      shippedAt,
      parcel.carrier ?? '',
      parcel.waybillSource,
      judged.isCompliant ? 1 : 0,
      JSON.stringify(judged.reasons),
      terms.feeCents,
      (orderedAt ?? shippedAt) + terms.signWithinDays * dayMs,
    ],
  );
  if (changes === 0) return;
  for (const { ref, line } of doorLines) {
    writer.run(
      `INSERT INTO shipped_door_lines (parcel_id, order_key, sku_code, signed_at)
       SELECT :parcelId, :orderKey, :skuCode, CASE WHEN state = 'finished' THEN changed_at END
       FROM orders WHERE order_key = :orderKey ON CONFLICT DO NOTHING`,
      { parcelId, orderKey: ref.orderKey, skuCode: line.skuCode },
    );
  }
}

/** The youngest order of a parcel decides when its fee is back; null where no source told. */
function readOrderedAt(writer: Writer, orderKeys: readonly number[]): number | null {
  const row = writer.get<{ at: number | null }>(
    `SELECT max(coalesce(ordered_at, paid_at)) AS at FROM orders WHERE order_key IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(orderKeys)],
  );
  return row?.at ?? null;
}
