// All SQL for benches and their scans. What a bench remembers is one JSON value, read back as it was written by this file alone.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import { type Bench, calmOf, idleBench } from './bench-state.ts';

export interface LastScan {
  readonly at: number;
  readonly rawCode: string;
  readonly outcome: string;
}

export function readBench(reader: Reader, benchId: string): Bench {
  const row = reader.get<{ state_json: string }>(`SELECT state_json FROM benches WHERE bench_id = ?`, [
    benchId,
  ]);
  return row ? (JSON.parse(row.state_json) as Bench) : idleBench; // written by saveBench only
}

export function saveBench(writer: Writer, benchId: string, bench: Bench, changedAt: number): void {
  writer.run(
    `INSERT INTO benches (bench_id, state_json, changed_at) VALUES (?, ?, ?)
     ON CONFLICT (bench_id) DO UPDATE SET state_json = excluded.state_json, changed_at = excluded.changed_at`,
    [benchId, JSON.stringify(bench), changedAt],
  );
  writer.emit({ kind: 'bench.changed', benchId });
}

/** The bench that has this parcel open or just complete; a station has a handful of benches. */
export function findBenchOf(reader: Reader, parcelId: ParcelId): string | null {
  const rows = reader.all<{ bench_id: string; state_json: string }>(
    `SELECT bench_id, state_json FROM benches ORDER BY bench_id`,
  );
  for (const row of rows) {
    const calm = calmOf((JSON.parse(row.state_json) as Bench).state); // written by saveBench only
    if ((calm.kind === 'open' || calm.kind === 'complete') && calm.parcelId === parcelId) return row.bench_id;
  }
  return null;
}

export interface NewScan {
  readonly scanId: string;
  readonly benchId: string;
  readonly at: number;
  readonly rawCode: string;
  readonly outcome: string;
  readonly parcelId: string | null;
  readonly skuCode: string | null;
  readonly person: string;
}

export function addScan(writer: Writer, scan: NewScan): void {
  writer.run(
    `INSERT INTO bench_scans (scan_id, bench_id, at, raw_code, outcome, parcel_id, sku_code, person, answer_json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')`,
    [
      scan.scanId,
      scan.benchId,
      scan.at,
      scan.rawCode,
      scan.outcome,
      scan.parcelId,
      scan.skuCode,
      scan.person,
    ],
  );
}

/** So many answers of a bench are kept word for word; a scan repeated later than that is answered with how things stand. */
const keptAnswers = 50;

export function saveScanAnswer(writer: Writer, benchId: string, scanId: string, answerJson: string): void {
  writer.run(`UPDATE bench_scans SET answer_json = ? WHERE scan_id = ?`, [answerJson, scanId]);
  writer.run(
    `UPDATE bench_scans SET answer_json = '' WHERE scan_no = (
       SELECT scan_no FROM bench_scans WHERE bench_id = ? ORDER BY scan_no DESC LIMIT 1 OFFSET ${keptAnswers})`,
    [benchId],
  );
}

/** The answer to a scan that was answered before: empty when it is not kept any more. */
export function findScanAnswer(reader: Reader, scanId: string): { readonly answerJson: string } | undefined {
  const row = reader.get<{ answer_json: string }>(`SELECT answer_json FROM bench_scans WHERE scan_id = ?`, [
    scanId,
  ]);
  return row && { answerJson: row.answer_json };
}

/** Newest first. */
export function listLastScans(reader: Reader, benchId: string, limit: number): LastScan[] {
  return reader
    .all<{ at: number; raw_code: string; outcome: string }>(
      `SELECT at, raw_code, outcome FROM bench_scans WHERE bench_id = ? ORDER BY scan_no DESC LIMIT ?`,
      [benchId, limit],
    )
    .map((row) => ({ at: row.at, rawCode: row.raw_code, outcome: row.outcome }));
}
