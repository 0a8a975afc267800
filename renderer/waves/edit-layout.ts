// What an edit of the plan makes of it: blocks split and joined, rack faces paired, ways shut and opened. Barriers stay with the
// aisle ends and cross aisles they shut. The station lays everything out anew when it saves; the picture follows in the same way.

import type { Layout } from './waves-store.ts';

export type Barrier = Layout['barriers'][number];

export const pairings = ['none', 'first-with-second', 'first-alone'] as const;
type Pairing = (typeof pairings)[number];

/** Which rack faces share a walkway now. */
export function pairingOf({ aisles }: Layout): Pairing {
  if (aisles.every(({ faces }) => faces.length === 1)) return 'none';
  return aisles[0]?.faces.length === 2 ? 'first-with-second' : 'first-alone';
}

/** The same faces in other walkways, from the left. What was shut on one of its faces is shut on the whole walkway. */
export function pairFaces(layout: Layout, pairing: Pairing): Layout {
  const walkways: string[][] = [];
  for (const [index, face] of layout.aisles.flatMap(({ faces }) => faces).entries()) {
    const isSecond = pairing !== 'none' && index > 0 && index % 2 === (pairing === 'first-alone' ? 0 : 1);
    const last = walkways.at(-1);
    if (isSecond && last) last.push(face);
    else walkways.push([face]);
  }
  const first = layout.aisles[0]?.xMetres ?? 0;
  const gap = gapOf(layout);
  const aisles = walkways.map((faces, index) => ({ faces, xMetres: first + index * gap }));
  const walkwayOf = (face: string | undefined) =>
    walkways.findIndex((faces) => face !== undefined && faces.includes(face));
  const barriers = layout.barriers.flatMap((barrier): Barrier[] => {
    if (barrier.kind === 'aisle-end') {
      const faces = layout.aisles[barrier.aisle]?.faces ?? [];
      return [...new Set(faces.map(walkwayOf))].map((aisle) => ({ ...barrier, aisle }));
    }
    const from = walkwayOf(layout.aisles[barrier.afterAisle]?.faces.at(-1));
    const to = walkwayOf(layout.aisles[barrier.afterAisle + 1]?.faces[0]);
    return from < 0 || from === to ? [] : [{ ...barrier, afterAisle: from }];
  });
  return { ...layout, aisles, barriers: eachOnce(barriers) };
}

/** A cross aisle in the middle of a block. */
export function splitBlock(layout: Layout, index: number): Layout {
  const block = layout.blocks[index];
  if (!block) return layout;
  const middle = Math.floor((block.fromBay + block.toBay) / 2);
  const halves = [
    { ...block, toBay: middle },
    { ...block, fromBay: middle + 1 },
  ];
  const barriers = layout.barriers.map((barrier): Barrier => {
    if (barrier.kind === 'cross-aisle') {
      return barrier.crossAisle > index ? { ...barrier, crossAisle: barrier.crossAisle + 1 } : barrier;
    }
    const isBehind = barrier.block > index || (barrier.block === index && barrier.end === 'back');
    return isBehind ? { ...barrier, block: barrier.block + 1 } : barrier;
  });
  return layAgain({ ...layout, barriers, blocks: layout.blocks.toSpliced(index, 1, ...halves) });
}

/** The cross aisle before a block is taken away, and what was shut at it. */
export function joinBlock(layout: Layout, index: number): Layout {
  const [before, block] = [layout.blocks[index - 1], layout.blocks[index]];
  if (!before || !block) return layout;
  const barriers = layout.barriers.flatMap((barrier): Barrier[] => {
    if (barrier.kind === 'cross-aisle') {
      if (barrier.crossAisle === index) return [];
      return [barrier.crossAisle > index ? { ...barrier, crossAisle: barrier.crossAisle - 1 } : barrier];
    }
    const isAtIt =
      (barrier.block === index - 1 && barrier.end === 'back') ||
      (barrier.block === index && barrier.end === 'front');
    if (isAtIt) return [];
    return [barrier.block >= index ? { ...barrier, block: barrier.block - 1 } : barrier];
  });
  const joined = { ...before, toBay: block.toBay };
  return layAgain({ ...layout, barriers, blocks: layout.blocks.toSpliced(index - 1, 2, joined) });
}

/** The blocks one behind the other, by their bays and the distances. */
export function layAgain(layout: Layout): Layout {
  const step = (bay: number) => (layout.bayOrder === 'alternate' ? Math.ceil(bay / 2) : bay);
  const crossAisles = [0];
  const blocks = layout.blocks.map((block) => {
    const frontMetres = crossAisles.at(-1) ?? 0;
    const bays = Math.max(0, step(block.toBay) - step(block.fromBay));
    const backMetres = frontMetres + 2 * layout.endMetres + bays * layout.bayMetres;
    crossAisles.push(backMetres);
    return { ...block, frontMetres, backMetres };
  });
  return { ...layout, blocks, crossAisles };
}

/** Every place where a way may be shut: the ends of each aisle in each block, each cross aisle between two aisles. */
export function listWays({ aisles, blocks, crossAisles }: Layout): Barrier[] {
  const ends = aisles.flatMap((_, aisle) =>
    blocks.flatMap((_block, block) =>
      (['front', 'back'] as const).map((end): Barrier => ({ kind: 'aisle-end', aisle, block, end })),
    ),
  );
  const across = crossAisles.flatMap((_, crossAisle) =>
    aisles.slice(1).map((_aisle, afterAisle): Barrier => ({ kind: 'cross-aisle', crossAisle, afterAisle })),
  );
  return [...ends, ...across];
}

export function isShut(layout: Layout, way: Barrier): boolean {
  return layout.barriers.some((barrier) => keyOf(barrier) === keyOf(way));
}

/** Shuts what is open, opens what is shut. */
export function turnWay(layout: Layout, way: Barrier): Layout {
  const others = layout.barriers.filter((barrier) => keyOf(barrier) !== keyOf(way));
  return { ...layout, barriers: isShut(layout, way) ? others : [...others, way] };
}

export function keyOf(way: Barrier): string {
  return way.kind === 'aisle-end'
    ? `${way.aisle} ${way.block} ${way.end}`
    : `${way.crossAisle} after ${way.afterAisle}`;
}

export function gapOf({ aisles }: Layout): number {
  return Math.round(((aisles[1]?.xMetres ?? 3) - (aisles[0]?.xMetres ?? 0)) * 100) / 100;
}

function eachOnce(barriers: readonly Barrier[]): Barrier[] {
  return [...new Map(barriers.map((barrier) => [keyOf(barrier), barrier])).values()];
}
