// How fast the guard answers for 50 lines somebody puts together, facts read and judged, and for one of 100,000 planned parcels, with what
// else waits for its recipient (as every scan asks); and how long planning 100,000 open orders takes in a thread of its own: `plan.s_100k`
// is facts read and proposals computed, `plan.written_s_100k` the same with every proposal written, in the small transactions between
// which scans are answered. Prints one JSON line: {"guard.p99_ms":…,"guard.parcel_p99_ms":…,"plan.s_100k":…,"plan.written_s_100k":…,
// "plan.growth_10x":…}. Goals: 1, 1, 2, none, 11.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createEvents } from '../../main/basics/events.ts';
import type { LineId, ParcelId } from '../../main/basics/ids.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { askGuard } from '../../main/merges/guard-facts.ts';
import { readRules } from '../../main/merges/rules-in-force.ts';
import type { LineRef } from '../../main/merges/verdict.ts';
import type { OrderKey } from '../../main/orders/order.ts';
import { planParcels } from '../../main/parcels/plan-parcels.ts';
import { readLinesToPlan } from '../../main/parcels/unplanned-lines.ts';
import { planOpenOrders } from '../../main/parcels/write-plan.ts';
import { seededRandom } from '../builders/test-station.ts';
import { seedLookup } from './seed-lookup.ts';

const rounds = 5;
const verdicts = 3_000;
const linesAsked = 50;
/** Not one of the numbers: a parcel that nobody would pack, and that must be answered all the same. */
const linesInHugeParcel = 500;

interface Planned {
  readonly ms: number;
  /** Of it: what the thread itself computed, not waiting for its turn. */
  readonly cpuMs: number;
  readonly parcels: number;
  readonly held: number;
}

if (isMainThread) {
  const workDir = mkdtempSync(join(tmpdir(), 'parcelbench-guard-'));
  try {
    process.stdout.write(`${JSON.stringify(await measure(workDir))}\n`);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
} else {
  parentPort?.postMessage(plan(workerData as string)); // given by planBeside below
}

async function measure(workDir: string): Promise<Record<string, number>> {
  const [small, large] = [join(workDir, 'small.db'), join(workDir, 'large.db')];
  seedLookup(small, 10_000, 0, Date.now(), () => {});
  seedLookup(large, 100_000, 0, Date.now(), () => {});
  const times = { small: [] as number[], large: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.small.push((await planBeside(small)).ms);
    const { ms, cpuMs, parcels, held } = await planBeside(large);
    times.large.push(ms);
    process.stderr.write(
      `planned ${parcels} parcels, ${held} lines held: ${Math.round(ms)} ms, ${Math.round(cpuMs)} ms of it computing\n`,
    );
  }
  const guard = judge(large);
  const written = write(large);
  return {
    'guard.p99_ms': round3(guard),
    'guard.parcel_p99_ms': round3(judgePlanned(large)),
    'plan.s_100k': round3(median(times.large) / 1_000),
    'plan.written_s_100k': round3(written),
    'plan.growth_10x': round3(median(times.large) / median(times.small)),
  };
}

async function planBeside(file: string): Promise<Planned> {
  const worker = new Worker(new URL(import.meta.url), { workerData: file });
  // Both are awaited from the start: the thread may be gone before its answer is read.
  const [[planned]] = (await Promise.all([once(worker, 'message'), once(worker, 'exit')])) as [
    [Planned],
    unknown,
  ]; // what plan answers
  return planned;
}

function plan(file: string): Planned {
  const database = openDatabase(file);
  const startedAt = performance.now();
  const before = process.threadCpuUsage();
  const { lines } = readLinesToPlan(database, null);
  const { parcels, held } = planParcels(lines, readRules(database, Date.now()));
  const ms = performance.now() - startedAt;
  const used = process.threadCpuUsage(before);
  database.close();
  return { ms, cpuMs: (used.user + used.system) / 1_000, parcels: parcels.length, held: held.length };
}

/** Each parcel asked about holds other lines: 50 lines of neighbouring orders, as a person might put them together. */
function judge(file: string): number {
  const database = openDatabase(file);
  const clock = { now: () => Date.now() };
  const all = database.all<{ order_key: number; line_id: string; quantity: number }>(
    `SELECT order_key, line_id, quantity FROM order_lines ORDER BY order_key, line_id`,
  );
  const take = (from: number, count: number) =>
    all.slice(from, from + count).map(
      (row) => ({ orderKey: row.order_key, lineId: row.line_id, quantity: row.quantity }) as LineRef, // branded when taken in
    );
  const times: number[] = [];
  for (let at = 0; at < verdicts; at += 1) {
    const from = (at * 7_919 * linesAsked) % (all.length - linesAsked);
    const lines = take(from, linesAsked);
    const startedAt = performance.now();
    askGuard(database, clock, lines);
    times.push(performance.now() - startedAt);
  }
  const huge = take(0, linesInHugeParcel);
  const hugeAt = performance.now();
  askGuard(database, clock, huge);
  process.stderr.write(`verdict of ${linesInHugeParcel} lines: ${round3(performance.now() - hugeAt)} ms\n`);
  database.close();
  return tellP99('verdict', times);
}

/** Every so many of the planned parcels is asked about as a scan asks. */
function judgePlanned(file: string): number {
  const database = openDatabase(file);
  const clock = { now: () => Date.now() };
  database.write((writer) => writer.run(`UPDATE parcels SET state = 'planned' WHERE state = 'proposed'`));
  const lines = new Map<ParcelId, LineRef[]>();
  for (const { parcel_id, ...line } of database.iterate<{
    parcel_id: ParcelId;
    order_key: OrderKey;
    line_id: LineId;
    quantity: number;
  }>(`SELECT parcel_id, order_key, line_id, quantity FROM parcel_lines ORDER BY parcel_id`)) {
    const ref = { orderKey: line.order_key, lineId: line.line_id, quantity: line.quantity };
    const known = lines.get(parcel_id);
    if (known) known.push(ref);
    else lines.set(parcel_id, [ref]);
  }
  const parcels = [...lines];
  const times: number[] = [];
  for (let at = 0; at < verdicts; at += 1) {
    const [parcelId, refs] = parcels[(at * 7_919) % parcels.length] ?? [];
    if (!parcelId || !refs) break;
    const startedAt = performance.now();
    askGuard(database, clock, refs, { parcelId });
    times.push(performance.now() - startedAt);
  }
  database.close();
  return tellP99(`verdict for one of ${parcels.length} planned parcels`, times);
}

function tellP99(what: string, times: number[]): number {
  times.sort((a, b) => a - b);
  process.stderr.write(
    `${what}: median ${round3(median(times))} ms, worst ${round3(times.at(-1) ?? 0)} ms\n`,
  );
  return times[Math.floor(times.length * 0.99)] ?? 0;
}

/** Seconds for the same plan with its proposals written down. */
function write(file: string): number {
  const database = openDatabase(file, { events: createEvents() });
  const startedAt = performance.now();
  const counts = planOpenOrders(
    { database, clock: { now: () => Date.now() }, random: seededRandom(3) },
    'bench',
    null,
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stderr.write(`read, planned and written: ${round3(seconds)} s ${JSON.stringify(counts)}\n`);
  database.close();
  return seconds;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function round3(number: number): number {
  return Math.round(number * 1_000) / 1_000;
}
