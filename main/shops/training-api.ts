// Requests to the training shop's own side, for drills: make it behave badly, let buyers order or change their minds.

import { z } from 'zod';
import type { OrderId } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import { job, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import type { Platforms } from '../platforms/registry.ts';
import { behaviours, type TrainingPlatform } from '../platforms/training/training-platform.ts';
import { listShops } from './shops-table.ts';

export function trainingApi(parts: { database: Database; platforms: Platforms }) {
  /** Runs `ask` on the training shop; refusal `training.no-shop` in a station that has none. */
  function withTraining<Answer>(ask: (training: TrainingPlatform) => Answer): Answer | Refusal {
    const shop = listShops(parts.database).find((each) => each.connection === 'training');
    return shop ? ask(parts.platforms.training(shop)) : refuse('training.no-shop');
  }

  return {
    /** How the training shop behaves and what it has sold and shipped. Refusal: `training.no-shop`. */
    'training.describe': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => withTraining((training) => ({ behaviour: training.behaviour(), ...training.counts() })),
    }),

    /** For drills: normal, slow, offline, refusing or losing answers, from now on. Refusal: `training.no-shop`. */
    'training.setBehaviour': job({
      role: 'packer',
      argument: z.strictObject({ behaviour: z.enum(behaviours), requestId: z.string().optional() }),
      run: ({ behaviour }) =>
        withTraining((training) => {
          training.setBehaviour(behaviour);
          return { behaviour };
        }),
    }),

    /** Buyers order now; the station learns of it at its next pull. */
    'training.addOrders': job({
      role: 'packer',
      argument: z.strictObject({
        count: z.number().int().min(1).max(2_000),
        requestId: z.string().optional(),
      }),
      run: ({ count }) => withTraining((training) => ({ added: training.addOrders(count).length })),
    }),

    /** The buyer asks to cancel. Refusals: `training.order-unknown`, `training.order-too-late` (orderId). */
    'training.cancelOrder': job({
      role: 'packer',
      argument: z.strictObject({ orderId: z.string(), requestId: z.string().optional() }),
      run: ({ orderId }) =>
        withTraining((training) => {
          switch (training.cancelOrder(orderId as OrderId /* looked up in the books */)) {
            case 'unknown':
              return refuse('training.order-unknown', { orderId });
            case 'too-late':
              return refuse('training.order-too-late', { orderId });
            case 'asked':
              return { orderId };
          }
        }),
    }),
  };
}
