// A SKU that lies in several bins has a row for each, with what should lie there. A SKU with one bin has none: its bin and its stock
// are in `skus`, as before.

import type { Migration } from '../migration.ts';

export const binsOfASku: Migration = {
  number: 66,
  purpose: 'several bins of one SKU, each with its stock',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // rank: in the order in which the goods list tells them, from 1. lot_at: since when the pieces lie there. stock null: not counted.
  `CREATE TABLE sku_bins (
    sku_code TEXT NOT NULL REFERENCES skus (sku_code) ON DELETE CASCADE, bin_code TEXT NOT NULL, rank INTEGER NOT NULL,
    stock INTEGER, lot_at INTEGER, changed_at INTEGER NOT NULL, PRIMARY KEY (sku_code, bin_code)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sku_bins_by_bin ON sku_bins (bin_code)`,
  `CREATE INDEX skus_by_bin ON skus (bin_code) WHERE bin_code IS NOT NULL`,
];
