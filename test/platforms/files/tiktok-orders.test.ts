import { describe, expect, it } from 'vitest';
import { csvOf, oddXlsx, rowsOf, tiktokIndonesiaHeader, tiktokUsHeader } from '../../builders/order-files.ts';
import { readBytes, readRecords, refusalOf, tiktokRecord } from '../../builders/read-file.ts';
import { xlsxOf } from '../../builders/zip-files.ts';

const read = (...records: Record<string, string>[]) => readRecords(tiktokUsHeader, records);
const usRows = (...records: Record<string, string>[]) => [tiktokUsHeader, ...rowsOf(tiktokUsHeader, records)];

it('reads one order with its recipient, line and times', async () => {
  const { orders, problems } = await read(tiktokRecord());

  expect(problems).toEqual([]);
  expect(orders).toHaveLength(1);
  expect(orders[0]).toMatchObject({
    orderId: '576400000000000001',
    state: 'to-ship',
    platformState: 'To ship / Awaiting shipment',
    hold: null,
    recipient: {
      name: 'Ada Sampleson',
      phone: '(+1)5550100001',
      address: '1 Invented Street, Sampleton, Examplia, United States',
      region: 'Examplia Sampleton',
      isMasked: false,
    },
    orderedAt: Date.UTC(2026, 8, 22, 0, 10), // 17:10 in Los Angeles, daylight saving time
    lines: [{ skuCode: 'MUG-RED', quantity: 1, priceCents: 1990 }],
  });
  expect(orders[0]?.recipient.key).toMatch(/^clear:/);
});

it('makes one order of several rows, one line each', async () => {
  const { orders } = await read(
    tiktokRecord(),
    tiktokRecord({ 'SKU ID': '172900000000000002', 'Seller SKU': 'CAP-BLUE', Quantity: '3' }),
  );

  expect(orders).toHaveLength(1);
  expect(orders[0]?.lines.map((line) => [line.skuCode, line.quantity])).toEqual([
    ['MUG-RED', 1],
    ['CAP-BLUE', 3],
  ]);
});

it('takes the TAB behind ids and times away', async () => {
  const { orders, problems } = await read(
    tiktokRecord({
      'Order ID': '576400000000000001\t',
      'Created Time': '09/21/2026 05:10:00 PM\t',
      'Package ID': '115200000000000001\t',
    }),
  );

  expect(problems).toEqual([]);
  expect(orders[0]).toMatchObject({ orderId: '576400000000000001', packageId: '115200000000000001' });
});

it('finds columns by header whatever their place, BOM and blanks before them', async () => {
  const header = [
    ' Quantity',
    'SELLER SKU ',
    'Order Substatus',
    'Order Status',
    '\u200BOrder ID',
    'Something else',
  ];

  const content = await readBytes(
    csvOf([header, ['2', 'MUG-RED', 'Awaiting shipment', 'To ship', '576400000000000001', 'x']]),
  );

  expect(content).toMatchObject({
    kind: 'tiktok-orders',
    encoding: 'utf-8-bom',
    orders: [{ lines: [{ quantity: 2 }] }],
  });
  expect(content.columns.at(-1)).toEqual({ header: 'Something else', meaning: null });
});

it('reads an XLSX with one row element per cell, a wrong dimension, inline strings and sheet2.xml', async () => {
  const content = await readBytes(
    oddXlsx(usRows(tiktokRecord(), tiktokRecord({ 'Order ID': '576400000000000002' }))),
  );

  expect(content).toMatchObject({ kind: 'tiktok-orders', format: 'xlsx', problems: [] });
  if (content.kind === 'goods') throw new Error('not goods');
  expect(content.orders.map((order) => order.orderId)).toEqual(['576400000000000001', '576400000000000002']);
});

it('drops the row that explains the columns, in a CSV too', async () => {
  const { orders, problems } = await read(
    { 'Order ID': 'Platform unique order ID.', Quantity: 'SKU sold quantity in the order.' },
    tiktokRecord(),
  );

  expect(problems).toEqual([]);
  expect(orders).toHaveLength(1);
});

describe('states', () => {
  it.each([
    ['To ship', 'Awaiting shipment', 'to-ship'],
    ['To ship', 'Awaiting collection', 'awaiting-collection'],
    ['Shipped', 'In transit', 'shipped'],
    ['Completed', 'Delivered', 'finished'],
    ['Canceled', '', 'cancelled'],
    ['Unpaid', '', 'unpaid'],
    ['On hold', '', 'on-hold'],
    ['ที่จะจัดส่ง', 'รอเข้ารับ', 'awaiting-collection'],
    ['จัดส่งแล้ว', 'จัดส่งสำเร็จ', 'finished'],
    ['ยกเลิกแล้ว', '', 'cancelled'],
    ['ค้างชำระ', '', 'unpaid'],
    ['Dikirim', 'Sedang transit', 'shipped'],
    ['Perlu dikirim', '', 'to-ship'],
    ['Dibatalkan', '', 'cancelled'],
    ['Cần gửi', 'Chờ lấy hàng', 'awaiting-collection'],
    ['Đã hủy', '', 'cancelled'],
    ['待发货', '待揽收', 'awaiting-collection'],
    ['已取消', '', 'cancelled'],
  ])('knows %s / %s as %s', async (state, detail, expected) => {
    const { orders } = await read(tiktokRecord({ 'Order Status': state, 'Order Substatus': detail }));

    expect(orders[0]?.state).toBe(expected);
  });

  it('takes an order in whose state nobody knows, as unknown, and says so', async () => {
    const { orders, problems } = await read(
      tiktokRecord({ 'Order Status': 'Teleported', 'Order Substatus': '' }),
    );

    expect(orders[0]?.state).toBe('unknown');
    expect(problems).toMatchObject([
      { row: 2, reason: 'import.row.state', value: 'Teleported', isNotice: true },
    ]);
  });

  it('calls an order part-shipped when one of its lines has left', async () => {
    const { orders } = await read(
      tiktokRecord({ 'Order Status': 'Shipped', 'Order Substatus': 'In transit' }),
      tiktokRecord({ 'SKU ID': '172900000000000002', 'Seller SKU': 'CAP-BLUE' }),
    );

    expect(orders[0]?.state).toBe('part-shipped');
  });

  it('holds the cancelled line of an order that goes on', async () => {
    const { orders } = await read(
      tiktokRecord(),
      tiktokRecord({ 'SKU ID': '172900000000000002', 'Seller SKU': 'CAP-BLUE', 'Order Status': 'Canceled' }),
    );

    expect(orders[0]).toMatchObject({
      state: 'to-ship',
      hold: null,
      lines: [{ hold: null }, { hold: 'refunded' }],
    });
  });
});

describe('holds', () => {
  it.each([
    ['Cancel', 'cancel-requested'],
    ['Return/Refund', 'refund-requested'],
    ['', null],
  ])('reads cancelation type %s as %s', async (text, hold) => {
    const { orders } = await read(tiktokRecord({ 'Cancelation/Return Type': text }));

    expect(orders[0]?.hold).toBe(hold);
  });

  it('says that a file without that column tells no holds', async () => {
    const header = tiktokUsHeader.filter((name) => name !== 'Cancelation/Return Type');

    const { orders } = await readRecords(header, [tiktokRecord()]);

    expect(orders[0]?.tellsHold).toBe(false);
  });

  it('accepts the right spelling of that column too', async () => {
    const header = tiktokUsHeader.map((name) => name.replace('Cancelation', 'Cancellation'));

    const { orders } = await readRecords(header, [tiktokRecord({ 'Cancellation/Return Type': 'Cancel' })]);

    expect(orders[0]?.hold).toBe('cancel-requested');
  });
});

describe('times', () => {
  const at = async (text: string, other: string, zone: string) => {
    const { orders, problems } = await readRecords(
      tiktokUsHeader,
      [
        tiktokRecord({ 'Created Time': text, 'Paid Time': '' }),
        tiktokRecord({ 'Order ID': '576400000000000009', 'Created Time': other, 'Paid Time': '' }),
      ],
      zone,
    );
    expect(problems).toEqual([]);
    return orders[0]?.orderedAt;
  };

  it('reads month first with AM and PM, in Los Angeles, summer and winter', async () => {
    expect(await at('09/05/2026 12:00:00 AM', '09/22/2026 01:00:00 PM', 'America/Los_Angeles')).toBe(
      Date.UTC(2026, 8, 5, 7),
    );
    expect(await at('01/05/2026 12:30:00 PM', '01/22/2026 01:00:00 PM', 'America/Los_Angeles')).toBe(
      Date.UTC(2026, 0, 5, 20, 30),
    );
  });

  it('reads day first with 24 hours, in Jakarta', async () => {
    expect(await at('05/09/2026 13:00:00', '22/09/2026 13:00:00', 'Asia/Jakarta')).toBe(
      Date.UTC(2026, 8, 5, 6),
    );
  });

  it('reads year first, in Shanghai', async () => {
    expect(await at('2026-09-05 13:00:00', '2026-09-22 13:00:00', 'Asia/Shanghai')).toBe(
      Date.UTC(2026, 8, 5, 5),
    );
  });

  it('lets one day above twelve settle the order for the whole file', async () => {
    expect(await at('05/09/2026 01:00:00 PM', '22/09/2026 01:00:00 PM', 'Asia/Bangkok')).toBe(
      Date.UTC(2026, 8, 5, 6),
    );
  });

  it('leaves a time blank that it cannot read, and says so', async () => {
    const { orders, problems } = await read(tiktokRecord({ 'Created Time': 'yesterday' }));

    expect(orders[0]?.orderedAt).toBeNull();
    expect(problems).toMatchObject([{ column: 'Created Time', reason: 'import.row.time', isNotice: true }]);
  });

  it('suggests the zone of the country the parcels go to', async () => {
    const rows = [
      tiktokIndonesiaHeader,
      ...rowsOf(tiktokIndonesiaHeader, [
        {
          'Order ID': '576400000000000001',
          'Order Status': 'Perlu dikirim',
          'Seller SKU': 'MUG-RED',
          Quantity: '1',
          'Created Time': '05/09/2026 13:00:00',
          Country: 'Indonesia',
        },
      ]),
    ];

    expect(await readBytes(csvOf(rows))).toMatchObject({ timeZone: 'Asia/Jakarta' });
    expect(await readBytes(csvOf(usRows(tiktokRecord())))).toMatchObject({ timeZone: 'America/Los_Angeles' });
  });
});

describe('ids that a spreadsheet program has destroyed', () => {
  it('refuses the file when an id is written as a power of ten', async () => {
    const refusal = await refusalOf(csvOf(usRows(tiktokRecord(), tiktokRecord({ 'Order ID': '5.764E+17' }))));

    expect(refusal).toMatchObject({
      code: 'import.ids-destroyed',
      facts: { column: 'Order ID', row: 3, value: '5.764E+17' },
    });
  });

  it('refuses a tracking number that is one too', async () => {
    const refusal = await refusalOf(csvOf(usRows(tiktokRecord({ 'Tracking ID': '9.43E+21' }))));

    expect(refusal).toMatchObject({ code: 'import.ids-destroyed', facts: { column: 'Tracking ID' } });
  });

  it('refuses a workbook whose ids are numbers of more than 15 digits', async () => {
    const refusal = await refusalOf(xlsxOf(usRows(tiktokRecord()), { numeric: /^\d{18}$/ }));

    expect(refusal).toMatchObject({ code: 'import.ids-destroyed', facts: { column: 'Order ID', row: 2 } });
  });

  it('refuses a file in which every id ends in the zeros of rounding', async () => {
    const refusal = await refusalOf(
      csvOf(
        usRows(
          tiktokRecord({ 'Order ID': '576400000000001000' }),
          tiktokRecord({ 'Order ID': '576400000000002000' }),
        ),
      ),
    );

    expect(refusal.code).toBe('import.ids-destroyed');
  });

  it('does not mistake one round id among others', async () => {
    const { orders } = await read(
      tiktokRecord({ 'Order ID': '576400000000001000' }),
      tiktokRecord({ 'Order ID': '576400000000002001' }),
    );

    expect(orders).toHaveLength(2);
  });
});

describe('rows that are not understood', () => {
  const good = tiktokRecord({ 'Order ID': '576400000000000099' });

  it.each([
    ['a negative quantity', { Quantity: '-1' }, 'import.row.quantity'],
    ['no quantity at all', { Quantity: '0' }, 'import.row.quantity'],
    ['half a piece', { Quantity: '1.5' }, 'import.row.quantity'],
    ['no order number', { 'Order ID': '' }, 'import.row.order-id'],
    ['a short order number', { 'Order ID': '12345' }, 'import.row.order-id'],
    ['no SKU', { 'Seller SKU': '', 'SKU ID': '' }, 'import.row.sku-missing'],
    [
      'an order of the platform’s own warehouse',
      { 'Fulfillment Type': 'Fulfilled by TikTok' },
      'import.row.not-ours',
    ],
  ])('tells %s and takes the others in', async (_what, overrides, reason) => {
    const { orders, problems } = await read(good, tiktokRecord(overrides));

    expect(orders.map((order) => order.orderId)).toEqual(['576400000000000099']);
    expect(problems).toMatchObject([{ row: 3, reason, isNotice: false }]);
  });

  it('leaves an order out as a whole when one of its rows is bad', async () => {
    const { orders, problems } = await read(
      good,
      tiktokRecord(),
      tiktokRecord({ 'SKU ID': '172900000000000002', 'Seller SKU': 'CAP-BLUE', Quantity: 'two' }),
    );

    expect(orders).toHaveLength(1);
    expect(problems).toMatchObject([
      { row: 3, reason: 'import.row.order-incomplete', facts: { badRow: 4 } },
      { row: 4, reason: 'import.row.quantity' },
    ]);
  });

  it('counts a line once that is there twice, and says so', async () => {
    const { orders, problems } = await read(tiktokRecord(), tiktokRecord());

    expect(orders[0]?.lines).toHaveLength(1);
    expect(problems).toMatchObject([{ row: 3, reason: 'import.row.repeated', isNotice: true }]);
  });

  it('does not choose between two rows of one line that differ', async () => {
    const { orders, problems } = await read(good, tiktokRecord(), tiktokRecord({ Quantity: '2' }));

    expect(orders).toHaveLength(1);
    expect(problems.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'import.row.order-incomplete'],
      [4, 'import.row.conflicting-line'],
    ]);
  });

  it('does not choose between two recipients of one order, and repeats neither in the report', async () => {
    const { orders, problems } = await read(
      tiktokRecord(),
      tiktokRecord({ 'SKU ID': '172900000000000002', Recipient: 'Ben Exampleson' }),
    );

    expect(orders).toHaveLength(0);
    expect(problems.map((problem) => problem.reason)).toContain('import.row.conflicting-recipient');
    expect(JSON.stringify(problems)).not.toContain('Ben');
  });

  it('keeps one SKU bought and once given free as two lines', async () => {
    const { orders } = await read(tiktokRecord(), tiktokRecord({ 'SKU Subtotal After Discount': '0.00' }));

    expect(orders[0]?.lines.map((line) => line.priceCents)).toEqual([1990, 0]);
  });
});

describe('recipients', () => {
  it('gives masked recipients no key: masks of two people look alike', async () => {
    const { orders } = await read(
      tiktokRecord({
        Recipient: 'S******* s********',
        'Phone #': '(+60)172****54',
        'Address Line 1': '1*** I*** S***',
        City: '',
        State: '',
        Country: '',
      }),
    );

    expect(orders[0]?.recipient).toMatchObject({ key: null, isMasked: true, name: 'S******* s********' });
  });

  it('gives two orders of one person the same key however they were typed', async () => {
    const { orders } = await read(
      tiktokRecord(),
      tiktokRecord({
        'Order ID': '576400000000000002',
        Recipient: 'ADA  sampleson',
        'Phone #': '+1 555-010-0001',
        'Address Line 1': '1 Invented  Street.',
      }),
    );

    expect(orders[0]?.recipient.key).toBe(orders[1]?.recipient.key);
  });

  it('takes orders that share a package as combined by the platform', async () => {
    const { orders } = await read(
      tiktokRecord({ 'Package ID': '115200000000000001' }),
      tiktokRecord({ 'Order ID': '576400000000000002', 'Package ID': '115200000000000001' }),
      tiktokRecord({ 'Order ID': '576400000000000003', 'Package ID': '115200000000000002' }),
    );

    expect(orders.map((order) => order.recipient.key?.split(':')[0])).toEqual([
      'package',
      'package',
      'clear',
    ]);
    expect(orders[0]?.recipient.key).toBe(orders[1]?.recipient.key);
  });

  it('uses the SKU id where the seller gave no code', async () => {
    const { orders } = await read(tiktokRecord({ 'Seller SKU': '' }));

    expect(orders[0]?.lines[0]?.skuCode).toBe('172900000000000001');
  });
});
