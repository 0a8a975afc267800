// The way a picker walks: from the depot past every place that was asked and back. Proven shortest as long as there are few cross
// aisles (shortest-tour.ts); with many of them a good one and how far it can be from the shortest (good-tour.ts). Lengths in metres.
// A place on an island, to which no way leads, makes a walk infinitely long: warehouse/plan.ts refuses such a plan before anybody walks.

import type { BinPlace, WarehouseLayout } from '../warehouse/layout.ts';
import { findGoodTour } from './good-tour.ts';
import { distanceBetween, type Net, netOf, type Spot, spotOf } from './net.ts';
import { rebuildWalk } from './rebuild-walk.ts';
import { compareAtOnePlace, serpentineOrder } from './serpentine.ts';
import { mostCrossAislesProven, type SpotTable, tourLength, tourMoves } from './shortest-tour.ts';

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
  const net = netOf(layout);
  if (places.length === 0) {
    return { order: [], lengthMetres: 0, lowerBoundMetres: 0, isProvenShortest: true, path: [] };
  }
  const asked = lineUp(net, layout, places);
  if (net.ys.length > mostCrossAislesProven) return walkWell(net, layout, places, asked);
  const { lengthMetres, columns } = tourMoves(net, asked.table, asked.spots, asked.spots.length);
  if (lengthMetres === Infinity) {
    return {
      order: serpentineOrder(layout, places),
      lengthMetres,
      lowerBoundMetres: Infinity,
      isProvenShortest: false,
      path: [],
    };
  }
  const { nodes, crossings } = rebuildWalk(net, asked.table, asked.spots, columns, asked.depotSpot);
  const corners = nodes.map((node) => {
    if (node < crossings) {
      return { x: net.xs[Math.floor(node / net.ys.length)] ?? 0, y: net.ys[node % net.ys.length] ?? 0 };
    }
    const stretch = asked.table.stretch[node - crossings] ?? 0;
    const x = net.xs[Math.floor(stretch / (net.ys.length - 1))] ?? 0;
    return { x, y: asked.table.y[node - crossings] ?? 0 };
  });
  const visited = new Set(nodes.filter((node) => node >= crossings).map((node) => node - crossings));
  const order = [...visited].flatMap((spot) => asked.placesAt[spot] ?? []);
  return {
    order,
    lengthMetres,
    lowerBoundMetres: lengthMetres,
    isProvenShortest: true,
    path: turnsOf([net.desk, ...corners, net.desk]),
  };
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
  if (places.length === 0) return 0;
  const net = netOf(layout);
  if (net.ys.length > mostCrossAislesProven) return findShortestWalk(layout, places).lengthMetres;
  const { table, spots } = lineUp(net, layout, places);
  return tourLength(net, table, spots, spots.length);
}

/** The places asked, those at one spot together, along the stretches. */
interface LinedUp {
  readonly table: SpotTable;
  readonly spots: Int32Array;
  /** By spot: indexes into the places asked, the low ones first. Empty for a depot in an aisle. */
  readonly placesAt: readonly number[][];
  readonly depotSpot: number | undefined;
}

function lineUp(net: Net, layout: WarehouseLayout, places: readonly BinPlace[]): LinedUp {
  const blocks = net.ys.length - 1;
  const rows = places.map((place, index) => rowOf(spotOf(net, layout, place), index));
  if (net.depot.crossAisle < 0) rows.push(rowOf(net.depot, -1));
  function rowOf({ column, block, y }: Spot, index: number) {
    return { stretch: column * blocks + block, y, index };
  }
  rows.sort((a, b) => a.stretch - b.stretch || a.y - b.y || a.index - b.index);
  const stretch: number[] = [];
  const y: number[] = [];
  const placesAt: number[][] = [];
  let depotSpot: number | undefined;
  for (const row of rows) {
    const last = placesAt.length - 1;
    if (last < 0 || stretch[last] !== row.stretch || y[last] !== row.y) {
      stretch.push(row.stretch);
      y.push(row.y);
      placesAt.push([]);
    }
    if (row.index < 0) depotSpot = placesAt.length - 1;
    else placesAt.at(-1)?.push(row.index);
  }
  for (const together of placesAt) {
    if (together.length < 2) continue;
    together.sort((a, b) => {
      const [one, other] = [places[a], places[b]];
      return (one && other ? compareAtOnePlace(one, other) : 0) || a - b;
    });
  }
  return {
    table: { stretch: Int32Array.from(stretch), y: Float64Array.from(y) },
    spots: Int32Array.from(placesAt, (_, spot) => spot),
    placesAt,
    depotSpot,
  };
}

/** Without the corners at which one goes straight on, and without standing still. */
function turnsOf(corners: readonly { readonly x: number; readonly y: number }[]) {
  const turns: { readonly x: number; readonly y: number }[] = [];
  for (const corner of corners) {
    const last = turns.at(-1);
    if (last && last.x === corner.x && last.y === corner.y) continue;
    const before = turns.at(-2);
    const isStraight =
      before &&
      last &&
      ((before.x === last.x && last.x === corner.x && last.y - before.y > 0 === corner.y - last.y > 0) ||
        (before.y === last.y && last.y === corner.y && last.x - before.x > 0 === corner.x - last.x > 0));
    if (isStraight) turns.pop();
    turns.push(corner);
  }
  return turns;
}

/** Many cross aisles: no proof, but a bound. */
function walkWell(net: Net, layout: WarehouseLayout, places: readonly BinPlace[], asked: LinedUp): Walk {
  const stops = asked.placesAt.map((together) => together[0] ?? -1);
  const spots = stops.map((index) => {
    const place = places[index];
    return place ? spotOf(net, layout, place) : net.depot;
  });
  const spotAt = new Map(stops.map((index, spot) => [index, spot]));
  const serpentine = serpentineOrder(layout, places).flatMap((index) => spotAt.get(index) ?? []);
  const tour = findGoodTour(net, spots, serpentine);
  return {
    order: tour.order.flatMap((spot) => asked.placesAt[spot] ?? []),
    lengthMetres: tour.lengthMetres + 2 * net.awayMetres,
    lowerBoundMetres: tour.lowerBoundMetres + 2 * net.awayMetres,
    isProvenShortest: tour.lowerBoundMetres >= tour.lengthMetres,
    path: turnsOf([net.desk, ...tour.path, net.desk]),
  };
}
