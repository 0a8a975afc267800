// A warehouse as a walk sees it: parallel aisles, cross aisles from front to back, blocks between them, one depot where every walk
// begins and ends. Plain data, all lengths in metres. Only the walkway and the place along it enter a distance; which face, level
// and slot a bin is on only breaks ties.

import { normaliseCode } from '../../basics/normalise-code.ts';
import { type BinWords, compileBinPattern, type ReadBinWords, spellAisle } from './bin-pattern.ts';

/** A walkway with a rack on one or both sides. */
export interface Aisle {
  /** What bins call it; two names where each rack face has its own. The first is on the left, seen from the front. */
  readonly faces: readonly string[];
  readonly xMetres: number;
}

/** The bays between two cross aisles. */
export interface Block {
  readonly fromBay: number;
  readonly toBay: number;
  /** Where its front cross aisle runs, from the front of the warehouse. */
  readonly frontMetres: number;
  /** Where its back cross aisle runs. */
  readonly backMetres: number;
}

/** Where nobody can pass. Aisles, blocks and cross aisles are counted from 0, from the left and from the front. */
export type Barrier =
  | {
      readonly kind: 'aisle-end';
      readonly aisle: number;
      readonly block: number;
      readonly end: 'front' | 'back';
    }
  /** Between this aisle and the next one. */
  | { readonly kind: 'cross-aisle'; readonly crossAisle: number; readonly afterAisle: number };

/** `in-row`: bays 1, 2, 3 follow each other. `alternate`: 1 and 2 face each other, odd ones on the left. */
export type BayOrder = 'in-row' | 'alternate';

export interface WarehouseLayout {
  readonly pattern: string;
  readonly bayOrder: BayOrder;
  /** From the left. */
  readonly aisles: readonly Aisle[];
  /** From the front; one less than there are cross aisles. */
  readonly blocks: readonly Block[];
  /** Where each cross aisle runs, from the front: metres. */
  readonly crossAisles: readonly number[];
  readonly bayMetres: number;
  /** From a cross aisle to the middle of the first bay. */
  readonly endMetres: number;
  readonly barriers: readonly Barrier[];
  readonly depot: {
    readonly xMetres: number;
    readonly yMetres: number;
    /** Nobody has said where it is: the front of the first aisle. */
    readonly isAssumed: boolean;
  };
  /** Bins that are not written like the others, put in by hand; keys as `normaliseCode` spells them. */
  readonly placedBins: Readonly<Record<string, { readonly aisle: string; readonly bay: number }>>;
}

export interface BinPlace {
  readonly binCode: string;
  /** Index into `layout.aisles`. */
  readonly aisle: number;
  /** Index into `layout.blocks`. */
  readonly block: number;
  /** Along the aisle, from the front cross aisle of its block. */
  readonly positionMetres: number;
  readonly face: 'left' | 'right' | null;
  /** As written; low ones are fetched first from one place. */
  readonly level: string;
  readonly slot: string;
}

/** Why a bin has no place: it is not written like the others, its aisle is not on the plan, or its bay is beyond it. */
export type WhyNoPlace = 'not-like-pattern' | 'aisle-unknown' | 'bay-beyond';

export function findBinPlace(layout: WarehouseLayout, binCode: string): BinPlace | undefined {
  const found = placeBin(layout, binCode);
  return typeof found === 'string' ? undefined : found;
}

/** The place of a bin, or why it has none. */
export function placeBin(layout: WarehouseLayout, binCode: string): BinPlace | WhyNoPlace {
  const index = indexOf(layout);
  let found = index.found.get(binCode);
  if (found === undefined) {
    found = lookUp(layout, index, binCode);
    index.found.set(binCode, found);
  }
  return found;
}

interface LayoutIndex {
  readonly read: ReadBinWords | undefined;
  readonly aisleOf: ReadonlyMap<string, { readonly aisle: number; readonly face: 'left' | 'right' | null }>;
  readonly found: Map<string, BinPlace | WhyNoPlace>;
}

/** Made once for a layout that is in use; goes with it. */
const indexes = new WeakMap<WarehouseLayout, LayoutIndex>();

function indexOf(layout: WarehouseLayout): LayoutIndex {
  let index = indexes.get(layout);
  if (!index) {
    const aisleOf = new Map(
      layout.aisles.flatMap(({ faces }, aisle) =>
        faces.map((name, at) => {
          const side: 'left' | 'right' = at === 0 ? 'left' : 'right';
          return [spellAisle(name), { aisle, face: faces.length > 1 ? side : null }] as const;
        }),
      ),
    );
    index = { read: compileBinPattern(layout.pattern), aisleOf, found: new Map() };
    indexes.set(layout, index);
  }
  return index;
}

function lookUp(layout: WarehouseLayout, index: LayoutIndex, binCode: string): BinPlace | WhyNoPlace {
  const code = normaliseCode(binCode);
  const placed = Object.hasOwn(layout.placedBins, code) ? layout.placedBins[code] : undefined;
  const words: BinWords | undefined = placed
    ? { aisle: spellAisle(placed.aisle), bay: placed.bay, level: '', slot: '' }
    : index.read?.(code);
  if (!words) return 'not-like-pattern';
  const walkway = index.aisleOf.get(words.aisle);
  if (!walkway) return 'aisle-unknown';
  const block = layout.blocks.findIndex(({ fromBay, toBay }) => words.bay >= fromBay && words.bay <= toBay);
  const bays = layout.blocks[block];
  if (!bays) return 'bay-beyond';
  const along = stepOf(layout.bayOrder, words.bay) - stepOf(layout.bayOrder, bays.fromBay);
  const oddOnTheLeft = words.bay % 2 === 1 ? 'left' : 'right';
  return {
    binCode,
    aisle: walkway.aisle,
    block,
    positionMetres: layout.endMetres + along * layout.bayMetres,
    face: layout.bayOrder === 'alternate' ? oddOnTheLeft : walkway.face,
    level: words.level,
    slot: words.slot,
  };
}

/** How many bays along the aisle a bay is. */
export function stepOf(bayOrder: BayOrder, bay: number): number {
  return bayOrder === 'alternate' ? Math.ceil(bay / 2) : bay;
}
