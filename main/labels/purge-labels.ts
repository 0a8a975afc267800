// What parcels, labels and the paperless printer's folder still know of a buyer when the order has been purged. A label's own facts
// name nobody (label.ts); what is left is the key its parcel was planned for, a character of a name that no font had, and pictures.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Writer } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';

/** In the transaction that purges these orders. */
export function forgetInParcels(writer: Writer, orderKeys: readonly OrderKey[]): void {
  if (orderKeys.length === 0) return;
  const wanted = JSON.stringify(orderKeys);
  const parcelsSql = `SELECT parcel_id FROM json_each(?) AS wanted CROSS JOIN parcel_lines ON parcel_lines.order_key = wanted.value`;
  writer.run(
    `UPDATE parcels SET recipient_key = NULL WHERE recipient_key IS NOT NULL AND parcel_id IN (${parcelsSql})`,
    [wanted],
  );
  writer.run(
    `UPDATE labels SET reason_facts_json = NULL WHERE reason_facts_json IS NOT NULL AND parcel_id IN (${parcelsSql})`,
    [wanted],
  );
  writer.run(`DELETE FROM label_documents WHERE parcel_id IN (${parcelsSql})`, [wanted]);
}

const batchesABite = 20;

/**
 * Removes the pictures of the next batches after number `after` that were done with before `before`; answers the last number it
 * looked at, null when there is none. A picture is a copy: the label itself can be drawn again from the books.
 */
export async function purgePictures(
  parts: { readonly database: Database; readonly dataDir: string },
  before: number,
  after: number,
): Promise<number | null> {
  const old = parts.database
    .all<{ batch_no: number; at: number }>(
      `SELECT batch_no, coalesce(finished_at, created_at) AS at FROM batches WHERE batch_no > ? ORDER BY batch_no
       LIMIT ${batchesABite}`,
      [after],
    )
    .filter((batch) => batch.at < before);
  for (const { batch_no } of old) {
    await rm(join(parts.dataDir, 'labels', String(batch_no)), { recursive: true, force: true });
  }
  return old.at(-1)?.batch_no ?? null;
}
