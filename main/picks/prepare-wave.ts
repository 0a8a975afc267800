// What a wave would be: its parcels, whether the guard lets all of them through, its carts and their lists. Only looks; run beside the
// station's thread where there is much.

import { assert } from '../basics/assert.ts';
import type { Clock } from '../basics/clock.ts';
import type { ParcelId, ShopId, SkuCode } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { HeavyRead } from '../database/beside.ts';
import type { Reader } from '../database/database.ts';
import type { Sku } from '../goods/sku.ts';
import { findSkus } from '../goods/skus-table.ts';
import type { Parcel } from '../parcels/parcel.ts';
import { listMostUrgentIds, listParcels } from '../parcels/parcels-table.ts';
import { judgeParcels } from '../parcels/view-parcel.ts';
import type { CartMode, LaidCart } from './carts/cart.ts';
import {
  askForCarts,
  type CartsAsked,
  formByWays,
  formInOrder,
  type ParcelToCart,
  takeAsTheyCome,
} from './carts/form-carts.ts';
import { layOutCarts, layOutShorter, type Shelf } from './carts/lay-out-cart.ts';
import { readShelf } from './carts/read-shelf.ts';
import { findShortages, readReserved } from './find-shortages.ts';
import type { WaveRules } from './grouping/wave-rules.ts';
import { findRulesOf } from './grouping/wave-rules-table.ts';
import type { PickLineView, Shortage } from './wave.ts';

export interface WaveAsked {
  /** All planned parcels, most urgent first, where none are named. */
  readonly parcelIds?: readonly ParcelId[] | undefined;
  /** At most so many parcels. */
  readonly size?: number | undefined;
  /** How it is picked; one list where nobody says. */
  readonly mode?: CartMode | undefined;
  /** Whose rules hold; where nobody says, those of the shop whose parcels they all are, else the station's. */
  readonly rulesOf?: ShopId | null | undefined;
}

/** What is on a line, without who it is for: one line for each SKU and bin of a cart. */
export interface WavePreview {
  readonly parcelCount: number;
  readonly lines: readonly (PickLineView & { readonly cartNo: number })[];
  readonly shortages: readonly Shortage[];
  readonly carts: readonly {
    readonly cartNo: number;
    readonly parcelCount: number;
    readonly cost: LaidCart['cost'];
  }[];
}

export const previewRead: HeavyRead<WaveAsked, WavePreview> = {
  name: 'waves.preview',
  isLong,
  run: (reader, _now, asked) => previewWave(reader, asked),
};

/** From so many parcels on, the guard takes longer than a scan may wait. */
const manyParcels = 150;

function isLong(reader: Reader, { parcelIds, size }: WaveAsked): boolean {
  if (parcelIds) return parcelIds.length > manyParcels;
  return (
    (size ?? Infinity) > manyParcels &&
    listMostUrgentIds(reader, 'planned', manyParcels + 1).length > manyParcels
  );
}

/** A look is drawn in a blink: carts by their ways, without improving them. */
function previewWave(reader: Reader, asked: WaveAsked): WavePreview {
  const { parcels, goods, rules, shelf, readShelfAnew, shortages } = choose(reader, asked);
  const mode = asked.mode ?? 'list';
  const toCart = parcels.map((parcel) => toCartOf(parcel, goods));
  const waysAsked = askForCarts(toCart, mode, rules, shelf.layout, shelf.binsOf);
  const laid = waysAsked
    ? layOutShorter(toCart, formByWays(waysAsked, { steps: 0 }), takeAsTheyCome(waysAsked), readShelfAnew)
    : layOutCarts(toCart, formInOrder(toCart, mode, rules, shelf.binsOf), shelf);
  const lineOf = new Map(parcels.flatMap((parcel) => parcel.lines.map((line) => [line.skuCode, line])));
  const parcelOf = new Map(parcels.map((parcel) => [parcel.parcelId, parcel]));
  let before = 0;
  const lines = laid.flatMap((cart, index) => {
    const first = before;
    before += cart.lines.length;
    return cart.lines.map(({ position, skuCode, binCode, quantity, slots, leftInBin }) => {
      const sku = goods.get(skuCode) ?? lineOf.get(skuCode);
      return {
        position: first + position,
        cartNo: index + 1,
        skuCode,
        name: sku?.name || skuCode,
        spec: sku?.spec ?? '',
        binCode,
        quantity,
        pickedQuantity: 0,
        stoppedQuantity: 0,
        shortQuantity: 0,
        turn: 0,
        leftInBin,
        stock: goods.get(skuCode)?.stock ?? null,
        slots: slots.map((slot) => {
          const own = parcelOf.get(slot.parcelId)?.lines.find((line) => line.skuCode === skuCode);
          assert(own, 'a slot is made from a line of its parcel');
          return { ...slot, orderId: own.orderId, pickedQuantity: 0 };
        }),
      };
    });
  });
  const carts = laid.map((cart, index) => ({
    cartNo: index + 1,
    parcelCount: cart.parcelIds.length,
    cost: cart.cost,
  }));
  return { parcelCount: parcels.length, lines, shortages, carts };
}

/** What a release needs that takes long. */
export interface Prepared {
  readonly parcels: readonly ParcelToCart[];
  readonly blocked: Refusal | null;
  /** Another text as soon as one of the parcels or its orders has changed. */
  readonly mark: string;
  /** Carts that are still to be formed by their ways; null where `laid` is all there is to say. */
  readonly waysAsked: CartsAsked | null;
  readonly laid: readonly LaidCart[];
  /** Whose rules and plan it is prepared by; null: the station's. */
  readonly shopId: ShopId | null;
  /** Pieces promised to others, and the wave before which that was so. */
  readonly reserved: readonly (readonly [SkuCode, number])[];
  readonly waveCount: number;
}

export const prepareRead: HeavyRead<WaveAsked, Prepared> = {
  name: 'waves.prepare',
  isLong,
  run: (reader, now, asked) => prepareWave(reader, now, asked),
};

export function prepareWave(reader: Reader, now: number, asked: WaveAsked): Prepared {
  const { parcels, goods, shopId, rules, shelf, reserved } = choose(reader, asked);
  const mode = asked.mode ?? 'list';
  const toCart = parcels.map((parcel) => toCartOf(parcel, goods));
  const waysAsked = askForCarts(toCart, mode, rules, shelf.layout, shelf.binsOf);
  return {
    parcels: toCart,
    blocked: findBlocked(reader, { now: () => now }, parcels) ?? null,
    mark: markOf(
      reader,
      parcels.map((parcel) => parcel.parcelId),
    ),
    waysAsked,
    shopId,
    laid: waysAsked ? [] : layOutCarts(toCart, formInOrder(toCart, mode, rules, shelf.binsOf), shelf),
    reserved: [...reserved],
    waveCount: countWavesOf(reader),
  };
}

/** The lists of carts that were formed by their ways. */
export const layOutRead: HeavyRead<
  {
    readonly parcels: readonly ParcelToCart[];
    readonly carts: readonly (readonly number[])[];
    readonly asTheyCome: readonly (readonly number[])[];
    readonly shopId: ShopId | null;
  },
  readonly LaidCart[]
> = {
  name: 'waves.layOut',
  isLong: (_reader, { parcels }) => parcels.length > manyParcels,
  run: (reader, _now, { parcels, carts, asTheyCome, shopId }) => {
    const { bins } = findRulesOf(reader, shopId);
    const readShelfAnew = () => readShelf(reader, skuCodesOf(parcels), bins, shopId);
    return layOutShorter(parcels, carts, asTheyCome, readShelfAnew);
  },
};

export function markOf(reader: Reader, parcelIds: readonly ParcelId[]): string {
  const marks = reader.get(
    `SELECT count(*) AS line_count, sum(parcel_lines.quantity) AS pieces, sum(orders.changed_at) AS changed,
       count(orders.hold) AS held
     FROM json_each(?) AS wanted
     CROSS JOIN parcels ON parcels.parcel_id = wanted.value AND parcels.state = 'planned'
     CROSS JOIN parcel_lines ON parcel_lines.parcel_id = parcels.parcel_id
     CROSS JOIN orders ON orders.order_key = parcel_lines.order_key`,
    [JSON.stringify(parcelIds)],
  );
  return JSON.stringify(marks);
}

export function countWavesOf(reader: Reader): number {
  return reader.get<{ count: number }>(`SELECT count(*) AS count FROM waves`)?.count ?? 0;
}

/** No floor picks more than this in one go. */
const mostParcels = 10_000;

interface Chosen {
  readonly parcels: readonly Parcel[];
  readonly goods: ReadonlyMap<SkuCode, Sku>;
  readonly shopId: ShopId | null;
  readonly rules: WaveRules;
  readonly reserved: ReadonlyMap<SkuCode, number>;
  readonly shelf: Shelf;
  /** Another one, from which nothing was taken yet. */
  readonly readShelfAnew: () => Shelf;
  readonly shortages: readonly Shortage[];
}

function choose(reader: Reader, asked: WaveAsked): Chosen {
  const wanted = asked.parcelIds ?? listMostUrgentIds(reader, 'planned', asked.size ?? mostParcels);
  const parcels = listParcels(reader, [...new Set(wanted)])
    .filter((parcel) => parcel.state === 'planned' && parcel.lines.length > 0)
    .slice(0, asked.size);
  const skuCodes = skuCodesOf(parcels);
  const goods = findSkus(reader, skuCodes);
  const shopId = asked.rulesOf ?? shopOfAll(parcels);
  const rules = findRulesOf(reader, shopId);
  const reserved = readReserved(reader, skuCodes);
  const lines = parcels.flatMap((parcel) => parcel.lines);
  const readShelfAnew = () => readShelf(reader, skuCodes, rules.bins, shopId, reserved);
  return {
    parcels,
    goods,
    shopId,
    rules,
    reserved,
    shelf: readShelfAnew(),
    readShelfAnew,
    shortages: findShortages(lines, goods, reserved),
  };
}

/** Null where they are of several shops. */
function shopOfAll(parcels: readonly Parcel[]): ShopId | null {
  const [first] = parcels;
  return first && parcels.every((parcel) => parcel.shopId === first.shopId) ? first.shopId : null;
}

/** What is not known weighs nothing and takes up nothing. */
function toCartOf(parcel: Parcel, goods: ReadonlyMap<SkuCode, Sku>): ParcelToCart {
  const sum = (of: (sku: Sku) => number | null) =>
    parcel.lines.reduce((all, line) => {
      const sku = goods.get(line.skuCode);
      return all + (sku ? (of(sku) ?? 0) : 0) * line.quantity;
    }, 0);
  return {
    parcelId: parcel.parcelId,
    dueAt: parcel.dueAt,
    lines: parcel.lines.map(({ skuCode, quantity }) => ({ skuCode, quantity })),
    weightGrams: sum((sku) => sku.weightGrams),
    volumeMillilitres: sum((sku) => sku.volumeMillilitres),
  };
}

function skuCodesOf(
  parcels: readonly { readonly lines: readonly { readonly skuCode: SkuCode }[] }[],
): SkuCode[] {
  return [...new Set(parcels.flatMap((parcel) => parcel.lines.map((line) => line.skuCode)))];
}

function findBlocked(
  reader: Reader,
  clock: Pick<Clock, 'now'>,
  parcels: readonly Parcel[],
): Refusal | undefined {
  const verdicts = judgeParcels(reader, clock, parcels);
  const blocked = parcels.filter(({ parcelId }) => verdicts.get(parcelId)?.verdict === 'block');
  const first = blocked[0] && verdicts.get(blocked[0].parcelId);
  const reason = first?.reasons.find((each) => each.verdict === 'block');
  if (!reason) return undefined;
  return refuse('wave.parcel-blocked', {
    parcelIds: blocked.map((parcel) => parcel.parcelId as string),
    count: blocked.length,
    rule: reason.rule,
    why: reason.facts.why,
    orderIds: [...new Set(reason.lines.map((line) => line.orderId as string))],
  });
}
