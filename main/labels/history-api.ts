// Requests about what came out of the printers, and how much paper is left in them.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { LabelId, PrinterId } from '../basics/ids.ts';
import { refuse } from '../basics/refusal.ts';
import { change, read } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database } from '../database/database.ts';
import { findPrinter, listPrinters } from '../devices/printers/printers-table.ts';
import { recordAudit } from '../people/audit.ts';
import { labelStates } from './label.ts';
import { countsRead, historyRead } from './label-history.ts';
import { endRoll, findRoll, loadRoll } from './rolls.ts';

const printerId = z.string().transform((text) => text as PrinterId); // looked up before anything trusts it
const requestId = z.string().optional();

export function historyApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly beside: Beside;
}) {
  const { database, clock, beside } = parts;
  return {
    /**
     * Labels, newest first, by printer, day (`2026-09-22`, of this machine), person who made the batch, batch number, states, tracking
     * number (or its end) and whether they are reprints; conditions that are left out hold for all. `limit` a page (100); hand `next`
     * back as `after` for the following one, null is the end. Only names of operators are in it, none of buyers.
     */
    'labels.history': read({
      role: 'packer',
      argument: z.strictObject({
        printerId: printerId.optional(),
        day: z.iso.date().optional(),
        person: z.string().max(100).optional(),
        batchNo: z.number().int().min(0).optional(),
        states: z.array(z.enum(labelStates)).max(labelStates.length).optional(),
        trackingNumber: z.string().trim().min(3).max(100).optional(),
        isReprint: z.boolean().optional(),
        limit: z.number().int().min(1).max(500).optional(),
        after: z
          .strictObject({ at: z.number(), labelId: z.string().transform((text) => text as LabelId) })
          .nullish(),
      }),
      run: ({ limit, after, ...filter }) =>
        beside.read(historyRead, { filter, limit: limit ?? 100, after: after ?? null }),
    }),

    /**
     * `days`: labels, reprints and test labels of each printer on each of the last `days` days (7), newest first; `rolls`: what each
     * printer's roll holds still, `roll` null before one was loaded. `aboutLeft` is null while nobody knows.
     */
    'printers.counts': read({
      role: 'packer',
      argument: z.strictObject({ days: z.number().int().min(1).max(366).optional() }),
      run: async ({ days }) => ({
        days: await beside.read(countsRead, { days: days ?? 7 }),
        rolls: listPrinters(database).map(({ printerId: id, name }) => ({
          printerId: id,
          name,
          roll: findRoll(database, id) ?? null,
        })),
      }),
    }),

    /** A full roll of `labels` was put in; left out: as many as the rolls before really held. Refusal: `printer.unknown`. */
    'printers.loadRoll': change({
      role: 'packer',
      argument: z.strictObject({
        printerId,
        labels: z.number().int().min(1).max(100_000).optional(),
        requestId,
      }),
      run: ({ printerId: id, labels }, caller) =>
        database.write((writer) => {
          const saved = findPrinter(writer, id);
          if (!saved) return refuse('printer.unknown', { printerId: id });
          loadRoll(writer, id, labels ?? null, clock.now());
          const roll = findRoll(writer, id) ?? null;
          recordAudit(
            writer,
            clock,
            caller,
            'roll.loaded',
            { kind: 'printer', id },
            { count: roll?.full ?? 0 },
          );
          return { printerId: id, roll };
        }),
    }),

    /** The roll is empty, for printers that cannot say so: what it held is learnt for the next ones. Refusal: `printer.unknown`. */
    'printers.rollEnded': change({
      role: 'packer',
      argument: z.strictObject({ printerId, requestId }),
      run: ({ printerId: id }, caller) =>
        database.write((writer) => {
          const saved = findPrinter(writer, id);
          if (!saved) return refuse('printer.unknown', { printerId: id });
          endRoll(writer, id, clock.now());
          const roll = findRoll(writer, id) ?? null;
          recordAudit(
            writer,
            clock,
            caller,
            'roll.ended',
            { kind: 'printer', id },
            { count: roll?.used ?? 0 },
          );
          return { printerId: id, roll };
        }),
    }),
  };
}
