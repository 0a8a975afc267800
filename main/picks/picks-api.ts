// Requests about waves and picking lists. Proposed waves are in grouping/proposals-api.ts, walking a cart in shelf/shelf-api.ts.

import { z } from 'zod';
import type { ParcelId, WaveId } from '../basics/ids.ts';
import { refuse } from '../basics/refusal.ts';
import { change, job, read } from '../basics/request.ts';
import { scanPick, tickLine } from './pick-line.ts';
import { previewRead } from './prepare-wave.ts';
import type { ReleaseQueue } from './release-queue.ts';
import type { ReleaseParts } from './release-wave.ts';
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

export function picksApi(parts: ReleaseParts & { readonly releases: ReleaseQueue }) {
  const { database, beside, releases } = parts;
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
      run: ({ requestId: _requestId, ...asked }, caller) => releases.release(asked, caller),
    }),

    /** Newest first. */
    'waves.list': read({
      role: 'packer',
      argument: z.strictObject({ limit: z.number().int().min(1).max(500).default(100) }),
      run: (asked) => beside.read(wavesRead, asked),
    }),

    /** The list of a wave, or of one of its carts. Refusal: `wave.unknown` (waveId). */
    'waves.pickingList': read({
      role: 'packer',
      argument: z.strictObject({ waveId, cartNo: z.number().int().min(1).optional() }),
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

    /** One scanned piece. Refusals: `wave.unknown` (waveId), `cart.taken` (person, until). */
    'picks.scan': change({
      role: 'packer',
      argument: z.strictObject({ waveId, code: z.string().min(1).max(20_000), requestId }),
      run: (asked, caller) => database.write((writer) => scanPick(parts, writer, asked, caller)),
    }),
  };
}
