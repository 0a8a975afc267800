// What a plan must be before anybody walks by it: every bin has one place, every place has a way to the depot. Lays its blocks out
// from their bays and distances, so that whoever edits changes a number and not a drawing.

import { type Refusal, refuse } from '../../basics/refusal.ts';
import { isReachable, netOf } from '../routes/net.ts';
import { compileBinPattern, spellAisle } from './bin-pattern.ts';
import { type BayOrder, type Block, stepOf, type WarehouseLayout } from './layout.ts';

interface Distances {
  readonly bayOrder: BayOrder;
  readonly bayMetres: number;
  readonly endMetres: number;
}

/** The blocks from the front to the back, a cross aisle before, between and behind them. */
export function layBlocks(
  blocks: readonly Pick<Block, 'fromBay' | 'toBay'>[],
  { bayOrder, bayMetres, endMetres }: Distances,
): Pick<WarehouseLayout, 'blocks' | 'crossAisles'> {
  const crossAisles = [0];
  const laid = blocks.map(({ fromBay, toBay }) => {
    const frontMetres = crossAisles.at(-1) ?? 0;
    const bays = stepOf(bayOrder, toBay) - stepOf(bayOrder, fromBay);
    const backMetres = round(frontMetres + 2 * endMetres + bays * bayMetres);
    crossAisles.push(backMetres);
    return { fromBay, toBay, frontMetres, backMetres };
  });
  return { blocks: laid, crossAisles };
}

/**
 * The layout with its blocks laid out and its aisles from the left. Refusals: `warehouse.pattern-unreadable` (pattern),
 * `warehouse.aisle-twice` (aisle), `warehouse.aisles-same-place` (aisle, other), `warehouse.blocks-overlap` (bay),
 * `warehouse.barrier-nowhere`, `warehouse.no-length` (block), `warehouse.island` (aisles, count).
 */
export function checkLayout(edited: WarehouseLayout): WarehouseLayout | Refusal {
  if (!compileBinPattern(edited.pattern)) {
    return refuse('warehouse.pattern-unreadable', { pattern: edited.pattern });
  }
  const order = edited.aisles
    .map((_, index) => index)
    .sort((a, b) => (edited.aisles[a]?.xMetres ?? 0) - (edited.aisles[b]?.xMetres ?? 0));
  const aisles = order.flatMap((index) => edited.aisles[index] ?? []);
  const seen = new Set<string>();
  for (const [index, aisle] of aisles.entries()) {
    for (const face of aisle.faces) {
      if (seen.has(spellAisle(face))) return refuse('warehouse.aisle-twice', { aisle: face });
      seen.add(spellAisle(face));
    }
    const before = aisles[index - 1];
    if (before && aisle.xMetres - before.xMetres < 0.01) {
      return refuse('warehouse.aisles-same-place', { aisle: nameOf(before), other: nameOf(aisle) });
    }
  }
  const sorted = [...edited.blocks].sort((a, b) => a.fromBay - b.fromBay);
  for (const [index, block] of sorted.entries()) {
    const before = sorted[index - 1];
    if (block.fromBay > block.toBay || (before && before.toBay >= block.fromBay)) {
      return refuse('warehouse.blocks-overlap', { bay: block.fromBay });
    }
  }
  const { blocks, crossAisles } = layBlocks(sorted, edited);
  const flat = blocks.findIndex((block) => block.backMetres - block.frontMetres < 0.01);
  if (flat >= 0) return refuse('warehouse.no-length', { block: flat + 1 });

  const barriers = edited.barriers.map((barrier) =>
    barrier.kind === 'aisle-end'
      ? { ...barrier, aisle: order.indexOf(barrier.aisle) }
      : { ...barrier, afterAisle: order.indexOf(barrier.afterAisle) },
  );
  const isSomewhere = barriers.every((barrier) =>
    barrier.kind === 'aisle-end'
      ? barrier.aisle >= 0 && barrier.block < blocks.length
      : barrier.afterAisle >= 0 &&
        barrier.afterAisle < aisles.length - 1 &&
        barrier.crossAisle < crossAisles.length,
  );
  if (!isSomewhere) return refuse('warehouse.barrier-nowhere');
  const layout: WarehouseLayout = { ...edited, aisles, blocks, crossAisles, barriers };
  const islands = findIslands(layout);
  return islands.length > 0 ? refuse('warehouse.island', { aisles: islands, count: islands.length }) : layout;
}

/** Aisles of which some part has no way to the depot. */
function findIslands(layout: WarehouseLayout): string[] {
  const net = netOf(layout);
  return layout.aisles.flatMap((aisle, index) => {
    const isWhole = layout.blocks.every((block, at) =>
      isReachable(net, {
        column: net.columnOfAisle[index] ?? 0,
        crossAisle: -1,
        block: at,
        y: (block.frontMetres + block.backMetres) / 2,
      }),
    );
    return isWhole ? [] : [nameOf(aisle)];
  });
}

function nameOf(aisle: WarehouseLayout['aisles'][number]): string {
  return aisle.faces.join(' / ');
}

function round(metres: number): number {
  return Math.round(metres * 1_000) / 1_000;
}
