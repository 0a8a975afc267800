// Where to take a SKU that lies in several bins. Pure. `oldest`: what lies longest goes first. `fullest`: the fullest bin first.
// `shortest`: the one bin that holds enough and makes the walk shortest. Bins that should be empty are asked last.

import type { BinCode, SkuCode } from '../../basics/ids.ts';
import type { WaveRules } from '../grouping/wave-rules.ts';
import type { Stop } from '../lay-out-wave.ts';
import { walkLength } from '../routes/walk.ts';
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
  for (const { skuCode, quantity, bins } of open) {
    const enough = bins.filter(({ free }) => free === null || free >= quantity);
    const one = strategy === 'shortest' ? (nearest(enough, places, placeOf, layout) ?? undefined) : undefined;
    const chosen = one ? [one] : takeInTurn(sortBins(bins, strategy), quantity);
    chosen.forEach((bin, index) => {
      const isLast = index === chosen.length - 1;
      stops.push({ skuCode, binCode: bin.binCode, quantity: isLast ? null : bin.free });
      const place = placeOf(bin);
      if (place) places.push(place);
    });
  }
  return stops;
}

function nearest(
  bins: readonly BinOfSku[],
  places: readonly BinPlace[],
  placeOf: (bin: BinOfSku) => BinPlace | undefined,
  layout: WarehouseLayout | null,
): BinOfSku | null {
  let best: { readonly bin: BinOfSku; readonly metres: number } | null = null;
  for (const bin of bins) {
    const place = placeOf(bin);
    const metres = layout && place ? walkLength(layout, [...places, place]) : Infinity;
    if (best === null || metres < best.metres) best = { bin, metres };
  }
  return best?.bin ?? null;
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
