// The walk that needs no calculation: aisle by aisle, up one and down the next. Without a layout it is all there is, read from the bin
// codes in their natural order (never as text, which walks 1, 10, 2); with a layout it is what a shortest walk is measured against.

import { compareKeys, compareNatural, naturalKey } from '../natural-order.ts';
import type { BinPlace, WarehouseLayout } from '../warehouse/layout.ts';
import { netOf, spotOf } from './net.ts';

/** Indexes into the places, in walking order: from the left, the first visited aisle towards the back, the next one towards the front. */
export function serpentineOrder(layout: WarehouseLayout, places: readonly BinPlace[]): number[] {
  const net = netOf(layout);
  const spots = places.map((place) => spotOf(net, layout, place));
  const columns = [...new Set(spots.map(({ column }) => column))].sort((a, b) => a - b);
  const turnOf = new Map(columns.map((column, index) => [column, index % 2 === 0 ? 1 : -1]));
  return places
    .map((place, index) => ({ place, index, column: spots[index]?.column ?? 0, y: spots[index]?.y ?? 0 }))
    .sort(
      (a, b) =>
        a.column - b.column ||
        (a.y - b.y) * (turnOf.get(a.column) ?? 1) ||
        compareAtOnePlace(a.place, b.place) ||
        a.index - b.index,
    )
    .map(({ index }) => index);
}

/** Of bins above and beside each other the low ones first, then by slot. */
export function compareAtOnePlace(a: BinPlace, b: BinPlace): number {
  return (
    compareNatural(a.level, b.level) || compareNatural(a.slot, b.slot) || compareNatural(a.binCode, b.binCode)
  );
}

/**
 * Indexes into the codes, in walking order, where there is no layout. What stands before the first separator (or the first letters
 * and digits, where there is none) is taken for the aisle, what follows for the bay: every second aisle is walked back.
 */
export function serpentineByCode(binCodes: readonly string[]): number[] {
  const bins = binCodes.map((code, index) => {
    const [aisle = '', ...rest] = code
      .normalize('NFKC')
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
    // `A0103` has no separator: its letters are the aisle.
    const letters = /^\p{L}+(?=[0-9])/u.exec(aisle)?.[0];
    const isWhole = rest.length === 0 && letters !== undefined;
    const [bay = '', ...above] = isWhole ? [aisle.slice(letters.length)] : rest;
    return {
      code,
      index,
      aisle: naturalKey(isWhole ? letters : aisle),
      bay: naturalKey(bay),
      above: naturalKey(above.join('-')),
    };
  });
  bins.sort((a, b) => compareKeys(a.aisle, b.aisle));
  const turns = new Map<number, 1 | -1>();
  let turn: 1 | -1 = -1;
  bins.forEach((bin, at) => {
    const before = bins[at - 1];
    if (!before || compareKeys(before.aisle, bin.aisle) !== 0) turn = turn === 1 ? -1 : 1;
    turns.set(bin.index, turn);
  });
  return bins
    .sort(
      (a, b) =>
        compareKeys(a.aisle, b.aisle) ||
        compareKeys(a.bay, b.bay) * (turns.get(a.index) ?? 1) ||
        compareKeys(a.above, b.above) ||
        compareNatural(a.code, b.code) ||
        a.index - b.index,
    )
    .map(({ index }) => index);
}
