// All SQL for the plan of the warehouse. Every plan that was ever drawn is kept, the last one holds. A saved plan that no longer fits
// its shape counts as none: the lists then go by the codes of the bins.

import { z } from 'zod';
import type { ShopId } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import type { WarehouseLayout } from './layout.ts';

const metres = z.number().min(-10_000).max(10_000);
const some = z.number().int().min(0).max(2_000);
const name = z.string().min(1).max(20);

export const layoutSchema: z.ZodType<WarehouseLayout, WarehouseLayout> = z.strictObject({
  pattern: z.string().min(1).max(100),
  bayOrder: z.enum(['in-row', 'alternate']),
  aisles: z
    .array(z.strictObject({ faces: z.array(name).min(1).max(2), xMetres: metres }))
    .min(1)
    .max(500),
  blocks: z
    .array(
      z.strictObject({
        fromBay: z.number().int().min(0).max(999_999),
        toBay: z.number().int().min(0).max(999_999),
        frontMetres: metres,
        backMetres: metres,
      }),
    )
    .min(1)
    .max(10),
  crossAisles: z.array(metres).min(2).max(11),
  bayMetres: z.number().min(0.05).max(100),
  endMetres: z.number().min(0).max(100),
  barriers: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('aisle-end'),
          aisle: some,
          block: some,
          end: z.enum(['front', 'back']),
        }),
        z.strictObject({ kind: z.literal('cross-aisle'), crossAisle: some, afterAisle: some }),
      ]),
    )
    .max(5_000),
  depot: z.strictObject({ xMetres: metres, yMetres: metres, isAssumed: z.boolean() }),
  placedBins: z.record(
    z.string().min(1).max(60),
    z.strictObject({ aisle: name, bay: z.number().int().min(0).max(999_999) }),
  ),
});

/** The shop's own plan, else the station's; null where nobody has drawn one. */
export function readLayout(reader: Reader, shopId: ShopId | null = null): WarehouseLayout | null {
  const own = shopId === null ? undefined : findPlan(reader, shopId);
  return own?.layout ?? findPlan(reader, null)?.layout ?? null;
}

export interface SavedPlan {
  readonly layout: WarehouseLayout;
  readonly changedAt: number;
  readonly changedBy: string;
}

/** This shop's very own plan, or the station's where `shopId` is null. */
export function findPlan(reader: Reader, shopId: ShopId | null): SavedPlan | undefined {
  const row = reader.get<{ plan_json: string | null; changed_at: number; changed_by: string }>(
    `SELECT plan_json, changed_at, changed_by FROM warehouse_plans WHERE shop_id IS ? ORDER BY plan_no DESC LIMIT 1`,
    [shopId],
  );
  if (!row?.plan_json) return undefined;
  const { success, data } = layoutSchema.safeParse(JSON.parse(row.plan_json));
  return success ? { layout: data, changedAt: row.changed_at, changedBy: row.changed_by } : undefined;
}

/** Shops that have a plan of their own: their goods lie in a warehouse of their own. */
export function listShopsWithPlan(reader: Reader): ReadonlySet<ShopId> {
  const shops = reader.all<{ shop_id: ShopId }>(
    `SELECT DISTINCT shop_id FROM warehouse_plans WHERE shop_id IS NOT NULL`,
  );
  return new Set(shops.map((row) => row.shop_id).filter((shopId) => findPlan(reader, shopId)));
}

/** Null takes the plan down. */
export function saveLayout(
  writer: Writer,
  layout: WarehouseLayout | null,
  by: { readonly at: number; readonly person: string; readonly shopId?: ShopId | null },
): void {
  writer.run(`INSERT INTO warehouse_plans (shop_id, plan_json, changed_at, changed_by) VALUES (?, ?, ?, ?)`, [
    by.shopId ?? null,
    layout && JSON.stringify(layout),
    by.at,
    by.person,
  ]);
  writer.emit({ kind: 'warehouse.changed' });
  writer.emit({ kind: 'waves.changed' });
}

/** More bins than are read in a blink. */
export function hasManyBins(reader: Reader): boolean {
  return reader.all(`SELECT 1 FROM skus WHERE bin_code IS NOT NULL LIMIT ${manyBins}`).length === manyBins;
}
const manyBins = 2_000;

/** Every bin that the goods list names, each once, with how many SKUs lie there. */
export function listBinCodes(reader: Reader): { readonly binCode: string; readonly skus: number }[] {
  return reader
    .all<{ bin_code: string; skus: number }>(
      `SELECT bin_code, count(DISTINCT sku_code) AS skus FROM (
         SELECT bin_code, sku_code FROM skus WHERE bin_code IS NOT NULL
         UNION ALL SELECT bin_code, sku_code FROM sku_bins)
       GROUP BY bin_code ORDER BY bin_code`,
    )
    .map((row) => ({ binCode: row.bin_code, skus: row.skus }));
}
