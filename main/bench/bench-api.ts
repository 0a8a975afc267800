// Requests about a packing bench: how it stands, a scan, an acknowledgement, an action pressed on the screen.

import { z } from 'zod';
import { change, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import type { BenchParts } from './apply-effects.ts';
import { readBench } from './benches-table.ts';
import { isLatched, scanAtBench } from './scan-at-bench.ts';
import { type BenchView, viewBench } from './view-bench.ts';

const benchIdSchema = z.string().min(1).max(40);

/** The codes of the sheet that is printed from Settings; a number after `PB-QTY-` counts that many pieces with the next scan. */
const actionSchema = z.string().regex(/^PB-[A-Z]+(-\d{1,4})?$/);

export function benchApi(parts: BenchParts & { database: Database; random: (count: number) => Uint8Array }) {
  const { database, clock } = parts;
  const newScanId = () => `screen-${Buffer.from(parts.random(12)).toString('hex')}`;
  return {
    /** What the bench shows now. */
    'bench.read': read({
      role: 'packer',
      argument: z.strictObject({ benchId: benchIdSchema }),
      run: ({ benchId }): BenchView => viewBench(database, clock, benchId),
    }),

    /** One scan; the same `scanId` twice is one scan. Never refused: what is wrong with a code is said by the bench itself. */
    'bench.scan': change({
      role: 'packer',
      argument: z.strictObject({
        benchId: benchIdSchema,
        scanId: z.string().min(1).max(100),
        code: z.string().max(1_000_000),
      }),
      run: (scan, caller): BenchView => scanAtBench(parts, caller, scan),
    }),

    /** Goes on after an alarm; does nothing when there is none. */
    'bench.acknowledge': change({
      role: 'packer',
      argument: z.strictObject({ benchId: benchIdSchema, requestId: z.string().optional() }),
      run: ({ benchId }, caller): BenchView => {
        if (!isLatched(readBench(database, benchId))) return viewBench(database, clock, benchId);
        return scanAtBench(parts, caller, { benchId, scanId: newScanId(), code: 'PB-OK' });
      },
    }),

    /** The same as scanning the action's code. */
    'bench.act': change({
      role: 'packer',
      argument: z.strictObject({
        benchId: benchIdSchema,
        action: actionSchema,
        requestId: z.string().optional(),
      }),
      run: ({ benchId, action }, caller): BenchView =>
        scanAtBench(parts, caller, { benchId, scanId: newScanId(), code: action }),
    }),
  };
}
