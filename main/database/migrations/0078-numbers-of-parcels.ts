// Other numbers that a parcel is scanned by: across a border the carrier at the far end has one of its own, and either may be on the label.

import type { Migration } from '../migration.ts';

export const numbersOfParcels: Migration = {
  number: 78,
  purpose: 'other tracking numbers of parcels',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  `CREATE TABLE parcel_numbers (
    number TEXT NOT NULL, parcel_id TEXT NOT NULL REFERENCES parcels (parcel_id) ON DELETE CASCADE, PRIMARY KEY (number, parcel_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX parcel_numbers_by_parcel ON parcel_numbers (parcel_id)`,
];
