import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readImportFile } from '../../main/imports/read-import-file.ts';
import { FileRefused } from '../../main/platforms/files/file-problem.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-read-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof FileRefused) return thrown.refusal.code;
    throw thrown;
  }
  return 'read';
}

it('reads a whole file and knows it again by its hash', () => {
  const path = join(folder, 'orders.csv');
  writeFileSync(path, 'SKU,Name\n');

  const [one, two] = [readImportFile(path, 1), readImportFile(path, 1)];

  expect(Buffer.from(one.bytes).toString()).toBe('SKU,Name\n');
  expect(one.hash).toBe(two.hash);
});

it('refuses a file that grows while it is read', () => {
  const path = join(folder, 'orders.csv');
  writeFileSync(path, 'SKU,Name\n');

  const code = codeOf(() => readImportFile(path, 1, () => appendFileSync(path, 'MUG,Mug\n')));

  expect(code).toBe('import.file-changed');
});

it('refuses a file that is cut short while it is read', () => {
  const path = join(folder, 'orders.csv');
  writeFileSync(path, 'SKU,Name\n');

  const code = codeOf(() => readImportFile(path, 1, () => truncateSync(path, 2)));

  expect(code).toBe('import.file-changed');
});
