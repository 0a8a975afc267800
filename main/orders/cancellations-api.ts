// Requests about cancellations: see those that buyers asked for with their clock, and answer them; cancel an order oneself.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import { isFault } from '../basics/fault.ts';
import type { RandomBytes, ShopId } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import { change, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import type { CancelReason } from '../platforms/platform.ts';
import type { Platforms } from '../platforms/registry.ts';
import { findShop, getShop, type Shop } from '../shops/shops-table.ts';
import { decideCancellation } from './answer-cancellation.ts';
import { cancelOrder, isInFlight, takeBackCancel, whyNotCancel } from './cancel-order.ts';
import { type Cancellation, findCancellation, listAsked } from './cancellations-table.ts';
import { listOrders } from './orders-table.ts';
import {
  findOwnCancellation,
  listOpenOwnCancellations,
  type OwnCancellation,
} from './own-cancellations-table.ts';

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

/** What a person must know before cancelling an order, or why it cannot be. */
export interface CancellableOrder {
  /** Where it can be done: `here`, or only in the platform's own `back-office`. */
  readonly place: 'here' | 'back-office';
  readonly obstacle: Refusal | null;
  /** The decision that was taken before, as far as it is not done. */
  readonly asked: OwnCancellation | null;
  readonly reasons: readonly CancelReason[];
  /** The goods whose stock the platform sets to 0. */
  readonly goods: readonly {
    readonly skuCode: string;
    readonly name: string;
    readonly spec: string;
    readonly quantity: number;
    /** Other open orders of this shop that want it too. */
    readonly otherOrders: number;
  }[];
  readonly where: GoodsPlace;
  readonly parcelId: string | null;
}

/** One of the seller's own that is being told, or was refused. */
export interface OwnCancellationView extends OwnCancellation {
  readonly shopName: string;
  /** False once it has been sent, or may have been: then it cannot be taken back. */
  readonly canTakeBack: boolean;
}

const shopId = z.string().transform((text) => text as ShopId); // looked up before anything trusts it
const cancelId = z.string().min(1).max(100);
const orderKey = z.number().int();

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

    /** What follows when the seller cancels this order, and whether that can be; null for shops that are not over the network. */
    'cancellations.cancellable': read({
      role: 'packer',
      argument: z.strictObject({ orderKey }),
      run: (asked): CancellableOrder | null => {
        const [order] = listOrders(database, [asked.orderKey]);
        const shop = order && findShop(database, order.shopId);
        if (!shop || (shop.connection !== 'douyin' && shop.connection !== 'tiktok')) return null;
        const reasons = findReasons(parts.platforms, shop);
        const known = findOwnCancellation(database, asked.orderKey) ?? null;
        const { goods: where, parcelId } = readProgress(database, asked.orderKey);
        return {
          place: reasons ? 'here' : 'back-office',
          obstacle: whyNotCancel(database, asked.orderKey) ?? null,
          asked: known?.state === 'done' ? null : known,
          reasons: reasons ?? [],
          goods: listGoods(database, asked.orderKey),
          where,
          parcelId,
        };
      },
    }),

    /** The seller's own that are being told, and those the platform would not have; the oldest first. */
    'cancellations.own': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: (): readonly OwnCancellationView[] =>
        listOpenOwnCancellations(database).map((own) => ({
          ...own,
          shopName: getShop(database, own.shopId).name,
          canTakeBack: own.state === 'telling' && !isInFlight(database, own.orderKey),
        })),
    }),

    /**
     * The seller cancels a whole order; the platform is told through the outbox, and sets the stock of its goods to 0. The order is held from
     * now on. Refusals: `own-cancel.not-here`, and those of `whyNotCancel`.
     */
    'cancellations.cancelOrder': change({
      role: 'supervisor',
      argument: z.strictObject({
        orderKey,
        reasonCode: z.string().min(1).max(100),
        requestId: z.string().optional(),
      }),
      run: (asked, caller) =>
        database.write((writer) => {
          const [order] = listOrders(writer, [asked.orderKey]);
          const shop = order && findShop(writer, order.shopId);
          if (shop && !findReasons(parts.platforms, shop)) return refuse('own-cancel.not-here');
          return cancelOrder(parts, writer, asked, caller);
        }),
    }),

    /**
     * Puts a refused one away, or takes one back that nobody has told yet. Refusals: `own-cancel.not-asked`, `own-cancel.in-flight`.
     */
    'cancellations.takeBack': change({
      role: 'supervisor',
      argument: z.strictObject({ orderKey, requestId: z.string().optional() }),
      run: (asked, caller) =>
        database.write((writer) => takeBackCancel(parts, writer, asked.orderKey, caller)),
    }),
  };
}

/** Undefined where orders are not cancelled from here. */
function findReasons(platforms: Platforms, shop: Shop): readonly CancelReason[] | undefined {
  try {
    return platforms.of(shop).ownCancelReasons?.();
  } catch (thrown) {
    if (isFault(thrown)) return undefined; // not linked yet
    throw thrown;
  }
}

function listGoods(database: Database, key: number): CancellableOrder['goods'] {
  return database
    .all<{ sku_code: string; name: string; spec: string; quantity: number; others: number }>(
      `SELECT sku_code, name, spec, sum(quantity) AS quantity, (
         SELECT count(DISTINCT other.order_key) FROM order_lines AS other INDEXED BY order_lines_by_sku
           JOIN orders AS theirs ON theirs.order_key = other.order_key
         WHERE other.sku_code = order_lines.sku_code AND other.order_key <> order_lines.order_key
           AND theirs.shop_id = orders.shop_id
           AND theirs.state IN ('on-hold', 'to-ship', 'part-shipped', 'awaiting-collection', 'unknown')) AS others
       FROM order_lines JOIN orders USING (order_key) WHERE order_key = ? GROUP BY sku_code ORDER BY min(line_id)`,
      [key],
    )
    .map(({ sku_code: skuCode, others: otherOrders, ...line }) => ({ skuCode, otherOrders, ...line }));
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
