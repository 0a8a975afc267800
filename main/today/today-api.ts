// What the supervisor sees first.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { createOrderCounts, sumCells } from '../search/count-orders.ts';
import { watchDataVersion } from '../search/data-version.ts';
import { readToday, type Today } from './read-today.ts';

export function todayApi(parts: { database: Database; clock: Clock; events: Events }) {
  const { database, clock } = parts;
  const counts = createOrderCounts({ database, clock, dataVersion: watchDataVersion(parts) });
  return {
    /** The supervisor’s first glance. */
    'today.read': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: (): Today => readToday(database, clock.now(), () => sumCells(counts.unplannedCells(), {})),
    }),
  };
}
