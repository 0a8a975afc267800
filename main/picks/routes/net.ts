// The ways of a warehouse as a graph: a column for each aisle (and one for a depot between two aisles), a crossing wherever a column
// meets a cross aisle. Distances between any two spots go along aisles and cross aisles, around what is barred.

import type { BinPlace, WarehouseLayout } from '../warehouse/layout.ts';

/** Somewhere on the ways: on a crossing (`crossAisle` >= 0), or in an aisle between the two cross aisles of its block. */
export interface Spot {
  readonly column: number;
  readonly crossAisle: number;
  readonly block: number;
  readonly y: number;
}

export interface Net {
  /** From the left: metres. */
  readonly xs: readonly number[];
  /** False for the depot's own column between two aisles: there one only walks past. */
  readonly isAisle: readonly boolean[];
  readonly columnOfAisle: readonly number[];
  /** Cross aisles from the front: metres. */
  readonly ys: readonly number[];
  readonly depot: Spot;
  /** From the ways to the depot's desk, walked twice. */
  readonly awayMetres: number;
  readonly desk: { readonly x: number; readonly y: number };
  /** Columns that a walk may need although nothing is fetched there, ascending. */
  readonly alwaysColumns: readonly number[];
  readonly hasBarriers: boolean;
  /** Whether the aisle can be left here: [column * blocks + block]. */
  readonly isOpenAtFront: readonly boolean[];
  readonly isOpenAtBack: readonly boolean[];
  /** Whether one can walk from this column to the next: [column * cross aisles + cross aisle]. */
  readonly isOpenToRight: readonly boolean[];
  readonly distancesFrom: Map<number, Float64Array>;
}

const nets = new WeakMap<WarehouseLayout, Net>();

/** Made once for a layout that is in use; goes with it. */
export function netOf(layout: WarehouseLayout): Net {
  let net = nets.get(layout);
  if (!net) {
    net = makeNet(layout);
    nets.set(layout, net);
  }
  return net;
}

/** Nearer than this is the same place: a hundredth of a millimetre. */
const nothing = 1e-5;

function makeNet(layout: WarehouseLayout): Net {
  const { aisles, barriers, blocks } = layout;
  const ys = layout.crossAisles;
  const { xMetres, yMetres } = layout.depot;
  const same = (a: number, b: number) => Math.abs(a - b) < nothing;

  const ownColumn = aisles.every((aisle) => !same(aisle.xMetres, xMetres));
  const xs = aisles.map((aisle) => aisle.xMetres);
  if (ownColumn) xs.push(xMetres);
  xs.sort((a, b) => a - b);
  const depotColumn = xs.findIndex((x) => same(x, xMetres));
  const isAisle = xs.map((_, column) => !ownColumn || column !== depotColumn);
  const columnOfAisle = aisles.map((aisle) => xs.findIndex((x) => same(x, aisle.xMetres)));

  const nearest = ys.reduce(
    (best, y, crossAisle) =>
      Math.abs(y - yMetres) < Math.abs((ys[best] ?? 0) - yMetres) ? crossAisle : best,
    0,
  );
  const block = blocks.findIndex((each) => yMetres > each.frontMetres && yMetres < each.backMetres);
  const isInAisle = !ownColumn && block >= 0 && !ys.some((y) => same(y, yMetres));
  const depot: Spot = isInAisle
    ? { column: depotColumn, crossAisle: -1, block, y: yMetres }
    : { column: depotColumn, crossAisle: nearest, block: -1, y: ys[nearest] ?? 0 };

  const isOpenAtFront = xs.flatMap((_, column) => blocks.map(() => isAisle[column] === true));
  const isOpenAtBack = [...isOpenAtFront];
  const isOpenToRight = xs.flatMap((_, column) => ys.map(() => column + 1 < xs.length));
  for (const barrier of barriers) {
    if (barrier.kind === 'aisle-end') {
      const at = (columnOfAisle[barrier.aisle] ?? 0) * blocks.length + barrier.block;
      (barrier.end === 'front' ? isOpenAtFront : isOpenAtBack)[at] = false;
    } else {
      // The depot's own column may lie between the two aisles: then neither half is open.
      const from = columnOfAisle[barrier.afterAisle] ?? 0;
      const to = columnOfAisle[barrier.afterAisle + 1] ?? from + 1;
      for (let column = from; column < to; column += 1) {
        isOpenToRight[column * ys.length + barrier.crossAisle] = false;
      }
    }
  }
  const hasBarriers = barriers.length > 0;
  const around = ownColumn ? [depotColumn - 1, depotColumn, depotColumn + 1] : [depotColumn];
  return {
    xs,
    isAisle,
    columnOfAisle,
    ys,
    depot,
    awayMetres: isInAisle ? 0 : Math.abs(yMetres - depot.y),
    desk: { x: xMetres, y: yMetres },
    alwaysColumns: hasBarriers ? xs.map((_, column) => column) : around.filter((one) => one in xs),
    hasBarriers,
    isOpenAtFront,
    isOpenAtBack,
    isOpenToRight,
    distancesFrom: new Map(),
  };
}

export function spotOf(net: Net, layout: WarehouseLayout, place: BinPlace): Spot {
  return {
    column: net.columnOfAisle[place.aisle] ?? 0,
    crossAisle: -1,
    block: place.block,
    y: (layout.blocks[place.block]?.frontMetres ?? 0) + place.positionMetres,
  };
}

/** The shortest way; Infinity where there is none. */
export function distanceBetween(net: Net, from: Spot, to: Spot): number {
  const { xs, ys } = net;
  const isSameStretch = from.column === to.column && from.block === to.block && from.block >= 0;
  const direct = isSameStretch ? Math.abs(from.y - to.y) : Infinity;
  if (!net.hasBarriers) {
    if (from.column === to.column && net.isAisle[from.column]) return Math.abs(from.y - to.y);
    const across = Math.abs((xs[from.column] ?? 0) - (xs[to.column] ?? 0));
    let best = direct;
    for (const y of ys) {
      // In the depot's own column nobody walks along.
      if (!net.isAisle[from.column] && y !== from.y) continue;
      if (!net.isAisle[to.column] && y !== to.y) continue;
      best = Math.min(best, across + Math.abs(from.y - y) + Math.abs(to.y - y));
    }
    return best < Infinity ? best : betweenExits(net, from, to);
  }
  return Math.min(direct, betweenExits(net, from, to));
}

function betweenExits(net: Net, from: Spot, to: Spot): number {
  let best = Infinity;
  for (const out of exitsOf(net, from)) {
    const reach = distancesFromCrossing(net, out.crossing);
    for (const into of exitsOf(net, to)) {
      best = Math.min(best, out.metres + (reach[into.crossing] ?? Infinity) + into.metres);
    }
  }
  return best;
}

function exitsOf(net: Net, spot: Spot): { readonly crossing: number; readonly metres: number }[] {
  const across = net.ys.length;
  if (spot.crossAisle >= 0) return [{ crossing: spot.column * across + spot.crossAisle, metres: 0 }];
  const stretch = spot.column * (across - 1) + spot.block;
  const front = spot.column * across + spot.block;
  const exits = [];
  if (net.isOpenAtFront[stretch]) exits.push({ crossing: front, metres: spot.y - (net.ys[spot.block] ?? 0) });
  if (net.isOpenAtBack[stretch])
    exits.push({ crossing: front + 1, metres: (net.ys[spot.block + 1] ?? 0) - spot.y });
  return exits;
}

/** Dijkstra over the crossings; kept, because one walk asks for the same few again and again. */
function distancesFromCrossing(net: Net, start: number): Float64Array {
  let distances = net.distancesFrom.get(start);
  if (distances) return distances;
  distances = new Float64Array(net.xs.length * net.ys.length).fill(Infinity);
  distances[start] = 0;
  const heap: [metres: number, crossing: number][] = [[0, start]];
  for (let top = heap.pop(); top; top = heap.pop()) {
    const [metres, crossing] = top;
    if (metres > (distances[crossing] ?? 0)) continue;
    for (const [next, length] of neighboursOf(net, crossing)) {
      const there = metres + length;
      if (there >= (distances[next] ?? 0) - nothing / 10) continue;
      distances[next] = there;
      // Kept sorted, the nearest last: there are few at a time.
      let at = heap.length;
      while (at > 0 && (heap[at - 1]?.[0] ?? 0) < there) at -= 1;
      heap.splice(at, 0, [there, next]);
    }
  }
  net.distancesFrom.set(start, distances);
  return distances;
}

function neighboursOf(net: Net, crossing: number): [crossing: number, metres: number][] {
  const { xs, ys } = net;
  const column = Math.floor(crossing / ys.length);
  const crossAisle = crossing % ys.length;
  const stretch = column * (ys.length - 1) + crossAisle;
  const found: [number, number][] = [];
  const isPassable = (at: number) => net.isOpenAtFront[at] && net.isOpenAtBack[at];
  const gapX = (left: number) => (xs[left + 1] ?? 0) - (xs[left] ?? 0);
  const gapY = (front: number) => (ys[front + 1] ?? 0) - (ys[front] ?? 0);
  if (net.isOpenToRight[crossing]) found.push([crossing + ys.length, gapX(column)]);
  if (column > 0 && net.isOpenToRight[crossing - ys.length])
    found.push([crossing - ys.length, gapX(column - 1)]);
  if (crossAisle + 1 < ys.length && isPassable(stretch)) found.push([crossing + 1, gapY(crossAisle)]);
  if (crossAisle > 0 && isPassable(stretch - 1)) found.push([crossing - 1, gapY(crossAisle - 1)]);
  return found;
}

/** False for an island: a place to which no way leads from the depot. */
export function isReachable(net: Net, spot: Spot): boolean {
  return distanceBetween(net, net.depot, spot) < Infinity;
}

/** Where the shortest way from one spot to another goes: its corners and crossings, without where it begins, with where it ends. */
export function wayBetween(net: Net, from: Spot, to: Spot): { readonly x: number; readonly y: number }[] {
  const end = { x: net.xs[to.column] ?? 0, y: to.y };
  const isSameStretch = from.column === to.column && from.block === to.block && from.block >= 0;
  const length = distanceBetween(net, from, to);
  if (isSameStretch && Math.abs(from.y - to.y) <= length + nothing) return [end];
  for (const out of exitsOf(net, from)) {
    const reach = distancesFromCrossing(net, out.crossing);
    for (const into of exitsOf(net, to)) {
      const whole = out.metres + (reach[into.crossing] ?? Infinity) + into.metres;
      if (whole > length + nothing) continue;
      const way = [end];
      let at: number | undefined = into.crossing;
      while (at !== undefined) {
        way.unshift({ x: net.xs[Math.floor(at / net.ys.length)] ?? 0, y: net.ys[at % net.ys.length] ?? 0 });
        const here: number = reach[at] ?? 0;
        const isDone: boolean = at === out.crossing;
        at = isDone
          ? undefined
          : neighboursOf(net, at).find(
              ([next, metres]) => Math.abs((reach[next] ?? 0) + metres - here) < nothing,
            )?.[0];
      }
      return way;
    }
  }
  return [end];
}
