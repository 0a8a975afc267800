// Requests about the plan of the warehouse and the ways through it.

import { z } from 'zod';
import type { Clock } from '../../basics/clock.ts';
import type { ShopId } from '../../basics/ids.ts';
import { isRefusal, refuse } from '../../basics/refusal.ts';
import { change, read } from '../../basics/request.ts';
import type { Beside } from '../../database/beside.ts';
import type { Database } from '../../database/database.ts';
import { recordAudit } from '../../people/audit.ts';
import { findShop } from '../../shops/shops-table.ts';
import { checkLayout } from './check-layout.ts';
import { drawingRead, viewPlan, walkRead, warehouseRead } from './warehouse-reads.ts';
import { findPlan, layoutSchema, saveLayout } from './warehouse-table.ts';

const shopId = z
  .string()
  .min(1)
  .max(200)
  .transform((id) => id as ShopId) // only looked up; an unknown one is refused
  .nullable()
  .default(null);
const requestId = z.string().optional();
const metres = z.number().min(0.05).max(100);

export function warehouseApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly beside: Beside;
}) {
  const { database, clock, beside } = parts;

  return {
    /**
     * The plan of the warehouse, the shop's own or the station's, and which bins have no place on it and why. `layout` is null while
     * none was drawn. `isOwn` is false where a shop goes by the station's plan.
     */
    'warehouse.view': read({
      role: 'packer',
      argument: z.strictObject({ shopId }),
      run: (asked) => beside.read(warehouseRead, asked),
    }),

    /**
     * Draws a plan from the bins of the goods list; nothing is saved. What is not said is found out or assumed. Refusals:
     * `warehouse.no-bins`, `warehouse.pattern-unreadable` (pattern), `warehouse.no-pattern` (count, example),
     * `warehouse.too-many-aisles` (count, most).
     */
    'warehouse.draw': read({
      role: 'supervisor',
      argument: z.strictObject({
        pattern: z.string().trim().min(1).max(100).optional(),
        pairing: z.enum(['none', 'first-with-second', 'first-alone']).default('none'),
        bayOrder: z.enum(['in-row', 'alternate']).default('in-row'),
        aisleMetres: metres.default(3),
        bayMetres: metres.default(1),
        endMetres: metres.default(1),
      }),
      run: (drawing) => beside.read(drawingRead, drawing),
    }),

    /**
     * Saves an edited plan for the station, or for one shop. Where cross aisles run follows from the bays of the blocks and the
     * distances. Refusals: those of check-layout.ts, and `warehouse.shop-unknown`.
     */
    'warehouse.save': change({
      role: 'supervisor',
      argument: z.strictObject({ shopId, layout: layoutSchema, requestId }),
      run: (asked, caller) => {
        const layout = checkLayout(asked.layout);
        if (isRefusal(layout)) return layout;
        return database.write((writer) => {
          if (asked.shopId !== null && !findShop(writer, asked.shopId)) {
            return refuse('warehouse.shop-unknown');
          }
          saveLayout(writer, layout, { at: clock.now(), person: caller.person, shopId: asked.shopId });
          const subject = { kind: 'warehouse', id: asked.shopId ?? 'station' };
          const facts = { aisles: layout.aisles.length, blocks: layout.blocks.length };
          recordAudit(writer, clock, caller, 'warehouse.saved', subject, facts);
          return viewPlan(writer, asked.shopId);
        });
      },
    }),

    /** Takes the plan down: a shop goes by the station's again, the station by the codes of its bins. */
    'warehouse.remove': change({
      role: 'supervisor',
      argument: z.strictObject({ shopId, requestId }),
      run: (asked, caller) =>
        database.write((writer) => {
          if (findPlan(writer, asked.shopId)) {
            saveLayout(writer, null, { at: clock.now(), person: caller.person, shopId: asked.shopId });
            const subject = { kind: 'warehouse', id: asked.shopId ?? 'station' };
            recordAudit(writer, clock, caller, 'warehouse.removed', subject);
          }
          return viewPlan(writer, asked.shopId);
        }),
    }),

    /**
     * The shortest walk past these bins, in metres, and what plain order would have cost; `layout` walks by a plan that is not saved
     * yet. Without a plan the bins are put in the order of their codes, up one aisle and down the next, and no length is known.
     */
    'warehouse.walk': read({
      role: 'packer',
      argument: z.strictObject({
        shopId,
        binCodes: z.array(z.string().min(1).max(60)).max(2_000),
        layout: layoutSchema.optional(),
      }),
      run: (asked) => beside.read(walkRead, asked),
    }),
  };
}
