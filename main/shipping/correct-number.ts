// A number of the seller's own carrier that was told wrongly: the platform takes another one, once, and only for so many hours. Asked at
// once, with a person waiting; an answer that was lost is found out by asking again.

import type { Clock } from '../basics/clock.ts';
import { hourMs } from '../basics/clock.ts';
import type { ParcelId, TrackingNumber } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import { parseTrackingNumber } from '../basics/tracking-number.ts';
import type { Database } from '../database/database.ts';
import { askGuard } from '../merges/guard-facts.ts';
import type { Parcel } from '../parcels/parcel.ts';
import { findParcel } from '../parcels/parcels-table.ts';
import { refsOf } from '../parcels/view-parcel.ts';
import { listAudit, recordAudit } from '../people/audit.ts';
import type { Platforms } from '../platforms/registry.ts';
import type { Settings } from '../settings/settings-table.ts';
import { getShop } from '../shops/shops-table.ts';

export interface CorrectParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly platforms: Platforms;
}

const corrected = 'shipment.number-corrected';

/**
 * Refusals: `parcel.unknown`, `waybill.unreadable` (trackingNumber), `correction.not-shipped` (state), `correction.not-own`,
 * `correction.too-late` (hours), `correction.once`, `correction.used` (trackingNumber), `correction.not-here`, `correction.later` (words),
 * `correction.refused` (words). Faults: `platform.*`.
 */
export async function correctNumber(
  parts: CorrectParts,
  asked: { readonly parcelId: ParcelId; readonly carrier: string; readonly trackingNumber: string },
  caller: Pick<Caller, 'person'>,
): Promise<{ readonly parcelId: ParcelId; readonly trackingNumber: string } | Refusal> {
  const { database, clock } = parts;
  const { parcelId } = asked;
  const carrier = asked.carrier.trim();
  const trackingNumber = parseTrackingNumber(asked.trackingNumber);
  if (trackingNumber === null)
    return refuse('waybill.unreadable', { trackingNumber: asked.trackingNumber.slice(0, 60) });
  const parcel = findParcel(database, parcelId);
  if (!parcel) return refuse('parcel.unknown', { parcelId });
  const before = parcel.trackingNumber as TrackingNumber | null; // branded when it was taken
  if (before === null) return refuse('correction.not-shipped', { parcelId, state: parcel.state });
  const no = whyNot(parts, parcel, trackingNumber);
  if (no) return no;
  const platform = parts.platforms.of(getShop(database, parcel.shopId));
  if (!platform.correctNumber) return refuse('correction.not-here', {});
  const orderIds = [...new Set(parcel.lines.map((line) => line.orderId))];
  const said = await platform.correctNumber({ orderIds, before, carrier, trackingNumber });
  if (said.outcome === 'retry') return refuse('correction.later', { words: said.words });
  if (said.outcome !== 'done') return refuse('correction.refused', { words: said.words });
  database.write((writer) => {
    writer.run(`UPDATE parcels SET carrier = ?, tracking_number = ? WHERE parcel_id = ?`, [
      carrier,
      trackingNumber,
      parcelId,
    ]);
    recordAudit(
      writer,
      clock,
      caller,
      corrected,
      { kind: 'parcel', id: parcelId },
      { trackingNumber, carrier, before },
    );
    writer.emit({ kind: 'parcels.changed' });
  });
  return { parcelId, trackingNumber };
}

/** False for what the platform would not take, whatever the number. */
export function isCorrectable(parts: Omit<CorrectParts, 'platforms'>, parcel: Parcel): boolean {
  return whyNever(parts, parcel) === undefined;
}

function whyNot(parts: CorrectParts, parcel: Parcel, trackingNumber: TrackingNumber): Refusal | undefined {
  const { database, clock } = parts;
  const { parcelId } = parcel;
  const no = whyNever(parts, parcel);
  if (no) return no;
  const { reasons } = askGuard(database, clock, refsOf(parcel), { parcelId, trackingNumber, source: 'hand' });
  return reasons.some(({ rule }) => rule === 'waybill.duplicate')
    ? refuse('correction.used', { trackingNumber })
    : undefined;
}

function whyNever(
  { database, clock, settings }: Omit<CorrectParts, 'platforms'>,
  parcel: Parcel,
): Refusal | undefined {
  const { parcelId, state } = parcel;
  if (state !== 'shipped') return refuse('correction.not-shipped', { parcelId, state });
  if (parcel.waybillSource !== 'hand') return refuse('correction.not-own', {});
  const hours = settings.get('shipping.correctWithinHours');
  const shippedAt =
    database.get<{ at: number | null }>(`SELECT shipped_at AS at FROM parcels WHERE parcel_id = ?`, [
      parcelId,
    ])?.at ?? 0;
  if (clock.now() - shippedAt > hours * hourMs) return refuse('correction.too-late', { hours });
  if (listAudit(database, { kind: 'parcel', id: parcelId }).some(({ verb }) => verb === corrected))
    return refuse('correction.once', {});
  return undefined;
}
