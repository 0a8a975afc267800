// Writes orders into the search index: the texts that trigrams find them by, and the beginnings of their names.

import type { Writer } from '../database/database.ts';
import { splitMask } from '../orders/recipient.ts';

interface StaleRow {
  order_key: number;
  order_id: string;
  tracking_numbers: string;
  recipient_mask: string;
  skus: string;
}

/** The oldest `limit` orders whose index is behind; answers how many there were. */
export function indexOrders(writer: Writer, limit: number): number {
  const rows = writer.all<StaleRow>(
    `SELECT order_key, order_id, recipient_mask,
       concat_ws(' ', tracking_number, (SELECT group_concat(DISTINCT parcels.tracking_number)
         FROM parcel_lines JOIN parcels USING (parcel_id)
         WHERE parcel_lines.order_key = orders.order_key AND parcels.tracking_number IS NOT orders.tracking_number)) AS tracking_numbers,
       (SELECT group_concat(sku_code, ' ') FROM order_lines WHERE order_lines.order_key = orders.order_key) AS skus
     FROM orders INDEXED BY orders_search_stale WHERE is_search_stale = 1 ORDER BY order_key LIMIT ?`,
    [limit],
  );
  for (const row of rows) {
    writer.run(
      `INSERT OR REPLACE INTO order_search (rowid, order_id, tracking_number, recipient_mask, skus) VALUES (?, ?, ?, ?, ?)`,
      [row.order_key, row.order_id, row.tracking_numbers, row.recipient_mask, row.skus ?? ''],
    );
    writer.run(`DELETE FROM order_names WHERE order_key = ?`, [row.order_key]);
    for (const name of nameBeginnings(row.recipient_mask)) {
      writer.run(`INSERT OR IGNORE INTO order_names (name, order_key) VALUES (?, ?)`, [name, row.order_key]);
    }
    writer.run(`UPDATE orders SET is_search_stale = 0 WHERE order_key = ?`, [row.order_key]);
  }
  return rows.length;
}

/** Longer names begin with the same few letters; nobody types more than two for want of a third. */
const longestName = 24;
const mostBeginnings = 8;

/** Every place in the name that a person may start typing at: each word, and each letter of a name written without blanks. */
function nameBeginnings(recipientMask: string): string[] {
  const beginnings = new Set<string>();
  for (const word of nameKey(splitMask(recipientMask).name).split(/\s+/)) {
    const letters = [...word].slice(0, longestName);
    const isWritten =
      /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Thai}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word);
    for (const [at, letter] of letters.entries()) {
      if (at > 0 && !isWritten) break;
      if (letter !== '*' && beginnings.size < mostBeginnings) beginnings.add(letters.slice(at).join(''));
    }
  }
  return [...beginnings];
}

/** The spelling under which names are compared. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toUpperCase();
}
