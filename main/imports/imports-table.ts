// All SQL for imports that were carried out and the rows of them that were not understood.

import type { ShopId } from '../basics/ids.ts';
import type { Fact } from '../basics/refusal.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { FileKind } from '../platforms/files/columns.ts';
import type { RowProblem } from '../platforms/files/file-problem.ts';
import type { AppliedImport, ImportId } from './import-kinds.ts';

export interface ImportRecord extends AppliedImport {
  readonly importedAt: number;
  readonly person: string;
}

interface ImportRow {
  import_id: string;
  file_name: string;
  kind: string;
  shop_id: string | null;
  new_count: number;
  changed_count: number;
  same_count: number;
  bad_count: number;
  imported_at: number;
  person: string;
}

const importColumns = `import_id, file_name, kind, shop_id, new_count, changed_count, same_count, bad_count, imported_at, person`;

/** The newest first. */
export function listImports(reader: Reader, limit: number): ImportRecord[] {
  return reader
    .all<ImportRow>(`SELECT ${importColumns} FROM imports ORDER BY imported_at DESC, import_id LIMIT ?`, [
      limit,
    ])
    .map(importFromRow);
}

export function findImport(reader: Reader, importId: ImportId): ImportRecord | undefined {
  const row = reader.get<ImportRow>(`SELECT ${importColumns} FROM imports WHERE import_id = ?`, [importId]);
  return row && importFromRow(row);
}

/** Problems beyond this many are counted, not kept: a file of another kind must not fill the disk. */
const mostKeptProblems = 20_000;

export function saveImport(
  writer: Writer,
  record: ImportRecord,
  fileHash: string,
  problems: readonly RowProblem[],
): void {
  const { importId, fileName, kind, shopId, counts, importedAt, person } = record;
  writer.run(
    `INSERT INTO imports (import_id, file_name, file_hash, kind, shop_id, new_count, changed_count, same_count, bad_count,
       imported_at, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      importId,
      fileName,
      fileHash,
      kind,
      shopId,
      counts.new,
      counts.changed,
      counts.same,
      counts.bad,
      importedAt,
      person,
    ],
  );
  for (const [position, problem] of problems.slice(0, mostKeptProblems).entries()) {
    writer.run(
      `INSERT INTO import_problems (import_id, position, row_number, column_name, value, reason, facts_json, is_notice)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        importId,
        position,
        problem.row,
        problem.column,
        problem.value,
        problem.reason,
        JSON.stringify(problem.facts),
        problem.isNotice ? 1 : 0,
      ],
    );
  }
}

export function listImportProblems(reader: Reader, importId: ImportId): RowProblem[] {
  return reader
    .all<{
      row_number: number;
      column_name: string;
      value: string;
      reason: string;
      facts_json: string;
      is_notice: number;
    }>(
      `SELECT row_number, column_name, value, reason, facts_json, is_notice FROM import_problems
       WHERE import_id = ? ORDER BY position`,
      [importId],
    )
    .map((row) => ({
      row: row.row_number,
      column: row.column_name,
      value: row.value,
      reason: row.reason,
      facts: JSON.parse(row.facts_json) as Record<string, Fact>, // written by saveImport only
      isNotice: row.is_notice === 1,
    }));
}

function importFromRow(row: ImportRow): ImportRecord {
  return {
    importId: row.import_id,
    fileName: row.file_name,
    kind: row.kind as FileKind, // written by saveImport only
    shopId: row.shop_id as ShopId | null, // branded when the shop was added
    counts: {
      new: row.new_count,
      changed: row.changed_count,
      same: row.same_count,
      bad: row.bad_count,
    },
    importedAt: row.imported_at,
    person: row.person,
  };
}
