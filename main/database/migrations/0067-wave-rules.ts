// How waves are grouped: the rules of the station, and of shops that have their own.

import type { Migration } from '../migration.ts';

export const waveRules: Migration = {
  number: 67,
  purpose: 'rules by which waves are grouped',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // shop_id '' are the station's own rules: they hold for every shop that has none.
  `CREATE TABLE wave_rules (
    shop_id TEXT PRIMARY KEY, rules_json TEXT NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
