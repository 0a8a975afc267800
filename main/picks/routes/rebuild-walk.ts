// Makes one walk out of what is to be walked where: a round trip from the depot that goes along every piece exactly as often as told.
// Every crossing is left as often as it is entered, so there always is one (Euler).

import type { Net } from './net.ts';
import type { ColumnMoves, SpotTable } from './shortest-tour.ts';
import { stretchMoves } from './tour-states.ts';

interface Piece {
  readonly ends: readonly [number, number];
  isWalked: boolean;
}

/** Nodes of the round trip: crossings, and behind them the spots of the table. */
export interface RoundTrip {
  readonly nodes: readonly number[];
  readonly crossings: number;
}

/** `spots` as they were asked for: ascending, the depot among them at `depotSpot` where it is in an aisle. */
export function rebuildWalk(
  net: Net,
  table: SpotTable,
  spots: Int32Array,
  columns: readonly ColumnMoves[],
  depotSpot: number | undefined,
): RoundTrip {
  const blocks = net.ys.length - 1;
  const crossings = net.xs.length * net.ys.length;
  const piecesAt = new Map<number, Piece[]>();
  const lay = (a: number, b: number, times: number) => {
    for (let time = 0; time < times; time += 1) {
      const piece: Piece = { ends: [a, b], isWalked: false };
      for (const end of piece.ends) {
        const known = piecesAt.get(end);
        if (known) known.push(piece);
        else piecesAt.set(end, [piece]);
      }
    }
  };
  const layChain = (nodes: readonly number[], times: number) => {
    nodes.forEach((node, index) => {
      const before = nodes[index - 1];
      if (before !== undefined) lay(before, node, times);
    });
  };

  const spotsOf = new Map<number, number[]>();
  for (const spot of spots) {
    const stretch = table.stretch[spot] ?? 0;
    const known = spotsOf.get(stretch);
    if (known) known.push(spot);
    else spotsOf.set(stretch, [spot]);
  }
  if (columns.length === 0)
    layChain(
      [...spots].map((spot) => crossings + spot),
      2,
    );
  columns.forEach(({ column, stretches, crossings: across }, index) => {
    stretches.forEach((move, block) => {
      const front = column * net.ys.length + block;
      const inside = spotsOf.get(column * blocks + block) ?? [];
      const nodes = inside.map((spot) => crossings + spot);
      if (move === stretchMoves.through) layChain([front, ...nodes, front + 1], 1);
      if (move === stretchMoves.twice) layChain([front, ...nodes, front + 1], 2);
      if (move === stretchMoves.fromFront) layChain([front, ...nodes], 2);
      if (move === stretchMoves.fromBack) layChain([...nodes, front + 1], 2);
      if (move === stretchMoves.fromBoth) {
        const gap = largestGap(inside.map((spot) => table.y[spot] ?? 0));
        layChain([front, ...nodes.slice(0, gap)], 2);
        layChain([...nodes.slice(gap), front + 1], 2);
      }
    });
    const next = columns[index + 1];
    if (!next) return;
    across.forEach((times, crossAisle) => {
      lay(column * net.ys.length + crossAisle, next.column * net.ys.length + crossAisle, times);
    });
  });

  const start =
    depotSpot === undefined ? net.depot.column * net.ys.length + net.depot.crossAisle : crossings + depotSpot;
  return { nodes: roundTrip(start, piecesAt), crossings };
}

/** Index of the spot behind the largest gap between two spots. */
function largestGap(ys: readonly number[]): number {
  let best = 1;
  for (let index = 2; index < ys.length; index += 1) {
    const gap = (ys[index] ?? 0) - (ys[index - 1] ?? 0);
    if (gap > (ys[best] ?? 0) - (ys[best - 1] ?? 0)) best = index;
  }
  return best;
}

/** Hierholzer: go on until back, then put in the round trips that were left out. */
function roundTrip(start: number, piecesAt: ReadonlyMap<number, Piece[]>): number[] {
  const trip: number[] = [];
  const stack = [start];
  for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
    const pieces = piecesAt.get(node);
    let piece = pieces?.pop();
    while (piece?.isWalked) piece = pieces?.pop();
    if (!piece) {
      trip.push(node);
      stack.pop();
      continue;
    }
    piece.isWalked = true;
    stack.push(piece.ends[0] === node ? piece.ends[1] : piece.ends[0]);
  }
  return trip;
}
