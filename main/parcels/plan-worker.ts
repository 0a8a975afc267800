// The thread in which a large plan is made, with a connection of its own that steps aside whenever the station writes.

import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { createEvents } from '../basics/events.ts';
import { isFault } from '../basics/fault.ts';
import type { ShopId } from '../basics/ids.ts';
import { openWorkerDatabase, type TurnMemory } from '../database/open-database.ts';
import { workerTurn } from '../database/writer-turn.ts';
import type { PlanMessage } from './planner.ts';
import { planOpenOrders } from './write-plan.ts';

const asked = workerData as {
  readonly path: string;
  readonly turnMemory: TurnMemory;
  readonly now: number;
  readonly person: string;
  readonly shopId: ShopId | null;
}; // given by planner.ts

const tell = (message: PlanMessage) => parentPort?.postMessage(message);
const events = createEvents();
events.on((event) => tell({ kind: 'event', event }));
const turn = workerTurn(asked.turnMemory);
const database = openWorkerDatabase(asked.path, events, turn);
try {
  const parts = {
    database,
    clock: { now: () => asked.now },
    random: pooledRandom(),
    isWanted: turn.isWanted,
  };
  const counts = planOpenOrders(parts, asked.person, asked.shopId, (done, total) =>
    tell({ kind: 'event', event: { kind: 'job.progress', jobId: 'plan', stage: 'planning', done, total } }),
  );
  tell({ kind: 'done', counts });
} catch (thrown) {
  // A fault loses its class on the way between threads; its code, retry and facts are sent as they are.
  if (!isFault(thrown)) throw thrown;
  tell({ kind: 'fault', code: thrown.code, retry: thrown.retry, facts: thrown.facts });
} finally {
  database.close();
}

/** Ids want nine bytes each: asked for one by one they would cost more than everything else about a parcel. */
function pooledRandom(): (count: number) => Uint8Array {
  let pool = randomBytes(0);
  let used = 0;
  return (count) => {
    if (used + count > pool.length) {
      pool = randomBytes(65_536);
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
}
