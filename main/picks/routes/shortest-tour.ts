// The proven shortest round trip by dynamic programming over the aisles from the left, one stretch and one cross aisle at a time, on
// the states of tour-states.ts: the way of Ratliff and Rosenthal (1983) and of Roodbergen and de Koster (2001), with the depot
// anywhere and with barred ends. Linear in the number of aisles; `tourLength` costs microseconds for one and two blocks.

import { assert } from '../../basics/assert.ts';
import type { Net } from './net.ts';
import { sweepLength } from './tour-length.ts';
import {
  crossMoveCount,
  stretchMoveCount,
  stretchMoves,
  type Transitions,
  tourStates,
} from './tour-states.ts';

/** The spots that walks are asked for, sorted by stretch and then from the front. */
export interface SpotTable {
  /** column * blocks + block. */
  readonly stretch: Int32Array;
  /** From the front of the warehouse: metres. */
  readonly y: Float64Array;
}

/** What is walked in one column, and from it to the next column of the list. */
export interface ColumnMoves {
  readonly column: number;
  /** By block: one of `stretchMoves`; empty in the depot's own column. */
  readonly stretches: readonly number[];
  /** By cross aisle: how often it is walked to the next column; empty in the last one. */
  readonly crossings: readonly number[];
}

/** Past so many cross aisles the table of states takes longer to make than anybody waits. */
export const mostCrossAislesProven = 6;

/**
 * The length of the shortest round trip from the depot past the first `count` spots (indexes into the table, ascending; the depot
 * itself among them where it is in an aisle). Infinity where there is no way.
 */
export function tourLength(net: Net, table: SpotTable, spots: Int32Array, count: number): number {
  const inside = lengthInside(net, table, spots, count);
  if (inside !== undefined) return inside;
  const length = net.hasBarriers
    ? sweep(net, table, spots, count, undefined)
    : sweepLength(net, table, spots, count);
  return length + 2 * net.awayMetres;
}

/** The same, and what is walked where: no columns when the walk never leaves the depot's own stretch. */
export function tourMoves(
  net: Net,
  table: SpotTable,
  spots: Int32Array,
  count: number,
): { readonly lengthMetres: number; readonly columns: readonly ColumnMoves[] } {
  const inside = lengthInside(net, table, spots, count);
  if (inside !== undefined) return { lengthMetres: inside, columns: [] };
  const trace: Trace = { steps: [], endStep: 0, endState: 0 };
  const length = sweep(net, table, spots, count, trace);
  return { lengthMetres: length + 2 * net.awayMetres, columns: length < Infinity ? traceBack(trace) : [] };
}

/** The depot is in an aisle and everything else lies in the same stretch: from the first to the last and back, past no end. */
function lengthInside(
  { depot }: Net,
  table: SpotTable,
  spots: Int32Array,
  count: number,
): number | undefined {
  const [first, last] = [spots[0] ?? 0, spots[count - 1] ?? 0];
  if (depot.crossAisle >= 0 || count === 0 || table.stretch[first] !== table.stretch[last]) return undefined;
  return 2 * ((table.y[last] ?? 0) - (table.y[first] ?? 0));
}

interface Step {
  readonly kind: 'touch' | 'stretch' | 'crossing';
  readonly column: number;
  readonly transitions: Transitions;
  readonly costs: Float64Array;
  /** By state, before this step. */
  readonly before: Float64Array;
  /** By state, after it. */
  readonly after: Float64Array;
}

interface Trace {
  readonly steps: Step[];
  /** Where the shortest round trip is whole: after so many steps, in this state. */
  endStep: number;
  endState: number;
}

/** The two rows of the sweep, by number of cross aisles: it is never entered twice at a time. */
const rows = new Map<number, [Float64Array, Float64Array]>();
const stretchCosts = new Float64Array(stretchMoveCount);
const crossCosts = new Float64Array(crossMoveCount);
const noCosts = new Float64Array(1);

function sweep(
  net: Net,
  table: SpotTable,
  spots: Int32Array,
  count: number,
  trace: Trace | undefined,
): number {
  const { xs, ys, alwaysColumns, depot } = net;
  const blocks = ys.length - 1;
  const states = tourStates(ys.length);
  let [now, next] = rowsFor(ys.length, states.count);
  const walk = (kind: Step['kind'], column: number, transitions: Transitions, costs: Float64Array) => {
    relax(transitions, costs, now, next);
    trace?.steps.push({
      kind,
      column,
      transitions,
      costs: costs.slice(),
      before: now.slice(),
      after: next.slice(),
    });
    const done = now;
    now = next;
    next = done;
  };
  const columnOf = (at: number) => Math.floor((table.stretch[spots[at] ?? 0] ?? 0) / blocks);
  const lastNeeded = Math.max(depot.column, count > 0 ? columnOf(count - 1) : 0);
  now.fill(Infinity);
  now[states.start] = 0;

  let spot = 0;
  let always = 0;
  let column = -1;
  let best = Infinity;
  for (;;) {
    const ofSpot = spot < count ? columnOf(spot) : Infinity;
    const ofAlways = alwaysColumns[always] ?? Infinity;
    const before = column;
    column = Math.min(ofSpot, ofAlways);
    if (column === Infinity) return best;
    if (column === ofAlways) always += 1;
    if (before >= 0) {
      const metres = (xs[column] ?? 0) - (xs[before] ?? 0);
      for (let crossAisle = 0; crossAisle < ys.length; crossAisle += 1) {
        const isOpen = !net.hasBarriers || net.isOpenToRight[before * ys.length + crossAisle] === true;
        crossCosts[1] = isOpen ? metres : Infinity;
        crossCosts[2] = isOpen ? 2 * metres : Infinity;
        walk('crossing', before, at(states.crossings, crossAisle), crossCosts);
      }
    }
    if (column === depot.column && depot.crossAisle >= 0) {
      walk('touch', column, at(states.touches, depot.crossAisle), noCosts);
    }
    for (let block = 0; block < blocks && net.isAisle[column]; block += 1) {
      const first = spot;
      const stretch = column * blocks + block;
      while (spot < count && table.stretch[spots[spot] ?? 0] === stretch) spot += 1;
      costStretch(net, stretch, block, table, spots, first, spot);
      walk('stretch', column, at(states.stretches, block), stretchCosts);
    }
    if (column < lastNeeded) continue;
    for (let state = 0; state < states.count; state += 1) {
      const length = now[state] ?? Infinity;
      if (states.isRoundTrip[state] !== 1 || length >= best) continue;
      best = length;
      if (trace) {
        trace.endStep = trace.steps.length;
        trace.endState = state;
      }
    }
  }
}

function rowsFor(crossAisles: number, states: number): [Float64Array, Float64Array] {
  let pair = rows.get(crossAisles);
  if (!pair) {
    pair = [new Float64Array(states), new Float64Array(states)];
    rows.set(crossAisles, pair);
  }
  return pair;
}

function at(list: readonly Transitions[], index: number): Transitions {
  const transitions = list[index];
  assert(transitions, 'there are transitions for each block and each cross aisle');
  return transitions;
}

function relax(
  { from, to, move }: Transitions,
  costs: Float64Array,
  now: Float64Array,
  next: Float64Array,
): void {
  next.fill(Infinity);
  for (let index = 0; index < from.length; index += 1) {
    const length = (now[from[index] ?? 0] ?? 0) + (costs[move[index] ?? 0] ?? 0);
    const into = to[index] ?? 0;
    if (length < (next[into] ?? 0)) next[into] = length;
  }
}

/** What each move costs in this stretch, past the spots from `first` up to `end`. */
function costStretch(
  net: Net,
  stretch: number,
  block: number,
  table: SpotTable,
  spots: Int32Array,
  first: number,
  end: number,
): void {
  const front = net.ys[block] ?? 0;
  const back = net.ys[block + 1] ?? 0;
  const length = back - front;
  const isFrontOpen = net.isOpenAtFront[stretch] === true;
  const isBackOpen = net.isOpenAtBack[stretch] === true;
  const isThrough = isFrontOpen && isBackOpen;
  stretchCosts[stretchMoves.none] = first === end ? 0 : Infinity;
  stretchCosts[stretchMoves.through] = isThrough ? length : Infinity;
  stretchCosts[stretchMoves.twice] = isThrough ? 2 * length : Infinity;
  stretchCosts[stretchMoves.fromFront] = Infinity;
  stretchCosts[stretchMoves.fromBack] = Infinity;
  stretchCosts[stretchMoves.fromBoth] = Infinity;
  if (first === end) return;
  const nearest = table.y[spots[first] ?? 0] ?? 0;
  const farthest = table.y[spots[end - 1] ?? 0] ?? 0;
  if (isFrontOpen) stretchCosts[stretchMoves.fromFront] = 2 * (farthest - front);
  if (isBackOpen) stretchCosts[stretchMoves.fromBack] = 2 * (back - nearest);
  if (!isThrough) return;
  let gap = 0;
  for (let spot = first + 1; spot < end; spot += 1) {
    const between = (table.y[spots[spot] ?? 0] ?? 0) - (table.y[spots[spot - 1] ?? 0] ?? 0);
    if (between > gap) gap = between;
  }
  if (gap > 0) stretchCosts[stretchMoves.fromBoth] = 2 * (length - gap);
}

function traceBack({ steps, endStep, endState }: Trace): ColumnMoves[] {
  const columns = new Map<number, { column: number; stretches: number[]; crossings: number[] }>();
  let state = endState;
  for (let index = endStep - 1; index >= 0; index -= 1) {
    const step = steps[index];
    assert(step, 'the trace has a step for each row');
    const { from, to, move } = step.transitions;
    // The very same addition gave the length that is looked for.
    const taken = to.findIndex(
      (into, each) =>
        into === state &&
        (step.before[from[each] ?? 0] ?? 0) + (step.costs[move[each] ?? 0] ?? 0) === step.after[state],
    );
    assert(taken >= 0, 'what was reached was reached by some move');
    state = from[taken] ?? 0;
    const moves = columns.get(step.column) ?? { column: step.column, stretches: [], crossings: [] };
    columns.set(step.column, moves);
    if (step.kind === 'stretch') moves.stretches.unshift(move[taken] ?? 0);
    if (step.kind === 'crossing') moves.crossings.unshift(move[taken] ?? 0);
  }
  return [...columns.values()].reverse();
}
