// All SQL for first-mile bundles.

import { assert } from '../../basics/assert.ts';
import type { ParcelId, ShopId } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import type { Vault } from '../../database/vault.ts';
import type { FirstMileAnswer } from '../../platforms/platform.ts';
import type { Bundle, BundledParcel, BundleMethod, BundleState, DropOff } from './first-mile.ts';

interface BundleRow {
  bundle_id: string;
  shop_id: string;
  state: string;
  method: string | null;
  carrier: string | null;
  carrier_id: string | null;
  tracking_number: string | null;
  phone_tail: string | null;
  platform_id: string | null;
  document_url: string | null;
  has_waybill: number;
  answer_json: string | null;
  opened_at: number;
  opened_by: string;
  told_at: number | null;
  made_at: number | null;
  printed_at: number | null;
  handed_over_at: number | null;
  handed_over_by: string | null;
}

/** Never `*`, which would drag the waybill along. */
const columns = `bundle_id, shop_id, state, method, carrier, carrier_id, tracking_number, phone_tail, platform_id, document_url,
  sealed IS NOT NULL AS has_waybill, answer_json, opened_at, opened_by, told_at, made_at, printed_at, handed_over_at, handed_over_by`;

export function findBundle(reader: Reader, bundleId: string): Bundle | undefined {
  const row = reader.get<BundleRow>(`SELECT ${columns} FROM first_mile_bundles WHERE bundle_id = ?`, [
    bundleId,
  ]);
  return row && fromRow(row);
}

export function findOpenBundle(reader: Reader, shopId: ShopId): Bundle | undefined {
  const row = reader.get<BundleRow>(
    `SELECT ${columns} FROM first_mile_bundles WHERE shop_id = ? AND state = 'open'`,
    [shopId],
  );
  return row && fromRow(row);
}

/** Newest first, those that are not handed over before the others. */
export function listBundles(reader: Reader, limit: number): Bundle[] {
  return reader
    .all<BundleRow>(
      `SELECT ${columns} FROM first_mile_bundles ORDER BY state = 'handed-over', opened_at DESC, bundle_id LIMIT ?`,
      [limit],
    )
    .map(fromRow);
}

function fromRow(row: BundleRow): Bundle {
  const { carrier, carrier_id: carrierId, tracking_number: trackingNumber, phone_tail: phoneTail } = row;
  const isDropOff = carrier !== null && carrierId !== null && trackingNumber !== null && phoneTail !== null;
  return {
    bundleId: row.bundle_id,
    shopId: row.shop_id as ShopId, // references shops
    state: row.state as BundleState, // CHECK in the table
    method: row.method as BundleMethod | null, // CHECK in the table
    dropOff: isDropOff ? { carrier, carrierId, trackingNumber, phoneTail } : null,
    platformId: row.platform_id,
    documentUrl: row.document_url,
    hasWaybill: row.has_waybill === 1,
    said: row.answer_json === null ? null : JSON.parse(row.answer_json), // written below
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    toldAt: row.told_at,
    madeAt: row.made_at,
    printedAt: row.printed_at,
    handedOverAt: row.handed_over_at,
    handedOverBy: row.handed_over_by,
  };
}

export function addBundle(
  writer: Writer,
  bundle: Pick<Bundle, 'bundleId' | 'shopId' | 'openedAt' | 'openedBy'>,
): void {
  writer.run(
    `INSERT INTO first_mile_bundles (bundle_id, shop_id, state, opened_at, opened_by) VALUES (?, ?, 'open', ?, ?)`,
    [bundle.bundleId, bundle.shopId, bundle.openedAt, bundle.openedBy],
  );
}

/** In it, or in it again after it was left out. */
export function putIntoBundle(
  writer: Writer,
  bundleId: string,
  parcelId: ParcelId,
  added: { readonly at: number; readonly by: string },
): void {
  writer.run(
    `INSERT INTO first_mile_parcels (bundle_id, parcel_id, added_at, added_by) VALUES (?, ?, ?, ?)
     ON CONFLICT (bundle_id, parcel_id) DO UPDATE SET code = NULL, words = NULL, added_at = excluded.added_at,
       added_by = excluded.added_by`,
    [bundleId, parcelId, added.at, added.by],
  );
}

/** A bundle that holds nothing any more is none. */
export function takeFromBundle(writer: Writer, bundleId: string, parcelId: ParcelId): boolean {
  const { changes } = writer.run(`DELETE FROM first_mile_parcels WHERE bundle_id = ? AND parcel_id = ?`, [
    bundleId,
    parcelId,
  ]);
  writer.run(
    `DELETE FROM first_mile_bundles WHERE bundle_id = :bundleId AND state = 'open'
       AND NOT EXISTS (SELECT 1 FROM first_mile_parcels WHERE bundle_id = :bundleId)`,
    { bundleId },
  );
  return changes === 1;
}

/** Where a parcel is bundled; undefined when nowhere. */
export function findBundleOf(reader: Reader, parcelId: ParcelId): Bundle | undefined {
  const row = reader.get<{ bundle_id: string }>(
    `SELECT bundle_id FROM first_mile_parcels WHERE parcel_id = ? AND code IS NULL`,
    [parcelId],
  );
  return row && findBundle(reader, row.bundle_id);
}

/** In the order in which they were put in. */
export function listBundled(reader: Reader, bundleId: string): BundledParcel[] {
  return reader
    .all<{
      parcel_id: string;
      tracking_number: string | null;
      carrier: string | null;
      order_ids: string;
      added_at: number;
      added_by: string;
      code: string | null;
      words: string | null;
    }>(
      `SELECT first_mile_parcels.parcel_id, tracking_number, carrier, added_at, added_by, code, words, (
         SELECT json_group_array(DISTINCT orders.order_id) FROM parcel_lines JOIN orders USING (order_key)
         WHERE parcel_lines.parcel_id = first_mile_parcels.parcel_id) AS order_ids
       FROM first_mile_parcels JOIN parcels USING (parcel_id) WHERE bundle_id = ? ORDER BY added_at, first_mile_parcels.parcel_id`,
      [bundleId],
    )
    .map((row) => ({
      parcelId: row.parcel_id as ParcelId, // branded when it was made
      trackingNumber: row.tracking_number,
      carrier: row.carrier,
      orderIds: JSON.parse(row.order_ids),
      addedAt: row.added_at,
      addedBy: row.added_by,
      leftOut: row.code === null ? null : (row.words ?? ''),
    }));
}

/** Decided: from here on nothing goes in or out. */
export function markTelling(
  writer: Writer,
  bundleId: string,
  told: { readonly method: BundleMethod; readonly dropOff: DropOff | null; readonly at: number },
): void {
  const { method, dropOff, at } = told;
  writer.run(
    `UPDATE first_mile_bundles SET state = 'telling', method = ?, carrier = ?, carrier_id = ?, tracking_number = ?, phone_tail = ?,
       told_at = ?, answer_json = NULL WHERE bundle_id = ?`,
    [
      method,
      dropOff?.carrier ?? null,
      dropOff?.carrierId ?? null,
      dropOff?.trackingNumber ?? null,
      dropOff?.phoneTail ?? null,
      at,
      bundleId,
    ],
  );
}

/** The platform has made it: its number, and which parcels it left out. */
export function markMade(
  writer: Writer,
  bundleId: string,
  made: Pick<FirstMileAnswer, 'platformId' | 'documentUrl' | 'leftOut'>,
  at: number,
): void {
  writer.run(
    `UPDATE first_mile_bundles SET state = 'made', platform_id = ?, document_url = ?, made_at = ?, answer_json = NULL WHERE bundle_id = ?`,
    [made.platformId, made.documentUrl, at, bundleId],
  );
  leaveOut(writer, bundleId, made.leftOut);
}

/** Every parcel that holds a piece of such an order. */
export function leaveOut(writer: Writer, bundleId: string, leftOut: FirstMileAnswer['leftOut']): void {
  for (const { orderId, words } of leftOut) {
    writer.run(
      `UPDATE first_mile_parcels SET code = 'first-mile.refused', words = ? WHERE bundle_id = ? AND parcel_id IN (
         SELECT parcel_lines.parcel_id FROM parcel_lines JOIN orders USING (order_key) WHERE orders.order_id = ?)`,
      [words, bundleId, orderId],
    );
  }
}

export function setBundleState(
  writer: Writer,
  bundleId: string,
  state: BundleState,
  said: { readonly code: string; readonly words: string } | null,
): void {
  writer.run(`UPDATE first_mile_bundles SET state = ?, answer_json = ? WHERE bundle_id = ?`, [
    state,
    said && JSON.stringify(said),
    bundleId,
  ]);
}

/** What is in one goes into the other; the first one is no more. */
export function pourBundle(writer: Writer, from: string, into: string): void {
  writer.run(`UPDATE OR REPLACE first_mile_parcels SET bundle_id = ? WHERE bundle_id = ?`, [into, from]);
  writer.run(`DELETE FROM first_mile_bundles WHERE bundle_id = ?`, [from]);
}

export function keepWaybill(
  writer: Writer,
  vault: Vault,
  bundleId: string,
  waybill: { readonly bytes: Uint8Array; readonly format: 'pdf' | 'png' },
): void {
  // The address has done its work, and ends after a day.
  writer.run(
    `UPDATE first_mile_bundles SET sealed = ?, document_format = ?, document_url = NULL WHERE bundle_id = ?`,
    [vault.sealBytes(waybill.bytes), waybill.format, bundleId],
  );
}

/** Fault `vault.cannot-open` when it was kept with another key. */
export function openWaybill(reader: Reader, vault: Vault, bundleId: string): Uint8Array {
  const row = reader.get<{ sealed: Uint8Array | null }>(
    `SELECT sealed FROM first_mile_bundles WHERE bundle_id = ?`,
    [bundleId],
  );
  assert(row?.sealed, 'the bundle has a waybill: it was found just before');
  return vault.openBytes(row.sealed);
}

export function notePrinted(writer: Writer, bundleId: string, at: number): void {
  writer.run(`UPDATE first_mile_bundles SET printed_at = ? WHERE bundle_id = ?`, [at, bundleId]);
}

export function noteHandedOver(writer: Writer, bundleId: string, at: number, by: string): void {
  writer.run(
    `UPDATE first_mile_bundles SET state = 'handed-over', handed_over_at = ?, handed_over_by = ? WHERE bundle_id = ?`,
    [at, by, bundleId],
  );
}

/** Packed parcels of these shops that the platform still waits for and that are in no bundle; the most urgent first. */
export function listUnbundled(
  reader: Reader,
  shopIds: readonly ShopId[],
  limit: number,
): { readonly parcelId: ParcelId; readonly shopId: ShopId; readonly trackingNumber: string }[] {
  return reader
    .all<{ parcel_id: string; shop_id: string; tracking_number: string }>(
      `SELECT parcel_id, shop_id, tracking_number FROM parcels
       WHERE state IN ('packed', 'shipped') AND tracking_number IS NOT NULL AND waybill_source = 'platform'
         AND shop_id IN (SELECT value FROM json_each(:shopIds))
         AND NOT EXISTS (SELECT 1 FROM first_mile_parcels WHERE first_mile_parcels.parcel_id = parcels.parcel_id AND code IS NULL)
         AND EXISTS (SELECT 1 FROM parcel_lines JOIN orders USING (order_key) WHERE parcel_lines.parcel_id = parcels.parcel_id
           AND orders.state IN ('to-ship', 'part-shipped', 'awaiting-collection'))
       ORDER BY due_at IS NULL, due_at, parcel_id LIMIT :limit`,
      { shopIds: JSON.stringify(shopIds), limit },
    )
    .map((row) => ({
      parcelId: row.parcel_id as ParcelId, // branded when it was made
      shopId: row.shop_id as ShopId, // references shops
      trackingNumber: row.tracking_number,
    }));
}
