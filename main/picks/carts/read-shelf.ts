// The shelf as it is now: where each SKU lies, how much of it is promised to nobody, and the plan by which bins are walked to.

import type { BinCode, ShopId, SkuCode } from '../../basics/ids.ts';
import type { Reader } from '../../database/database.ts';
import { readReserved } from '../find-shortages.ts';
import type { WaveRules } from '../grouping/wave-rules.ts';
import { readLayout } from '../warehouse/warehouse-table.ts';
import type { BinOfSku } from './choose-bins.ts';
import type { Shelf } from './lay-out-cart.ts';

export function readShelf(
  reader: Reader,
  skuCodes: readonly SkuCode[],
  strategy: WaveRules['bins'],
  /** Whose plan is walked by; null: the station's. */
  shopId: ShopId | null,
  reserved: ReadonlyMap<SkuCode, number> = readReserved(reader, skuCodes),
): Shelf {
  const bins = readBins(reader, skuCodes, reserved);
  const none: readonly BinOfSku[] = [];
  return {
    layout: readLayout(reader, shopId),
    strategy,
    binsOf: (skuCode) => bins.get(skuCode) ?? none,
    take(skuCode, binCode, quantity) {
      const bin = bins.get(skuCode)?.find((each) => each.binCode === binCode);
      if (!bin || bin.free === null) return null;
      bin.free -= quantity;
      return Math.max(0, bin.free);
    },
  };
}

interface BinRow {
  sku_code: SkuCode;
  bin_code: BinCode;
  stock: number | null;
  lot_at: number | null;
}

type FreeBin = { -readonly [Key in keyof BinOfSku]: BinOfSku[Key] };

function readBins(
  reader: Reader,
  skuCodes: readonly SkuCode[],
  reserved: ReadonlyMap<SkuCode, number>,
): Map<SkuCode, FreeBin[]> {
  const wanted = JSON.stringify(skuCodes);
  const promised = readPromised(reader);
  const found = new Map<SkuCode, FreeBin[]>();
  for (const row of reader.all<BinRow>(
    `SELECT sku_code, bin_code, stock, lot_at FROM sku_bins
     WHERE sku_code IN (SELECT value FROM json_each(?)) ORDER BY sku_code, rank, bin_code`,
    [wanted],
  )) {
    const free =
      row.stock === null ? null : row.stock - (promised.get(`${row.sku_code} ${row.bin_code}`) ?? 0);
    const bins = found.get(row.sku_code) ?? [];
    bins.push({ binCode: row.bin_code, free, lotAt: row.lot_at });
    found.set(row.sku_code, bins);
  }
  for (const row of reader.all<{ sku_code: SkuCode; bin_code: BinCode; stock: number | null }>(
    `SELECT sku_code, bin_code, stock FROM skus WHERE sku_code IN (SELECT value FROM json_each(?)) AND bin_code IS NOT NULL`,
    [wanted],
  )) {
    if (found.has(row.sku_code)) continue;
    const free = row.stock === null ? null : row.stock - (reserved.get(row.sku_code) ?? 0);
    found.set(row.sku_code, [{ binCode: row.bin_code, free, lotAt: null }]);
  }
  return found;
}

/** Pieces that waves still have to fetch, by SKU and bin. */
function readPromised(reader: Reader): Map<string, number> {
  const rows = reader.all<{ sku_code: string; bin_code: string; pieces: number }>(
    `SELECT pick_lines.sku_code, pick_lines.bin_code, sum(pick_lines.quantity - pick_lines.picked_quantity) AS pieces
     FROM waves INDEXED BY waves_released CROSS JOIN pick_lines ON pick_lines.wave_id = waves.wave_id
     WHERE waves.state = 'released' AND pick_lines.bin_code IS NOT NULL
     GROUP BY pick_lines.sku_code, pick_lines.bin_code`,
  );
  return new Map(rows.map((row) => [`${row.sku_code} ${row.bin_code}`, row.pieces]));
}
