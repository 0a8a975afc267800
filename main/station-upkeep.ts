// Forgets what nobody needs any more, by itself while the station runs: recipients of orders that left long ago, pictures of their
// labels, files of exports, rows that name them in import reports; debts that were paid, scans and answers that nobody asks for again. Looks soon after the start and then
// every few hours, in bites small enough that a scan never waits; what a stop interrupts the next look takes up.

import { type Clock, dayMs, hourMs, minuteMs } from './basics/clock.ts';
import { isFault } from './basics/fault.ts';
import type { Database, Writer } from './database/database.ts';
import { purgeExports } from './exports/purge-exports.ts';
import { purgeLabelDocuments } from './labels/documents/label-documents-table.ts';
import { forgetInParcels, purgePictures } from './labels/purge-labels.ts';
import { purgeSlips } from './labels/slips/slips-table.ts';
import { purgeRecipients } from './orders/purge-recipients.ts';
import { recordAudit } from './people/audit.ts';
import type { Settings } from './settings/settings-table.ts';

export interface Upkeep {
  start(): void;
  stop(): Promise<void>;
}

export interface UpkeepParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly dataDir: string;
  readonly log: { warn(facts: object, words: string): void };
}

const firstAfterMs = minuteMs;
const everyMs = 6 * hourMs;
const betweenBitesMs = 20;
const rowsABite = 300;

export function createUpkeep(parts: UpkeepParts): Upkeep {
  const { database, clock, settings } = parts;
  let cancel = () => {};
  let wake = () => {};
  let isStopped = false;
  let looking: Promise<void> = Promise.resolve();

  /** Gives way to whoever waits; false when the station stops meanwhile. */
  async function breathe(): Promise<boolean> {
    if (isStopped) return false;
    await new Promise<void>((resolve) => {
      wake = resolve;
      cancel = clock.after(betweenBitesMs, resolve);
    });
    return !isStopped;
  }

  async function look(): Promise<void> {
    try {
      await forgetRecipients();
      await forgetPictures();
      purgeExports(parts.dataDir, clock.now() - settings.get('export.keepDays') * dayMs);
      for (const bite of oldRows) {
        while ((await breathe()) && database.write((writer) => bite(parts, writer)) === rowsABite);
      }
    } catch (thrown) {
      // A busy or full disk, a folder that is closed: the next look tries again.
      if (!isFault(thrown) && (thrown as { code?: unknown }).code === undefined) throw thrown;
      parts.log.warn({ err: thrown }, 'not everything old could be forgotten');
    }
    if (!isStopped) cancel = clock.after(everyMs, begin);
  }

  async function forgetRecipients(): Promise<void> {
    let after: number | null = 0;
    let count = 0;
    while (after !== null && (await breathe())) {
      const from: number = after;
      const bite = database.write((writer) => {
        const { purged, next } = purgeRecipients(parts, writer, from);
        forgetInParcels(writer, purged);
        if (purged.length > 0) writer.emit({ kind: 'orders.changed' });
        return { count: purged.length, next };
      });
      count += bite.count;
      after = bite.next;
    }
    if (count === 0) return;
    const days = settings.get('privacy.purgeAfterDays');
    const subject = { kind: 'station', id: 'recipients' };
    database.write((writer) =>
      recordAudit(writer, clock, { person: 'station' }, 'recipients.purged', subject, { count, days }),
    );
  }

  async function forgetPictures(): Promise<void> {
    while (await breathe()) {
      const before = clock.now() - settings.get('privacy.purgeAfterDays') * dayMs;
      const last = await purgePictures(parts, before, readPicturesDone(database));
      if (last === null) return;
      database.write((writer) => savePicturesDone(writer, last, clock.now()));
    }
  }

  function begin(): void {
    looking = look();
  }

  return {
    start() {
      if (!database.readOnly) cancel = clock.after(firstAfterMs, begin);
    },
    async stop() {
      isStopped = true;
      cancel();
      wake();
      await looking;
    },
  };
}

/** Each forgets at most `rowsABite` rows of one table and answers how many it was. */
const oldRows: readonly ((parts: UpkeepParts, writer: Writer) => number)[] = [
  // A platform's label names a person as clearly as an order does, also where the order itself came masked.
  ({ clock, settings }, writer) => {
    const days = Math.min(settings.get('printing.keepDocumentsDays'), settings.get('privacy.purgeAfterDays'));
    return purgeLabelDocuments(writer, clock.now() - days * dayMs, rowsABite);
  },

  ({ clock, settings }, writer) =>
    writer.run(
      `DELETE FROM import_problems WHERE (import_id, position) IN (
         SELECT import_id, position FROM imports JOIN import_problems USING (import_id)
         WHERE imported_at < ? LIMIT ${rowsABite})`,
      [clock.now() - settings.get('privacy.purgeAfterDays') * dayMs],
    ).changes,

  // A debt whose parcel is still here is kept: without it the parcel would be owed, and told, a second time.
  ({ clock, settings }, writer) =>
    writer.run(
      `DELETE FROM outbox WHERE outbox_no IN (
         SELECT outbox_no FROM outbox INDEXED BY outbox_settled
         WHERE state IN ('done', 'withdrawn') AND settled_at < ? AND NOT EXISTS (
           SELECT 1 FROM parcels WHERE parcel_id = outbox.subject_id
             AND parcels.state NOT IN ('shipped', 'pulled', 'dissolved'))
         ORDER BY settled_at LIMIT ${rowsABite})`,
      [clock.now() - settings.get('privacy.keepTracesDays') * dayMs],
    ).changes,

  ({ clock, settings }, writer) =>
    writer.run(
      `DELETE FROM bench_scans WHERE at < ? AND scan_no IN (
         SELECT scan_no FROM bench_scans ORDER BY scan_no LIMIT ${rowsABite})`,
      [clock.now() - settings.get('privacy.keepTracesDays') * dayMs],
    ).changes,

  ({ clock, settings }, writer) =>
    purgeSlips(writer, clock.now() - settings.get('privacy.keepTracesDays') * dayMs, rowsABite),

  ({ clock, settings }, writer) =>
    writer.run(
      `DELETE FROM answered_requests WHERE request_id IN (
         SELECT request_id FROM answered_requests INDEXED BY answered_requests_by_age
         WHERE answered_at < ? ORDER BY answered_at LIMIT ${rowsABite})`,
      [clock.now() - settings.get('network.keepAnswersDays') * dayMs],
    ).changes,
];

const picturesWork = 'pictures';

/** The number of the last batch whose pictures are gone. */
function readPicturesDone(database: Database): number {
  const sql = `SELECT done_json FROM background_work WHERE name = ?`;
  return Number(database.get<{ done_json: string }>(sql, [picturesWork])?.done_json ?? 0);
}

function savePicturesDone(writer: Writer, batchNo: number, now: number): void {
  writer.run(
    `INSERT INTO background_work (name, done_json, changed_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET done_json = excluded.done_json, changed_at = excluded.changed_at`,
    [picturesWork, String(batchNo), now],
  );
}
