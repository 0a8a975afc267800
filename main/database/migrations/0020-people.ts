// People with PIN, badge and role; what supervisors have let through; the audit as a chain that cannot be edited unseen.

import { chainHash, chainStart } from '../audit-chain.ts';
import type { Writer } from '../database.ts';
import type { Migration } from '../migration.ts';

export const people: Migration = {
  number: 20,
  purpose: 'people, overrides, an audit that is hash-chained and only grows',
  up: (writer) => {
    for (const statement of tables) writer.run(statement);
    chainOldEntries(writer);
    for (const statement of chain) writer.run(statement);
  },
};

const tables: readonly string[] = [
  // failed_tries and next_try_at: wrong PINs in a row, and when the next one is listened to; a restart forgives nothing.
  `CREATE TABLE people (
    person_id TEXT PRIMARY KEY, name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('packer', 'printer-operator', 'supervisor')),
    badge_code TEXT NOT NULL UNIQUE, pin_hash TEXT, failed_tries INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
    removed_at INTEGER, CHECK (role <> 'supervisor' OR pin_hash IS NOT NULL)
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX people_by_name ON people (name) WHERE removed_at IS NULL`,
  // fingerprint: the rule, the day from which it holds, and the facts it spoke of; other facts are another matter.
  `CREATE TABLE overrides (
    override_id TEXT PRIMARY KEY, parcel_id TEXT NOT NULL, rule TEXT NOT NULL, fingerprint TEXT NOT NULL,
    reason TEXT NOT NULL, granted_by TEXT NOT NULL, granted_at INTEGER NOT NULL,
    UNIQUE (parcel_id, rule, fingerprint)
  ) STRICT, WITHOUT ROWID`,
  `ALTER TABLE audit RENAME TO audit_before`,
  `DROP INDEX audit_by_subject`,
  `CREATE TABLE audit (
    entry_no INTEGER PRIMARY KEY, at INTEGER NOT NULL, person TEXT NOT NULL, verb TEXT NOT NULL,
    subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, facts_json TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT`,
  // The newest entry, so that one taken from the end leaves a gap as well.
  `CREATE TABLE audit_head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1), entry_no INTEGER NOT NULL, hash TEXT NOT NULL
  ) STRICT`,
  `INSERT INTO audit_head (only_row, entry_no, hash) VALUES (1, 0, '${chainStart}')`,
];

const chain: readonly string[] = [
  `DROP TABLE audit_before`,
  `CREATE INDEX audit_by_subject ON audit (subject_kind, subject_id, entry_no)`,
  `CREATE TRIGGER audit_only_grows_1 BEFORE UPDATE ON audit
   BEGIN SELECT RAISE (ABORT, 'the audit only grows'); END`,
  `CREATE TRIGGER audit_only_grows_2 BEFORE DELETE ON audit
   BEGIN SELECT RAISE (ABORT, 'the audit only grows'); END`,
  `CREATE TRIGGER audit_head_follows AFTER INSERT ON audit
   BEGIN UPDATE audit_head SET entry_no = new.entry_no, hash = new.hash; END`,
];

interface OldEntry {
  readonly entry_no: number;
  readonly at: number;
  readonly person: string;
  readonly verb: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly facts_json: string;
}

/** What was written before there was a chain is chained as it stands; entries get consecutive numbers. */
function chainOldEntries(writer: Writer): void {
  let hash = chainStart;
  let entryNo = 0;
  let done = 0;
  for (;;) {
    const rows = writer.all<OldEntry>(
      `SELECT * FROM audit_before WHERE entry_no > ? ORDER BY entry_no LIMIT 2000`,
      [done],
    );
    for (const row of rows) {
      entryNo += 1;
      done = row.entry_no;
      hash = chainHash(hash, {
        entryNo,
        at: row.at,
        person: row.person,
        verb: row.verb,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        factsJson: row.facts_json,
      });
      writer.run(
        `INSERT INTO audit (entry_no, at, person, verb, subject_kind, subject_id, facts_json, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [entryNo, row.at, row.person, row.verb, row.subject_kind, row.subject_id, row.facts_json, hash],
      );
    }
    if (rows.length === 0) break;
  }
  writer.run(`UPDATE audit_head SET entry_no = ?, hash = ?`, [entryNo, hash]);
}
