// What the supervisor sees first.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { read } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database } from '../database/database.ts';
import { createOrderCounts, sumCells } from '../search/count-orders.ts';
import { watchDataVersion } from '../search/data-version.ts';
import { type Today, todayRead } from './read-today.ts';

export function todayApi(parts: { database: Database; clock: Clock; events: Events; beside: Beside }) {
  const { beside } = parts;
  const counts = createOrderCounts({ ...parts, dataVersion: watchDataVersion(parts) });
  return {
    /** The supervisor’s first glance. */
    'today.read': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: async (): Promise<Today> => {
        const unplanned = sumCells(await counts.unplannedCells(), {});
        return beside.read(todayRead, { unplanned });
      },
    }),
  };
}
