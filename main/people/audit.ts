// The audit log: who did what to what, when. Entries are only ever added, each carries a hash over itself and the one
// before (database/audit-chain.ts), and the tables refuse an edit.

import type { Clock } from '../basics/clock.ts';
import type { Fact } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import { chainHash } from '../database/audit-chain.ts';
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

export interface AuditRow {
  entry_no: number;
  at: number;
  person: string;
  verb: string;
  subject_kind: string;
  subject_id: string;
  facts_json: string;
  hash: string;
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
  addAuditEntry(writer, clock.now(), caller.person, verb, subject, facts);
}

/** The newest entry of a transaction that has written one: a writer lives for one transaction, and nobody else writes meanwhile. */
const newest = new WeakMap<Writer, { entryNo: number; hash: string }>();

/** The same with a time that was read already: an intake writes thousands. */
export function addAuditEntry(
  writer: Writer,
  at: number,
  person: string,
  verb: string,
  subject: { readonly kind: string; readonly id: string },
  facts: Readonly<Record<string, Fact>>,
): void {
  const before = newest.get(writer) ?? readHead(writer);
  const entryNo = before.entryNo + 1;
  const factsJson = JSON.stringify(facts);
  const { kind: subjectKind, id: subjectId } = subject;
  const hash = chainHash(before.hash, { entryNo, at, person, verb, subjectKind, subjectId, factsJson });
  writer.run(
    `INSERT INTO audit (entry_no, at, person, verb, subject_kind, subject_id, facts_json, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [entryNo, at, person, verb, subjectKind, subjectId, factsJson, hash],
  );
  newest.set(writer, { entryNo, hash });
}

/** The same happened to many subjects of one kind: written together, in the order given. */
export function addAuditEntries(
  writer: Writer,
  at: number,
  person: string,
  verb: string,
  subjectKind: string,
  subjectIds: readonly string[],
  facts: Readonly<Record<string, Fact>>,
): void {
  if (subjectIds.length === 0) return;
  const factsJson = JSON.stringify(facts);
  let last = newest.get(writer) ?? readHead(writer);
  const rows = subjectIds.map((subjectId) => {
    const entryNo = last.entryNo + 1;
    const entry = { entryNo, at, person, verb, subjectKind, subjectId, factsJson };
    last = { entryNo, hash: chainHash(last.hash, entry) };
    return [entryNo, subjectId, last.hash];
  });
  writer.run(
    `INSERT INTO audit (entry_no, at, person, verb, subject_kind, subject_id, facts_json, hash)
     SELECT value ->> 0, ?, ?, ?, ?, value ->> 1, ?, value ->> 2 FROM json_each(?) ORDER BY key`,
    [at, person, verb, subjectKind, factsJson, JSON.stringify(rows)],
  );
  newest.set(writer, last);
}

/** The newest entry as the last transaction left it. */
export function readHead(reader: Reader): { readonly entryNo: number; readonly hash: string } {
  const row = reader.get<{ entry_no: number; hash: string }>(`SELECT entry_no, hash FROM audit_head`);
  return { entryNo: row?.entry_no ?? 0, hash: row?.hash ?? '' };
}

/** The story of one subject, oldest first. */
export function listAudit(
  reader: Reader,
  subject: { readonly kind: string; readonly id: string },
): AuditEntry[] {
  return reader
    .all<AuditRow>(`SELECT * FROM audit WHERE subject_kind = ? AND subject_id = ? ORDER BY entry_no`, [
      subject.kind,
      subject.id,
    ])
    .map(entryOf);
}

export function entryOf(row: AuditRow): AuditEntry {
  return {
    entryNo: row.entry_no,
    at: row.at,
    person: row.person,
    verb: row.verb,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    facts: JSON.parse(row.facts_json),
  };
}
