// One plan at a time. A small one is made at once; a large one in a thread of its own, so that a scan is answered meanwhile.

import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import type { RandomBytes, ShopId } from '../basics/ids.ts';
import type { Database } from '../database/database.ts';
import type { TurnMemory } from '../database/writer-turn.ts';
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
}

export function createPlanner(parts: PlannerParts): Planner {
  let last: Promise<unknown> = Promise.resolve();
  return {
    plan(person, shopId) {
      // Two plans at a time would both take the same lines.
      const mine = last.then(() => planOpenOrders(parts, person, shopId));
      last = mine.catch(() => undefined);
      return mine;
    },
    async stop() {
      await last;
    },
  };
}
