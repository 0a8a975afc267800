// The way a picker walks: from the depot past every place that was asked and back. Lengths in metres. A place on an island, to which
// no way leads, makes a walk infinitely long: warehouse/plan.ts refuses such a plan before anybody walks.

import type { BinPlace, WarehouseLayout } from '../warehouse/layout.ts';
import { distanceBetween, netOf, spotOf } from './net.ts';
import { serpentineOrder } from './serpentine.ts';

export interface Walk {
  /** Indexes into the places asked, in walking order. */
  readonly order: readonly number[];
  readonly lengthMetres: number;
  /** No walk past these places is shorter than this. */
  readonly lowerBoundMetres: number;
  readonly isProvenShortest: boolean;
  /** Where the way turns, from the depot to the depot. */
  readonly path: readonly { readonly x: number; readonly y: number }[];
}

export function findShortestWalk(layout: WarehouseLayout, places: readonly BinPlace[]): Walk {
  const order = serpentineOrder(layout, places);
  const lengthMetres = measureWalk(
    layout,
    order.flatMap((index) => places[index] ?? []),
  );
  return { order, lengthMetres, lowerBoundMetres: 0, isProvenShortest: false, path: [] };
}

/** What walking these places in exactly this order costs, the shortest way from each to the next. */
export function measureWalk(layout: WarehouseLayout, places: readonly BinPlace[]): number {
  if (places.length === 0) return 0;
  const net = netOf(layout);
  let metres = 2 * net.awayMetres;
  let at = net.depot;
  for (const place of places) {
    const next = spotOf(net, layout, place);
    metres += distanceBetween(net, at, next);
    at = next;
  }
  return metres + distanceBetween(net, at, net.depot);
}

/** The length of the shortest walk alone, fast: batching asks many thousand times. */
export function walkLength(layout: WarehouseLayout, places: readonly BinPlace[]): number {
  return findShortestWalk(layout, places).lengthMetres;
}
