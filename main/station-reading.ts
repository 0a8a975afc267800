// When the station reads beside its own thread: as soon as more orders are open, or parcels alive, than are read in a blink.

import type { Clock } from './basics/clock.ts';
import { type Beside, createBeside } from './database/beside.ts';
import type { Database } from './database/database.ts';
import { openOrderStates } from './orders/order.ts';

/** Up to so many are read in a few milliseconds; a thread takes longer than that to be asked. */
const fewAtMost = 3_000;

const openStates = openOrderStates.map((state) => `'${state}'`).join(', ');
const manySql = `SELECT EXISTS (
    SELECT 1 FROM orders INDEXED BY orders_open_by_due WHERE state IN (${openStates}) LIMIT 1 OFFSET ${fewAtMost})
  OR EXISTS (
    SELECT 1 FROM parcels INDEXED BY parcels_by_state WHERE state IN ('proposed', 'planned', 'released', 'open')
    LIMIT 1 OFFSET ${fewAtMost}) AS is_many`;

export function createReading(parts: { readonly database: Database; readonly clock: Clock }): Beside {
  const source = import.meta.url.endsWith('.ts') ? './reading-worker.ts' : './reading-worker.js';
  return createBeside({
    ...parts,
    isMuch: () => parts.database.get<{ is_many: number }>(manySql)?.is_many === 1,
    workerFile: new URL(source, import.meta.url),
  });
}
