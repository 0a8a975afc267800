// A good round trip where the proof would take too long, that is with very many cross aisles: on the exact distances, exact for a few
// spots, else nearest neighbour and serpentine improved by turning and moving pieces (2-opt, Or-opt) with some kicks, the same every
// time. How far it may be from the shortest is told by Held and Karp's 1-tree bound.

import { distanceBetween, type Net, type Spot, wayBetween } from './net.ts';

export interface GoodTour {
  /** Indexes into the spots. */
  readonly order: readonly number[];
  readonly lengthMetres: number;
  readonly lowerBoundMetres: number;
  readonly path: readonly { readonly x: number; readonly y: number }[];
}

/** Up to so many are solved by looking at every subset. */
const mostExact = 11;
/** Below this the order of additions decides, not the way. */
const nothing = 1e-7;
/** Work that kicks may cost, in looked-at pairs: a fraction of a second. */
const kickWork = 4_000_000;

/** `serpentine` is where the search begins too, so that it never ends longer. */
export function findGoodTour(net: Net, spots: readonly Spot[], serpentine: readonly number[]): GoodTour {
  const stops = [net.depot, ...spots];
  const metres = stops.map((from) => Float64Array.from(stops, (to) => distanceBetween(net, from, to)));
  if (metres[0]?.includes(Infinity)) {
    return { order: [...spots.keys()], lengthMetres: Infinity, lowerBoundMetres: Infinity, path: [] };
  }
  const isShort = stops.length - 1 <= mostExact;
  const tour = isShort ? exactTour(metres) : improvedTour(metres, [0, ...serpentine.map((each) => each + 1)]);
  const length = lengthOf(metres, tour);
  const told = isShort ? length : oneTreeBound(metres, length);
  // Within the rounding of additions a bound that reaches the length is the length: then it is proven.
  const bound = told > length - 1e-6 ? length : told;
  const legs = [...tour, 0].flatMap((stop, index) => {
    const from = stops[tour[index - 1] ?? 0];
    const to = stops[stop];
    return index > 0 && from && to ? wayBetween(net, from, to) : [];
  });
  return {
    order: tour.slice(1).map((stop) => stop - 1),
    lengthMetres: length,
    lowerBoundMetres: bound,
    path: [{ x: net.xs[net.depot.column] ?? 0, y: net.depot.y }, ...legs],
  };
}

type Metres = readonly Float64Array[];

function between(metres: Metres, a: number | undefined, b: number | undefined): number {
  return metres[a ?? 0]?.[b ?? 0] ?? 0;
}

function lengthOf(metres: Metres, tour: readonly number[]): number {
  return tour.reduce((sum, stop, index) => sum + between(metres, stop, tour[(index + 1) % tour.length]), 0);
}

/** Held and Karp over subsets: stop 0 is the depot. */
function exactTour(metres: Metres): number[] {
  const count = metres.length - 1;
  const subsets = 2 ** count;
  const best = new Float64Array(subsets * count).fill(Infinity);
  const via = new Int8Array(subsets * count).fill(-1);
  for (let last = 0; last < count; last += 1) best[2 ** last * count + last] = between(metres, 0, last + 1);
  for (let subset = 1; subset < subsets; subset += 1) {
    for (let last = 0; last < count; last += 1) {
      const here = best[subset * count + last] ?? Infinity;
      if (here === Infinity) continue;
      for (let next = 0; next < count; next += 1) {
        if (subset & (2 ** next)) continue;
        const cell = (subset + 2 ** next) * count + next;
        const there = here + between(metres, last + 1, next + 1);
        if (there >= (best[cell] ?? 0)) continue;
        best[cell] = there;
        via[cell] = last;
      }
    }
  }
  const whole = subsets - 1;
  let last = -1;
  let shortest = Infinity;
  for (let each = 0; each < count; each += 1) {
    const length = (best[whole * count + each] ?? 0) + between(metres, each + 1, 0);
    if (length >= shortest) continue;
    shortest = length;
    last = each;
  }
  const tour: number[] = [];
  for (let subset = whole; last >= 0; ) {
    tour.unshift(last + 1);
    const before = via[subset * count + last] ?? -1;
    subset -= 2 ** last;
    last = before;
  }
  return [0, ...tour];
}

function improvedTour(metres: Metres, serpentine: readonly number[]): number[] {
  const starts = [nearestNeighbour(metres), withAll(serpentine, metres.length)];
  const improved = starts.map((start) => improve(metres, start));
  let best = improved.reduce((a, b) => (lengthOf(metres, b) < lengthOf(metres, a) ? b : a));
  let length = lengthOf(metres, best);
  let random = 1;
  const draw = (below: number) => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + Math.floor((random / 2 ** 32) * below);
  };
  for (let kick = Math.floor(kickWork / metres.length ** 2 / 8); kick > 0; kick -= 1) {
    // A double bridge: three neighbouring pieces change places, which no turning undoes.
    const cuts = [draw(best.length - 1), draw(best.length - 1), draw(best.length - 1)].sort((a, b) => a - b);
    const [a = 1, b = 1, c = 1] = cuts;
    const kicked = [...best.slice(0, a), ...best.slice(b, c), ...best.slice(a, b), ...best.slice(c)];
    const tour = improve(metres, kicked);
    const there = lengthOf(metres, tour);
    if (there < length - nothing) [best, length] = [tour, there];
  }
  return best;
}

/** The depot's own spot, where it is in an aisle, is not on the serpentine. */
function withAll(tour: readonly number[], count: number): number[] {
  const known = new Set(tour);
  return [...tour, ...Array.from({ length: count }, (_, stop) => stop).filter((stop) => !known.has(stop))];
}

function nearestNeighbour(metres: Metres): number[] {
  const tour = [0];
  const left = new Set(metres.keys());
  left.delete(0);
  while (left.size > 0) {
    const at = tour.at(-1);
    let nearest = -1;
    for (const stop of left) {
      if (nearest < 0 || between(metres, at, stop) < between(metres, at, nearest)) nearest = stop;
    }
    left.delete(nearest);
    tour.push(nearest);
  }
  return tour;
}

/** Turns pieces around and moves pieces of up to three stops until neither makes the tour shorter. */
function improve(metres: Metres, start: readonly number[]): number[] {
  const tour = [...start];
  const count = tour.length;
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (let first = 0; first < count - 1; first += 1) {
      for (let last = first + 1; last < count; last += 1) {
        const [before, after] = [tour[first], tour[(last + 1) % count]];
        const now = between(metres, before, tour[first + 1]) + between(metres, tour[last], after);
        const then = between(metres, before, tour[last]) + between(metres, tour[first + 1], after);
        if (then >= now - nothing) continue;
        tour.splice(first + 1, last - first, ...tour.slice(first + 1, last + 1).reverse());
        isBetter = true;
      }
    }
    isBetter = movePieces(metres, tour) || isBetter;
  }
  return tour;
}

function movePieces(metres: Metres, tour: number[]): boolean {
  const count = tour.length;
  let isBetter = false;
  for (let size = 1; size <= 3; size += 1) {
    for (let from = 1; from + size <= count; from += 1) {
      const piece = tour.slice(from, from + size);
      const [head, tail] = [piece[0], piece.at(-1)];
      const [before, after] = [tour[from - 1], tour[(from + size) % count]];
      const gain =
        between(metres, before, head) + between(metres, tail, after) - between(metres, before, after);
      let bestAt = -1;
      let bestCost = gain - nothing;
      let isTurned = false;
      for (let to = 0; to < count; to += 1) {
        if (to >= from - 1 && to < from + size) continue;
        const [a, b] = [tour[to], tour[(to + 1) % count]];
        const cut = between(metres, a, b);
        const straight = between(metres, a, head) + between(metres, tail, b) - cut;
        const turned = between(metres, a, tail) + between(metres, head, b) - cut;
        if (Math.min(straight, turned) >= bestCost) continue;
        bestCost = Math.min(straight, turned);
        bestAt = to;
        isTurned = turned < straight;
      }
      if (bestAt < 0) continue;
      tour.splice(from, size);
      const at = bestAt < from ? bestAt + 1 : bestAt + 1 - size;
      tour.splice(at, 0, ...(isTurned ? piece.reverse() : piece));
      isBetter = true;
    }
  }
  return isBetter;
}

/** Held and Karp (1970, 1971): a spanning tree of the stops and the depot's two shortest ways, raised by prices on the stops. */
function oneTreeBound(metres: Metres, upper: number): number {
  const count = metres.length;
  const price = new Float64Array(count);
  let best = 0;
  let step = 2;
  for (let round = 0; round < 120; round += 1) {
    const degrees = new Int32Array(count);
    const length = oneTree(metres, price, degrees) - 2 * price.reduce((sum, each) => sum + each, 0);
    if (length > best) best = length;
    else if (round % 6 === 5) step /= 2;
    const norm = degrees.reduce((sum, degree) => sum + (degree - 2) ** 2, 0);
    if (norm === 0) return best;
    const by = (step * Math.max(upper - length, upper * 1e-4)) / norm;
    for (let stop = 0; stop < count; stop += 1) {
      price[stop] = (price[stop] ?? 0) + by * ((degrees[stop] ?? 0) - 2);
    }
  }
  return best;
}

function oneTree(metres: Metres, price: Float64Array, degrees: Int32Array): number {
  const count = metres.length;
  const priced = (a: number, b: number) => between(metres, a, b) + (price[a] ?? 0) + (price[b] ?? 0);
  const reach = new Float64Array(count).fill(Infinity);
  const by = new Int32Array(count).fill(-1);
  const isIn = new Uint8Array(count);
  let length = 0;
  let at = 1;
  for (let added = 1; added < count; added += 1) {
    isIn[at] = 1;
    let next = -1;
    for (let stop = 1; stop < count; stop += 1) {
      if (isIn[stop]) continue;
      const there = priced(at, stop);
      if (there < (reach[stop] ?? 0)) {
        reach[stop] = there;
        by[stop] = at;
      }
      if (next < 0 || (reach[stop] ?? 0) < (reach[next] ?? 0)) next = stop;
    }
    if (next < 0) break;
    length += reach[next] ?? 0;
    for (const end of [next, by[next] ?? 0]) degrees[end] = (degrees[end] ?? 0) + 1;
    at = next;
  }
  const fromDepot = Array.from({ length: count - 1 }, (_, index) => index + 1)
    .sort((a, b) => priced(0, a) - priced(0, b))
    .slice(0, 2);
  for (const stop of fromDepot) {
    length += priced(0, stop);
    degrees[0] = (degrees[0] ?? 0) + 1;
    degrees[stop] = (degrees[stop] ?? 0) + 1;
  }
  return length;
}
