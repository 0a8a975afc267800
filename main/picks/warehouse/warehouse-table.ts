// All SQL for the plan of the warehouse. Every plan that was ever drawn is kept, the last one holds. A saved plan that no longer fits
// its shape counts as none: the lists then go by the codes of the bins.

import { z } from 'zod';
import type { Reader, Writer } from '../../database/database.ts';
import type { WarehouseLayout } from './layout.ts';

const metres = z.number().min(-10_000).max(10_000);
const some = z.number().int().min(0).max(2_000);
const name = z.string().min(1).max(20);

export const layoutSchema = z.strictObject({
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

/** Null where nobody has drawn one. */
export function readLayout(reader: Reader): WarehouseLayout | null {
  const row = reader.get<{ plan_json: string | null }>(
    `SELECT plan_json FROM warehouse_plans ORDER BY plan_no DESC LIMIT 1`,
  );
  if (!row?.plan_json) return null;
  const { success, data } = layoutSchema.safeParse(JSON.parse(row.plan_json));
  return success ? data : null;
}

/** Null takes the plan down. */
export function saveLayout(
  writer: Writer,
  layout: WarehouseLayout | null,
  by: { readonly at: number; readonly person: string },
): void {
  writer.run(`INSERT INTO warehouse_plans (plan_json, changed_at, changed_by) VALUES (?, ?, ?)`, [
    layout && JSON.stringify(layout),
    by.at,
    by.person,
  ]);
  writer.emit({ kind: 'waves.changed' });
}
