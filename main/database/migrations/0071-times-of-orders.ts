// Times that only platforms tell of an order, beside the one it must be shipped by.

import type { Migration } from '../migration.ts';

export const timesOfOrders: Migration = {
  number: 71,
  purpose: 'later deadlines of an order as its platform tells them, and when it last changed there',
  up: (writer) => {
    writer.run(
      `CREATE TABLE order_times (
        order_key INTEGER PRIMARY KEY REFERENCES orders (order_key) ON DELETE CASCADE, updated_at INTEGER,
        transit_by_at INTEGER, collect_by_at INTEGER, cancel_by_at INTEGER
      ) STRICT`,
    );
  },
};
