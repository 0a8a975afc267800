// What is saved in the outbox of a parcel that left: ids, numbers and quantities, never a name or an address.

import { z } from 'zod';
import type { LineId, OrderId, ParcelId, TrackingNumber } from '../basics/ids.ts';
import type { OutboxRow } from '../outbox/outbox.ts';
import type { Parcel } from '../parcels/parcel.ts';

export const shipmentKind = 'shipment';

const shipmentSchema = z.strictObject({
  parcelId: z.string(),
  carrier: z.string().min(1),
  trackingNumber: z.string().min(1),
  lines: z
    .array(
      z.strictObject({
        orderKey: z.number().int(),
        orderId: z.string(),
        lineId: z.string(),
        quantity: z.number().int().positive(),
      }),
    )
    .min(1),
});

export interface OwedShipment {
  readonly parcelId: ParcelId;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  readonly lines: ReadonlyArray<{
    readonly orderKey: number;
    readonly orderId: OrderId;
    readonly lineId: LineId;
    readonly quantity: number;
  }>;
}

/** Undefined for a row that is not (or no longer) understood. */
export function parseShipment(row: Pick<OutboxRow, 'payloadJson'>): OwedShipment | undefined {
  try {
    const told: unknown = shipmentSchema.parse(JSON.parse(row.payloadJson));
    return told as OwedShipment; // of that shape; ids were branded when it was owed
  } catch {
    return undefined; // not JSON or not this shape: the caller puts the row before a person
  }
}

/** Undefined while the parcel has no waybill. */
export function shipmentOf(parcel: Parcel): OwedShipment | undefined {
  if (!parcel.carrier || !parcel.trackingNumber) return undefined;
  return {
    parcelId: parcel.parcelId,
    carrier: parcel.carrier,
    trackingNumber: parcel.trackingNumber as TrackingNumber, // branded when the waybill was taken
    lines: parcel.lines.map(({ orderKey, orderId, lineId, quantity }) => ({
      orderKey,
      orderId,
      lineId,
      quantity,
    })),
  };
}

export function orderIdsOf(shipment: OwedShipment): OrderId[] {
  return [...new Set(shipment.lines.map((line) => line.orderId))];
}
