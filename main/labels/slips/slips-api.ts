// Requests about slips: print one, and what became of those that were printed.

import { z } from 'zod';
import type { PrinterId } from '../../basics/ids.ts';
import { job, read } from '../../basics/request.ts';
import type { Database } from '../../database/database.ts';
import { slipKinds } from './slip.ts';
import type { SlipDesk } from './slip-desk.ts';
import { listSlips } from './slips-table.ts';

export function slipsApi(parts: { readonly database: Database; readonly slips: SlipDesk }) {
  return {
    /**
     * Prints a slip on 80 mm paper and answers what became of it: `sent`, `uncertain` (bytes left, nobody knows) or `failed` (nothing
     * left), the last two with a reason; never sent again by itself. `id`: the wave of a picking list (`cartNo`: one cart of it), the
     * parcel of a packing slip, the day (2026-09-22) of an end of day. Refusals: see slip-desk.ts.
     */
    'slips.print': job({
      role: 'packer',
      argument: z.strictObject({
        kind: z.enum(slipKinds),
        id: z.string().trim().min(1).max(60),
        cartNo: z.number().int().min(1).optional(),
        printerId: z.string().transform((text) => text as PrinterId), // looked up before anything trusts it
        requestId: z.string().optional(),
      }),
      run: ({ kind, id, cartNo = null, printerId, requestId = null }, caller) =>
        parts.slips.print({ kind, id, cartNo, printerId, requestId }, caller),
    }),

    /** Newest first. */
    'slips.list': read({
      role: 'packer',
      argument: z.strictObject({ limit: z.number().int().min(1).max(500).default(50) }),
      run: ({ limit }) => listSlips(parts.database, limit),
    }),
  };
}
