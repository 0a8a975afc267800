// Draws a plan from the bins of the goods list alone: how they are written, which aisles there are, how far they reach, and where bay
// numbers jump to the next hundred because a cross aisle lies between. What it cannot know it assumes, and a person corrects it:
// distances, which faces share a walkway, where the depot is.

import { type Refusal, refuse } from '../../basics/refusal.ts';
import { compareNatural } from '../natural-order.ts';
import { type BinWords, compileBinPattern } from './bin-pattern.ts';
import { layBlocks } from './check-layout.ts';
import type { Aisle, BayOrder, WarehouseLayout } from './layout.ts';

/** Which rack faces share a walkway: each is an aisle of its own, 1 with 2 and 3 with 4, or 1 alone and 2 with 3. */
export type Pairing = 'none' | 'first-with-second' | 'first-alone';

export interface Drawing {
  /** Found out from the bins where nobody says. */
  readonly pattern?: string | undefined;
  readonly pairing: Pairing;
  readonly bayOrder: BayOrder;
  /** From one aisle to the next. */
  readonly aisleMetres: number;
  readonly bayMetres: number;
  readonly endMetres: number;
}

const mostAisles = 500;
const mostBlocks = 10;

/** Bays jump at least so far where a cross aisle lies between two hundreds. */
const leastJump = 10;

/**
 * Refusals: `warehouse.no-bins`, `warehouse.pattern-unreadable` (pattern), `warehouse.no-pattern` (count, example),
 * `warehouse.too-many-aisles` (count, most).
 */
export function drawLayout(binCodes: readonly string[], drawing: Drawing): WarehouseLayout | Refusal {
  const [example] = binCodes;
  if (example === undefined) return refuse('warehouse.no-bins');
  if (drawing.pattern !== undefined && !compileBinPattern(drawing.pattern)) {
    return refuse('warehouse.pattern-unreadable', { pattern: drawing.pattern });
  }
  const pattern = drawing.pattern ?? findPattern(binCodes);
  const bins = readBins(binCodes, pattern);
  if (bins.length === 0) return refuse('warehouse.no-pattern', { count: binCodes.length, example });

  const names = [...new Set(bins.map(({ aisle }) => aisle))].sort(compareNatural);
  const walkways = pair(names, drawing.pairing);
  if (walkways.length > mostAisles) {
    return refuse('warehouse.too-many-aisles', { count: walkways.length, most: mostAisles });
  }
  const bays = [...new Set(bins.map(({ bay }) => bay))].sort((a, b) => a - b);
  const aisles: Aisle[] = walkways.map((faces, index) => ({ faces, xMetres: index * drawing.aisleMetres }));
  const step = stepBetween(bays);
  const bayMetres = Math.max(0.05, drawing.bayMetres / step);
  return {
    pattern,
    bayOrder: drawing.bayOrder,
    aisles,
    ...layBlocks(blocksOf(bays, step), {
      bayOrder: drawing.bayOrder,
      bayMetres,
      endMetres: drawing.endMetres,
    }),
    bayMetres,
    endMetres: drawing.endMetres,
    barriers: [],
    depot: { xMetres: 0, yMetres: 0, isAssumed: true },
    placedBins: {},
  };
}

const candidates: readonly string[] = [
  ...['-', '_', '.', '/'].flatMap((separator) => [
    '{aisle}-{bay}[-{level}[-{slot}]]'.replaceAll('-', separator),
    '{zone}-{aisle}-{bay}-{level}-{slot}'.replaceAll('-', separator),
  ]),
  '{aisle}{bay:2}-{level}[-{slot}]',
  '{aisle:1}{bay:2}[{level:1}]',
  '{aisle:1}{bay:2}{level:2}[{slot:2}]',
  '{aisle:3}{bay:2}{level:2}',
  '{aisle:1}{bay:3}[{level:1}]',
  '{aisle}{bay}',
];

/** The candidate that most bins are written by; the first of them where two read as many. */
function findPattern(binCodes: readonly string[]): string {
  // A few thousand tell as much as all of them.
  const every = Math.max(1, Math.floor(binCodes.length / 3_000));
  const sample = binCodes.filter((_, index) => index % every === 0);
  let best = { pattern: candidates[0] ?? '', count: -1 };
  for (const pattern of candidates) {
    const count = readBins(sample, pattern).length;
    if (count > best.count) best = { pattern, count };
  }
  return best.pattern;
}

function readBins(binCodes: readonly string[], pattern: string): BinWords[] {
  const read = compileBinPattern(pattern);
  return binCodes.flatMap((code) => read?.(code) ?? []);
}

function pair(names: readonly string[], pairing: Pairing): string[][] {
  const walkways: string[][] = [];
  names.forEach((name, index) => {
    const isSecond =
      pairing !== 'none' && index % 2 === (pairing === 'first-with-second' ? 1 : 0) && index > 0;
    const last = walkways.at(-1);
    if (isSecond && last) last.push(name);
    else walkways.push([name]);
  });
  return walkways;
}

/** 10, 20, 30: bays numbered with room between are still one bay apart. */
function stepBetween(bays: readonly number[]): number {
  const greatest = (a: number, b: number): number => (b === 0 ? a : greatest(b, a % b));
  return bays.reduce((step, bay, index) => greatest(step, bay - (bays[index - 1] ?? bay)), 0) || 1;
}

/** One block, or one for each hundred where the numbers jump from hundred to hundred. */
function blocksOf(bays: readonly number[], step: number): { fromBay: number; toBay: number }[] {
  const blocks: { fromBay: number; toBay: number }[] = [];
  for (const bay of bays) {
    const last = blocks.at(-1);
    const isNextHundred = last && Math.floor(bay / 100) > Math.floor(last.toBay / 100);
    if (!last || (isNextHundred && bay - last.toBay >= leastJump && blocks.length < mostBlocks)) {
      blocks.push({ fromBay: firstOf(bay, step), toBay: bay });
    } else last.toBay = bay;
  }
  return blocks;
}

/** The first bays of a block may have nothing in them: 103 is the third. */
function firstOf(bay: number, step: number): number {
  const hundred = Math.floor(bay / 100) * 100;
  return bay === hundred || bay - hundred > leastJump ? bay : hundred + Math.min(step, bay - hundred);
}
