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

/** Every piece of every parcel is in exactly one line. SKUs without a bin come last, by their code. */
export function layOutWave(
  parcels: readonly ParcelToPick[],
  binOf: (skuCode: SkuCode) => BinCode | null,
): WaveLayout {
  const skuCodes = new Set(parcels.flatMap((parcel) => parcel.lines.map((line) => line.skuCode)));
  const walk = [...skuCodes]
    .map((skuCode) => {
      const binCode = binOf(skuCode);
      return { skuCode, binCode, key: binCode === null ? [] : naturalKey(binCode) };
    })
    .sort(
      (a, b) =>
        Number(a.binCode === null) - Number(b.binCode === null) ||
        compareKeys(a.key, b.key) ||
        compareNatural(a.binCode ?? '', b.binCode ?? '') ||
        compareNatural(a.skuCode, b.skuCode),
    );
  const positionOf = new Map(walk.map((stop, index) => [stop.skuCode, index + 1]));

  const inOrder = parcels
    .map((parcel) => {
      const needed = new Map<number, number>();
      for (const line of parcel.lines) {
        const position = positionOf.get(line.skuCode) ?? 0;
        needed.set(position, (needed.get(position) ?? 0) + line.quantity);
      }
      return { parcel, needed, stops: [...needed.keys()].sort((a, b) => a - b) };
    })
    .sort(
      (a, b) =>
        compareStops(a.stops, b.stops) ||
        (a.parcel.dueAt ?? Infinity) - (b.parcel.dueAt ?? Infinity) ||
        (a.parcel.parcelId < b.parcel.parcelId ? -1 : 1),
    );

  const slots = walk.map((): { slot: number; parcelId: ParcelId; quantity: number }[] => []);
  inOrder.forEach(({ parcel, needed }, index) => {
    for (const [position, quantity] of needed) {
      slots[position - 1]?.push({ slot: index + 1, parcelId: parcel.parcelId, quantity });
    }
  });
  return {
    lines: walk.map(({ skuCode, binCode }, index) => {
      const at = slots[index] ?? [];
      const quantity = at.reduce((sum, slot) => sum + slot.quantity, 0);
      return { position: index + 1, skuCode, binCode, quantity, slots: at };
    }),
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
