// How long the shortest walk for a set of orders is, asked hundreds of thousands of times: every place of every order gets its number
// along the stretches once, a set of orders is then a set of bits, and what was asked before is remembered.

import { netOf, spotOf } from '../routes/net.ts';
import { mostCrossAislesProven, type SpotTable, tourLength } from '../routes/shortest-tour.ts';
import { walkLength } from '../routes/walk.ts';
import type { BinPlace, WarehouseLayout } from '../warehouse/layout.ts';
import type { DrawNumber } from './draw-number.ts';

/** Some orders, and two words by which this very set is known. */
export interface OrderSet {
  readonly orders: readonly number[];
  readonly high: number;
  readonly low: number;
}

export interface BatchMeter {
  setOf(orders: readonly number[]): OrderSet;
  /** The shortest walk for these orders; `but`, one of them, is left out, `and`, none of them, comes with them (-1: none). */
  lengthOf(set: OrderSet, but?: number, and?: number): number;
  /** For both together; not remembered, for what is asked only once. */
  lengthTogether(one: readonly number[], other: readonly number[]): number;
}

/** Remembered lengths; then it begins anew. */
const mostKept = 400_000;
/** With more places than this a set of bits would be longer than the list of its places. */
const mostBits = 4_096;

export function createBatchMeter(
  layout: WarehouseLayout,
  orders: readonly { readonly places: readonly BinPlace[] }[],
  draw: DrawNumber,
): BatchMeter {
  // Two random words an order: sets of orders are known by the exclusive or of theirs. Two sets that clash are a matter of 2^-52.
  const high = Int32Array.from(orders, () => draw(2 ** 31));
  const low = Int32Array.from(orders, () => draw(2 ** 21));
  const known = new Map<number, number>();
  const measure =
    layout.crossAisles.length > mostCrossAislesProven
      ? measureByWalking(layout, orders)
      : measureByTour(layout, orders);
  return {
    setOf(chosen) {
      let [a, b] = [0, 0];
      for (const order of chosen) {
        a ^= high[order] ?? 0;
        b ^= low[order] ?? 0;
      }
      return { orders: chosen, high: a, low: b };
    },
    lengthOf(set, but = -1, and = -1) {
      const a = set.high ^ (but < 0 ? 0 : (high[but] ?? 0)) ^ (and < 0 ? 0 : (high[and] ?? 0));
      const b = set.low ^ (but < 0 ? 0 : (low[but] ?? 0)) ^ (and < 0 ? 0 : (low[and] ?? 0));
      const key = a * 2 ** 21 + b;
      let length = known.get(key);
      if (length === undefined) {
        length = measure(set.orders, but, and);
        if (known.size >= mostKept) known.clear();
        known.set(key, length);
      }
      return length;
    },
    lengthTogether: (one, other) => measure([...one, ...other], -1, -1),
  };
}

type Measure = (orders: readonly number[], but: number, and: number) => number;

/** Many cross aisles: a good walk, looked for each time. */
function measureByWalking(
  layout: WarehouseLayout,
  orders: readonly { readonly places: readonly BinPlace[] }[],
): Measure {
  return (chosen, but, and) => {
    const all = chosen.filter((order) => order !== but);
    if (and >= 0) all.push(and);
    return walkLength(
      layout,
      all.flatMap((order) => orders[order]?.places ?? []),
    );
  };
}

function measureByTour(
  layout: WarehouseLayout,
  orders: readonly { readonly places: readonly BinPlace[] }[],
): Measure {
  const net = netOf(layout);
  const { table, spotsOf, depotSpot } = numberSpots(layout, orders);
  const count = table.stretch.length;
  const buffer = new Int32Array(count);
  if (count > mostBits) {
    const marks = new Int32Array(count);
    let round = 0;
    return (chosen, but, and) => {
      round += 1;
      let found = 0;
      const take = (order: number) => {
        for (const spot of spotsOf[order] ?? []) {
          if (marks[spot] === round) continue;
          marks[spot] = round;
          buffer[found] = spot;
          found += 1;
        }
      };
      for (const order of chosen) if (order !== but) take(order);
      if (and >= 0) take(and);
      if (found === 0) return 0;
      if (depotSpot >= 0 && marks[depotSpot] !== round) {
        buffer[found] = depotSpot;
        found += 1;
      }
      buffer.subarray(0, found).sort();
      return tourLength(net, table, buffer, found);
    };
  }
  const words = Math.ceil(count / 32);
  const bitsOf = spotsOf.map((spots) => {
    const bits = new Int32Array(words);
    for (const spot of spots) bits[spot >> 5] = (bits[spot >> 5] ?? 0) | (1 << (spot & 31));
    return bits;
  });
  const bits = new Int32Array(words);
  const take = (order: number) => {
    const own = bitsOf[order];
    if (!own) return;
    for (let word = 0; word < words; word += 1) bits[word] = (bits[word] ?? 0) | (own[word] ?? 0);
  };
  return (chosen, but, and) => {
    bits.fill(0);
    for (const order of chosen) if (order !== but) take(order);
    if (and >= 0) take(and);
    let found = 0;
    let isEmpty = true;
    for (let word = 0; word < words && isEmpty; word += 1) isEmpty = bits[word] === 0;
    if (isEmpty) return 0;
    if (depotSpot >= 0) bits[depotSpot >> 5] = (bits[depotSpot >> 5] ?? 0) | (1 << (depotSpot & 31));
    for (let word = 0; word < words; word += 1) {
      let rest = bits[word] ?? 0;
      while (rest !== 0) {
        const lowest = rest & -rest;
        buffer[found] = word * 32 + (31 - Math.clz32(lowest));
        found += 1;
        rest ^= lowest;
      }
    }
    return tourLength(net, table, buffer, found);
  };
}

/** Every spot where something is fetched, and the depot's where it is in an aisle, numbered along the stretches. */
function numberSpots(
  layout: WarehouseLayout,
  orders: readonly { readonly places: readonly BinPlace[] }[],
): { readonly table: SpotTable; readonly spotsOf: readonly Int32Array[]; readonly depotSpot: number } {
  const net = netOf(layout);
  const blocks = net.ys.length - 1;
  const keyOf = (stretch: number, y: number) => `${stretch} ${y}`;
  const found = new Map<string, { readonly stretch: number; readonly y: number }>();
  const note = (stretch: number, y: number) => {
    const key = keyOf(stretch, y);
    if (!found.has(key)) found.set(key, { stretch, y });
    return key;
  };
  const keysOf = orders.map(({ places }) =>
    places.map((place) => {
      const { column, block, y } = spotOf(net, layout, place);
      return note(column * blocks + block, y);
    }),
  );
  const depotKey =
    net.depot.crossAisle < 0 ? note(net.depot.column * blocks + net.depot.block, net.depot.y) : undefined;
  const rows = [...found].sort(([, a], [, b]) => a.stretch - b.stretch || a.y - b.y);
  const numbers = new Map(rows.map(([key], number) => [key, number]));
  return {
    table: {
      stretch: Int32Array.from(rows, ([, { stretch }]) => stretch),
      y: Float64Array.from(rows, ([, { y }]) => y),
    },
    spotsOf: keysOf.map((keys) =>
      Int32Array.from([...new Set(keys.map((key) => numbers.get(key) ?? 0))]).sort(),
    ),
    depotSpot: depotKey === undefined ? -1 : (numbers.get(depotKey) ?? -1),
  };
}
