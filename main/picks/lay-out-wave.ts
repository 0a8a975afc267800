// Lays a wave out: which SKUs to fetch in which order, and which slot each parcel gets. Pure. One sort order for picking
// list, labels and packing (print.order): slots are numbered in the order in which the walk brings their first goods.

import type { BinCode, ParcelId, SkuCode } from '../basics/ids.ts';
import { compareKeys, compareNatural, naturalKey } from './natural-order.ts';

export interface ParcelToPick {
  readonly parcelId: ParcelId;
  readonly dueAt: number | null;
  readonly lines: readonly { readonly skuCode: SkuCode; readonly quantity: number }[];
}

export interface PickLine {
  /** From 1, in walking order. */
  readonly position: number;
  readonly skuCode: SkuCode;
  readonly binCode: BinCode | null;
  readonly quantity: number;
  /** By slot number. */
  readonly slots: readonly {
    readonly slot: number;
    readonly parcelId: ParcelId;
    readonly quantity: number;
  }[];
}

export interface WaveLayout {
  readonly lines: readonly PickLine[];
  /** The parcel at index n has slot and sort position n + 1. */
  readonly parcelIds: readonly ParcelId[];
}

/** A place to stop at: a SKU in a bin, and how many pieces of it are taken there; null takes whatever is still wanted. */
export interface Stop {
  readonly skuCode: SkuCode;
  readonly binCode: BinCode | null;
  readonly quantity: number | null;
}

/** In natural order of their bins; those without a bin come last, by their SKU. */
export function sortStops(stops: readonly Stop[]): Stop[] {
  return stops
    .map((stop) => ({ stop, key: stop.binCode === null ? [] : naturalKey(stop.binCode) }))
    .sort(
      (a, b) =>
        Number(a.stop.binCode === null) - Number(b.stop.binCode === null) ||
        compareKeys(a.key, b.key) ||
        compareNatural(a.stop.binCode ?? '', b.stop.binCode ?? '') ||
        compareNatural(a.stop.skuCode, b.stop.skuCode),
    )
    .map(({ stop }) => stop);
}

/**
 * Lines in the order of the stops. Every piece of every parcel is in exactly one line: what the stops of a SKU do not cover is taken
 * at the last of them. A stop that nobody needs is left out.
 */
export function layOutStops(parcels: readonly ParcelToPick[], stops: readonly Stop[]): WaveLayout {
  const stopsOf = new Map<SkuCode, number[]>();
  stops.forEach(({ skuCode }, index) => {
    const at = stopsOf.get(skuCode);
    if (at) at.push(index);
    else stopsOf.set(skuCode, [index]);
  });
  const inOrder = parcels
    .map((parcel) => {
      const needed = new Map<SkuCode, number>();
      for (const line of parcel.lines) {
        needed.set(line.skuCode, (needed.get(line.skuCode) ?? 0) + line.quantity);
      }
      const first = [...needed.keys()].map((skuCode) => stopsOf.get(skuCode)?.[0] ?? stops.length);
      return { parcel, needed, stops: first.sort((a, b) => a - b) };
    })
    .sort(
      (a, b) =>
        compareStops(a.stops, b.stops) ||
        (a.parcel.dueAt ?? Infinity) - (b.parcel.dueAt ?? Infinity) ||
        (a.parcel.parcelId < b.parcel.parcelId ? -1 : 1),
    );

  const slots = stops.map((): { slot: number; parcelId: ParcelId; quantity: number }[] => []);
  const left = stops.map(({ quantity }) => quantity ?? Infinity);
  inOrder.forEach(({ parcel, needed }, index) => {
    for (const [skuCode, quantity] of needed) {
      let wanted = quantity;
      const at = stopsOf.get(skuCode) ?? [];
      for (const [nth, stop] of at.entries()) {
        const taken = nth === at.length - 1 ? wanted : Math.min(wanted, left[stop] ?? 0);
        if (taken === 0) continue;
        slots[stop]?.push({ slot: index + 1, parcelId: parcel.parcelId, quantity: taken });
        left[stop] = (left[stop] ?? 0) - taken;
        wanted -= taken;
      }
    }
  });
  const lines = stops.flatMap(({ skuCode, binCode }, index) => {
    const at = slots[index] ?? [];
    if (at.length === 0) return [];
    return [{ skuCode, binCode, quantity: at.reduce((sum, slot) => sum + slot.quantity, 0), slots: at }];
  });
  return {
    lines: lines.map((line, index) => ({ position: index + 1, ...line })),
    parcelIds: inOrder.map(({ parcel }) => parcel.parcelId),
  };
}

/** By first stop, then second, …: parcels with the same goods lie together. */
function compareStops(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
