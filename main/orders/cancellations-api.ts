// Requests about cancellations that buyers asked for: see them with their clock, and answer them.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { RandomBytes, ShopId } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import { change, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import type { CancelReason } from '../platforms/platform.ts';
import type { Platforms } from '../platforms/registry.ts';
import { findShop, getShop } from '../shops/shops-table.ts';
import { decideCancellation } from './answer-cancellation.ts';
import { type Cancellation, findCancellation, listAsked } from './cancellations-table.ts';

/**
 * The furthest that the goods of an order have come. `nowhere`: in no parcel; `planned`: in one without a label; `printed`: its label came
 * out, or may have; `open`: at a bench; `packed`: sealed; `shipped`: with the carrier.
 */
export type GoodsPlace = 'nowhere' | 'planned' | 'printed' | 'open' | 'packed' | 'shipped';

/** One that waits, and where its goods are. */
export interface CancellationView extends Cancellation {
  readonly shopName: string;
  readonly goods: GoodsPlace;
  readonly parcelId: string | null;
  readonly pieces: number;
}

const shopId = z.string().transform((text) => text as ShopId); // looked up before anything trusts it
const cancelId = z.string().min(1).max(100);

export function cancellationsApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly platforms: Platforms;
}) {
  const { database } = parts;
  return {
    /** Those that wait for an answer, the most urgent first; `answering` ones are decided but not yet confirmed. */
    'cancellations.list': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: (): readonly CancellationView[] =>
        listAsked(database).map((asked) => ({
          ...asked,
          shopName: getShop(database, asked.shopId).name,
          ...readProgress(database, asked.orderKey),
        })),
    }),

    /** The platform's reasons for refusing this one. Refusals: `cancellation.unknown` (cancelId). Faults: `platform.*`. */
    'cancellations.reasons': read({
      role: 'supervisor',
      argument: z.strictObject({ shopId, cancelId }),
      run: async (asked): Promise<readonly CancelReason[] | Refusal> => {
        const shop = findShop(database, asked.shopId);
        const known = findCancellation(database, asked.shopId, asked.cancelId);
        if (!shop || !known) return refuse('cancellation.unknown', { cancelId: asked.cancelId });
        return (await parts.platforms.of(shop).listCancelReasons?.(known.orderId, known.cancelId)) ?? [];
      },
    }),

    /**
     * Accepts or refuses; the platform is told through the outbox. A seller's own cancellation would set the stock of its SKUs to 0 on the
     * platform; accepting a buyer's does not.
     * Refusals: `cancellation.unknown` (cancelId), `cancellation.not-asked` (state), `cancellation.reason-needed`.
     */
    'cancellations.answer': change({
      role: 'supervisor',
      argument: z.strictObject({
        shopId,
        cancelId,
        accept: z.boolean(),
        reasonCode: z.string().max(100).nullable().default(null),
        note: z.string().trim().max(200).default(''),
        requestId: z.string().optional(),
      }),
      run: ({ requestId: _requestId, ...decision }, caller) => decideCancellation(parts, decision, caller),
    }),
  };
}

function readProgress(
  database: Database,
  orderKey: number,
): Pick<CancellationView, 'goods' | 'parcelId' | 'pieces'> {
  const furthest = database.get<{ parcel_id: string; goods: GoodsPlace }>(
    `SELECT parcel_id, CASE
         WHEN parcels.state IN ('open', 'packed', 'shipped') THEN parcels.state
         WHEN EXISTS (SELECT 1 FROM labels WHERE labels.parcel_id = parcels.parcel_id
           AND labels.state IN ('sending', 'sent', 'printed', 'uncertain')) THEN 'printed'
         ELSE 'planned' END AS goods
     FROM parcel_lines JOIN parcels USING (parcel_id)
     WHERE parcel_lines.order_key = ? AND parcels.state NOT IN ('pulled', 'dissolved')
     ORDER BY goods = 'shipped' DESC, goods = 'packed' DESC, goods = 'open' DESC, goods = 'printed' DESC, parcel_id LIMIT 1`,
    [orderKey],
  );
  const row = database.get<{ pieces: number }>(
    `SELECT piece_count AS pieces FROM orders WHERE order_key = ?`,
    [orderKey],
  );
  return {
    goods: furthest?.goods ?? 'nowhere',
    parcelId: furthest?.parcel_id ?? null,
    pieces: row?.pieces ?? 0,
  };
}
