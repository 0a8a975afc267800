// A platform's label comes to its parcel: looked at as it will be printed, its tracking code read and compared, then kept sealed. What
// is no good is refused now, with what to do, not when fifty parcels wait for their labels.

import type { Clock } from '../../basics/clock.ts';
import type { ParcelId } from '../../basics/ids.ts';
import { normaliseCode } from '../../basics/normalise-code.ts';
import { isRefusal, type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Database, Reader } from '../../database/database.ts';
import type { Vault } from '../../database/vault.ts';
import { findParcel, listParcelNumbers } from '../../parcels/parcels-table.ts';
import { recordAudit } from '../../people/audit.ts';
import type { Settings } from '../../settings/settings-table.ts';
import type { LabelDrawer } from '../label-drawer.ts';
import type { InspectedDocument } from './label-document.ts';
import { findLabelDocument, keepLabelDocument, type LabelDocument } from './label-documents-table.ts';
import { isCodeOf, judgeCodes } from './match-codes.ts';

export interface DocumentParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly settings: Settings;
  readonly drawer: LabelDrawer;
}

export interface OfferedDocument {
  readonly bytes: Uint8Array;
  /** `hand`, or the name of the connection that fetched it. */
  readonly source: string;
  /** As a person saved it; may hold the tracking number, the parcel's or the order's. */
  readonly fileName?: string;
}

/**
 * Keeps a document with the parcel named, or with the one it belongs to by its tracking code, else by its file name. What a platform
 * adapter calls when a label was fetched. Refusals: of `inspectDocument`; `document.too-large` (most), `document.nobodys` (codes),
 * `document.unreadable`, `document.other-parcel`, `parcel.unknown`, `parcel.over`, `label.no-waybill`.
 */
export async function takeInDocument(
  parts: DocumentParts,
  offered: OfferedDocument,
  wanted: ParcelId | undefined,
  caller: Pick<Caller, 'person'>,
): Promise<LabelDocument | Refusal> {
  const { database, settings } = parts;
  const most = settings.get('printing.mostDocumentMegabytes');
  if (offered.bytes.length > most * 1_000_000) return refuse('document.too-large', { most });
  const seen = await parts.drawer.inspect(offered.bytes, settings.get('printing.pageToleranceMm'));
  if (isRefusal(seen)) return seen;
  const parcelId = wanted ?? findParcelOf(database, seen.codes, offered.fileName ?? '');
  if (parcelId === undefined)
    return refuse('document.nobodys', { codes: seen.codes.slice(0, 3).map(shorten) });
  return database.write((writer) => {
    const trackingNumber = whichTracking(writer, parcelId, seen);
    if (isRefusal(trackingNumber)) return trackingNumber;
    const { format, pageCount } = seen;
    const document = { format, pageCount, trackingNumber, source: offered.source, bytes: offered.bytes };
    keepLabelDocument(writer, parts.vault, parcelId, document, {
      at: parts.clock.now(),
      person: caller.person,
    });
    const facts = { trackingNumber, source: offered.source, pageCount };
    recordAudit(writer, parts.clock, caller, 'document.kept', { kind: 'parcel', id: parcelId }, facts);
    return findLabelDocument(writer, parcelId) ?? refuse('parcel.unknown', { parcelId });
  });
}

const shorten = (code: string) => code.slice(0, 40);

/** The parcel's own number, which the page carries; or why the page is not this parcel's. */
function whichTracking(reader: Reader, parcelId: ParcelId, seen: InspectedDocument): string | Refusal {
  const parcel = findParcel(reader, parcelId);
  if (!parcel) return refuse('parcel.unknown', { parcelId });
  if (overStates.has(parcel.state)) return refuse('parcel.over', { parcelId, state: parcel.state });
  if (parcel.trackingNumber === null) return refuse('label.no-waybill', { parcelId });
  const others = listParcelNumbers(reader, parcelId);
  const isByOther = others.some((number) => judgeCodes(seen.codes, number) === null);
  return (isByOther ? null : judgeCodes(seen.codes, parcel.trackingNumber)) ?? parcel.trackingNumber;
}

const overStates: ReadonlySet<string> = new Set(['pulled', 'dissolved']);

/** By what a scanner reads, which cannot lie; a file name only says where to look, the code is compared all the same. */
function findParcelOf(reader: Reader, codes: readonly string[], fileName: string): ParcelId | undefined {
  const named = fileName.replace(/\.(pdf|png)$/i, '').split(/[^0-9A-Za-z]+/);
  const words = [...codes, ...named].map(normaliseCode).filter((word) => word.length >= 6);
  const rows = reader.all<{ parcel_id: string; tracking_number: string }>(
    `SELECT parcel_id, tracking_number FROM parcels WHERE state NOT IN ('pulled', 'dissolved') AND tracking_number IS NOT NULL
       AND parcel_id IN (
         SELECT parcel_id FROM parcels WHERE tracking_number IN (SELECT value FROM json_each(:words))
         UNION SELECT value FROM json_each(:words)
         UNION SELECT parcel_lines.parcel_id FROM orders JOIN parcel_lines USING (order_key)
           WHERE orders.order_id IN (SELECT value FROM json_each(:words)))`,
    { words: JSON.stringify(words) },
  );
  const byCode = rows.find((row) => codes.some((code) => isCodeOf(code, row.tracking_number)));
  return (byCode ?? rows[0])?.parcel_id as ParcelId | undefined; // branded when it was made
}
