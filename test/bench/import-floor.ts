// The floor of an import: the same reader alone, and the same rows upserted in one transaction. Nothing is compared,
// sealed, audited or told; every value is there before the clock starts.

import { join } from 'node:path';
import type { SqlValue } from '../../main/database/database.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { createVault } from '../../main/database/vault.ts';
import { isCiphertext, isMaskedText, joinMask, recipientKeyOf } from '../../main/orders/recipient.ts';
import { type FileContent, readExportFile } from '../../main/platforms/files/read-orders.ts';

const vault = createVault(new Uint8Array(32).fill(7));

function read(bytes: Uint8Array): Promise<FileContent> {
  return readExportFile(bytes, (_kind, timeZone) => ({
    timeZone,
    recipientKeyOf: (recipient) => recipientKeyOf(vault, recipient),
    isMasked: isMaskedText,
    isCiphertext,
  }));
}

/** Milliseconds of reading plus milliseconds of writing, in a new file in `folder`. */
export async function measureFloor(
  bytes: Uint8Array,
  small: Uint8Array,
  folder: string,
): Promise<{ readMs: number; writeMs: number }> {
  await read(small);
  const startedAt = performance.now();
  const content = await read(bytes);
  const readMs = performance.now() - startedAt;
  if (content.kind === 'goods') throw new Error('the floor is for orders');
  const database = openDatabase(join(folder, 'floor.db'));
  const { connection } = database;
  connection.exec(
    `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at)
     VALUES ('s', 's', 'tiktok', 'files', 'UTC', 0)`,
  );
  const rows = content.orders.map((order) => {
    const { recipient } = order;
    const sealed = vault.seal(JSON.stringify([recipient.name, recipient.phone, recipient.address]));
    const values: SqlValue[] = [
      's',
      order.orderId,
      order.state,
      order.platformState,
      order.hold,
      null,
      order.doorTag,
      '[]',
      recipient.key,
      joinMask(recipient),
      sealed,
      recipient.region,
      order.buyerNote,
      order.sellerNote,
      order.carrier,
      order.trackingNumber,
      order.packageId,
      order.orderedAt,
      order.paidAt,
      order.shipByAt,
      order.shippedAt,
      order.paidAt,
      'sla.prepare',
      order.lines.length,
      1,
      vault.fingerprint(order.orderId),
      'file',
      0,
      0,
    ];
    const lines = order.lines.map((line): SqlValue[] => [
      line.lineId,
      line.skuCode,
      line.name,
      line.spec,
      line.quantity,
      null,
      0,
      line.doorTag,
      null,
      line.priceCents,
    ]);
    return { values, lines };
  });
  const upsertOrder = connection.prepare<[SqlValue[]], { order_key: number }>(
    `INSERT INTO orders (shop_id, order_id, state, platform_state, hold, hold_at, door_tag, tags_json, recipient_key,
       recipient_mask, recipient_sealed, region, buyer_note, seller_note, carrier, tracking_number, package_id, ordered_at,
       paid_at, ship_by_at, shipped_at, due_at, due_rule, line_count, piece_count, content_hash, source, first_seen_at,
       changed_at) VALUES (${Array.from({ length: 29 }, () => '?').join(', ')})
     ON CONFLICT (shop_id, order_id) DO UPDATE SET state = excluded.state, content_hash = excluded.content_hash,
       changed_at = excluded.changed_at WHERE content_hash <> excluded.content_hash
     RETURNING order_key`,
  );
  const upsertLine = connection.prepare<[SqlValue[]]>(
    `INSERT INTO order_lines (order_key, line_id, sku_code, name, spec, quantity, gift_of_line_id, is_gift, door_tag, hold,
       price_cents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (order_key, line_id) DO UPDATE SET quantity = excluded.quantity`,
  );
  const writingAt = performance.now();
  connection.exec('BEGIN IMMEDIATE');
  for (const { values, lines } of rows) {
    const row = upsertOrder.get(values);
    if (row) for (const line of lines) upsertLine.run([row.order_key, ...line]);
  }
  connection.exec('COMMIT');
  const writeMs = performance.now() - writingAt;
  database.close();
  return { readMs, writeMs };
}
