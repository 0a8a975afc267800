// Rule files that were found good, newest last: the last one holds. Kept whole, so that a verdict of last month can be explained.

import type { Migration } from '../migration.ts';

export const ruleFiles: Migration = {
  number: 25,
  purpose: 'rule files that hold or held',
  up: (writer) => {
    writer.run(
      `CREATE TABLE rule_files (
        file_no INTEGER PRIMARY KEY, source TEXT NOT NULL, text TEXT NOT NULL, loaded_at INTEGER NOT NULL, loaded_by TEXT NOT NULL
      ) STRICT`,
    );
  },
};
