// What makes a tagged parcel not compliant. Pure: the same answer for a parcel that still stands here and for one that leaves.

import type { SeenLine } from '../merges/see-lines.ts';
import type { Parcel } from '../parcels/parcel.ts';
import type { Shop } from '../shops/shops-table.ts';

/**
 * `waybill`: the number does not come from the platform (door.e-waybill). `carrier`: it goes with one that does not cooperate
 * (door.carrier). `mixed`: untagged goods lie in it too (door.order-untagged-mix).
 */
export type ComplianceReason = 'waybill' | 'carrier' | 'mixed';

export interface Compliance {
  /** Of untagged parcels nothing is asked. */
  readonly isTagged: boolean;
  readonly isCompliant: boolean;
  readonly reasons: readonly ComplianceReason[];
}

/** Only Douyin sells it. */
export function hasDoorDelivery(shop: Pick<Shop, 'market'>): boolean {
  return shop.market === 'douyin';
}

/** True for a line that the platform counts as sold with door delivery; where no tags are told, the goods' binding decides. */
export function isDoorLine(seen: Pick<SeenLine, 'doorCell'>): boolean {
  return seen.doorCell === 'door';
}

/** A parcel without a number yet is judged by what is known: nothing is foreseen of a number that is still to come. */
export function judgeCompliance(
  parcel: Pick<Parcel, 'carrier' | 'trackingNumber' | 'waybillSource'>,
  seen: readonly Pick<SeenLine, 'doorCell'>[],
  cooperates: (carrier: string) => boolean,
): Compliance {
  if (!seen.some(isDoorLine)) return { isTagged: false, isCompliant: true, reasons: [] };
  const reasons: ComplianceReason[] = [];
  if (parcel.trackingNumber !== null && isOwnNumber(parcel.waybillSource)) reasons.push('waybill');
  if (parcel.carrier !== null && !cooperates(parcel.carrier)) reasons.push('carrier');
  // A tag that needs a look may be one: it is no proof of a mix.
  if (seen.some((line) => !isDoorLine(line) && line.doorCell !== 'look')) reasons.push('mixed');
  return { isTagged: true, isCompliant: reasons.length === 0, reasons };
}

/** A number that came with the platform's own file is the platform's. */
function isOwnNumber(source: Parcel['waybillSource']): boolean {
  return source !== 'platform' && source !== 'file';
}
