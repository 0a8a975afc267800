// pick.stock: never oversell. What a wave wants against what is on the shelf and not promised to another wave.

import type { SkuCode } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { Sku } from '../goods/sku.ts';
import type { PickLine } from './lay-out-wave.ts';
import type { Shortage } from './wave.ts';

/**
 * Pieces that released and open parcels still have to take from the shelf, by SKU. Sealed ones have left the stock already,
 * pulled and dissolved ones want nothing any more.
 */
export function readReserved(reader: Reader, skuCodes: readonly SkuCode[]): Map<SkuCode, number> {
  // From the few parcels on the floor, never from the SKUs: those have years of order lines.
  const rows = reader.all<{ sku_code: string; quantity: number }>(
    `SELECT order_lines.sku_code, sum(parcel_lines.quantity) AS quantity
     FROM parcels INDEXED BY parcels_by_state
     CROSS JOIN parcel_lines ON parcel_lines.parcel_id = parcels.parcel_id
     CROSS JOIN order_lines ON order_lines.order_key = parcel_lines.order_key
       AND order_lines.line_id = parcel_lines.line_id
     WHERE parcels.state IN ('released', 'open') GROUP BY order_lines.sku_code`,
  );
  const wanted = new Set<string>(skuCodes);
  return new Map(
    rows.filter((row) => wanted.has(row.sku_code)).map((row) => [row.sku_code as SkuCode, row.quantity]), // branded when it was taken in
  );
}

/** As much of the goods list as a shortage needs. */
export function readStock(
  reader: Reader,
  skuCodes: readonly SkuCode[],
): Map<SkuCode, Pick<Sku, 'name' | 'stock'>> {
  const rows = reader.all<{ sku_code: SkuCode; name: string; stock: number | null }>(
    `SELECT sku_code, name, stock FROM skus WHERE sku_code IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(skuCodes)],
  );
  return new Map(rows.map(({ sku_code, name, stock }) => [sku_code, { name, stock }]));
}

/** SKUs whose stock nobody counts, or that the goods list does not know, are never short: that is said, not refused. */
export function findShortages(
  lines: readonly Pick<PickLine, 'skuCode' | 'quantity'>[],
  goods: ReadonlyMap<SkuCode, Pick<Sku, 'name' | 'stock'>>,
  reserved: ReadonlyMap<SkuCode, number>,
): Shortage[] {
  // A SKU may be fetched from several bins, and for several carts.
  const needed = new Map<SkuCode, number>();
  for (const { skuCode, quantity } of lines) needed.set(skuCode, (needed.get(skuCode) ?? 0) + quantity);
  return [...needed].flatMap(([skuCode, quantity]) => {
    const sku = goods.get(skuCode);
    if (!sku || sku.stock === null) return [];
    const stock = Math.max(0, sku.stock - (reserved.get(skuCode) ?? 0));
    return stock < quantity ? [{ skuCode, name: sku.name, needed: quantity, stock }] : [];
  });
}
