// Orders that the seller cancels: decided here, owed to the platform, done when it confirms them.

import type { Migration } from '../migration.ts';

export const ownCancellations: Migration = {
  number: 76,
  purpose: 'orders the seller cancels',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // One an order: another try takes the place of the one before. answer_json: what the platform said, where it would not have it.
  `CREATE TABLE own_cancellations (
    order_key INTEGER PRIMARY KEY REFERENCES orders (order_key), shop_id TEXT NOT NULL REFERENCES shops (shop_id),
    state TEXT NOT NULL CHECK (state IN ('telling', 'done', 'refused')), reason_code TEXT NOT NULL,
    asked_at INTEGER NOT NULL, asked_by TEXT NOT NULL, settled_at INTEGER, answer_json TEXT
  ) STRICT`,
  `CREATE INDEX own_cancellations_open ON own_cancellations (shop_id, order_key) WHERE state IN ('telling', 'refused')`,
];
