// What was printed: every label that waits or went out, newest first, and how many a day and printer. Names nobody but who made the batch.

import type { BatchId, LabelId, ParcelId, PrinterId } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import type { HeavyRead } from '../database/beside.ts';
import type { Reader } from '../database/database.ts';
import type { Label, LabelFacts } from './label.ts';

export interface HistoryFilter {
  readonly printerId?: PrinterId | undefined;
  /** The station's own calendar day, `2026-09-22`. */
  readonly day?: string | undefined;
  /** Who made the batch. */
  readonly person?: string | undefined;
  readonly batchNo?: number | undefined;
  readonly states?: readonly Label['state'][] | undefined;
  /** A whole tracking number, or its last characters. */
  readonly trackingNumber?: string | undefined;
  /** Only labels that were printed again. */
  readonly isReprint?: boolean | undefined;
}

/** Where the next page begins. */
export interface HistoryPlace {
  readonly at: number;
  readonly labelId: LabelId;
}

export interface HistoryRow
  extends Pick<Label, 'labelId' | 'parcelId' | 'part' | 'batchId' | 'position' | 'trackingNumber'>,
    Pick<Label, 'state' | 'evidence' | 'reason' | 'reasonFacts' | 'reprintCount'> {
  readonly carrier: string;
  readonly batchNo: number;
  readonly printerId: PrinterId;
  readonly printerName: string;
  readonly person: string;
  readonly reprintReason: string | null;
  /** When its first byte left, or when it was queued. */
  readonly at: number;
  readonly printedAt: number | null;
}

interface Row {
  label_id: string;
  parcel_id: string;
  part: string;
  batch_id: string;
  batch_no: number;
  position: number;
  tracking_number: string;
  state: string;
  evidence: string | null;
  reason: string | null;
  reason_facts_json: string | null;
  reprint_count: number;
  reprint_reason: string | null;
  facts_json: string;
  printer_id: string;
  printer_name: string | null;
  created_by: string;
  at: number;
  printed_at: number | null;
}

/** At most `limit` labels behind `after`, newest first; `next` is null on the last page. */
function pageHistory(
  reader: Reader,
  filter: HistoryFilter,
  limit: number,
  after: HistoryPlace | null,
): { readonly rows: HistoryRow[]; readonly next: HistoryPlace | null } {
  const day = filter.day === undefined ? null : dayBounds(filter.day);
  const number = filter.trackingNumber === undefined ? null : normaliseCode(filter.trackingNumber);
  // A whole number is found at once; only its end has to be looked for.
  const isWhole =
    number !== null &&
    reader.get(`SELECT 1 FROM labels WHERE tracking_number = ? LIMIT 1`, [number]) !== undefined;
  const at = 'coalesce(labels.sending_at, labels.queued_at)';
  const conditions = [
    filter.printerId !== undefined && `coalesce(labels.printer_id, batches.printer_id) = :printerId`,
    day !== null && `${at} >= :from AND ${at} < :to`,
    filter.person !== undefined && `batches.created_by = :person`,
    filter.batchNo !== undefined && `batches.batch_no = :batchNo`,
    filter.states !== undefined && `labels.state IN (SELECT value FROM json_each(:states))`,
    number !== null &&
      (isWhole
        ? `labels.tracking_number = :number`
        : `substr(labels.tracking_number, -length(:number)) = :number`),
    filter.isReprint === true && `labels.reprint_count > 0`,
    after !== null && `${at} <= :afterAt AND (${at}, labels.label_id) < (:afterAt, :afterId)`,
  ].filter((condition) => condition !== false);
  const rows = reader.all<Row>(
    `SELECT labels.*, ${at} AS at, batches.batch_no, batches.created_by, printers.name AS printer_name,
       coalesce(labels.printer_id, batches.printer_id) AS printer_id
     FROM labels JOIN batches USING (batch_id)
       LEFT JOIN printers ON printers.printer_id = coalesce(labels.printer_id, batches.printer_id)
     ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
     ORDER BY ${at} DESC, labels.label_id DESC LIMIT :limit`,
    {
      limit: limit + 1,
      ...(filter.printerId === undefined ? {} : { printerId: filter.printerId }),
      ...(day === null ? {} : { from: day.from, to: day.to }),
      ...(filter.person === undefined ? {} : { person: filter.person }),
      ...(filter.batchNo === undefined ? {} : { batchNo: filter.batchNo }),
      ...(filter.states === undefined ? {} : { states: JSON.stringify(filter.states) }),
      ...(number === null ? {} : { number }),
      ...(after === null ? {} : { afterAt: after.at, afterId: after.labelId }),
    },
  );
  const page = rows.slice(0, limit).map(rowFrom);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? { at: last.at, labelId: last.labelId } : null };
}

function rowFrom(row: Row): HistoryRow {
  return {
    labelId: row.label_id as LabelId, // ids were branded when they were made
    parcelId: row.parcel_id as ParcelId,
    part: row.part as Label['part'], // CHECK in the table, as the state
    batchId: row.batch_id as BatchId,
    batchNo: row.batch_no,
    position: row.position,
    trackingNumber: row.tracking_number,
    carrier: (JSON.parse(row.facts_json) as LabelFacts).carrier, // written by addLabel only
    state: row.state as Label['state'],
    evidence: row.evidence as Label['evidence'], // written by moveLabel only
    reason: row.reason,
    reasonFacts: row.reason_facts_json === null ? {} : JSON.parse(row.reason_facts_json),
    reprintCount: row.reprint_count,
    reprintReason: row.reprint_reason,
    printerId: row.printer_id as PrinterId,
    printerName: row.printer_name ?? '',
    person: row.created_by,
    at: row.at,
    printedAt: row.printed_at,
  };
}

export interface DayCount {
  readonly day: string;
  readonly printerId: PrinterId;
  readonly printerName: string;
  /** Labels that left, reprints among them; test labels are counted apart. */
  readonly labels: number;
  readonly reprints: number;
  readonly tests: number;
}

/** From midnight `days - 1` days ago on, newest day first; days on which a printer printed nothing are not there. */
function countByDay(reader: Reader, days: number, now: number): DayCount[] {
  const today = new Date(now);
  const from = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1).getTime();
  return reader
    .all<DayCount>(
      `SELECT day, counted.printer_id AS printerId, coalesce(printers.name, '') AS printerName,
         sum(labels) AS labels, sum(reprints) AS reprints, sum(tests) AS tests
       FROM (
         SELECT date(sending_at / 1000, 'unixepoch', 'localtime') AS day, printer_id, 1 AS labels,
           reprint_count > 0 AS reprints, 0 AS tests
         FROM labels WHERE printer_id IS NOT NULL AND sending_at >= :from AND (sent_at IS NOT NULL OR printed_at IS NOT NULL)
         UNION ALL
         SELECT date(printed_at / 1000, 'unixepoch', 'localtime'), printer_id, 0, 0, 1 FROM test_labels WHERE printed_at >= :from
       ) AS counted LEFT JOIN printers ON printers.printer_id = counted.printer_id
       GROUP BY day, counted.printer_id ORDER BY day DESC, printerName, counted.printer_id`,
      { from },
    )
    .map((row) => ({ ...row }));
}

/** More labels than are looked through in a blink. */
const fewAtMost = 5_000;

const isLong = (reader: Reader) =>
  reader.get(`SELECT 1 FROM labels LIMIT 1 OFFSET ${fewAtMost}`) !== undefined;

export const historyRead: HeavyRead<
  { readonly filter: HistoryFilter; readonly limit: number; readonly after: HistoryPlace | null },
  ReturnType<typeof pageHistory>
> = {
  name: 'labels.history',
  isLong,
  run: (reader, _now, { filter, limit, after }) => pageHistory(reader, filter, limit, after),
};

export const countsRead: HeavyRead<{ readonly days: number }, DayCount[]> = {
  name: 'printers.counts',
  isLong,
  run: (reader, now, { days }) => countByDay(reader, days, now),
};

/** A calendar day of this machine, from midnight to midnight. */
function dayBounds(day: string): { readonly from: number; readonly to: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return {
    from: new Date(year, month - 1, date).getTime(),
    to: new Date(year, month - 1, date + 1).getTime(),
  };
}
