// Stock follows what is packed: when a parcel is sealed its pieces leave the shelf, when it is opened again or pulled they are back.
// Each line remembers from whose stock its pieces were taken, so that what is given back is what was taken, once, whatever the order
// has become meanwhile. Stock that nobody counts stays uncounted. Below nothing it goes only when the shelf held more than its
// count said: that is answered, and told as a shortage until somebody counts again.

import type { ParcelId, SkuCode } from '../basics/ids.ts';
import type { Writer } from '../database/database.ts';

/** A SKU of which more was packed than its count said was there. */
export interface Miscounted {
  readonly skuCode: SkuCode;
  readonly stock: number;
}

const takenLines = `SELECT stock_sku_code AS sku_code, sum(packed_quantity) AS pieces FROM parcel_lines
  WHERE parcel_id = ? AND stock_sku_code IS NOT NULL GROUP BY 1`;

/** In the transaction that seals the parcel. Taking twice is taking once. */
export function takeFromStock(writer: Writer, parcelId: ParcelId): Miscounted[] {
  const { changes } = writer.run(
    `UPDATE parcel_lines SET stock_sku_code = (SELECT sku_code FROM order_lines
       WHERE order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id)
     WHERE parcel_id = ? AND stock_sku_code IS NULL`,
    [parcelId],
  );
  if (changes === 0) return [];
  const miscounted: Miscounted[] = [];
  let isMoved = false;
  for (const { sku_code, pieces } of writer.all<{ sku_code: string; pieces: number }>(takenLines, [
    parcelId,
  ])) {
    const left = moveStock(writer, sku_code, -pieces);
    if (left === undefined) continue;
    isMoved = true;
    if (left < 0) miscounted.push({ skuCode: sku_code as SkuCode, stock: left }); // branded when it was taken in
  }
  if (isMoved) writer.emit({ kind: 'goods.changed' });
  return miscounted;
}

/** In the transaction that opens the parcel again or pulls it. What was not taken is not given. */
export function giveBackToStock(writer: Writer, parcelId: ParcelId): void {
  let isMoved = false;
  for (const { sku_code, pieces } of writer.all<{ sku_code: string; pieces: number }>(takenLines, [
    parcelId,
  ])) {
    if (moveStock(writer, sku_code, pieces) !== undefined) isMoved = true;
  }
  writer.run(
    `UPDATE parcel_lines SET stock_sku_code = NULL WHERE parcel_id = ? AND stock_sku_code IS NOT NULL`,
    [parcelId],
  );
  if (isMoved) writer.emit({ kind: 'goods.changed' });
}

/** The stock that is left; undefined where nobody counts. Not a change of the SKU itself: `changed_at` stays. */
function moveStock(writer: Writer, skuCode: string, by: number): number | undefined {
  return writer.get<{ stock: number }>(
    `UPDATE skus SET stock = stock + ? WHERE sku_code = ? AND stock IS NOT NULL RETURNING stock`,
    [by, skuCode],
  )?.stock;
}
