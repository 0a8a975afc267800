// Requests that find things by what somebody typed or scanned.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import { read } from '../basics/request.ts';
import { type ResolvedCode, resolveCode } from '../bench/resolve-code.ts';
import type { Database } from '../database/database.ts';
import { type FoundThing, searchEverything } from './search-everything.ts';

export function searchApi(parts: { database: Database; clock: Clock }) {
  return {
    /** Orders, parcels, goods, waves, batches; what the text names exactly first. */
    'search.everything': read({
      role: 'packer',
      argument: z.strictObject({
        text: z.string().max(1_000_000),
        limit: z.number().int().min(1).max(100).default(20),
      }),
      run: ({ text, limit }): FoundThing[] => searchEverything(parts.database, parts.clock, text, limit),
    }),

    /** What a scanned code names; an unknown one is told with what it might be. */
    'search.resolve': read({
      role: 'packer',
      argument: z.strictObject({ code: z.string().max(1_000_000) }),
      run: ({ code }): ResolvedCode => resolveCode(parts.database, code),
    }),
  };
}
