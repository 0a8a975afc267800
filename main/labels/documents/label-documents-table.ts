// All SQL for platform labels that are kept: one a parcel, sealed with the station's key, so that it can be printed, and printed again,
// without a network. It names a person: it goes when the parcel has long left.

import { assert } from '../../basics/assert.ts';
import type { ParcelId } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import type { Vault } from '../../database/vault.ts';
import type { DocumentFormat } from './label-document.ts';

export interface LabelDocument {
  readonly parcelId: ParcelId;
  readonly format: DocumentFormat;
  /** 2: the second page is a packing slip. */
  readonly pageCount: number;
  /** As the platform, or the page itself, says. */
  readonly trackingNumber: string;
  /** Where it came from: `hand`, or the name of a connection. */
  readonly source: string;
  readonly keptAt: number;
}

/**
 * Keeps a platform's label with its parcel; an earlier one is replaced. `bytes` have passed `takeInDocument`'s look (size, pages,
 * tracking code); a platform adapter calls that, not this.
 */
export function keepLabelDocument(
  writer: Writer,
  vault: Vault,
  parcelId: ParcelId,
  document: Omit<LabelDocument, 'parcelId' | 'keptAt'> & { readonly bytes: Uint8Array },
  kept: { readonly at: number; readonly person: string },
): void {
  writer.run(
    `INSERT INTO label_documents (parcel_id, format, page_count, tracking_number, source, sealed, kept_at, kept_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (parcel_id) DO UPDATE SET format = excluded.format, page_count = excluded.page_count,
       tracking_number = excluded.tracking_number, source = excluded.source, sealed = excluded.sealed, kept_at = excluded.kept_at,
       kept_by = excluded.kept_by`,
    [
      parcelId,
      document.format,
      document.pageCount,
      document.trackingNumber,
      document.source,
      vault.sealBytes(document.bytes),
      kept.at,
      kept.person,
    ],
  );
  writer.emit({ kind: 'parcels.changed' });
}

interface DocumentRow {
  parcel_id: string;
  format: string;
  page_count: number;
  tracking_number: string;
  source: string;
  kept_at: number;
}

const columns = `parcel_id, format, page_count, tracking_number, source, kept_at`;

export function findLabelDocument(reader: Reader, parcelId: ParcelId): LabelDocument | undefined {
  return listLabelDocuments(reader, [parcelId])[0];
}

export function listLabelDocuments(reader: Reader, parcelIds: readonly ParcelId[]): LabelDocument[] {
  return reader
    .all<DocumentRow>(
      `SELECT ${columns} FROM label_documents WHERE parcel_id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(parcelIds)],
    )
    .map((row) => ({
      parcelId: row.parcel_id as ParcelId, // branded when it was made
      format: row.format as DocumentFormat, // CHECK in the table
      pageCount: row.page_count,
      trackingNumber: row.tracking_number,
      source: row.source,
      keptAt: row.kept_at,
    }));
}

/** The file itself. Fault `vault.cannot-open` when it was kept with another key. */
export function openLabelDocument(reader: Reader, vault: Vault, parcelId: ParcelId): Uint8Array {
  const row = reader.get<{ sealed: Uint8Array }>(`SELECT sealed FROM label_documents WHERE parcel_id = ?`, [
    parcelId,
  ]);
  assert(row, 'the parcel has a document: it was found just before');
  return vault.openBytes(row.sealed);
}

export function forgetLabelDocument(writer: Writer, parcelId: ParcelId): boolean {
  return writer.run(`DELETE FROM label_documents WHERE parcel_id = ?`, [parcelId]).changes === 1;
}

/** Forgets at most `most` of those kept before `before` whose parcel has left, or will not leave any more; answers how many it was. */
export function purgeLabelDocuments(writer: Writer, before: number, most: number): number {
  return writer.run(
    `DELETE FROM label_documents WHERE parcel_id IN (
       SELECT parcel_id FROM label_documents JOIN parcels USING (parcel_id)
       WHERE kept_at < :before AND coalesce(shipped_at, 0) < :before AND state IN ('shipped', 'pulled', 'dissolved') LIMIT :most)`,
    { before, most },
  ).changes;
}
