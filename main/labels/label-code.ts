// The square code of a label, written and read: its parcel; from the second print on which print it is, because every print of a label
// carries the same number and only one of them counts; on a goods list which page.

import type { ParcelId } from '../basics/ids.ts';
import { type LabelFacts, type LabelPart, partOf } from './label.ts';

export interface LabelCode {
  readonly parcelId: ParcelId;
  readonly part: LabelPart;
  /** From 1; a goods list does not say. */
  readonly print: number;
}

/** `P7K3M9Q2XF4`, `P7K3M9Q2XF4/2`, `P7K3M9Q2XF4/GOODS-1`. */
export function labelCodeOf(facts: Pick<LabelFacts, 'parcelId' | 'part' | 'reprintCount'>): string {
  const { parcelId, reprintCount } = facts;
  const part = partOf(facts);
  if (part !== 'label') return `${parcelId}/${part.toUpperCase()}`;
  return reprintCount === 0 ? parcelId : `${parcelId}/${reprintCount + 1}`;
}

/** What a normalised code says if it is one of ours; whoever looks it up decides whether it is. */
export function readLabelCode(code: string): LabelCode {
  const [, parcelId, goods, print] =
    /^([^/]+)\/(?:(GOODS-[1-9]\d{0,2})|([2-9]|[1-9]\d{1,2}))$/.exec(code) ?? [];
  return {
    parcelId: (parcelId ?? code) as ParcelId, // only looked up
    part: goods === undefined ? 'label' : (goods.toLowerCase() as LabelPart), // as the pattern says
    print: Number(print ?? 1),
  };
}
