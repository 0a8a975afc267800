// All SQL for SKUs and their barcodes.

import type { BinCode, SkuCode } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { Sku } from './sku.ts';

interface SkuRow {
  sku_code: string;
  name: string;
  spec: string;
  bin_code: string | null;
  stock: number | null;
  weight_grams: number | null;
  volume_ml: number | null;
  is_door_bound: number | null;
  is_fresh: number;
  barcodes_json: string;
}

const skuSelect = `SELECT sku_code, name, spec, bin_code, stock, weight_grams, volume_ml, is_door_bound, is_fresh,
  (SELECT json_group_array(barcode) FROM sku_barcodes WHERE sku_barcodes.sku_code = skus.sku_code) AS barcodes_json FROM skus`;

export function findSku(reader: Reader, skuCode: SkuCode): Sku | undefined {
  const row = reader.get<SkuRow>(`${skuSelect} WHERE sku_code = ?`, [skuCode]);
  return row && skuFromRow(row);
}

/** The goods list whose count the stock goes by; null when no list has told it. */
export function findStockListHash(reader: Reader, skuCode: SkuCode): string | null {
  const sql = `SELECT stock_list_hash FROM skus WHERE sku_code = ?`;
  return reader.get<{ stock_list_hash: string | null }>(sql, [skuCode])?.stock_list_hash ?? null;
}

export function setStockListHash(writer: Writer, skuCode: SkuCode, listHash: string): void {
  writer.run(
    `UPDATE skus SET stock_list_hash = :listHash WHERE sku_code = :skuCode AND stock_list_hash IS NOT :listHash`,
    { skuCode, listHash },
  );
}

/** Keyed by code; unknown codes are missing. */
export function findSkus(reader: Reader, skuCodes: readonly SkuCode[]): Map<SkuCode, Sku> {
  const rows = reader.all<SkuRow>(`${skuSelect} WHERE sku_code IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(skuCodes),
  ]);
  return new Map(rows.map((row) => [row.sku_code as SkuCode, skuFromRow(row)]));
}

/** Every SKU that a scanned code may mean: its own code or one of its barcodes. `code` as `normaliseCode` spells it. */
export function listSkuCodesByScan(reader: Reader, code: string): SkuCode[] {
  return reader
    .all<{ sku_code: string }>(
      `SELECT sku_code FROM skus WHERE sku_code = :code UNION SELECT sku_code FROM sku_barcodes WHERE barcode = :code`,
      { code },
    )
    .map((row) => row.sku_code as SkuCode);
}

function skuFromRow(row: SkuRow): Sku {
  return {
    skuCode: row.sku_code as SkuCode, // codes were branded when they were taken in
    name: row.name,
    spec: row.spec,
    binCode: row.bin_code as BinCode | null,
    stock: row.stock,
    weightGrams: row.weight_grams,
    volumeMillilitres: row.volume_ml,
    isDoorBound: row.is_door_bound === null ? null : row.is_door_bound === 1,
    isFresh: row.is_fresh === 1,
    barcodes: JSON.parse(row.barcodes_json) as string[], // json_group_array over a TEXT column
  };
}

/** By code; `search` is looked for in code, name, spec, bin and barcodes, case and width aside. */
export function listSkuPage(
  reader: Reader,
  search: string,
  offset: number,
  limit: number,
): { readonly rows: Sku[]; readonly total: number } {
  const plain = search.normalize('NFKC').trim();
  const code = normaliseCode(plain);
  const where =
    plain === ''
      ? ''
      : ` WHERE instr(sku_code, :code) > 0 OR instr(lower(name || ' ' || spec), lower(:plain)) > 0
          OR instr(coalesce(bin_code, ''), :code) > 0
          OR sku_code IN (SELECT sku_code FROM sku_barcodes WHERE instr(barcode, :code) > 0)`;
  const asked = plain === '' ? {} : { code, plain };
  const total =
    reader.get<{ count: number }>(`SELECT count(*) AS count FROM skus${where}`, asked)?.count ?? 0;
  const rows = reader.all<SkuRow>(`${skuSelect}${where} ORDER BY sku_code LIMIT :limit OFFSET :offset`, {
    ...asked,
    limit,
    offset,
  });
  return { rows: rows.map(skuFromRow), total };
}

/** Whose barcode this is. `barcode` as `normaliseCode` spells it. */
export function listSkusOfBarcode(reader: Reader, barcode: string): SkuCode[] {
  return reader
    .all<{ sku_code: string }>(`SELECT sku_code FROM sku_barcodes WHERE barcode = ? ORDER BY sku_code`, [
      barcode,
    ])
    .map((row) => row.sku_code as SkuCode);
}
