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
const database = openWorkerDatabase(asked.path, events, workerTurn(asked.turnMemory));
try {
  const parts = { database, clock: { now: () => asked.now }, random: (count: number) => randomBytes(count) };
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
