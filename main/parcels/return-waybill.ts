// Giving a waybill number back to the platform that gave it: owed in the transaction that frees the parcel of it. A number that may have
// been given without our hearing of it is owed as the question that asked for it.

import type { Clock } from '../basics/clock.ts';
import type { RandomBytes } from '../basics/ids.ts';
import type { Writer } from '../database/database.ts';
import { addDebt } from '../outbox/outbox-table.ts';
import { forgetAsked, listAsked } from './asked-waybills-table.ts';
import type { Parcel } from './parcel.ts';

export const waybillReturnKind = 'waybill-return';

export interface ReturnParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** Numbers from files and numbers typed by hand belong to somebody else: nobody is told about those. */
export function oweWaybillReturn(
  parts: ReturnParts,
  writer: Writer,
  parcel: Pick<Parcel, 'parcelId' | 'shopId' | 'carrier' | 'trackingNumber' | 'waybillSource'>,
): void {
  oweAskedReturns(parts, writer, parcel);
  if (parcel.waybillSource !== 'platform' || !parcel.trackingNumber) return;
  const { trackingNumber, carrier } = parcel;
  oweReturn(parts, writer, parcel, { trackingNumber, carrier });
}

/** Numbers that were asked for, with answers that never came. */
export function oweAskedReturns(
  parts: ReturnParts,
  writer: Writer,
  parcel: Pick<Parcel, 'parcelId' | 'shopId'>,
): void {
  for (const question of listAsked(writer, parcel.parcelId)) {
    oweReturn(parts, writer, parcel, { question });
    forgetAsked(writer, parcel.parcelId, question);
  }
}

function oweReturn(
  parts: ReturnParts,
  writer: Writer,
  { parcelId, shopId }: Pick<Parcel, 'parcelId' | 'shopId'>,
  payload: object,
): void {
  addDebt(
    writer,
    {
      idempotencyKey: Buffer.from(parts.random(16)).toString('hex'),
      shopId,
      kind: waybillReturnKind,
      subjectId: parcelId,
      payload,
    },
    parts.clock.now(),
  );
}
