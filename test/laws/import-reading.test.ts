import { expect, it } from 'vitest';
import { fc } from '../builders/laws.ts';
import { csvOf, rowsOf, tiktokUsHeader } from '../builders/order-files.ts';
import { readBytes, tiktokRecord } from '../builders/read-file.ts';
import { xlsxOf } from '../builders/zip-files.ts';

const anyRecords = fc.array(
  fc
    .record({
      order: fc.integer({ min: 1, max: 6 }),
      'Seller SKU': fc.constantFrom('MUG-RED', 'CAP', 'SOCK'),
      Quantity: fc.constantFrom('1', '2', '3', '-1', 'x'),
      'Buyer Message': fc.string({ unit: fc.constantFrom('a', '"', ',', '\t', ';', '，', '请', '\n', '=') }),
    })
    .map(({ order, ...cells }) =>
      tiktokRecord({
        ...cells,
        'Order ID': `57640000000000000${order}`,
        'SKU ID': `17290000000000000${order % 3}`,
      }),
    ),
  { minLength: 1, maxLength: 15 },
);

it('every row of a file is in an order, told as bad, or a repeated one', async () => {
  await fc.assert(
    fc.asyncProperty(anyRecords, async (records) => {
      const content = await readBytes(csvOf([tiktokUsHeader, ...rowsOf(tiktokUsHeader, records)]));

      if (content.kind === 'goods') throw new Error('not goods');
      const lines = content.orders.flatMap((order) => order.lines).length;
      const told = new Set(content.problems.map((problem) => problem.row)).size;
      expect(lines + told).toBe(records.length);
    }),
  );
});

it('no order is taken in with fewer lines than its rows', async () => {
  await fc.assert(
    fc.asyncProperty(anyRecords, async (records) => {
      const content = await readBytes(csvOf([tiktokUsHeader, ...rowsOf(tiktokUsHeader, records)]));

      if (content.kind === 'goods') throw new Error('not goods');
      for (const order of content.orders) {
        const rows = records.filter((record) => record['Order ID'] === order.orderId);
        const distinct = new Set(rows.map((record) => record['SKU ID'])).size;
        expect(order.lines.length).toBe(distinct);
        expect(rows.every((record) => Number(record.Quantity) > 0)).toBe(true);
      }
    }),
  );
});

it('the order of columns, the separator and the format change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRecords,
      fc.shuffledSubarray([...tiktokUsHeader], {
        minLength: tiktokUsHeader.length,
        maxLength: tiktokUsHeader.length,
      }),
      fc.constantFrom(',', '\t', ';'),
      async (records, header, delimiter) => {
        const plain = await readBytes(csvOf([tiktokUsHeader, ...rowsOf(tiktokUsHeader, records)]));
        const rows = [header, ...rowsOf(header, records)];
        const shuffled = await readBytes(csvOf(rows, { bom: false, delimiter }));
        const workbook = await readBytes(
          xlsxOf(rows, { rowPerCell: true, dimension: 'A1', part: 'sheet2.xml' }),
        );

        if (plain.kind === 'goods' || shuffled.kind === 'goods' || workbook.kind === 'goods')
          throw new Error('goods');
        expect(shuffled.orders).toEqual(plain.orders);
        expect(workbook.orders).toEqual(plain.orders);
      },
    ),
    { numRuns: 40 },
  );
});
