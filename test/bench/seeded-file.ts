// A station's file with 100,000 open orders and 1,000,000 in history, kept between runs: filling it takes a minute.

import { hash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase } from '../../main/database/open-database.ts';
import { seedLookup, seedVersion } from './seed-lookup.ts';

export const openCount = 100_000;
export const historyCount = 1_000_000;

/** The same file for as long as the schema and the seed are the same. It is copied by who uses it, never opened. */
export function seededFile(): string {
  const empty = openDatabase(':memory:');
  const schema = empty.all<{ sql: string | null }>(`SELECT sql FROM sqlite_master ORDER BY name`);
  empty.close();
  const name = hash('sha1', JSON.stringify([schema, seedVersion, openCount, historyCount])).slice(0, 12);
  const kept = join(import.meta.dirname, `../../node_modules/.cache/parcelbench/lookup-${name}.db`);
  if (existsSync(kept)) return kept;
  mkdirSync(dirname(kept), { recursive: true });
  const making = `${kept}.${process.pid}`;
  const startedAt = performance.now();
  seedLookup(making, openCount, historyCount, Date.now(), (what) => {
    process.stderr.write(`seeded ${what}: ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  });
  renameSync(making, kept);
  for (const rest of ['-wal', '-shm']) rmSync(making + rest, { force: true });
  return kept;
}
