// Requests of whoever walks a cart.

import { z } from 'zod';
import type { Clock } from '../../basics/clock.ts';
import type { BinCode, RandomBytes, SkuCode } from '../../basics/ids.ts';
import { normaliseCode } from '../../basics/normalise-code.ts';
import { refuse } from '../../basics/refusal.ts';
import { change, read } from '../../basics/request.ts';
import type { Database } from '../../database/database.ts';
import { countBin, countReasons } from '../../goods/count-stock.ts';
import { listBinsOf } from '../../goods/sku-bins-table.ts';
import type { CartId } from '../carts/cart.ts';
import { leaveCart, takeCart } from '../carts/take-cart.ts';
import { putBySight, putLast, undoStep } from './change-walk.ts';
import { readInTotes } from './in-totes.ts';
import { listPickedHours } from './pick-steps-table.ts';
import { scanAtShelf } from './scan-at-shelf.ts';
import { settleShort } from './settle-short.ts';

const cartId = z
  .string()
  .min(1)
  .max(200)
  .transform((id) => id as CartId); // only looked up; an unknown one is refused
const position = z.number().int().min(1);
const requestId = z.string().optional();
const binCode = z
  .string()
  .min(1)
  .max(60)
  .transform((code) => normaliseCode(code) as BinCode); // any text may name a bin

export function shelfApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
}) {
  const { database } = parts;
  return {
    /** This cart is mine from now on. Refusals: `cart.unknown` (cartId), `cart.taken` (person, until) unless it is taken over. */
    'picks.takeCart': change({
      role: 'packer',
      argument: z.strictObject({ cartId, takeOver: z.boolean().default(false), requestId }),
      run: ({ cartId: id, takeOver }, caller) =>
        database.write((writer) => takeCart(parts, writer, id, takeOver, caller)),
    }),

    /** Somebody else may walk it. Refusals: `cart.unknown` (cartId), `cart.taken` (person, until). */
    'picks.leaveCart': change({
      role: 'packer',
      argument: z.strictObject({ cartId, requestId }),
      run: (asked, caller) => database.write((writer) => leaveCart(parts, writer, asked.cartId, caller)),
    }),

    /** One scan on the walk: bin, item, tote. Refusals: `cart.unknown` (cartId), `cart.taken` (person, until). */
    'picks.scanAt': change({
      role: 'packer',
      argument: z.strictObject({ cartId, code: z.string().min(1).max(20_000), requestId }),
      run: (asked, caller) => database.write((writer) => scanAtShelf(parts, writer, asked, caller)),
    }),

    /** What a slot of the line lacks, or the whole line, is put in by sight. See change-walk.ts for the refusals. */
    'picks.put': change({
      role: 'packer',
      argument: z.strictObject({
        cartId,
        position,
        slot: z.number().int().min(1).nullable().default(null),
        pieces: z.number().int().min(1).nullable().default(null),
        requestId,
      }),
      run: (asked, caller) => database.write((writer) => putBySight(parts, writer, asked, caller)),
    }),

    /** This line is walked to last. See change-walk.ts for the refusals. */
    'picks.putLast': change({
      role: 'packer',
      argument: z.strictObject({ cartId, position, requestId }),
      run: (asked, caller) => database.write((writer) => putLast(parts, writer, asked, caller)),
    }),

    /** The last step on this cart is taken back. See change-walk.ts for the refusals. */
    'picks.undo': change({
      role: 'packer',
      argument: z.strictObject({ cartId, requestId }),
      run: (asked, caller) => database.write((writer) => undoStep(parts, writer, asked, caller)),
    }),

    /** Not enough lies there: another bin, a parcel without it, or the parcel given back. See settle-short.ts for the refusals. */
    'picks.short': change({
      role: 'packer',
      argument: z.strictObject({
        cartId,
        position,
        way: z.enum(['other-bin', 'split', 'give-back']),
        binCode: binCode.nullable().default(null),
        requestId,
      }),
      run: (asked, caller) => database.write((writer) => settleShort(parts, writer, asked, caller)),
    }),

    /** Where a SKU lies, when it lies in several bins; empty otherwise. */
    'goods.bins': read({
      role: 'packer',
      argument: z.strictObject({ skuCode: z.string().min(1).max(100) }),
      run: (asked) => listBinsOf(database, normaliseCode(asked.skuCode) as SkuCode), // only looked up
    }),

    /**
     * So many pieces lie in this bin now, and why somebody counted. Refusals: `goods.unknown` (skuCode), `goods.not-in-bin` (skuCode,
     * bin), `goods.count-reason` (reason).
     */
    'goods.count': change({
      role: 'packer',
      argument: z.strictObject({
        skuCode: z.string().min(1).max(100),
        binCode: binCode.nullable().default(null),
        pieces: z.number().int().min(0).max(10_000_000),
        reason: z.string().min(1).max(40),
        requestId,
      }),
      run: (asked, caller) => {
        const skuCode = normaliseCode(asked.skuCode) as SkuCode; // only looked up; an unknown one is refused
        const reason = countReasons.find((each) => each === asked.reason);
        if (!reason) return refuse('goods.count-reason', { reason: asked.reason });
        return database.write((writer) => {
          const inTotes = readInTotes(writer, skuCode);
          const { pieces, binCode: bin } = asked;
          return countBin(parts, writer, { skuCode, binCode: bin, pieces, reason, inTotes }, caller);
        });
      },
    }),

    /** Pieces and lines that each person picked, by the hour, since then. */
    'picks.perHour': read({
      role: 'packer',
      argument: z.strictObject({ fromAt: z.number().int().min(0) }),
      run: ({ fromAt }) => listPickedHours(database, fromAt),
    }),
  };
}
