// The length of the shortest round trip and nothing else, as fast as it goes: the same sweep as shortest-tour.ts over the same states,
// but moves that lead from one state to the same other state are one with the cheapest of their costs, and all cross aisles are
// walked in one step. For warehouses without barriers.

import type { Net } from './net.ts';
import type { SpotTable } from './shortest-tour.ts';
import { stretchMoves, type Transitions, tourStates } from './tour-states.ts';

/** Transitions of one step; `cost` is an index into its costs. */
interface Arcs {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cost: Int32Array;
}

interface CompiledStates {
  readonly count: number;
  readonly start: number;
  readonly roundTrips: Int32Array;
  readonly touches: readonly Arcs[];
  /** By block: where something is fetched, costs by class; where nothing is, 0, once or twice the length. */
  readonly stretches: readonly { readonly full: Arcs; readonly empty: Arcs }[];
  /** Costs: as many times the metres to the next column. */
  readonly crossings: Arcs;
  now: Float64Array;
  next: Float64Array;
}

// Of the moves between the same two states only some can be the cheapest: each such set is a class.
const classOf = new Map<string, number>(
  ['T', 'W', 'F', 'B', 'G', 'BG', 'FG', 'FBG'].map((letters, index) => [letters, index]),
);
const classCosts = new Float64Array(classOf.size);
const letterOf = new Map<number, string>([
  [stretchMoves.fromFront, 'F'],
  [stretchMoves.fromBack, 'B'],
  [stretchMoves.fromBoth, 'G'],
  [stretchMoves.through, 'T'],
  [stretchMoves.twice, 'W'],
]);

const compiled = new Map<number, CompiledStates>();

/** As `tourLength` of shortest-tour.ts, without the way from the depot to its desk; the depot's stretch is not alone. */
export function sweepLength(net: Net, table: SpotTable, spots: Int32Array, count: number): number {
  const { xs, ys, alwaysColumns, isAisle } = net;
  const { stretch: stretchOf, y: yOf } = table;
  const blocks = ys.length - 1;
  const states = statesFor(ys.length);
  const { roundTrips, count: stateCount } = states;
  let { now, next } = states;
  for (let state = 0; state < stateCount; state += 1) now[state] = Infinity;
  now[states.start] = 0;

  const depotColumn = net.depot.column;
  const lastOfSpots = count > 0 ? Math.floor((stretchOf[spots[count - 1] ?? 0] ?? 0) / blocks) : 0;
  const lastNeeded = Math.max(lastOfSpots, depotColumn);
  let spot = 0;
  let always = 0;
  let column = -1;
  let best = Infinity;
  for (;;) {
    const ofSpot = spot < count ? Math.floor((stretchOf[spots[spot] ?? 0] ?? 0) / blocks) : Infinity;
    const ofAlways = always < alwaysColumns.length ? (alwaysColumns[always] ?? 0) : Infinity;
    const before = column;
    column = Math.min(ofSpot, ofAlways);
    if (column === Infinity) break;
    if (column === ofAlways) always += 1;
    if (before >= 0) {
      const metres = (xs[column] ?? 0) - (xs[before] ?? 0);
      const { from, to, cost } = states.crossings;
      for (let state = 0; state < stateCount; state += 1) next[state] = Infinity;
      for (let arc = 0; arc < from.length; arc += 1) {
        const length = (now[from[arc] ?? 0] ?? 0) + (cost[arc] ?? 0) * metres;
        const into = to[arc] ?? 0;
        if (length < (next[into] ?? 0)) next[into] = length;
      }
      [now, next] = [next, now];
    }
    if (column === depotColumn && net.depot.crossAisle >= 0) {
      const touch = states.touches[net.depot.crossAisle];
      classCosts[0] = 0;
      if (touch) relax(touch, classCosts, now, next, stateCount);
      [now, next] = [next, now];
    }
    for (let block = 0; block < blocks && isAisle[column] === true; block += 1) {
      const arcs = states.stretches[block];
      if (!arcs) break;
      const stretch = column * blocks + block;
      const front = ys[block] ?? 0;
      const back = ys[block + 1] ?? 0;
      const length = back - front;
      if (spot >= count || stretchOf[spots[spot] ?? 0] !== stretch) {
        classCosts[0] = 0;
        classCosts[1] = length;
        classCosts[2] = 2 * length;
        relax(arcs.empty, classCosts, now, next, stateCount);
      } else {
        const nearest = yOf[spots[spot] ?? 0] ?? 0;
        let farthest = nearest;
        let gap = 0;
        for (spot += 1; spot < count && stretchOf[spots[spot] ?? 0] === stretch; spot += 1) {
          const y = yOf[spots[spot] ?? 0] ?? 0;
          if (y - farthest > gap) gap = y - farthest;
          farthest = y;
        }
        const fromFront = 2 * (farthest - front);
        const fromBack = 2 * (back - nearest);
        const fromBoth = gap > 0 ? 2 * (length - gap) : Infinity;
        classCosts[0] = length;
        classCosts[1] = 2 * length;
        classCosts[2] = fromFront;
        classCosts[3] = fromBack;
        classCosts[4] = fromBoth;
        classCosts[5] = Math.min(fromBack, fromBoth);
        classCosts[6] = Math.min(fromFront, fromBoth);
        classCosts[7] = Math.min(fromFront, classCosts[5] ?? 0);
        relax(arcs.full, classCosts, now, next, stateCount);
      }
      [now, next] = [next, now];
    }
    if (column < lastNeeded) continue;
    for (let index = 0; index < roundTrips.length; index += 1) {
      const length = now[roundTrips[index] ?? 0] ?? Infinity;
      if (length < best) best = length;
    }
  }
  return best;
}

function relax(
  { from, to, cost }: Arcs,
  costs: Float64Array,
  now: Float64Array,
  next: Float64Array,
  stateCount: number,
): void {
  for (let state = 0; state < stateCount; state += 1) next[state] = Infinity;
  for (let arc = 0; arc < from.length; arc += 1) {
    const length = (now[from[arc] ?? 0] ?? 0) + (costs[cost[arc] ?? 0] ?? 0);
    const into = to[arc] ?? 0;
    if (length < (next[into] ?? 0)) next[into] = length;
  }
}

function statesFor(crossAisles: number): CompiledStates {
  let states = compiled.get(crossAisles);
  if (!states) {
    states = compile(crossAisles);
    compiled.set(crossAisles, states);
  }
  return states;
}

type Arc = readonly [from: number, to: number, cost: number];

function compile(crossAisles: number): CompiledStates {
  const { count, start, touches, stretches, crossings, isRoundTrip } = tourStates(crossAisles);
  return {
    count,
    start,
    roundTrips: Int32Array.from([...isRoundTrip.keys()].filter((state) => isRoundTrip[state] === 1)),
    touches: touches.map((each) => arcsOf(rowsOf(each))),
    stretches: stretches.map((each) => ({ full: fullArcs(each), empty: emptyArcs(each) })),
    crossings: composed(crossings),
    now: new Float64Array(count),
    next: new Float64Array(count),
  };
}

function rowsOf({ from, to, move }: Transitions): Arc[] {
  return [...from].map((state, index) => [state, to[index] ?? 0, move[index] ?? 0] as const);
}

function arcsOf(rows: readonly Arc[]): Arcs {
  return {
    from: Int32Array.from(rows, ([from]) => from),
    to: Int32Array.from(rows, ([, to]) => to),
    cost: Int32Array.from(rows, ([, , cost]) => cost),
  };
}

/** Something is fetched: the moves between two states as one class. Twice through is never cheaper than in from an end and out. */
function fullArcs(transitions: Transitions): Arcs {
  const lettersOf = new Map<string, { readonly arc: Arc; letters: Set<string> }>();
  for (const arc of rowsOf(transitions)) {
    const letter = letterOf.get(arc[2]);
    if (letter === undefined) continue;
    const key = `${arc[0]} ${arc[1]}`;
    const known = lettersOf.get(key);
    if (known) known.letters.add(letter);
    else lettersOf.set(key, { arc, letters: new Set([letter]) });
  }
  return arcsOf(
    [...lettersOf.values()].flatMap(({ arc: [from, to], letters }) => {
      if (letters.size > 1) letters.delete('W');
      const both = ['T', ''].map((own) =>
        [...'TWFBG'].filter((each) => letters.has(each) && (each === 'T') === (own === 'T')).join(''),
      );
      return both.flatMap((name): Arc[] => (name === '' ? [] : [[from, to, classOf.get(name) ?? 0]]));
    }),
  );
}

/** Nothing is fetched: not at all, once or twice, and of those between the same two states the least. */
function emptyArcs(transitions: Transitions): Arcs {
  const timesOf = new Map<number, number>([
    [stretchMoves.none, 0],
    [stretchMoves.through, 1],
    [stretchMoves.twice, 2],
  ]);
  return leastOf(
    rowsOf(transitions).flatMap(([from, to, move]): Arc[] => {
      const times = timesOf.get(move);
      return times === undefined ? [] : [[from, to, times]];
    }),
  );
}

/** All cross aisles in one step: how often they are walked in all. */
function composed(crossings: readonly Transitions[]): Arcs {
  let rows: Arc[] | undefined;
  for (const crossing of crossings) {
    const byFrom = Map.groupBy(rowsOf(crossing), ([from]) => from);
    rows = rows
      ? rows.flatMap(([from, via, times]) =>
          (byFrom.get(via) ?? []).map(([, to, more]): Arc => [from, to, times + more]),
        )
      : rowsOf(crossing);
  }
  return leastOf(rows ?? []);
}

function leastOf(rows: readonly Arc[]): Arcs {
  const least = new Map<string, Arc>();
  for (const arc of rows) {
    const key = `${arc[0]} ${arc[1]}`;
    const known = least.get(key);
    if (!known || arc[2] < known[2]) least.set(key, arc);
  }
  return arcsOf([...least.values()]);
}
