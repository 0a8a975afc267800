import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ShopId } from '../../main/basics/ids.ts';
import { fc } from '../builders/laws.ts';
import { csvOf, rowsOf, tiktokUsHeader } from '../builders/order-files.ts';
import { tiktokRecord } from '../builders/read-file.ts';
import { testStation, withShop } from '../builders/test-station.ts';

/** Rows as a careless hand might leave them: repeated, conflicting, bad, of few orders. */
const anyRows = fc.array(
  fc.record({
    'Order ID': fc.constantFrom('576400000000000001', '576400000000000002', '576400000000000003', '57', ''),
    'SKU ID': fc.constantFrom('172900000000000001', '172900000000000002', ''),
    'Seller SKU': fc.constantFrom('MUG-RED', 'mug-red', 'CAP', ''),
    Quantity: fc.constantFrom('1', '2', '0', '-1', 'x'),
    'Order Status': fc.constantFrom('To ship', 'Canceled', 'Shipped', '??'),
    'Cancelation/Return Type': fc.constantFrom('', 'Cancel'),
    Recipient: fc.constantFrom('Ada Sampleson', 'Ben Exampleson', 'A** S****'),
  }),
  { minLength: 1, maxLength: 12 },
);

it('importing a file twice is importing it once', async () => {
  await using station = testStation();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      runs += 1;
      const { shopId } = withShop(station, { shopId: `shop-${runs}` as ShopId }); // a shop of its own for every run
      const path = join(station.dataDir, 'orders.csv');
      const records = rows.map((row) => tiktokRecord(row));
      writeFileSync(path, csvOf([tiktokUsHeader, ...rowsOf(tiktokUsHeader, records)]));
      const snapshot = () =>
        JSON.stringify([
          station.parts.database.all(`SELECT * FROM orders ORDER BY order_key`),
          station.parts.database.all(`SELECT * FROM order_lines ORDER BY order_key, line_id`),
          station.parts.database.all(`SELECT * FROM audit WHERE subject_kind = 'order' ORDER BY entry_no`),
        ]);

      const first = await station.ask('imports.run', { path, shopId });
      const before = snapshot();
      await station.clock.pass(60_000);
      const again = await station.ask('imports.run', { path, shopId });

      expect(snapshot()).toBe(before);
      expect(again.counts).toEqual({ new: 0, changed: 0, same: first.counts.new, bad: first.counts.bad });
    }),
    { numRuns: 60 },
  );
}, 300_000);
