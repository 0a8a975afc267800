// Somebody has counted a bin: what lies there now, and why it was counted. The stock of the SKU follows by the difference. Who counted
// what, and what the station had thought, is in the audit.

import type { Clock } from '../basics/clock.ts';
import type { BinCode, SkuCode } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import { listBinsOf } from './sku-bins-table.ts';
import { findSku } from './skus-table.ts';

/** Why a bin was counted; the sentences are `stock.reason.<reason>`. */
export const countReasons = ['short', 'zero-check', 'found', 'damaged', 'recount'] as const;
export type CountReason = (typeof countReasons)[number];

export interface BinCounted {
  readonly skuCode: SkuCode;
  /** Null where the SKU has no bin. */
  readonly binCode: BinCode | null;
  readonly pieces: number;
  readonly reason: CountReason;
  /** Pieces that were fetched and are not packed yet: still stock, but not in the bin. */
  readonly inTotes: number;
}

/** Refusals: `goods.unknown` (skuCode), `goods.not-in-bin` (skuCode, bin). */
export function countBin(
  parts: { readonly clock: Clock },
  writer: Writer,
  counted: BinCounted,
  caller: Caller,
): { readonly skuCode: SkuCode; readonly stock: number | null; readonly before: number | null } | Refusal {
  const { skuCode, binCode, pieces, reason, inTotes } = counted;
  const sku = findSku(writer, skuCode);
  if (!sku) return refuse('goods.unknown', { skuCode });
  const bins = listBinsOf(writer, skuCode);
  const bin = bins.find((each) => each.binCode === binCode);
  if (bins.length > 0 ? !bin : binCode !== sku.binCode) {
    return refuse('goods.not-in-bin', { skuCode, bin: binCode ?? '' });
  }
  const before = bin ? bin.stock : sku.stock === null ? null : sku.stock - inTotes;
  const stock = stockAfter(sku.stock, before, counted, bin !== undefined);
  if (bin) {
    writer.run(`UPDATE sku_bins SET stock = ?, changed_at = ? WHERE sku_code = ? AND bin_code = ?`, [
      pieces,
      parts.clock.now(),
      skuCode,
      binCode,
    ]);
  }
  writer.run(`UPDATE skus SET stock = ? WHERE sku_code = ?`, [stock, skuCode]);
  const facts = { bin: binCode, before, counted: pieces, reason };
  recordAudit(writer, parts.clock, caller, 'stock.counted', { kind: 'sku', id: skuCode }, facts);
  writer.emit({ kind: 'goods.changed' });
  return { skuCode, stock, before };
}

/** A SKU that nobody counted in all is not counted because one of its bins is. */
function stockAfter(
  stock: number | null,
  before: number | null,
  { pieces, inTotes }: BinCounted,
  isOneOfSeveral: boolean,
): number | null {
  if (!isOneOfSeveral) return pieces + inTotes;
  return stock === null || before === null ? stock : stock + pieces - before;
}
