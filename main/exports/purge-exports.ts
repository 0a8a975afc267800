// Export files name people, masked or not: they go after some days, and what a crash left half written goes with them.

import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exportsFolder } from './order-exporter.ts';

/** Deletes what was last written before `before`; answers how many files it was. */
export function purgeExports(dataDir: string, before: number): number {
  const folder = exportsFolder(dataDir);
  const old = listFiles(folder).filter((path) => statSync(path).mtimeMs < before);
  for (const path of old) rmSync(path, { force: true });
  return old.length;
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^orders-.*\.(csv|xlsx|part)$/.test(name))
      .map((name) => join(folder, name));
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === 'ENOENT') return []; // nothing was ever exported
    throw thrown;
  }
}
