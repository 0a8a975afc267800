// Cuts a wave into carts. Pure. With a plan of the warehouse carts are formed by the ways they cost (batches/form-batches.ts); without
// one, parcels whose goods lie together go together. Every parcel is in exactly one cart, no cart holds more than it may.

import type { SkuCode } from '../../basics/ids.ts';
import { addLoads, fitTogether, type Load, noLoad } from '../batches/batch-load.ts';
import {
  type BatchBudget,
  type BatchCapacity,
  firstComeFirstServed,
  formBatches,
  type OrderToBatch,
} from '../batches/form-batches.ts';
import type { WaveRules } from '../grouping/wave-rules.ts';
import { layOutStops, type ParcelToPick, sortStops } from '../lay-out-wave.ts';
import { findBinPlace, type WarehouseLayout } from '../warehouse/layout.ts';
import type { CartMode } from './cart.ts';
import type { BinOfSku } from './choose-bins.ts';
import { inSerpentine } from './lay-out-cart.ts';

export interface ParcelToCart extends ParcelToPick {
  readonly weightGrams: number | null;
  readonly volumeMillilitres: number | null;
}

/** What is told to whoever forms carts by their ways; plain data, so that it can be done in a thread. */
export interface CartsAsked {
  readonly layout: WarehouseLayout;
  readonly orders: readonly OrderToBatch[];
  readonly capacity: BatchCapacity;
}

export function capacityOf(mode: CartMode, rules: WaveRules): BatchCapacity {
  if (mode === 'wall') return { orders: rules.wallSlots };
  if (mode !== 'cluster') return {};
  const { totes, weightGrams, volumeMillilitres } = rules.cart;
  return {
    orders: totes,
    ...(weightGrams === null ? {} : { weightGrams }),
    ...(volumeMillilitres === null ? {} : { volumeMillilitres }),
  };
}

/** What is to be formed by its ways; null where there is nothing to choose: one cart takes it all, or no plan tells the ways. */
export function askForCarts(
  parcels: readonly ParcelToCart[],
  mode: CartMode,
  rules: WaveRules,
  layout: WarehouseLayout | null,
  binsOf: (skuCode: SkuCode) => readonly BinOfSku[],
): CartsAsked | null {
  if (!layout || mode === 'list' || mode === 'run') return null;
  const orders = parcels.map((parcel) => ({
    places: parcel.lines.flatMap((line) => {
      const bin = binsOf(line.skuCode)[0];
      return (bin && findBinPlace(layout, bin.binCode)) ?? [];
    }),
    weightGrams: parcel.weightGrams ?? 0,
    volumeMillilitres: parcel.volumeMillilitres ?? 0,
    pieces: parcel.lines.reduce((sum, line) => sum + line.quantity, 0),
  }));
  return orders.some((order) => order.places.length > 0)
    ? { layout, orders, capacity: capacityOf(mode, rules) }
    : null;
}

/** Indexes into the orders, the cart with the first order first. One seed: the same orders give the same carts. */
export function formByWays(
  { layout, orders, capacity }: CartsAsked,
  budget: BatchBudget,
  onBetter?: (lengthMetres: number) => void,
): number[][] {
  const batches = formBatches(layout, orders, capacity, {
    seed: 1,
    budget,
    ...(onBetter
      ? { onBetter: (best) => onBetter(best.reduce((sum, batch) => sum + batch.lengthMetres, 0)) }
      : {}),
  });
  return batches.map((batch) => [...batch.orders]).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

/** The same orders one after the other, for comparison. */
export function takeAsTheyCome({ orders, capacity }: CartsAsked): number[][] {
  return firstComeFirstServed(orders, capacity);
}

/** Without a plan: in the order in which one walk would bring the goods, cut where a cart is full. */
export function formInOrder(
  parcels: readonly ParcelToCart[],
  mode: CartMode,
  rules: WaveRules,
  binsOf: (skuCode: SkuCode) => readonly BinOfSku[],
): number[][] {
  const capacity = capacityOf(mode, rules);
  const skuCodes = [...new Set(parcels.flatMap((parcel) => parcel.lines.map((line) => line.skuCode)))];
  const stops = sortStops(
    skuCodes.map((skuCode) => ({ skuCode, binCode: binsOf(skuCode)[0]?.binCode ?? null, quantity: null })),
  );
  const indexOf = new Map(parcels.map((parcel, index) => [parcel.parcelId, index]));
  const carts: number[][] = [];
  let held = noLoad;
  for (const parcelId of layOutStops(parcels, inSerpentine(stops)).parcelIds) {
    const index = indexOf.get(parcelId) ?? 0;
    const { weightGrams, volumeMillilitres } = parcels[index] ?? {};
    const own: Load = {
      orders: 1,
      weightGrams: weightGrams ?? 0,
      volumeMillilitres: volumeMillilitres ?? 0,
      pieces: 0,
    };
    const last = carts.at(-1);
    const fits = last && fitTogether(held, own, capacity);
    if (fits) last.push(index);
    else carts.push([index]);
    held = fits ? addLoads(held, own) : own;
  }
  return carts;
}
