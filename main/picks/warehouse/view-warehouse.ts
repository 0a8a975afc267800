// The plan against the goods list: which bins have a place on it, which have none and why, and which are the same place written twice.

import { type BinPlace, placeBin, type WarehouseLayout, type WhyNoPlace } from './layout.ts';

export interface UnplacedBin {
  readonly binCode: string;
  readonly skus: number;
  readonly why: WhyNoPlace;
}

export interface BinsOnPlan {
  readonly total: number;
  readonly placed: number;
  /** Bins in each aisle of the plan. */
  readonly perAisle: readonly number[];
  /** The first of those that have no place, by code. */
  readonly unplaced: readonly UnplacedBin[];
  /** Codes that mean one and the same place, the first of them. */
  readonly sameBins: readonly (readonly string[])[];
}

/** So many are listed; the rest is counted. */
const mostListed = 500;

export function viewBins(
  layout: WarehouseLayout,
  bins: readonly { readonly binCode: string; readonly skus: number }[],
): BinsOnPlan {
  const unplaced: UnplacedBin[] = [];
  const perAisle = layout.aisles.map(() => 0);
  const codesAt = new Map<string, string[]>();
  let placed = 0;
  for (const { binCode, skus } of bins) {
    const found = placeBin(layout, binCode);
    if (typeof found === 'string') {
      if (unplaced.length < mostListed) unplaced.push({ binCode, skus, why: found });
      continue;
    }
    placed += 1;
    perAisle[found.aisle] = (perAisle[found.aisle] ?? 0) + 1;
    const key = exactPlace(found);
    const known = codesAt.get(key);
    if (known) known.push(binCode);
    else codesAt.set(key, [binCode]);
  }
  const sameBins = [...codesAt.values()].filter((codes) => codes.length > 1).slice(0, mostListed);
  return { total: bins.length, placed, perAisle, unplaced, sameBins };
}

/** Level and slot as numbers where they are some: `02` is `2`. */
function exactPlace({ aisle, block, positionMetres, face, level, slot }: BinPlace): string {
  const plain = (word: string) => word.replace(/^0+(?=.)/, '');
  return [aisle, block, positionMetres, face, plain(level), plain(slot)].join('|');
}
