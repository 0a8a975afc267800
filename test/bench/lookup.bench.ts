// How fast a search and a bench scan are answered with 100,000 open orders and 1,000,000 in history. Prints one JSON line:
// {"search.p99_ms":…,"scan.p99_ms":…}; the other numbers go to stderr. Goals: 50 and 20.

import { constants, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../../main/basics/clock.ts';
import { createEvents } from '../../main/basics/events.ts';
import type { Caller } from '../../main/basics/request.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { createVault } from '../../main/database/vault.ts';
import { createTurnMemory, stationTurn } from '../../main/database/writer-turn.ts';
import { settingsOf } from '../../main/settings/settings-table.ts';
import { createStation } from '../../main/station.ts';
import { historyCount, openCount, seededFile } from './seeded-file.ts';

const caller: Caller = { host: 'terminal', person: 'bench', role: 'supervisor' };

const workDir = mkdtempSync(join(tmpdir(), 'parcelbench-lookup-'));
try {
  const file = join(workDir, 'station.db');
  copyFileSync(seededFile(), file, constants.COPYFILE_FICLONE);
  const numbers = await measure(file);
  process.stderr.write(`${JSON.stringify(numbers)}\n`);
  const { 'search.p99_ms': search, 'scan.p99_ms': scan } = numbers;
  process.stdout.write(`${JSON.stringify({ 'search.p99_ms': search, 'scan.p99_ms': scan })}\n`);
} finally {
  rmSync(workDir, { recursive: true, force: true });
}

async function measure(file: string): Promise<Record<string, number>> {
  const events = createEvents();
  const turnMemory = createTurnMemory();
  const database = openDatabase(file, { events, turn: stationTurn(turnMemory) });
  const parts = {
    mode: 'shop' as const,
    version: 'bench',
    dataDir: workDir,
    database,
    events,
    clock: systemClock(),
    vault: createVault(new Uint8Array(32).fill(7)),
    random: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
    log: pino({ level: 'silent' }),
    turnMemory,
    settings: settingsOf(database),
  };
  const station = createStation(parts);
  const ask = async (name: string, argument: unknown): Promise<number> => {
    const startedAt = performance.now();
    const reply = await station.call(caller, name, argument);
    const ms = performance.now() - startedAt;
    if (!reply.ok) throw new Error(`${name} ${JSON.stringify(argument)}: ${JSON.stringify(reply.refusal)}`);
    return ms;
  };
  try {
    const firstPage = await ask('orders.page', { filter: { state: ['open'] }, offset: 0, limit: 100 });
    const facets = await ask('orders.facets', { filter: { state: ['open'] } });
    const today = await ask('today.read', {});
    const searches: number[] = [];
    const slow: [number, string][] = [];
    for (const search of searchTexts(database)) {
      const ms = await ask('orders.page', { search, filter: {}, offset: 0, limit: 50 });
      searches.push(ms);
      slow.push([Math.round(ms), search]);
    }
    const scrolls: number[] = [];
    for (let at = 0; at < 300; at += 1) {
      const offset = (at * 7919 * 100) % openCount;
      scrolls.push(await ask('orders.page', { filter: { state: ['open'] }, offset, limit: 100 }));
    }
    const historyScrolls: number[] = [];
    for (let at = 0; at < 100; at += 1) {
      const offset = (at * 7919 * 1000) % historyCount;
      historyScrolls.push(await ask('orders.page', { filter: {}, offset, limit: 100 }));
    }
    const scans: number[] = [];
    const before = process.cpuUsage();
    for (const { parcel_id, codes } of parcelsToScan(database)) {
      for (const code of [parcel_id, ...(JSON.parse(codes) as string[])]) {
        const scanId = `bench-${scans.length}`;
        scans.push(await ask('bench.scan', { benchId: 'A', scanId, code }));
      }
    }
    const used = process.cpuUsage(before);
    slow.sort((a, b) => b[0] - a[0]);
    process.stderr.write(`slowest searches ${JSON.stringify(slow.slice(0, 12))}\n`);
    return {
      'search.p50_ms': percentile(searches, 50),
      'search.p99_ms': percentile(searches, 99),
      'scan.p50_ms': percentile(scans, 50),
      'scan.p99_ms': percentile(scans, 99),
      'scan.cpu_ms': round((used.user + used.system) / 1000 / scans.length),
      'scroll.p99_ms': percentile(scrolls, 99),
      'scroll.history_p99_ms': percentile(historyScrolls, 99),
      'page.first_ms': round(firstPage),
      'facets.first_ms': round(facets),
      'today.first_ms': round(today),
    };
  } finally {
    await station.stop();
    database.close();
  }
}

/** What people type: whole and beginning ids, ends of tracking numbers and phones, SKUs and parts of them, names, places, nothing known. */
function searchTexts(database: ReturnType<typeof openDatabase>): string[] {
  const total = openCount + historyCount;
  const texts: string[] = [];
  for (let at = 1; at <= 60; at += 1) {
    const orderKey = (at * 104_729 * 7) % total;
    const row = database.get<{ order_id: string; tracking_number: string | null; mask: string; sku: string }>(
      `SELECT order_id, tracking_number, recipient_mask AS mask,
         (SELECT sku_code FROM order_lines WHERE order_lines.order_key = orders.order_key LIMIT 1) AS sku
       FROM orders WHERE order_key = ?`,
      [orderKey + 1],
    );
    if (!row) continue;
    const tracking = row.tracking_number ?? row.order_id;
    texts.push(row.order_id, row.order_id.slice(0, 10), row.order_id.slice(-8), row.order_id.slice(-5));
    texts.push(
      tracking,
      tracking.slice(-8),
      tracking.slice(-4),
      row.sku,
      row.sku.slice(0, 6),
      row.sku.slice(3),
    );
    texts.push(row.mask.slice(0, 2), row.mask.slice(0, 12), `nothing-${at}`);
  }
  texts.push(
    '王',
    '李*',
    '欧阳',
    '杭州市',
    '138',
    '138****',
    'SKU',
    '000',
    '西湖区',
    '浙江省杭州市',
    '576',
    '*',
  );
  return [...new Set(texts)];
}

function parcelsToScan(database: ReturnType<typeof openDatabase>): { parcel_id: string; codes: string }[] {
  return database.all<{ parcel_id: string; codes: string }>(
    `SELECT parcel_id, (SELECT json_group_array(sku_code) FROM parcel_lines JOIN order_lines USING (order_key, line_id)
       WHERE parcel_lines.parcel_id = parcels.parcel_id) AS codes FROM parcels WHERE state = 'planned' LIMIT 600`,
  );
}

function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0);
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
