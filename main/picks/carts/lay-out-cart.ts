// Lays one cart out: the bins to stop at, the shortest way past them, and a slot for each parcel in the order in which its goods
// arrive. Pure. Without a plan of the warehouse the way runs up one aisle and down the next, by the codes of the bins.

import type { BinCode, SkuCode } from '../../basics/ids.ts';
import type { WaveRules } from '../grouping/wave-rules.ts';
import { layOutStops, type ParcelToPick, type Stop, sortStops } from '../lay-out-wave.ts';
import { serpentineByCode } from '../routes/serpentine.ts';
import { findShortestWalk, measureWalk } from '../routes/walk.ts';
import { type BinPlace, findBinPlace, type WarehouseLayout } from '../warehouse/layout.ts';
import type { LaidCart, WalkCost } from './cart.ts';
import { type BinOfSku, chooseBins } from './choose-bins.ts';

/** The shelf as it is while carts are laid out one after the other: what a cart takes, the next does not find. */
export interface Shelf {
  readonly layout: WarehouseLayout | null;
  readonly strategy: WaveRules['bins'];
  binsOf(skuCode: SkuCode): readonly BinOfSku[];
  take(skuCode: SkuCode, binCode: BinCode | null, quantity: number): number | null;
}

/** Carts one after the other, as indexes into the parcels. */
export function layOutCarts(
  parcels: readonly ParcelToPick[],
  carts: readonly (readonly number[])[],
  shelf: Shelf,
): LaidCart[] {
  return carts.map((indexes) =>
    layOutCart(
      indexes.flatMap((index) => parcels[index] ?? []),
      shelf,
    ),
  );
}

/**
 * Carts were formed by one bin of each SKU. Where goods lie in several, the bins that are chosen for each cart may turn it round: then
 * what is shorter in the end is taken, so that no wave is walked further than first come first served.
 */
export function layOutShorter(
  parcels: readonly ParcelToPick[],
  formed: readonly (readonly number[])[],
  asTheyCome: readonly (readonly number[])[],
  readShelf: () => Shelf,
): LaidCart[] {
  const shelf = readShelf();
  const hasChoice = parcels.some(({ lines }) =>
    lines.some(({ skuCode }) => shelf.binsOf(skuCode).length > 1),
  );
  const laid = layOutCarts(parcels, formed, shelf);
  if (!hasChoice) return laid;
  const plainly = layOutCarts(parcels, asTheyCome, readShelf());
  return metresOf(plainly) < metresOf(laid) ? plainly : laid;
}

function metresOf(carts: readonly LaidCart[]): number {
  return carts.reduce((sum, { cost }) => sum + (cost?.lengthMetres ?? 0), 0);
}

export function layOutCart(parcels: readonly ParcelToPick[], shelf: Shelf): LaidCart {
  const needed = new Map<SkuCode, number>();
  for (const parcel of parcels) {
    for (const { skuCode, quantity } of parcel.lines) {
      needed.set(skuCode, (needed.get(skuCode) ?? 0) + quantity);
    }
  }
  const stops = chooseBins(needed, shelf.binsOf, shelf.layout, shelf.strategy);
  const { walk, cost } = walkStops(stops, shelf.layout);
  const { lines, parcelIds } = layOutStops(parcels, walk);
  return {
    lines: lines.map((line) => ({
      ...line,
      leftInBin: shelf.take(line.skuCode, line.binCode, line.quantity),
    })),
    parcelIds,
    cost,
  };
}

/** Stops without a place on the plan come after the walk, those without a bin at the very end. */
function walkStops(
  stops: readonly Stop[],
  layout: WarehouseLayout | null,
): { readonly walk: Stop[]; readonly cost: WalkCost | null } {
  // In one order first: the same stops always give the same walk.
  const sorted = sortStops(stops);
  const placed: { readonly stop: Stop; readonly place: BinPlace }[] = [];
  const unplaced: Stop[] = [];
  for (const stop of sorted) {
    const place = layout && stop.binCode !== null ? findBinPlace(layout, stop.binCode) : undefined;
    if (place) placed.push({ stop, place });
    else unplaced.push(stop);
  }
  const rest = inSerpentine(unplaced);
  if (!layout || placed.length === 0) return { walk: rest, cost: null };
  const places = placed.map(({ place }) => place);
  const { order, lengthMetres, lowerBoundMetres } = findShortestWalk(layout, places);
  const plain = [...places].sort((a, b) => (a.binCode < b.binCode ? -1 : a.binCode > b.binCode ? 1 : 0));
  return {
    walk: [...order.flatMap((index) => placed[index]?.stop ?? []), ...rest],
    cost: { lengthMetres, boundMetres: lowerBoundMetres, plainMetres: measureWalk(layout, plain) },
  };
}

/** Up one aisle and down the next, by the codes of the bins; stops without a bin come last. */
export function inSerpentine(stops: readonly Stop[]): Stop[] {
  const withBin = stops.filter((stop) => stop.binCode !== null);
  const order = serpentineByCode(withBin.map((stop) => stop.binCode ?? ''));
  return [
    ...order.flatMap((index) => withBin[index] ?? []),
    ...stops.filter((stop) => stop.binCode === null),
  ];
}
