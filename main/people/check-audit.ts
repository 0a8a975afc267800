// Walks the whole chain of the audit and names the first entry that was edited, taken out or put in. Works in pieces, so that
// a scan in between is answered at once.

import { chainHash, chainStart } from '../database/audit-chain.ts';
import type { Reader } from '../database/database.ts';
import { type AuditRow, readHead } from './audit.ts';

export type AuditCheck =
  | { readonly isWhole: true; readonly entries: number }
  | {
      readonly isWhole: false;
      readonly entries: number;
      /** `edited`: the entry is not as it was written. `gap`: it is missing. */
      readonly what: 'edited' | 'gap';
      readonly entryNo: number;
      /** When the last entry before it was written; null where there is none. */
      readonly after: number | null;
    };

const pieceSize = 1_000;

/** Checks up to the entry that was newest when it began. `tell` hears how far it has come. */
export async function checkAudit(
  reader: Reader,
  tell: (done: number, total: number) => void = () => {},
): Promise<AuditCheck> {
  const head = readHead(reader);
  let hash = chainStart;
  let entryNo = 0;
  let lastAt: number | null = null;
  const broken = (what: 'edited' | 'gap', at: number) =>
    ({ isWhole: false, entries: entryNo, what, entryNo: at, after: lastAt }) as const;

  while (entryNo < head.entryNo) {
    const rows = reader.all<AuditRow>(
      `SELECT * FROM audit WHERE entry_no > ? AND entry_no <= ? ORDER BY entry_no LIMIT ?`,
      [entryNo, head.entryNo, pieceSize],
    );
    if (rows.length === 0) return broken('gap', entryNo + 1);
    for (const row of rows) {
      if (row.entry_no !== entryNo + 1) return broken('gap', entryNo + 1);
      const wanted = chainHash(hash, {
        entryNo: row.entry_no,
        at: row.at,
        person: row.person,
        verb: row.verb,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        factsJson: row.facts_json,
      });
      if (wanted !== row.hash) return broken('edited', row.entry_no);
      hash = wanted;
      entryNo = row.entry_no;
      lastAt = row.at;
    }
    tell(entryNo, head.entryNo);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // The last one was written anew as a whole, its own hash included.
  if (hash !== head.hash) return broken('edited', head.entryNo);
  // Entries beyond the newest that the station knows of were put in behind its back.
  const beyond = reader.get<{ entry_no: number }>(
    `SELECT entry_no FROM audit WHERE entry_no > ? AND entry_no > (SELECT entry_no FROM audit_head) LIMIT 1`,
    [head.entryNo],
  );
  const before = reader.get<{ entry_no: number }>(`SELECT entry_no FROM audit WHERE entry_no < 1 LIMIT 1`);
  const extra = beyond ?? before;
  return extra ? broken('edited', extra.entry_no) : { isWhole: true, entries: entryNo };
}
