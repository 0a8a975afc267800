// Owes the platform any number of packed parcels: a few a transaction, so that a scan never waits, and told as progress. The outbox then
// sends them in calls of at most `shipping.batchLimit`.

import { setImmediate as giveWay } from 'node:timers/promises';
import type { Events } from '../basics/events.ts';
import type { ParcelId } from '../basics/ids.ts';
import { isRefusal, type Refusal } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { oweShipment, type ShipmentParts } from './owe-shipment.ts';

export interface ShippedMany {
  readonly owed: number;
  /** Each parcel is refused for itself; the codes are those of `oweShipment`. */
  readonly refused: readonly {
    readonly parcelId: string;
    readonly code: string;
    readonly facts: Refusal['facts'];
  }[];
}

const parcelsATime = 20;

/** `jobId` null: nobody follows it. What was owed stays owed when the rest is interrupted; asked again, it is owed once. */
export async function shipMany(
  parts: ShipmentParts & { readonly database: Database; readonly events: Events },
  parcelIds: readonly ParcelId[],
  caller: Caller,
  jobId: string | null,
): Promise<ShippedMany> {
  const all = [...new Set(parcelIds)];
  const refused: { parcelId: string; code: string; facts: Refusal['facts'] }[] = [];
  let owed = 0;
  for (let from = 0; from < all.length; from += parcelsATime) {
    if (from > 0) await giveWay();
    const portion = all.slice(from, from + parcelsATime);
    const answers = parts.database.write((writer) =>
      portion.map((parcelId) => ({ parcelId, answer: oweShipment(parts, writer, parcelId, caller) })),
    );
    for (const { parcelId, answer } of answers) {
      if (isRefusal(answer)) refused.push({ parcelId, code: answer.code, facts: answer.facts });
      else owed += 1;
    }
    const done = Math.min(all.length, from + parcelsATime);
    if (jobId !== null)
      parts.events.emit({ kind: 'job.progress', jobId, stage: 'owing', done, total: all.length });
  }
  return { owed, refused };
}
