import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createImportDesk } from '../../main/imports/import-desk.ts';
import { csvOf, tiktokUsRows } from '../builders/order-files.ts';
import { testStation, withShop } from '../builders/test-station.ts';

it('says that the import broke off when the worker dies, and takes the next one', async () => {
  await using station = testStation();
  withShop(station);
  const path = join(station.dataDir, 'orders.csv');
  writeFileSync(path, csvOf(tiktokUsRows({ orders: 5 })));
  // A worker that finds no database dies of it at once.
  const desk = createImportDesk({
    ...station.parts,
    database: { ...station.parts.database, path: join(station.dataDir, 'gone', 'station.db') },
  });

  const broken = desk.inspect({ path }, null);

  await expect(broken).rejects.toMatchObject({ code: 'import.worker-failed', retry: 'now' });
  await expect(station.ask('imports.run', { path })).resolves.toMatchObject({ counts: { new: 5 } });
  await desk.stop();
});

it('says that a file cannot be taken when its folder cannot be made', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-'));
  try {
    await using station = testStation({ dataDir });
    writeFileSync(join(dataDir, 'imports'), 'a file where the folder should be');

    const refusal = await station.askRefused('imports.receive', {
      fileName: 'a.csv',
      chunkBase64: 'YQ==',
      isLast: true,
    });

    expect(refusal).toMatchObject({
      code: 'fault.import.unreadable',
      facts: { code: 'EEXIST', retry: 'later' },
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
