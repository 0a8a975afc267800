// What a scan means to somebody who walks a cart: bin, item, tote, in turn. Pure. The bin may be skipped, the right item says where
// one stands; the item may not. Every answer that is not right says what would be.

/** The line the walk has come to, as far as a scan needs it. */
export interface LineAhead {
  readonly position: number;
  readonly binCode: string | null;
  /** Totes that still lack pieces, in the order in which they are filled. */
  readonly openSlots: readonly number[];
}

export interface ScanFacts {
  /** Each piece goes into the tote that is scanned next. */
  readonly isToTotes: boolean;
  /** Null when everything is picked. */
  readonly ahead: LineAhead | null;
  /** The line whose piece is in the hand. */
  readonly inHand: LineAhead | null;
  /** The tote that the code names. */
  readonly tote: number | null;
  /** The code is the bin of this line, or of another one that is still open. */
  readonly bin: 'this' | 'other' | null;
  /** The code is goods: those of this line, of a line that comes later, of one that is full, of none, or of none at all. */
  readonly goods: 'this' | 'later' | 'full' | 'not-here' | null;
}

export type ShelfStep =
  | { readonly outcome: 'bin' }
  /** The piece is in the hand: which totes it may go into. */
  | { readonly outcome: 'item'; readonly slots: readonly number[] }
  /** One piece more lies in this tote, or in the first slot that lacks one. */
  | { readonly outcome: 'put'; readonly slot: number | null }
  | { readonly outcome: 'wrong-tote'; readonly slots: readonly number[] }
  | {
      readonly outcome:
        | 'wrong-bin'
        | 'wrong-item'
        | 'later-item'
        | 'too-many'
        | 'tote-first'
        | 'item-first'
        | 'unknown'
        | 'all-picked';
    };

export function stepAtShelf(facts: ScanFacts): ShelfStep {
  const { ahead, inHand, tote, bin, goods } = facts;
  if (inHand) {
    if (tote === null) return { outcome: goods || bin ? 'tote-first' : 'unknown' };
    return inHand.openSlots.includes(tote)
      ? { outcome: 'put', slot: tote }
      : { outcome: 'wrong-tote', slots: inHand.openSlots };
  }
  if (!ahead) return { outcome: goods === 'full' ? 'too-many' : 'all-picked' };
  // A SKU may be called like a bin, and a bin like a tote: what the walk expects comes first.
  if (goods === 'this') {
    return facts.isToTotes ? { outcome: 'item', slots: ahead.openSlots } : { outcome: 'put', slot: null };
  }
  if (bin === 'this') return { outcome: 'bin' };
  if (goods === 'later') return { outcome: 'later-item' };
  if (goods === 'full') return { outcome: 'too-many' };
  if (goods === 'not-here') return { outcome: 'wrong-item' };
  if (bin === 'other') return { outcome: 'wrong-bin' };
  if (tote !== null) return { outcome: 'item-first' };
  return { outcome: 'unknown' };
}

/** `T5`, `T-05` and `PB-T05` are tote 5. `code` as `normaliseCode` spells it. */
export function toteOfCode(code: string): number | null {
  const number = /^(?:PB-)?T-?0*([1-9][0-9]{0,3})$/.exec(code)?.[1];
  return number === undefined ? null : Number(number);
}
