// All SQL for the bins of SKUs that lie in several: what should lie in each.

import type { BinCode, SkuCode } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';

export interface SkuBin {
  readonly binCode: BinCode;
  /** Pieces that should lie there; null where nobody counts. */
  readonly stock: number | null;
  /** Since when its pieces lie there; null where nobody has said. */
  readonly lotAt: number | null;
}

/** In the order in which they were told; empty where the SKU has one bin or none. */
export function listBinsOf(reader: Reader, skuCode: SkuCode): SkuBin[] {
  return reader.all<SkuBin>(
    `SELECT bin_code AS binCode, stock, lot_at AS lotAt FROM sku_bins WHERE sku_code = ? ORDER BY rank, bin_code`,
    [skuCode],
  );
}

/** The bins as they are told now, in this order; fewer than two are none: bin and stock of the SKU itself say it. */
export function setBinsOf(writer: Writer, skuCode: SkuCode, bins: readonly SkuBin[], at: number): void {
  writer.run(`DELETE FROM sku_bins WHERE sku_code = ?`, [skuCode]);
  if (bins.length < 2) return;
  bins.forEach(({ binCode, stock, lotAt }, index) => {
    writer.run(
      `INSERT INTO sku_bins (sku_code, bin_code, rank, stock, lot_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)`,
      [skuCode, binCode, index + 1, stock, lotAt, at],
    );
  });
}

/** Pieces that came into a bin, or left it. Nothing where its SKU has one bin, or nobody counts. */
export function moveBinStock(writer: Writer, skuCode: SkuCode, binCode: BinCode | null, by: number): void {
  if (binCode === null || by === 0) return;
  writer.run(
    `UPDATE sku_bins SET stock = stock + ? WHERE sku_code = ? AND bin_code = ? AND stock IS NOT NULL`,
    [by, skuCode, binCode],
  );
}
