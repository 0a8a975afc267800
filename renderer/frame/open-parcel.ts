// Where exactly one parcel is shown: on the planning board while it is still planned, else in the story of its order.

import { ask, type Refused, type RequestAnswer } from '../parts/station.ts';
import { type OpenWith, openWith } from './room-store.ts';
import { speakAsk } from './speech-store.ts';

type ParcelFacts = Pick<RequestAnswer<'parcels.read'>, 'parcelId' | 'state'> & {
  readonly lines: readonly { readonly orderKey: number; readonly orderId: string }[];
};

/** Null for a parcel that holds nothing any more: it was dissolved and its goods are planned anew. */
export function placeOfParcel({ parcelId, state, lines }: ParcelFacts): OpenWith | null {
  const first = lines[0];
  if (!first || state === 'dissolved') return null;
  if (state === 'proposed' || state === 'planned') {
    return { room: 'waves', part: 'plan', parcelId, search: first.orderId };
  }
  return { room: 'orders', orderKey: first.orderKey, parcelId };
}

/** Opens it and answers null, or answers why there is nothing to open. */
export async function openParcel(
  parcelId: RequestAnswer<'parcels.read'>['parcelId'],
): Promise<Refused | null> {
  const reply = await ask('parcels.read', { parcelId });
  if (!reply.ok) return reply.refusal;
  const place = placeOfParcel(reply.value);
  if (!place) return { code: 'scan.parcel-dissolved', facts: { parcelId } };
  openWith(place);
  return null;
}

/** The same for a press on screen: what is in the way is said as a bar. */
export function showParcel(parcelId: RequestAnswer<'parcels.read'>['parcelId']): void {
  void openParcel(parcelId).then((refusal) => refusal && speakAsk(refusal));
}
