// Takes a goods list in: SKUs with their barcodes. What the list does not tell stays as it is; what has not changed writes nothing.
// A list is a count of one moment: its stock says how many lie there, never how many to add. A list that differs from the last one
// in a single byte is a new count and sets the stock of every row it tells, also where the row reads as before and only our own
// packing has moved the number. The same file again, byte for byte, is the same count and says nothing new about the shelf: what was
// packed since, and what somebody counted by hand since, stays.

import { hash } from 'node:crypto';
import type { Clock } from '../basics/clock.ts';
import type { SkuCode } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { IncomingSku } from '../platforms/incoming-sku.ts';
import type { Sku } from './sku.ts';
import { listBinsOf, setBinsOf } from './sku-bins-table.ts';
import { findSku, findStockListHash, setStockListHash } from './skus-table.ts';

export type { IncomingSku };

export interface SkusTakenIn {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
}

/**
 * The only way SKUs are told; packing moves their stock (`parcel-stock.ts`). `listHash` names the file of a goods list; null is a
 * person's word, which always counts. Emits `goods.changed` once, when anything changed, and `warehouse.changed`
 * when something lies elsewhere.
 */
export function takeInSkus(
  parts: { readonly clock: Clock },
  writer: Writer,
  skus: readonly IncomingSku[],
  listHash: string | null = null,
): SkusTakenIn {
  const counts = { new: 0, changed: 0, same: 0 };
  for (const sku of skus) counts[takeInSku(parts, writer, sku, listHash)] += 1;
  if (counts.new + counts.changed > 0) writer.emit({ kind: 'goods.changed' });
  return counts;
}

/** What taking this SKU in would do, without doing it. */
export function compareSku(
  reader: Reader,
  told: IncomingSku,
  listHash: string | null,
): 'new' | 'changed' | 'same' {
  const known = findSku(reader, spelled(told.skuCode));
  if (!known) return 'new';
  const news = tellsOldCount(reader, known, listHash) ? withoutStock(told) : told;
  const isSame =
    contentHash(mergeSku(known, news)) === contentHash(known) && !tellsOtherBins(reader, known, news);
  return isSame ? 'same' : 'changed';
}

function takeInSku(
  parts: { readonly clock: Clock },
  writer: Writer,
  told: IncomingSku,
  listHash: string | null,
) {
  const known = findSku(writer, spelled(told.skuCode));
  const news = known && tellsOldCount(writer, known, listHash) ? withoutStock(told) : told;
  const outcome = writeSku(parts, writer, known, news);
  if (listHash !== null && news.stock !== undefined) {
    setStockListHash(writer, spelled(told.skuCode), listHash);
  }
  return outcome;
}

/** True when the stock was told by this very list already: its count is old news. */
function tellsOldCount(reader: Reader, known: Sku, listHash: string | null): boolean {
  return listHash !== null && findStockListHash(reader, known.skuCode) === listHash;
}

/** Also what lies in each bin is a count. */
function withoutStock({ stock: _stock, bins, ...rest }: IncomingSku): IncomingSku {
  return bins ? { ...rest, bins: bins.map(({ binCode }) => ({ binCode, stock: null })) } : rest;
}

/** True when it lies elsewhere than is known, or was counted otherwise. A bin alone takes away that there were several. */
function tellsOtherBins(reader: Reader, known: Sku, { bins, binCode }: IncomingSku): boolean {
  if (!bins && binCode === undefined) return false;
  const now = listBinsOf(reader, known.skuCode);
  // The one bin told is one of several: that is no news about the others.
  if (!bins) return now.length > 0 && !now.some((bin) => bin.binCode === binCode);
  if (now.length !== bins.length) return true;
  return bins.some(({ binCode: code, stock }, index) => {
    const bin = now[index];
    return bin?.binCode !== code || (stock !== null && stock !== bin.stock);
  });
}

function writeBins(writer: Writer, skuCode: SkuCode, told: IncomingSku, at: number): void {
  const before = new Map(listBinsOf(writer, skuCode).map((bin) => [bin.binCode, bin]));
  const bins = (told.bins ?? []).map(({ binCode, stock }) => {
    const known = before.get(binCode);
    return { binCode, stock: stock ?? known?.stock ?? null, lotAt: known?.lotAt ?? at };
  });
  setBinsOf(writer, skuCode, bins, at);
}

function writeSku(
  parts: { readonly clock: Clock },
  writer: Writer,
  known: Sku | undefined,
  told: IncomingSku,
): 'new' | 'changed' | 'same' {
  const sku = mergeSku(known, told);
  const contentHashNow = contentHash(sku);
  const hasOtherBins = known ? tellsOtherBins(writer, known, told) : told.bins !== undefined;
  if (known && contentHash(known) === contentHashNow && !hasOtherBins) return 'same';
  writer.run(
    `INSERT INTO skus (sku_code, name, spec, bin_code, stock, weight_grams, volume_ml, is_door_bound, is_fresh, content_hash, changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (sku_code) DO UPDATE SET name = excluded.name, spec = excluded.spec, bin_code = excluded.bin_code,
       stock = excluded.stock, weight_grams = excluded.weight_grams, volume_ml = excluded.volume_ml, is_door_bound = excluded.is_door_bound,
       is_fresh = excluded.is_fresh, content_hash = excluded.content_hash, changed_at = excluded.changed_at`,
    [
      sku.skuCode,
      sku.name,
      sku.spec,
      sku.binCode,
      sku.stock,
      sku.weightGrams,
      sku.volumeMillilitres,
      sku.isDoorBound === null ? null : sku.isDoorBound ? 1 : 0,
      sku.isFresh ? 1 : 0,
      contentHashNow,
      parts.clock.now(),
    ],
  );
  if (told.barcodes) {
    writer.run(`DELETE FROM sku_barcodes WHERE sku_code = ?`, [sku.skuCode]);
    for (const barcode of sku.barcodes) {
      writer.run(`INSERT INTO sku_barcodes (barcode, sku_code) VALUES (?, ?)`, [barcode, sku.skuCode]);
    }
  }
  if (hasOtherBins) writeBins(writer, sku.skuCode, told, parts.clock.now());
  if (hasOtherBins || sku.binCode !== (known?.binCode ?? null)) writer.emit({ kind: 'warehouse.changed' });
  return known ? 'changed' : 'new';
}

function mergeSku(known: Sku | undefined, told: IncomingSku): Sku {
  const skuCode = spelled(told.skuCode);
  const barcodes = told.barcodes
    ? [...new Set(told.barcodes.map(normaliseCode))].filter((barcode) => barcode !== '').sort()
    : [...(known?.barcodes ?? [])].sort();
  return {
    skuCode,
    name: told.name ?? known?.name ?? skuCode,
    spec: told.spec ?? known?.spec ?? '',
    binCode: told.binCode === undefined ? (known?.binCode ?? null) : told.binCode,
    stock: told.stock === undefined ? (known?.stock ?? null) : told.stock,
    weightGrams: told.weightGrams === undefined ? (known?.weightGrams ?? null) : told.weightGrams,
    volumeMillilitres:
      told.volumeMillilitres === undefined ? (known?.volumeMillilitres ?? null) : told.volumeMillilitres,
    isDoorBound: told.isDoorBound === undefined ? (known?.isDoorBound ?? null) : told.isDoorBound,
    isFresh: told.isFresh ?? known?.isFresh ?? false,
    barcodes,
  };
}

/** Scanned, imported and typed codes are compared in one spelling; so that is how they are kept. */
function spelled(skuCode: string): SkuCode {
  return normaliseCode(skuCode) as SkuCode; // still the same code, in its one spelling
}

function contentHash(sku: Sku): string {
  const {
    skuCode,
    name,
    spec,
    binCode,
    stock,
    weightGrams,
    volumeMillilitres,
    isDoorBound,
    isFresh,
    barcodes,
  } = sku;
  return hash(
    'sha1',
    JSON.stringify([
      skuCode,
      name,
      spec,
      binCode,
      stock,
      weightGrams,
      volumeMillilitres,
      isDoorBound,
      isFresh,
      [...barcodes].sort(),
    ]),
    'base64url',
  );
}
