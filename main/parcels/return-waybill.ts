// Giving a waybill number back to the platform that gave it: owed in the transaction that frees the parcel of it.

import type { Clock } from '../basics/clock.ts';
import type { RandomBytes } from '../basics/ids.ts';
import type { Writer } from '../database/database.ts';
import { addDebt } from '../outbox/outbox-table.ts';
import type { Parcel } from './parcel.ts';

export const waybillReturnKind = 'waybill-return';

/** Numbers from files and numbers typed by hand belong to somebody else: nobody is told about those. */
export function oweWaybillReturn(
  parts: { readonly clock: Clock; readonly random: RandomBytes },
  writer: Writer,
  parcel: Pick<Parcel, 'parcelId' | 'shopId' | 'carrier' | 'trackingNumber' | 'waybillSource'>,
): void {
  if (parcel.waybillSource !== 'platform' || !parcel.trackingNumber) return;
  addDebt(
    writer,
    {
      idempotencyKey: Buffer.from(parts.random(16)).toString('hex'),
      shopId: parcel.shopId,
      kind: waybillReturnKind,
      subjectId: parcel.parcelId,
      payload: { trackingNumber: parcel.trackingNumber, carrier: parcel.carrier },
    },
    parts.clock.now(),
  );
}
