// The shortest walk found the slow way, sharing no code with the program: every spot is a node of a graph, distances are worked out
// between all nodes (Floyd and Warshall), and every order of the places is tried.

import type { BinPlace, WarehouseLayout } from '../../main/picks/warehouse/layout.ts';

interface Node {
  readonly x: number;
  readonly y: number;
}

export interface WalkOracle {
  /** Infinity where some place has no way. */
  shortest(): number;
  /** In this very order, by indexes into the places. */
  inOrder(order: readonly number[]): number;
}

export function walkOracle(layout: WarehouseLayout, places: readonly BinPlace[]): WalkOracle {
  const nodes: Node[] = [];
  const edges: [number, number, number][] = [];
  const nodeAt = (x: number, y: number): number => {
    const known = nodes.findIndex((node) => Math.abs(node.x - x) < 1e-9 && Math.abs(node.y - y) < 1e-9);
    return known >= 0 ? known : nodes.push({ x, y }) - 1;
  };
  const join = (a: number, b: number) => {
    const [one, other] = [nodes[a], nodes[b]];
    if (one && other) edges.push([a, b, Math.abs(one.x - other.x) + Math.abs(one.y - other.y)]);
  };

  // The depot: in an aisle, or reached from the nearest cross aisle.
  const { xMetres, yMetres } = layout.depot;
  const ownAisle = layout.aisles.findIndex((aisle) => Math.abs(aisle.xMetres - xMetres) < 1e-9);
  const ownBlock = layout.blocks.findIndex(
    (block) => yMetres > block.frontMetres && yMetres < block.backMetres,
  );
  const isInAisle = ownAisle >= 0 && ownBlock >= 0;
  const byDistance = [...layout.crossAisles.keys()].sort(
    (a, b) =>
      Math.abs((layout.crossAisles[a] ?? 0) - yMetres) - Math.abs((layout.crossAisles[b] ?? 0) - yMetres) ||
      a - b,
  );
  const depotCross = isInAisle ? -1 : (byDistance[0] ?? 0);

  const yOf = (place: BinPlace) => (layout.blocks[place.block]?.frontMetres ?? 0) + place.positionMetres;
  layout.aisles.forEach((aisle, index) => {
    layout.blocks.forEach((block, at) => {
      const inside = places.filter((place) => place.aisle === index && place.block === at).map(yOf);
      if (isInAisle && ownAisle === index && ownBlock === at) inside.push(yMetres);
      const isShut = (end: 'front' | 'back') =>
        layout.barriers.some(
          (one) => one.kind === 'aisle-end' && one.aisle === index && one.block === at && one.end === end,
        );
      const ys = [...new Set(inside)].sort((a, b) => a - b);
      if (!isShut('front')) ys.unshift(block.frontMetres);
      if (!isShut('back')) ys.push(block.backMetres);
      // An aisle barred at both ends still has its inside.
      ys.forEach((y, step) => {
        const before = ys[step - 1];
        const here = nodeAt(aisle.xMetres, y);
        if (before !== undefined) join(nodeAt(aisle.xMetres, before), here);
      });
    });
  });
  layout.crossAisles.forEach((y, crossAisle) => {
    const xs = layout.aisles.map((aisle) => aisle.xMetres);
    if (depotCross === crossAisle) xs.push(xMetres);
    const sorted = [...new Set(xs)].sort((a, b) => a - b);
    sorted.forEach((x, step) => {
      const before = sorted[step - 1];
      if (before === undefined) return;
      const isShut = layout.barriers.some((one) => {
        if (one.kind !== 'cross-aisle' || one.crossAisle !== crossAisle) return false;
        const [left, right] = [layout.aisles[one.afterAisle], layout.aisles[one.afterAisle + 1]];
        return left && right && before >= left.xMetres - 1e-9 && x <= right.xMetres + 1e-9;
      });
      if (!isShut) join(nodeAt(before, y), nodeAt(x, y));
    });
  });
  const depot = isInAisle ? nodeAt(xMetres, yMetres) : nodeAt(xMetres, layout.crossAisles[depotCross] ?? 0);
  const away = isInAisle ? 0 : Math.abs(yMetres - (layout.crossAisles[depotCross] ?? 0));
  const at = places.map((place) => nodeAt(layout.aisles[place.aisle]?.xMetres ?? 0, yOf(place)));

  const metres = nodes.map((_, a) => nodes.map((_each, b) => (a === b ? 0 : Infinity)));
  const get = (a: number, b: number) => metres[a]?.[b] ?? Infinity;
  const put = (a: number, b: number, length: number) => {
    const row = metres[a];
    if (row && length < (row[b] ?? Infinity)) row[b] = length;
  };
  for (const [a, b, length] of edges) {
    put(a, b, length);
    put(b, a, length);
  }
  for (const via of nodes.keys())
    for (const a of nodes.keys()) for (const b of nodes.keys()) put(a, b, get(a, via) + get(via, b));

  const inOrder = (order: readonly number[]) => {
    let sum = 2 * away;
    let here = depot;
    for (const index of order) {
      const next = at[index] ?? 0;
      sum += get(here, next);
      here = next;
    }
    return sum + get(here, depot);
  };
  return {
    inOrder: (order) => (order.length === 0 ? 0 : inOrder(order)),
    shortest() {
      if (places.length === 0) return 0;
      let best = Infinity;
      const tryFrom = (here: number, left: readonly number[], sum: number) => {
        if (sum >= best) return;
        if (left.length === 0) {
          best = Math.min(best, sum + get(here, depot));
          return;
        }
        for (const index of left) {
          const next = at[index] ?? 0;
          tryFrom(
            next,
            left.filter((each) => each !== index),
            sum + get(here, next),
          );
        }
      };
      tryFrom(depot, [...places.keys()], 2 * away);
      return best;
    },
  };
}
