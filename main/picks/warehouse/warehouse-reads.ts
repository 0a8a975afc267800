// What is told about the plan of the warehouse, its bins and the ways through it. Tens of thousands of bins are read beside the
// station's thread, so that a scan is answered meanwhile.

import type { ShopId } from '../../basics/ids.ts';
import { isRefusal, type Refusal } from '../../basics/refusal.ts';
import type { HeavyRead } from '../../database/beside.ts';
import type { Reader } from '../../database/database.ts';
import { compareNatural } from '../natural-order.ts';
import { serpentineByCode, serpentineOrder } from '../routes/serpentine.ts';
import { findShortestWalk, measureWalk, type Walk } from '../routes/walk.ts';
import { checkLayout } from './check-layout.ts';
import { type Drawing, drawLayout } from './draw-layout.ts';
import { findBinPlace, type WarehouseLayout } from './layout.ts';
import { type BinsOnPlan, viewBins } from './view-warehouse.ts';
import { findPlan, hasManyBins, listBinCodes, readLayout } from './warehouse-table.ts';

export interface PlanView {
  /** Null while none was drawn. */
  readonly layout: WarehouseLayout | null;
  /** False where a shop goes by the station's plan. */
  readonly isOwn: boolean;
  readonly changedAt: number | null;
  readonly changedBy: string | null;
}

export function viewPlan(reader: Reader, shopId: ShopId | null): PlanView {
  const own = findPlan(reader, shopId);
  const plan = own ?? (shopId === null ? undefined : findPlan(reader, null));
  if (!plan) return { layout: null, isOwn: false, changedAt: null, changedBy: null };
  return { ...plan, isOwn: own !== undefined };
}

export const warehouseRead: HeavyRead<
  { readonly shopId: ShopId | null },
  PlanView & { readonly bins: BinsOnPlan | null }
> = {
  name: 'warehouse.view',
  isLong: hasManyBins,
  run: (reader, _now, { shopId }) => {
    const plan = viewPlan(reader, shopId);
    return { ...plan, bins: plan.layout && viewBins(plan.layout, listBinCodes(reader)) };
  },
};

export const drawingRead: HeavyRead<
  Drawing,
  { readonly layout: WarehouseLayout; readonly bins: BinsOnPlan } | Refusal
> = {
  name: 'warehouse.draw',
  isLong: hasManyBins,
  run: (reader, _now, drawing) => {
    const bins = listBinCodes(reader);
    const codes = bins.map(({ binCode }) => binCode);
    const layout = drawLayout(codes, drawing);
    return isRefusal(layout) ? layout : { layout, bins: viewBins(layout, bins) };
  },
};

interface WalkAsked {
  readonly shopId: ShopId | null;
  readonly binCodes: readonly string[];
  /** Walks by a plan that is not saved yet. */
  readonly layout?: WarehouseLayout | undefined;
}

export interface WalkedPast {
  /** In the order of the walk; bins without a place come last, by their codes. */
  readonly binCodes: readonly string[];
  readonly unplaced: readonly string[];
  readonly walk: Omit<Walk, 'order'> | null;
  /** Sorted by code as text, as a spreadsheet does. */
  readonly textMetres: number | null;
  readonly serpentineMetres: number | null;
}

/** Walks past so many bins are found in a blink, whatever the plan. */
const manyBins = 200;

export const walkRead: HeavyRead<WalkAsked, WalkedPast | Refusal> = {
  name: 'warehouse.walk',
  isLong: (_reader, { binCodes }) => binCodes.length > manyBins,
  run: (reader, _now, { shopId, binCodes, layout }) => {
    const edited = layout && checkLayout(layout);
    return isRefusal(edited) ? edited : walkPast(edited ?? readLayout(reader, shopId), binCodes);
  },
};

function walkPast(layout: WarehouseLayout | null, binCodes: readonly string[]): WalkedPast {
  const placed = binCodes.flatMap((binCode) => (layout && findBinPlace(layout, binCode)) ?? []);
  const known = new Set(placed.map(({ binCode }) => binCode));
  const rest = binCodes.filter((binCode) => !known.has(binCode));
  const unplaced = serpentineByCode(rest).flatMap((index) => rest[index] ?? []);
  if (!layout || placed.length === 0) {
    return { binCodes: unplaced, unplaced, walk: null, textMetres: null, serpentineMetres: null };
  }
  const { order, ...walk } = findShortestWalk(layout, placed);
  const asText = [...placed].sort((a, b) =>
    a.binCode < b.binCode ? -1 : a.binCode > b.binCode ? 1 : compareNatural(a.binCode, b.binCode),
  );
  const serpentine = serpentineOrder(layout, placed).flatMap((index) => placed[index] ?? []);
  return {
    binCodes: [...order.flatMap((index) => placed[index]?.binCode ?? []), ...unplaced],
    unplaced,
    walk,
    textMetres: measureWalk(layout, asText),
    serpentineMetres: measureWalk(layout, serpentine),
  };
}
