// What is known of each label beyond its state: which printer it was given to, what that printer's counter said when it came out, and
// whether the printer may have printed it a second time by itself. Of each printer: whether it ever answered a question, and how
// often in a row it did not.

import type { Migration } from '../migration.ts';

export const proofOfLabels: Migration = {
  number: 40,
  purpose: 'printer, counter and doubles of a label; answers of a printer',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // A batch may move to another printer in the middle: each label keeps its own.
  `ALTER TABLE labels ADD COLUMN printer_id TEXT REFERENCES printers (printer_id)`,
  `ALTER TABLE labels ADD COLUMN printed_count INTEGER`,
  `ALTER TABLE labels ADD COLUMN is_maybe_twice INTEGER NOT NULL DEFAULT 0 CHECK (is_maybe_twice IN (0, 1))`,
  `UPDATE labels SET printer_id = (SELECT printer_id FROM batches WHERE batches.batch_id = labels.batch_id)
   WHERE sending_at IS NOT NULL`,
  `ALTER TABLE printers ADD COLUMN has_answered INTEGER NOT NULL DEFAULT 0 CHECK (has_answered IN (0, 1))`,
  `ALTER TABLE printers ADD COLUMN unanswered_runs INTEGER NOT NULL DEFAULT 0`,
];
