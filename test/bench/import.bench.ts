// How an import of 15,000 rows stands against its floor, what a second import of the same file costs, and whether anybody at
// a bench notices. Prints one JSON line; the single runs go to stderr. Every run is a process of its own, medians count.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../main/basics/clock.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import type { Caller } from '../../main/basics/request.ts';
import { type OpenedStation, openStation } from '../../main/hosts/open-station.ts';
import { addShop } from '../../main/shops/shops-table.ts';
import { benchFile } from '../builders/order-files.ts';
import { measureFloor } from './import-floor.ts';

const rowCount = 15_000;
const rounds = 5;
const scansWanted = 400;
const caller: Caller = { host: 'terminal', person: 'bench', role: 'supervisor' };

type Numbers = Readonly<Record<string, number>>;

const [, , part, folder = ''] = process.argv;
const answer = part ? await runPart(part, folder) : runAll();
process.stdout.write(`${JSON.stringify(answer)}\n`);

function runAll(): Numbers {
  const files = mkdtempSync(join(tmpdir(), 'parcelbench-import-'));
  try {
    writeFileSync(join(files, 'large.csv'), benchFile(rowCount, 3));
    writeFileSync(join(files, 'other.csv'), benchFile(rowCount, 4));
    writeFileSync(join(files, 'small.csv'), benchFile(20, 5));
    const runs = Array.from({ length: rounds }, () => ({
      ...child('floor', files),
      ...child('import', files),
    }));
    const scans = Array.from({ length: 3 }, () => child('scan', files));
    const of = (name: string, from: readonly Numbers[] = runs) =>
      median(from.map((run) => run[name] ?? Number.NaN));
    return {
      'import.floor_ratio': round(median(runs.map((run) => (run.first_ms ?? 0) / (run.floor_ms ?? 1)))),
      'import.again_ratio': round(median(runs.map((run) => (run.again_ms ?? 0) / (run.first_ms ?? 1)))),
      'import.scan_p99_ms': round(of('scan_p99_ms', scans)),
      'import.lag_ms_max': round(of('lag_ms')),
      'import.rss_mb': Math.round(of('rss_mb')),
    };
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
}

function child(name: string, files: string): Numbers {
  const outcome = spawnSync(process.execPath, [import.meta.filename, name, files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (outcome.status !== 0) throw new Error(`${name} ended with ${outcome.status}`);
  process.stderr.write(`${name} ${outcome.stdout}`);
  return JSON.parse(outcome.stdout) as Numbers; // printed by runPart below
}

async function runPart(name: string, files: string): Promise<Numbers> {
  const work = mkdtempSync(join(tmpdir(), 'parcelbench-import-'));
  try {
    if (name === 'floor') return await runFloor(files, work);
    const opened = openStation({ dataFolder: work, mode: 'shop', version: 'bench', isReadOnly: false });
    try {
      opened.start();
      for (const shopId of ['shop-1', 'shop-2']) addBenchShop(opened, shopId);
      // The worker's own start is not the import's: a person has looked at a file before.
      await ask(opened, 'imports.inspect', { path: join(files, 'small.csv'), shopId: 'shop-1' });
      return name === 'import' ? await runImport(opened, files) : await runScans(opened, files);
    } finally {
      await opened.close();
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function runFloor(files: string, work: string): Promise<Numbers> {
  const { readMs, writeMs } = await measureFloor(
    readFileSync(join(files, 'large.csv')),
    readFileSync(join(files, 'small.csv')),
    work,
  );
  return { floor_ms: round(readMs + writeMs), read_ms: round(readMs), write_ms: round(writeMs) };
}

async function runImport(opened: OpenedStation, files: string): Promise<Numbers> {
  const watch = watchProcess();
  const path = join(files, 'large.csv');
  const first = await importFile(opened, path, 'shop-1');
  const { lagMs, rssMb } = watch.stop();
  const again = await importFile(opened, path, 'shop-1');
  if (first.counts.new !== rowCount || again.counts.same !== rowCount) {
    throw new Error(`unexpected counts ${JSON.stringify([first.counts, again.counts])}`);
  }
  return {
    first_ms: first.ms,
    again_ms: again.ms,
    inspect_ms: first.inspectMs,
    lag_ms: lagMs,
    rss_mb: rssMb,
  };
}

async function importFile(opened: OpenedStation, path: string, shopId: string) {
  const startedAt = performance.now();
  const { importId } = (await ask(opened, 'imports.inspect', { path, shopId })) as { importId: string };
  const inspectMs = performance.now() - startedAt;
  const { counts } = (await ask(opened, 'imports.apply', { importId })) as {
    counts: { new: number; same: number };
  };
  return { ms: round(performance.now() - startedAt), inspectMs: round(inspectMs), counts };
}

/** A packer opens parcels and scans their one item, all through an import of 15,000 other orders. */
async function runScans(opened: OpenedStation, files: string): Promise<Numbers> {
  const parcels = await readyParcels(opened, join(files, 'small.csv'));
  const watch = watchProcess();
  const latencies: number[] = [];
  let isDone = false;
  let rounds = 0;
  const importing = (async () => {
    while (latencies.length < scansWanted) {
      rounds += 1;
      await importFile(
        opened,
        join(files, rounds % 2 === 0 ? 'large.csv' : 'other.csv'),
        rounds % 4 < 2 ? 'shop-1' : 'shop-2',
      );
    }
    isDone = true;
  })();
  for (let scan = 0; !isDone; scan += 1) {
    const parcel = parcels[Math.floor(scan / 2) % parcels.length];
    if (!parcel) throw new Error('no parcels');
    const startedAt = performance.now();
    await ask(opened, 'bench.scan', {
      benchId: 'bench-1',
      scanId: `scan-${scan}`,
      code: scan % 2 === 0 ? parcel.trackingNumber : parcel.skuCode,
    });
    latencies.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  await importing;
  const { lagMs, rssMb } = watch.stop();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => round(latencies[Math.floor(latencies.length * share)] ?? Number.NaN);
  return {
    scan_p50_ms: at(0.5),
    scan_p99_ms: at(0.99),
    scan_max_ms: at(0.9999),
    scans: latencies.length,
    rounds,
    lag_ms: lagMs,
    rss_mb: rssMb,
  };
}

interface ReadyParcel {
  readonly trackingNumber: string;
  readonly skuCode: string;
}

async function readyParcels(opened: OpenedStation, path: string): Promise<readonly ReadyParcel[]> {
  await importFile(opened, path, 'shop-2');
  return opened.parts.database.write((writer) => {
    const lines = writer.all<{ order_key: number; line_id: string; sku_code: string }>(
      `SELECT order_key, line_id, sku_code FROM order_lines ORDER BY order_key`,
    );
    return lines.map(({ order_key, line_id, sku_code }, at) => {
      const [parcelId, trackingNumber] = [`PARCEL${at}`, `TRACK${1_000_000 + at}`];
      writer.run(
        `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, carrier, tracking_number, waybill_source, planned_at)
         VALUES (?, 'shop-2', 'released', 'untagged', 'ZTO', ?, 'file', 0)`,
        [parcelId, trackingNumber],
      );
      writer.run(
        `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity) VALUES (?, ?, ?, 1000)`,
        [parcelId, order_key, line_id],
      );
      return { trackingNumber, skuCode: sku_code };
    });
  });
}

function addBenchShop(opened: OpenedStation, shopId: string): void {
  const shop = {
    shopId: shopId as ShopId,
    name: shopId,
    market: 'tiktok',
    connection: 'files',
    timeZone: 'America/Los_Angeles',
  } as const;
  opened.parts.database.write((writer) => addShop(writer, shop, systemClock().now()));
}

async function ask(opened: OpenedStation, name: string, argument: unknown): Promise<unknown> {
  const reply = await opened.station.call(caller, name, argument);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.refusal)}`);
  return reply.value;
}

/** The longest that a timer of the station's own thread was late, and the most memory of the process. */
function watchProcess() {
  const everyMs = 5;
  let lagMs = 0;
  let rss = 0;
  let expectedAt = performance.now() + everyMs;
  const timer = setInterval(() => {
    const now = performance.now();
    lagMs = Math.max(lagMs, now - expectedAt);
    expectedAt = now + everyMs;
    rss = Math.max(rss, process.memoryUsage.rss());
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return { lagMs: round(lagMs), rssMb: Math.round(rss / 1_000_000) };
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
