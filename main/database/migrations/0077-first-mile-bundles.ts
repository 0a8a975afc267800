// Bundles of a cross-border shop's parcels for the first mile: filled by scanning, told to the platform, handed over with its waybill.

import type { Migration } from '../migration.ts';

export const firstMileBundles: Migration = {
  number: 77,
  purpose: 'first-mile bundles of cross-border shops',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // unsure: the answer was lost, and the platform has no way to look it up. document_url ends after a day; sealed is the bundle's waybill.
  `CREATE TABLE first_mile_bundles (
    bundle_id TEXT PRIMARY KEY, shop_id TEXT NOT NULL REFERENCES shops (shop_id),
    state TEXT NOT NULL CHECK (state IN ('open', 'telling', 'unsure', 'made', 'handed-over')),
    method TEXT CHECK (method IN ('pickup', 'drop-off')), carrier TEXT, carrier_id TEXT, tracking_number TEXT, phone_tail TEXT,
    platform_id TEXT, document_url TEXT, document_format TEXT, sealed BLOB, answer_json TEXT,
    opened_at INTEGER NOT NULL, opened_by TEXT NOT NULL, told_at INTEGER, made_at INTEGER, printed_at INTEGER,
    handed_over_at INTEGER, handed_over_by TEXT
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX first_mile_one_open ON first_mile_bundles (shop_id) WHERE state = 'open'`,
  `CREATE INDEX first_mile_by_time ON first_mile_bundles (opened_at)`,
  // code, words: why the platform left it out; it may go into another bundle then.
  `CREATE TABLE first_mile_parcels (
    bundle_id TEXT NOT NULL REFERENCES first_mile_bundles (bundle_id) ON DELETE CASCADE,
    parcel_id TEXT NOT NULL REFERENCES parcels (parcel_id) ON DELETE CASCADE, added_at INTEGER NOT NULL, added_by TEXT NOT NULL,
    code TEXT, words TEXT, PRIMARY KEY (bundle_id, parcel_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX first_mile_parcel_once ON first_mile_parcels (parcel_id) WHERE code IS NULL`,
];
