// Shops reached over the network: what is kept secret for them, how their pulls went, and what buyers asked to cancel.

import type { Migration } from '../migration.ts';

export const connectedShops: Migration = {
  number: 70,
  purpose: 'secrets and links of shops, how their pulls went, cancellations asked',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // Sealed by the station's vault: app secrets and tokens.
  `CREATE TABLE shop_secrets (
    shop_id TEXT NOT NULL REFERENCES shops (shop_id), name TEXT NOT NULL, sealed BLOB NOT NULL, changed_at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, name)
  ) STRICT, WITHOUT ROWID`,
  // What is no secret: app key, the platform's own name of the shop, addresses.
  `CREATE TABLE shop_links (
    shop_id TEXT PRIMARY KEY REFERENCES shops (shop_id), link_json TEXT NOT NULL, changed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // fault_*: why the last try failed; null after one that went well.
  `CREATE TABLE shop_syncs (
    shop_id TEXT PRIMARY KEY REFERENCES shops (shop_id), tried_at INTEGER, pulled_at INTEGER,
    new_count INTEGER NOT NULL DEFAULT 0, changed_count INTEGER NOT NULL DEFAULT 0,
    fault_code TEXT, fault_facts_json TEXT, fault_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE cancellations (
    shop_id TEXT NOT NULL REFERENCES shops (shop_id), cancel_id TEXT NOT NULL, order_key INTEGER NOT NULL REFERENCES orders (order_key),
    asked_at INTEGER NOT NULL, answer_by INTEGER, reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'answering', 'accepted', 'refused', 'withdrawn', 'lapsed')),
    answered_at INTEGER, answered_by TEXT, answer_json TEXT, PRIMARY KEY (shop_id, cancel_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX cancellations_asked ON cancellations (answer_by) WHERE state IN ('asked', 'answering')`,
  `CREATE INDEX cancellations_by_order ON cancellations (order_key)`,
];
