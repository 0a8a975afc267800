// A parcel may have more labels than one: the waybill, the platform's packing slip, a list of its goods. Of each part one at most is live.

import type { Migration } from '../migration.ts';

export const partsOfALabel: Migration = {
  number: 56,
  purpose: 'labels of one parcel told apart by their part',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  `ALTER TABLE labels ADD COLUMN part TEXT NOT NULL DEFAULT 'label' CHECK (part IN ('label', 'slip') OR part GLOB 'goods-[1-9]*')`,
  `DROP INDEX labels_one_live`,
  `CREATE UNIQUE INDEX labels_one_live ON labels (parcel_id, part) WHERE state NOT IN ('void', 'failed')`,
];
