// One plan at a time. A small one is made at once; a large one in a thread of its own, so that a scan is answered meanwhile.

import { Worker } from 'node:worker_threads';
import type { Clock } from '../basics/clock.ts';
import type { Events, StationEvent } from '../basics/events.ts';
import { Fault, type Retry } from '../basics/fault.ts';
import type { RandomBytes, ShopId } from '../basics/ids.ts';
import type { Fact } from '../basics/refusal.ts';
import type { Database } from '../database/database.ts';
import type { TurnMemory } from '../database/writer-turn.ts';
import { openOrderStates } from '../orders/order.ts';
import { type PlanCounts, planOpenOrders } from './write-plan.ts';

export interface Planner {
  plan(person: string, shopId: ShopId | null): Promise<PlanCounts>;
  /** Waits for the plan that runs. */
  stop(): Promise<void>;
}

export interface PlannerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly random: RandomBytes;
  readonly turnMemory: TurnMemory;
  /** The thread's own file; a test hands in one that stops half-way. */
  readonly workerFile?: URL;
}

/** What the thread says. */
export type PlanMessage =
  | { readonly kind: 'event'; readonly event: StationEvent }
  | { readonly kind: 'done'; readonly counts: PlanCounts }
  | {
      readonly kind: 'fault';
      readonly code: string;
      readonly retry: Retry;
      readonly facts: Readonly<Record<string, Fact>>;
    };

/** Up to so many open orders are planned at once, in some 20 ms; a thread takes longer than that to begin. */
const atOnce = 1_000;

export function createPlanner(parts: PlannerParts): Planner {
  let last: Promise<unknown> = Promise.resolve();
  return {
    plan(person, shopId) {
      // Two plans at a time would both take the same lines.
      const mine = last.then(() =>
        countOpenOrders(parts.database) <= atOnce
          ? planOpenOrders(parts, person, shopId)
          : planBeside(parts, person, shopId),
      );
      last = mine.catch(() => undefined);
      return mine;
    },
    async stop() {
      await last;
    },
  };
}

function planBeside(parts: PlannerParts, person: string, shopId: ShopId | null): Promise<PlanCounts> {
  const { database, clock, events, turnMemory } = parts;
  const source = import.meta.url.endsWith('.ts') ? './plan-worker.ts' : './plan-worker.js';
  const worker = new Worker(parts.workerFile ?? new URL(source, import.meta.url), {
    workerData: { path: database.path, turnMemory, now: clock.now(), person, shopId },
  });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: PlanMessage) => {
      if (message.kind === 'event') events.emit(message.event);
      else if (message.kind === 'done') resolve(message.counts);
      else reject(new Fault(message.code, message.retry, message.facts));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Fault('plan.stopped', 'now')));
  });
}

function countOpenOrders(database: Database): number {
  const states = openOrderStates.map((state) => `'${state}'`).join(', ');
  const sql = `SELECT count(*) AS count FROM orders INDEXED BY orders_open_by_due WHERE state IN (${states})`;
  return database.get<{ count: number }>(sql)?.count ?? 0;
}
