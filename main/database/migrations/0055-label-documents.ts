// Labels that platforms made themselves, sealed, for printing and reprinting without a network; and of each shop which layout its labels
// have and whether the platform's own label is a must.

import type { Migration } from '../migration.ts';

export const labelDocuments: Migration = {
  number: 55,
  purpose: 'platform labels of parcels, label layout of shops',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // The newest document of a parcel is the one that holds. `sealed`: the file's bytes.
  `CREATE TABLE label_documents (
    parcel_id TEXT PRIMARY KEY REFERENCES parcels (parcel_id) ON DELETE CASCADE,
    format TEXT NOT NULL CHECK (format IN ('pdf', 'png')), page_count INTEGER NOT NULL CHECK (page_count IN (1, 2)),
    tracking_number TEXT NOT NULL, source TEXT NOT NULL, sealed BLOB NOT NULL, kept_at INTEGER NOT NULL, kept_by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX label_documents_by_age ON label_documents (kept_at)`,
  `CREATE TABLE shop_labels (
    shop_id TEXT PRIMARY KEY REFERENCES shops (shop_id), layout TEXT NOT NULL,
    goods_list TEXT NOT NULL CHECK (goods_list IN ('as-layout', 'never', 'when-folded', 'always')),
    needs_platform_label INTEGER NOT NULL CHECK (needs_platform_label IN (0, 1))
  ) STRICT, WITHOUT ROWID`,
];
