// Orders that a platform told and nobody could read: a person looks at them there until they can be read again.

import type { Migration } from '../migration.ts';

export const unreadOrders: Migration = {
  number: 75,
  purpose: 'orders that could not be read',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // order_id: '' when not even its number could be read. place: the field that stood in the way, never what was in it.
  `CREATE TABLE unread_orders (
    shop_id TEXT NOT NULL REFERENCES shops (shop_id), order_id TEXT NOT NULL, place TEXT NOT NULL, platform_state TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, PRIMARY KEY (shop_id, order_id)
  ) STRICT, WITHOUT ROWID`,
];
