// Where to take a SKU that lies in several bins. Pure. `oldest`: what lies longest goes first. `fullest`: the fullest bin first.
// `shortest`: of the fewest bins that hold enough those that make the walk shortest, all SKUs weighed together
// (routes/shortest-bins.ts). Bins that should be empty are asked last.

import type { BinCode, SkuCode } from '../../basics/ids.ts';
import type { WaveRules } from '../grouping/wave-rules.ts';
import type { Stop } from '../lay-out-wave.ts';
import { fewestBins, findShortestBins } from '../routes/shortest-bins.ts';
import { type BinPlace, findBinPlace, type WarehouseLayout } from '../warehouse/layout.ts';

export interface BinOfSku {
  readonly binCode: BinCode;
  /** Pieces that lie there and are promised to nobody; null where nobody counts. */
  readonly free: number | null;
  readonly lotAt: number | null;
}

/** One stop for each bin that is walked to. `needed` in the order in which SKUs were asked for. */
export function chooseBins(
  needed: ReadonlyMap<SkuCode, number>,
  binsOf: (skuCode: SkuCode) => readonly BinOfSku[],
  layout: WarehouseLayout | null,
  strategy: WaveRules['bins'],
): Stop[] {
  const stops: Stop[] = [];
  const places: BinPlace[] = [];
  const open: { readonly skuCode: SkuCode; readonly quantity: number; readonly bins: readonly BinOfSku[] }[] =
    [];
  const placeOf = (bin: BinOfSku) => (layout ? findBinPlace(layout, bin.binCode) : undefined);
  for (const [skuCode, quantity] of needed) {
    const bins = binsOf(skuCode);
    if (bins.length > 1) {
      open.push({ skuCode, quantity, bins });
      continue;
    }
    const only = bins[0];
    stops.push({ skuCode, binCode: only?.binCode ?? null, quantity: null });
    const place = only && placeOf(only);
    if (place) places.push(place);
  }
  const shortest = layout && strategy === 'shortest' ? chooseShortest(layout, places, open, placeOf) : [];
  open.forEach(({ skuCode, quantity, bins }, line) => {
    const chosen = shortest[line] ?? takeInTurn(sortBins(bins, strategy), quantity);
    chosen.forEach((bin, index) => {
      const isLast = index === chosen.length - 1;
      stops.push({ skuCode, binCode: bin.binCode, quantity: isLast ? null : bin.free });
    });
  });
  return stops;
}

/** Bins without a place on the plan are left to the other strategies: `undefined` for such a line. */
function chooseShortest(
  layout: WarehouseLayout,
  fixed: readonly BinPlace[],
  open: readonly { readonly quantity: number; readonly bins: readonly BinOfSku[] }[],
  placeOf: (bin: BinOfSku) => BinPlace | undefined,
): (readonly BinOfSku[] | undefined)[] {
  const lines = open.map(({ quantity, bins }) => {
    const placed = bins.filter(placeOf);
    const sets = fewestBins(
      placed.map(({ free }) => free),
      quantity,
    );
    return sets.map((set) => set.flatMap((index) => placed[index] ?? []));
  });
  const known = lines.filter((sets) => sets.length > 0);
  const { options } = findShortestBins(
    layout,
    fixed,
    known.map((sets) => sets.map((set) => set.flatMap((bin) => placeOf(bin) ?? []))),
  );
  let next = 0;
  return lines.map((sets) => {
    if (sets.length === 0) return undefined;
    next += 1;
    return sets[options[next - 1] ?? 0];
  });
}

function sortBins(bins: readonly BinOfSku[], strategy: WaveRules['bins']): BinOfSku[] {
  const isEmpty = ({ free }: BinOfSku) => Number(free !== null && free <= 0);
  const full = ({ free }: BinOfSku) => free ?? Number.MAX_SAFE_INTEGER;
  return [...bins].sort(
    (a, b) =>
      isEmpty(a) - isEmpty(b) ||
      (strategy === 'oldest'
        ? (a.lotAt ?? Number.MAX_SAFE_INTEGER) - (b.lotAt ?? Number.MAX_SAFE_INTEGER)
        : full(b) - full(a)),
  );
}

/** As many bins as it takes, in this order; at least one. */
function takeInTurn(bins: readonly BinOfSku[], quantity: number): BinOfSku[] {
  const taken: BinOfSku[] = [];
  let left = quantity;
  for (const bin of bins) {
    if (taken.length > 0 && (left <= 0 || (bin.free !== null && bin.free <= 0))) break;
    taken.push(bin);
    left -= bin.free === null ? left : Math.max(0, bin.free);
  }
  return taken;
}
