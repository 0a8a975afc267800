// Five batches of fifty labels of 100 x 150 mm, drawn, sent, asked about and confirmed one by one, against a simulated Zebra at 6
// inches a second with a buffer of its own and a label counter: how near the station comes to what the paper path can do, from the
// click to the last label, and how long its thread is busy at a time meanwhile. Prints one line of JSON.
//
// The printer's clock runs twice as fast, which makes the share worse than it is and never better: the paper takes half of
// the time, all that we do (drawing, transfer, questions, the books on disk, the turn from batch to batch) takes its whole time, and
// stopping and starting again costs the paper as much as in real time by its own clock.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../../main/basics/clock.ts';
import type { BatchId } from '../../main/basics/ids.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { testStation } from '../builders/test-station.ts';
import { startPrinter } from '../simulators/printers/start-printer.ts';

const labels = 250;
const faster = 2;
const ips = 6;
/** 150 mm and the gap of 2. */
const paperMs = (152 / 25.4 / ips) * 1_000;
const lagResolutionMs = 2;

const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-print-'));
await using printer = await startPrinter('zpl', {
  ips,
  time: faster,
  restartMs: 80,
  bufferBytes: 256 * 1024,
});
const station = testStation({ dataDir, clock: { ...systemClock(), pass: async () => {}, set() {} } });
station.start();
const { printerId } = await station.ask('printers.save', {
  name: 'Zebra',
  kind: 'profile',
  settings: {
    language: 'zpl',
    statusDialect: 'zpl-counter',
    compression: 'z64',
    wire: { kind: 'tcp', host: '127.0.0.1', port: printer.port },
  },
});
const parcelIds = withParcels(station, new Array(labels).fill({}));
const { batches } = await station.ask('batches.create', { parcelIds, printerId });
await new Promise((resolve) => setTimeout(resolve, 500)); // the first look at a new printer is over

const lag = monitorEventLoopDelay({ resolution: lagResolutionMs });
lag.enable();
const clickedAt = performance.now();
for (const { batchId } of batches) {
  await station.ask('batches.start', { batchId });
  await new Promise(setImmediate); // each comes by itself, as from a host
}
await printer.until({ labels });
const ms = performance.now() - clickedAt;
lag.disable();

const last: BatchId | undefined = batches.at(-1)?.batchId;
const through =
  last && (await station.ask('batches.start', { batchId: last, wait: true }).catch(() => undefined));
const listed = await station.ask('batches.list', {});
const printed = listed.reduce((sum, batch) => sum + batch.counts.printed, 0);
if (printed < labels - 1)
  console.error(`only ${printed} of ${labels} labels are confirmed: ${through?.stopReason}`);

const numbers = {
  'print.rate_share': (labels * paperMs) / (ms * faster),
  'print.lag_ms_max': Math.max(0, lag.max / 1e6 - lagResolutionMs),
};
// Where the paper stood still, by the printer's own clock: between batches, and between two labels of one.
const { roll } = await printer.read();
const gaps = roll.slice(1).map((label, index) => label.startedAt - (roll[index]?.endedAt ?? 0));
const atTurn = gaps.filter((_, index) => (index + 1) % 50 === 0);
const sum = (all: readonly number[]) => all.reduce((total, gap) => total + gap, 0);
console.error(
  `paper stood still ${(sum(atTurn) / 1000).toFixed(1)} s between batches, ${((sum(gaps) - sum(atTurn)) / 1000).toFixed(1)} s within`,
);
console.error(
  `lag p99 ${(lag.percentile(99) / 1e6).toFixed(1)} ms; ${((ms * faster) / 1000).toFixed(1)} s of paper time`,
);
console.log(JSON.stringify(numbers));
await station.stop();
station.parts.database.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
