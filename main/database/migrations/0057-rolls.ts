// What came out of each printer: an index over the labels in the order in which they went out, and the roll that is loaded, counted down
// by the table itself whenever a label is known to have left.

import type { Migration } from '../migration.ts';

export const rolls: Migration = {
  number: 57,
  purpose: 'label history, rolls of printers',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  `CREATE INDEX labels_by_time ON labels (coalesce(sending_at, queued_at), label_id)`,
  `CREATE INDEX labels_by_printer ON labels (printer_id, sending_at) WHERE printer_id IS NOT NULL`,
  // label_count: what was said to be on the roll; null when nobody said it. learnt_count: what earlier rolls really held.
  `CREATE TABLE printer_rolls (
    printer_id TEXT PRIMARY KEY REFERENCES printers (printer_id), label_count INTEGER, used_count INTEGER NOT NULL DEFAULT 0,
    learnt_count INTEGER, is_out INTEGER NOT NULL DEFAULT 0 CHECK (is_out IN (0, 1)), loaded_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE test_labels (printer_id TEXT NOT NULL, printed_at INTEGER NOT NULL, person TEXT NOT NULL) STRICT`,
  `CREATE INDEX test_labels_by_printer ON test_labels (printer_id, printed_at)`,
  // Once for each label: when it is first known to have left, however often it is settled afterwards.
  `CREATE TRIGGER rolls_used AFTER UPDATE OF sent_at, printed_at ON labels
     WHEN old.sent_at IS NULL AND old.printed_at IS NULL AND (new.sent_at IS NOT NULL OR new.printed_at IS NOT NULL) BEGIN
       UPDATE printer_rolls SET used_count = used_count + 1 WHERE printer_id = new.printer_id;
     END`,
  `CREATE TRIGGER rolls_used_for_tests AFTER INSERT ON test_labels BEGIN
       UPDATE printer_rolls SET used_count = used_count + 1 WHERE printer_id = new.printer_id;
     END`,
];
