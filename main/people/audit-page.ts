// The audit as a list and as a file: filtered by who, what, of what and when, newest first.

import { z } from 'zod';
import type { Reader, SqlValue } from '../database/database.ts';
import { type AuditEntry, type AuditRow, entryOf } from './audit.ts';

export const auditFilter = z.strictObject({
  person: z.string().max(200).optional(),
  verb: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  search: z.string().max(200).optional(),
  from: z.number().int().optional(),
  to: z.number().int().optional(),
});
type AuditFilter = z.output<typeof auditFilter>;

export function listAuditPage(
  reader: Reader,
  filter: AuditFilter,
  offset: number,
  limit: number,
): { readonly rows: readonly AuditEntry[]; readonly total: number } {
  const { where, values } = whereOf(filter);
  const total = reader.get<{ number: number }>(`SELECT COUNT(*) AS number FROM audit ${where}`, values);
  const rows = reader.all<AuditRow>(`SELECT * FROM audit ${where} ORDER BY entry_no DESC LIMIT ? OFFSET ?`, [
    ...values,
    limit,
    offset,
  ]);
  return { rows: rows.map(entryOf), total: total?.number ?? 0 };
}

function whereOf(filter: AuditFilter): { readonly where: string; readonly values: SqlValue[] } {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const add = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  if (filter.person !== undefined) add('person = ?', filter.person);
  if (filter.verb !== undefined) add('verb = ?', filter.verb);
  if (filter.subject !== undefined) add('subject_id = ?', filter.subject);
  if (filter.search) {
    add('(instr(subject_id, ?) > 0 OR instr(lower(facts_json), lower(?)) > 0)', filter.search, filter.search);
  }
  if (filter.from !== undefined) add('at >= ?', filter.from);
  if (filter.to !== undefined) add('at < ?', filter.to);
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', values };
}

const mostExported = 200_000;
const pieceSize = 2_000;
const header = [
  '编号 No',
  '时间 Time (UTC)',
  '人员 Person',
  '动作 What',
  '对象 Of',
  '对象编号 Id',
  '内容 Facts',
  '哈希 Hash',
];

/** Written in pieces, so that a scan in between is answered at once. */
export async function exportAudit(
  reader: Reader,
  filter: AuditFilter,
): Promise<{ readonly csv: string; readonly rows: number; readonly isCut: boolean }> {
  const { where, values } = whereOf(filter);
  const lines = [header.join(',')];
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = reader.all<AuditRow>(
      `SELECT * FROM audit ${where === '' ? 'WHERE' : `${where} AND`} entry_no < ? ORDER BY entry_no DESC LIMIT ?`,
      [...values, before, pieceSize],
    );
    for (const row of rows) lines.push(lineOf(row));
    before = rows.at(-1)?.entry_no ?? 0;
    if (rows.length < pieceSize || lines.length > mostExported) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const isCut = lines.length > mostExported + 1;
  const kept = lines.slice(0, mostExported + 1);
  return { csv: `\uFEFF${kept.join('\r\n')}\r\n`, rows: kept.length - 1, isCut };
}

function lineOf(row: AuditRow): string {
  const cells = [
    String(row.entry_no),
    new Date(row.at).toISOString(),
    row.person,
    row.verb,
    row.subject_kind,
    row.subject_id,
    row.facts_json,
    row.hash,
  ];
  return cells.map((cell) => quoted(safeCell(cell))).join(',');
}

/** A TAB before long digits keeps Excel from rounding them; before a formula's first character it keeps it a text. */
function safeCell(text: string): string {
  return /^\d{12,}$/.test(text) || /^[=+\-@]./.test(text) ? `\t${text}` : text;
}

function quoted(cell: string): string {
  return /[",\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
