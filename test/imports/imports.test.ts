import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvOf, morningFile, tiktokUsRows } from '../builders/order-files.ts';
import { testStation, withShop } from '../builders/test-station.ts';

it('takes the orders of a morning in and tells what came', async () => {
  await using station = testStation();
  withShop(station);
  const path = join(station.dataDir, 'orders.csv');
  writeFileSync(path, csvOf(tiktokUsRows({ orders: 30 })));

  const inspection = await station.ask('imports.inspect', { path });
  const applied = await station.ask('imports.apply', { importId: inspection.importId });

  expect(inspection).toMatchObject({
    kind: 'tiktok-orders',
    market: 'tiktok',
    format: 'csv',
    encoding: 'utf-8-bom',
    shopId: 'shop-1',
    needsShop: false,
    counts: { new: 30, changed: 0, same: 0, bad: 0 },
  });
  expect(applied.counts).toEqual({ new: 30, changed: 0, same: 0, bad: 0 });
  expect(station.parts.database.get(`SELECT count(*) AS count FROM orders`)).toEqual({ count: 30 });
});
