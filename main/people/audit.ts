// The audit log: who did what to what, when. Rows are only ever added.

import type { Clock } from '../basics/clock.ts';
import type { Fact } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Reader, Writer } from '../database/database.ts';

export interface AuditEntry {
  readonly entryNo: number;
  readonly at: number;
  readonly person: string;
  /** Past tense, e.g. `parcel.packed`. */
  readonly verb: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** Adds one entry inside the use case's own transaction: the fact and its trace are saved together. */
export function recordAudit(
  writer: Writer,
  clock: Pick<Clock, 'now'>,
  caller: Pick<Caller, 'person'>,
  verb: string,
  subject: { readonly kind: string; readonly id: string },
  facts: Readonly<Record<string, Fact>> = {},
): void {
  writer.run(
    `INSERT INTO audit (at, person, verb, subject_kind, subject_id, facts_json) VALUES (?, ?, ?, ?, ?, ?)`,
    [clock.now(), caller.person, verb, subject.kind, subject.id, JSON.stringify(facts)],
  );
}

/** The story of one subject, oldest first. */
export function listAudit(
  reader: Reader,
  subject: { readonly kind: string; readonly id: string },
): AuditEntry[] {
  const rows = reader.all<{
    entry_no: number;
    at: number;
    person: string;
    verb: string;
    subject_kind: string;
    subject_id: string;
    facts_json: string;
  }>(`SELECT * FROM audit WHERE subject_kind = ? AND subject_id = ? ORDER BY entry_no`, [
    subject.kind,
    subject.id,
  ]);
  return rows.map((row) => ({
    entryNo: row.entry_no,
    at: row.at,
    person: row.person,
    verb: row.verb,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    facts: JSON.parse(row.facts_json),
  }));
}
