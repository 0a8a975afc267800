// Requests about waves and picking lists.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { ParcelId, RandomBytes, WaveId } from '../basics/ids.ts';
import { refuse } from '../basics/refusal.ts';
import { change, job, read } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database } from '../database/database.ts';
import { scanPick, tickLine } from './pick-line.ts';
import { previewRead, releaseWave } from './release-wave.ts';
import { pickingListRead, wavesRead } from './waves-table.ts';

const text = z.string().min(1).max(200);
const waveId = text.transform((id) => id as WaveId); // only looked up; an unknown one is refused
const parcelIds = z
  .array(text.transform((id) => id as ParcelId)) // only looked up; one that is not planned is left out
  .min(1)
  .max(10_000)
  .optional();
const size = z.number().int().min(1).max(10_000).optional();
const position = z.number().int().min(1);
const requestId = z.string().optional();

export function picksApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly beside: Beside;
}) {
  const { database, beside } = parts;
  return {
    /** What would be released: the picking list and what is short. Nothing changes. */
    'waves.preview': read({
      role: 'packer',
      argument: z.strictObject({ parcelIds, size }),
      run: (asked) => beside.read(previewRead, asked),
    }),

    /** See release-wave.ts for the refusals. */
    'waves.release': job({
      role: 'packer',
      argument: z.strictObject({
        parcelIds,
        size,
        name: z.string().trim().min(1).max(60).optional(),
        acceptShortages: z.boolean().default(false),
        requestId,
      }),
      run: ({ requestId: _requestId, ...asked }, caller) => releaseWave(parts, asked, caller),
    }),

    /** Newest first. */
    'waves.list': read({
      role: 'packer',
      argument: z.strictObject({ limit: z.number().int().min(1).max(500).default(100) }),
      run: (asked) => beside.read(wavesRead, asked),
    }),

    /** Refusal: `wave.unknown` (waveId). */
    'waves.pickingList': read({
      role: 'packer',
      argument: z.strictObject({ waveId }),
      run: async (asked) =>
        (await beside.read(pickingListRead, asked)) ?? refuse('wave.unknown', { waveId: asked.waveId }),
    }),

    /** Sets the pieces picked of a line; `done`, or no quantity, means all of them. See pick-line.ts for the refusals. */
    'picks.tick': change({
      role: 'packer',
      argument: z.strictObject({
        waveId,
        position,
        quantity: z.number().int().min(0).optional(),
        done: z.literal(true).optional(),
        requestId,
      }),
      run: ({ done, quantity, ...asked }, caller) =>
        database.write((writer) =>
          tickLine(parts, writer, { ...asked, quantity: done ? undefined : quantity }, caller),
        ),
    }),

    /** Takes a tick back: nothing of the line is fetched. Refusals: those of `picks.tick`. */
    'picks.untick': change({
      role: 'packer',
      argument: z.strictObject({ waveId, position, requestId }),
      run: (asked, caller) =>
        database.write((writer) => tickLine(parts, writer, { ...asked, quantity: 0 }, caller)),
    }),

    /** One scanned piece. Refusal: `wave.unknown` (waveId). */
    'picks.scan': change({
      role: 'packer',
      argument: z.strictObject({ waveId, code: z.string().min(1).max(20_000), requestId }),
      run: (asked, caller) => database.write((writer) => scanPick(parts, writer, asked, caller)),
    }),
  };
}
