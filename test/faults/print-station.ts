// The station under test: its real spool, books, printers and use cases in a process of its own, which may be killed at any moment
// and started again on the same folder. Only the drawing is simpler: a label is its number in dots. Driven by lines of JSON.

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { systemClock } from '../../main/basics/clock.ts';
import { createEvents } from '../../main/basics/events.ts';
import type { BatchId, PrinterId } from '../../main/basics/ids.ts';
import { isRefusal, type Refusal } from '../../main/basics/refusal.ts';
import type { Caller } from '../../main/basics/request.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { createVault } from '../../main/database/vault.ts';
import { createLabelPrinter } from '../../main/devices/printers/create-label-printer.ts';
import { languageOf } from '../../main/devices/printers/languages/language-of.ts';
import type { LabelFormat, LabelPrinter, PrinterState } from '../../main/devices/printers/printer.ts';
import type { PrinterRegistry } from '../../main/devices/printers/printer-registry.ts';
import type { PrinterProfile } from '../../main/devices/printers/profile.ts';
import { createTcpWire } from '../../main/devices/printers/wires/tcp-wire.ts';
import { findBatch, getBatchView } from '../../main/labels/batches-table.ts';
import type { LabelDrawer } from '../../main/labels/label-drawer.ts';
import { listLabelsOfBatch } from '../../main/labels/labels-table.ts';
import { moveBatch } from '../../main/labels/move-batch.ts';
import { pauseBatch, settleBatch, startBatch } from '../../main/labels/run-batch.ts';
import { createSpool } from '../../main/labels/spool.ts';
import { drawNumber } from './numbered-label.ts';
import type { BatchSight, PrinterPlace, StationCommand, StationReport } from './print-station-commands.ts';

const [dataDir = ''] = process.argv.slice(2);
process.stdin.once('end', () => process.exit(0)); // whoever started it is gone

const operator: Caller = { host: 'terminal', person: 'Lin', role: 'supervisor' };
const clock = systemClock();
const events = createEvents();
const database = openDatabase(join(dataDir, 'station.db'), { events });
const printers = new Map<string, LabelPrinter>();
const states = new Map<string, PrinterState>();
const profiles = new WeakMap<LabelFormat, PrinterProfile>();

function report(said: StationReport): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

/** As quick as the simulated printers, whose clock runs fast. */
const pace = {
  answerMs: 400,
  lookEveryMs: 8,
  lookAgainMs: 2,
  stateEveryMs: 16,
  restMs: 60,
  silentAfterMs: 500,
};

function createPrinter({ printerId, port, profile }: PrinterPlace): LabelPrinter {
  const format: LabelFormat = { dotsPerMm: profile.dotsPerMm, encoding: { kind: 'png' } };
  profiles.set(format, profile);
  return createLabelPrinter(
    {
      printerId: printerId as PrinterId, // the parent's own printer
      wire: createTcpWire({ host: '127.0.0.1', port, connectTimeoutMs: 2_000, stallMs: 2_500 }, clock),
      language: languageOf(profile),
      format,
      reprintsByItself: profile.reprintsByItself,
      line: { evidence: 1, isWhole: false, isProofOfPower: true },
      labelMs: null,
      hasAnswered: true,
      mayAsk: () => true,
      giveUpMs: 2_500,
      mendMs: 200,
      pace,
    },
    clock,
    { saw: (state) => saw(printerId as PrinterId, state), answered() {} },
  );
}

function saw(printerId: PrinterId, state: PrinterState): void {
  if (states.get(printerId)?.kind === state.kind) return;
  states.set(printerId, state);
  report({ event: 'printer', printerId, kind: state.kind });
}

const registry: PrinterRegistry = {
  of: (printerId) => printers.get(printerId),
  stateOf: (printerId) => states.get(printerId) ?? { kind: 'unknown' },
  saw,
  look: async () => ({ kind: 'unknown' }),
  start() {},
  async stop() {
    await Promise.all([...printers.values()].map((printer) => printer.close()));
  },
};

const drawer: LabelDrawer = {
  warm: async () => {},
  check: async (contents) => contents.map(() => null),
  inspect: async () => {
    throw new Error('no documents here');
  },
  async draw({ trackingNumber }, format) {
    const profile = profiles.get(format);
    const language = profile && languageOf(profile);
    if (!profile || !language) throw new Error('a printer of this run has a profile with a language');
    const bitmap = drawNumber(Number(trackingNumber.slice(2)));
    return {
      bytes: language.encode(bitmap, profile),
      widthDots: bitmap.widthDots,
      heightDots: bitmap.heightDots,
    };
  },
  drawTest: () => Promise.reject(new TypeError('no test label here')),
  stop: async () => {},
};

const spool = createSpool({
  database,
  clock,
  vault: createVault(new Uint8Array(32).fill(7)),
  log: pino({ level: 'error' }, process.stderr),
  drawer,
  printers: registry,
});
const parts = { database, clock, spool };

function queueBatch(asked: Extract<StationCommand, { do: 'batch' }>): void {
  const parcels = database.all<{ parcel_id: string }>(
    `SELECT parcel_id FROM parcels ORDER BY parcel_id LIMIT ?`,
    [asked.labels],
  );
  database.write((writer) => {
    // What an earlier run left, because the station was killed at its very end.
    writer.run(`UPDATE labels SET state = 'void'`);
    writer.run(`UPDATE batches SET state = 'cancelled' WHERE state <> 'finished'`);
    writer.run(
      `INSERT INTO batches (batch_id, batch_no, printer_id, state, label_count, created_at, created_by)
       VALUES (?, ?, ?, 'waiting', ?, 0, 'Lin')`,
      [asked.batchId, asked.batchNo, asked.printerId, asked.labels],
    );
    parcels.forEach(({ parcel_id: parcelId }, index) => {
      const trackingNumber = `YT${asked.firstNo + index}`;
      const facts = { parcelId, trackingNumber, position: index + 1, batchNo: asked.batchNo };
      writer.run(
        `INSERT INTO labels (label_id, parcel_id, batch_id, position, tracking_number, state, facts_json, queued_at)
         VALUES (?, ?, ?, ?, ?, 'queued', ?, 0)`,
        [
          `${asked.batchId}-${index + 1}`,
          parcelId,
          asked.batchId,
          index + 1,
          trackingNumber,
          JSON.stringify(facts),
        ],
      );
    });
  });
}

function run(command: StationCommand): unknown {
  switch (command.do) {
    case 'printers':
      for (const place of command.printers) {
        void printers.get(place.printerId)?.close();
        printers.set(place.printerId, createPrinter(place));
        database.write((writer) =>
          writer.run(
            `INSERT INTO printers (printer_id, name, kind, settings_json) VALUES (:id, :id, 'zpl-tcp', :settings)
             ON CONFLICT (printer_id) DO UPDATE SET must_forget = CASE WHEN settings_json = :settings THEN must_forget ELSE 0 END,
               settings_json = :settings`,
            {
              id: place.printerId,
              settings: JSON.stringify({ host: '127.0.0.1', port: place.port }),
            },
          ),
        );
      }
      return null;
    case 'batch':
      return queueBatch(command);
    case 'start':
      return startBatch(parts, command.batchId as BatchId, operator);
    case 'settle':
      return settleBatch(
        parts,
        command.batchId as BatchId,
        command.code === null
          ? { position: 0, missing: command.missing }
          : { code: command.code, missing: command.missing },
        operator,
      );
    case 'move':
      return moveBatch(
        parts,
        { batchId: command.batchId as BatchId, printerId: command.printerId as PrinterId },
        operator,
      );
    case 'let-go':
      return pauseBatch(parts, command.batchId as BatchId, operator, true);
    case 'forget':
      return database.write((writer) =>
        writer.run(`UPDATE labels SET state = 'void' WHERE batch_id = ?`, [command.batchId]),
      );
    case 'read':
      return null;
    case 'stop':
      return spool.stop();
  }
}

function readBatch(batchId: BatchId): BatchSight | null {
  if (!findBatch(database, batchId)) return null;
  const { state, stopReason, unconfirmed } = getBatchView(database, batchId);
  return {
    state,
    stopReason,
    unconfirmed,
    labels: listLabelsOfBatch(database, batchId).map((label) => ({
      position: label.position,
      state: label.state,
      evidence: label.evidence,
      isMaybeTwice: label.isMaybeTwice,
      reason: label.reason,
    })),
  };
}

async function tellRest(batchId: BatchId): Promise<void> {
  await Promise.resolve(); // the spool is woken in a microtask of its own
  await spool.rested(batchId);
  report({ event: 'rested', batchId });
}

process.on('uncaughtException', (thrown) => {
  report({ event: 'broken', why: String(thrown instanceof Error ? thrown.stack : thrown) });
});

/** What broke is told, and answered: nobody waits for it. */
async function answerOf(command: StationCommand): Promise<unknown> {
  try {
    return await run(command);
  } catch (thrown) {
    report({ event: 'broken', why: String(thrown instanceof Error ? thrown.stack : thrown).slice(0, 500) });
    return null;
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { no, ...command } = JSON.parse(line) as StationCommand & { no: number }; // written by print-parts.ts
  const batchId = 'batchId' in command ? (command.batchId as BatchId) : null;
  void answerOf(command).then((value: unknown) => {
    const refused = isRefusal(value) ? (value as Refusal).code : null;
    report({ no, refused, batch: batchId && readBatch(batchId) });
    if (command.do === 'stop') {
      database.close();
      process.exit(0);
    }
    if (batchId && ['start', 'settle', 'let-go'].includes(command.do)) void tellRest(batchId);
  });
});

spool.start();
report({ event: 'ready' });
