// A station's file with years of history, written straight in SQL: what a thousand mornings would leave behind, in a minute.

import { newId, type ParcelId } from '../../main/basics/ids.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { seededRandom } from '../builders/test-station.ts';

/** Goes up when the seed changes: a kept file of an older one is not used. */
export const seedVersion = 1;

const parcelsOnTheFloor = 2_000;

/** Fills the file at `file`; `told` hears how far it is. */
export function seedLookup(
  file: string,
  openCount: number,
  historyCount: number,
  now: number,
  told: (what: string) => void,
): void {
  const database = openDatabase(file);
  const { connection } = database;
  connection.pragma('synchronous = OFF');
  connection.pragma('cache_size = -400000');
  connection.pragma('foreign_keys = OFF');
  // Indexes of the large tables are made when the rows are there.
  const indexes = database.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
       AND tbl_name IN ('orders', 'order_lines', 'parcels', 'parcel_lines', 'order_names')`,
  );
  database.write((writer) => {
    for (const { name } of indexes) writer.run(`DROP INDEX ${name}`);
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES
         ('shop-1', '晨光小铺', 'tiktok', 'files', 'Asia/Shanghai', 0), ('shop-2', '星河百货', 'douyin', 'files', 'Asia/Shanghai', 0)`,
    );
    writer.run(
      `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers LIMIT 3000)
       INSERT INTO skus (sku_code, name, spec, bin_code, stock, weight_grams, is_door_bound, content_hash, changed_at)
       SELECT printf('SKU-%04d-%s', n, substr('REDBLUGRNBLK', 1 + 3 * (n % 4), 3)), '商品 ' || n, '规格 ' || (n % 7),
         printf('%s-%02d-%d-%d', substr('ABCDEFGH', 1 + n % 8, 1), n % 40, n % 5, n % 6), 100000, 100 + n % 900, 0, '', 0 FROM numbers`,
    );
    const total = openCount + historyCount;
    // History first, so that open orders are the newest, as on a real floor.
    writer.run(
      `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT :total)
       INSERT INTO orders (order_key, shop_id, order_id, state, platform_state, hold, hold_at, door_tag, tags_json, recipient_key,
         recipient_mask, region, buyer_note, seller_note, carrier, tracking_number, ordered_at, paid_at, due_at, due_rule,
         line_count, piece_count, content_hash, source, first_seen_at, changed_at, is_search_stale)
       SELECT n, CASE n % 3 WHEN 0 THEN 'shop-2' ELSE 'shop-1' END, printf('57%016d', n * 7907 + (n * 48271) % 7907),
         CASE WHEN n > :history THEN CASE n % 10 WHEN 0 THEN 'awaiting-collection' ELSE 'to-ship' END
           ELSE CASE n % 25 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'shipped' ELSE 'finished' END END,
         '', CASE WHEN n > :history AND n % 97 = 0 THEN 'cancel-requested' END, CASE WHEN n > :history AND n % 97 = 0 THEN :now END,
         CASE n % 5 WHEN 0 THEN 'tagged' ELSE 'untagged' END, '[]', 'key-' || (n / 2),
         substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高', 1 + (n * 31) % 20, 1) || CASE n % 3 WHEN 0 THEN '*' ELSE '**' END || ' · 1'
           || printf('%02d', 30 + n % 60) || '****' || printf('%04d', (n * 7919) % 10000) || ' · '
           || CASE n % 6 WHEN 0 THEN '浙江省杭州市西湖区' WHEN 1 THEN '上海市浦东新区' WHEN 2 THEN '广东省深圳市南山区'
             WHEN 3 THEN '四川省成都市武侯区' WHEN 4 THEN '江苏省苏州市姑苏区' ELSE '北京市朝阳区' END || ' ****',
         CASE n % 6 WHEN 0 THEN '浙江省杭州市' WHEN 1 THEN '上海市' ELSE '广东省深圳市' END, '', '', 'ZTO',
         CASE WHEN n <= :history THEN printf('78%013d', (n * 2654435761) % 9999999999973) END,
         :now - (:total - n) * 1000, :now - (:total - n) * 1000,
         CASE WHEN n > :history THEN :now - 3600000 * 6 + ((n * 7919) % 100000) * 1700 END,
         CASE WHEN n > :history THEN 'sla.prepare' END, 1 + (n % 3 = 0), 1 + (n % 3 = 0), '', 'seed', :now, :now, 0
       FROM numbers`,
      { total, history: historyCount, now },
    );
    writer.run(
      `INSERT INTO order_lines (order_key, line_id, sku_code, name, spec, quantity, is_gift, door_tag, price_cents)
       SELECT order_key, order_id || '-' || part,
         printf('SKU-%04d-%s', number, substr('REDBLUGRNBLK', 1 + 3 * (number % 4), 3)), '商品 ' || number, '规格', 1, 0, door_tag, 1990
       FROM (SELECT order_key, order_id, door_tag, part, (order_key * 48271 + part * 7) % 3000 AS number
         FROM orders CROSS JOIN (SELECT 1 AS part UNION ALL SELECT 2) WHERE part <= line_count)`,
    );
  });
  told('orders');
  seedParcels(database, historyCount, now);
  told('parcels');
  database.write((writer) => {
    for (const { sql } of indexes) writer.run(sql);
  });
  told('indexes');
  database.write((writer) => {
    writer.run(
      `INSERT INTO order_search (rowid, order_id, tracking_number, recipient_mask, skus)
       SELECT order_key, order_id, coalesce(tracking_number, ''), recipient_mask,
         (SELECT group_concat(sku_code, ' ') FROM order_lines WHERE order_lines.order_key = orders.order_key) FROM orders`,
    );
    writer.run(
      `INSERT INTO order_names (name, order_key)
       SELECT substr(recipient_mask, 1, instr(recipient_mask, ' · ') - 1), order_key FROM orders ORDER BY 1, 2`,
    );
  });
  told('search');
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.pragma('optimize');
  database.close();
}

/** One shipped parcel for each order of history, and a few thousand on the floor now. */
function seedParcels(database: ReturnType<typeof openDatabase>, historyCount: number, now: number): void {
  const random = seededRandom(5);
  database.write((writer) => {
    writer.run(
      `INSERT INTO parcels (parcel_id, shop_id, recipient_key, state, door_tag, carrier, tracking_number, waybill_source,
         planned_at, packed_at, packed_by, shipped_at)
       SELECT printf('H%09d0', order_key), shop_id, recipient_key, 'shipped', door_tag, carrier, tracking_number, 'platform',
         ordered_at, ordered_at, 'seed', ordered_at FROM orders WHERE order_key <= ? AND state <> 'cancelled' ORDER BY order_key`,
      [historyCount],
    );
    writer.run(
      `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity, packed_quantity)
       SELECT printf('H%09d0', order_key), order_key, line_id, quantity, quantity FROM order_lines
       JOIN orders USING (order_key) WHERE order_key <= ? AND state <> 'cancelled' ORDER BY order_key`,
      [historyCount],
    );
    const orders = writer.all<{
      order_key: number;
      shop_id: string;
      recipient_key: string;
      door_tag: string;
    }>(
      `SELECT order_key, shop_id, recipient_key, door_tag FROM orders
       WHERE order_key > ? AND hold IS NULL AND state = 'to-ship' ORDER BY order_key LIMIT ?`,
      [historyCount, parcelsOnTheFloor],
    );
    for (const order of orders) {
      const parcelId = newId<ParcelId>('P', random);
      writer.run(
        `INSERT INTO parcels (parcel_id, shop_id, recipient_key, state, door_tag, carrier, tracking_number, waybill_source, planned_at)
         VALUES (?, ?, ?, 'planned', ?, 'ZTO', ?, 'platform', ?)`,
        [parcelId, order.shop_id, order.recipient_key, order.door_tag, `ZT${parcelId.slice(1)}`, now],
      );
      writer.run(
        `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity)
         SELECT ?, order_key, line_id, quantity FROM order_lines WHERE order_key = ?`,
        [parcelId, order.order_key],
      );
    }
  });
}
