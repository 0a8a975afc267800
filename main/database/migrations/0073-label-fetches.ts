// How far the station is with fetching each parcel's label from its platform: fetched once, tried again, or before a person.

import type { Migration } from '../migration.ts';

export const labelFetches: Migration = {
  number: 73,
  purpose: 'labels of platforms that are being fetched',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // address_mark: what the orders said of a changed address when the label was fetched. code, facts_json: why there is none.
  `CREATE TABLE label_fetches (
    parcel_id TEXT PRIMARY KEY REFERENCES parcels (parcel_id) ON DELETE CASCADE, tracking_number TEXT NOT NULL,
    address_mark TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'failed')), attempts INTEGER NOT NULL,
    next_try_at INTEGER, code TEXT, facts_json TEXT, changed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX label_fetches_due ON label_fetches (next_try_at) WHERE next_try_at IS NOT NULL`,
];
