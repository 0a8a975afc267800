// How the number of a parcel was asked for, written down before the question leaves: by it a number whose answer was lost is found again
// and given back, should the parcel never need it.

import type { Migration } from '../migration.ts';

export const askedWaybills: Migration = {
  number: 80,
  purpose: 'waybill numbers that were asked for',
  up: (writer) => writer.run(statement),
};

const statement = `CREATE TABLE asked_waybills (
    parcel_id TEXT NOT NULL REFERENCES parcels (parcel_id) ON DELETE CASCADE, question TEXT NOT NULL, asked_at INTEGER NOT NULL,
    PRIMARY KEY (parcel_id, question)
  ) STRICT, WITHOUT ROWID`;
