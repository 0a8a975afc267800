import { describe, expect, it } from 'vitest';
import { csvOf, douyinHeader, rowsOf } from '../../builders/order-files.ts';
import { douyinRecord, readBytes, readRecords } from '../../builders/read-file.ts';

const read = (...records: Record<string, string>[]) => readRecords(douyinHeader, records);
const rows = (...records: Record<string, string>[]) => [douyinHeader, ...rowsOf(douyinHeader, records)];

it('reads one order of a 抖店 export', async () => {
  const { orders, problems } = await read(douyinRecord());

  expect(problems).toEqual([]);
  expect(orders).toMatchObject([
    {
      orderId: '6926000000000000001',
      state: 'to-ship',
      hold: null,
      doorTag: 'unknown',
      orderedAt: Date.UTC(2026, 8, 21, 16, 54, 10),
      recipient: { name: '赵安一', region: '云上省示例市', isMasked: false },
      lines: [{ lineId: '6926000000000000002', skuCode: 'MUG-RED', quantity: 1, priceCents: 1990 }],
    },
  ]);
});

it.each(["'6926000000000000001", '\t6926000000000000001', '="6926000000000000001"'])(
  'takes %j for an id',
  async (id) => {
    const { orders } = await read(douyinRecord({ 主订单编号: id }));

    expect(orders[0]?.orderId).toBe('6926000000000000001');
  },
);

it('reads the same file saved as GB18030 and as UTF-16', async () => {
  const text = csvOf(rows(douyinRecord({ 收件人: '张三' })), { bom: false });
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

  expect(await readBytes(gb18030(text))).toMatchObject({
    encoding: 'gb18030',
    orders: [{ recipient: { name: '张三' }, platformState: '待发货' }],
  });
  expect(await readBytes(utf16)).toMatchObject({
    encoding: 'utf-16le',
    orders: [{ recipient: { name: '张三' } }],
  });
});

it('never shows a receiver that is ciphertext, and gives it no key', async () => {
  const { orders, problems } = await read(
    douyinRecord({ 收件人: '##Zm9v##', 收件人手机号: '$$YmFy$$', 详细地址: '##YmF6##' }),
  );

  expect(problems).toEqual([]);
  expect(orders[0]?.recipient).toMatchObject({ key: null, isMasked: true });
  expect(JSON.stringify(orders[0])).toContain('已加密');
  expect(JSON.stringify(orders[0])).not.toMatch(/##|\$\$/);
});

it('reads tracking number and carrier out of 快递信息', async () => {
  const { orders } = await read(douyinRecord({ 快递信息: 'SF1000000000001-顺丰速运', 订单状态: '已发货' }));

  expect(orders[0]).toMatchObject({
    trackingNumber: 'SF1000000000001',
    carrier: '顺丰速运',
    state: 'shipped',
  });
});

describe('states and after-sales', () => {
  it.each([
    ['待发货', 'to-ship'],
    ['备货中', 'to-ship'],
    ['部分发货', 'part-shipped'],
    ['已发货', 'shipped'],
    ['已完成', 'finished'],
    ['已关闭', 'cancelled'],
    ['待付款', 'unpaid'],
    ['已支付', 'on-hold'],
  ])('knows %s as %s', async (text, state) => {
    const { orders } = await read(douyinRecord({ 订单状态: text }));

    expect(orders[0]?.state).toBe(state);
  });

  it.each([
    ['-', null],
    ['', null],
    ['售后关闭', null],
    ['退款中', 'refund-requested'],
    ['待商家处理', 'refund-requested'],
    ['退款成功', 'refunded'],
  ])('reads 售后状态 %s as %s', async (text, hold) => {
    const { orders } = await read(douyinRecord({ 售后状态: text }));

    expect(orders[0]?.hold).toBe(hold);
  });

  it('holds only the line that was refunded when others go on', async () => {
    const { orders } = await read(
      douyinRecord({ 售后状态: '退款成功' }),
      douyinRecord({ 子订单编号: '6926000000000000003', 商家编码: 'CAP-BLUE' }),
    );

    expect(orders[0]).toMatchObject({ hold: null, lines: [{ hold: 'refunded' }, { hold: null }] });
  });
});

describe('rows with several products', () => {
  const joined = (quantity: string) =>
    douyinRecord({
      商家编码: 'MUG-RED;CAP-BLUE',
      子订单编号: '6926000000000000002;6926000000000000003',
      选购商品: '马克杯;帽子',
      商品规格: '红;蓝',
      商品数量: quantity,
    });

  it('takes them apart where each has its own quantity', async () => {
    const { orders } = await read(joined('2;3'));

    expect(orders[0]?.lines).toMatchObject([
      { lineId: '6926000000000000002', skuCode: 'MUG-RED', name: '马克杯', quantity: 2 },
      { lineId: '6926000000000000003', skuCode: 'CAP-BLUE', name: '帽子', quantity: 3 },
    ]);
  });

  it('takes them apart where the total leaves exactly one each', async () => {
    const { orders } = await read(joined('2'));

    expect(orders[0]?.lines.map((line) => line.quantity)).toEqual([1, 1]);
  });

  it('tells the row as bad where a total of three could be either', async () => {
    const { orders, problems } = await read(joined('3'));

    expect(orders).toEqual([]);
    expect(problems).toMatchObject([{ row: 2, reason: 'import.row.joined', isNotice: false }]);
  });
});

describe('door tags', () => {
  const withTags = (header: string, text: string) =>
    readRecords([...douyinHeader, header], [douyinRecord({ [header]: text })]);

  it.each([
    ['订单标签', '音需达', 'tagged'],
    ['标签', '推荐音尊达;优选', 'tagged'],
    ['服务标签', 'sug_home_deliver', 'tagged'],
    ['平台标签', '优享送货到门', 'look'],
    ['订单标签', 'Doorstep plus', 'look'],
    ['订单标签', '全款预售', 'untagged'],
    ['订单标签', '-', 'untagged'],
    ['送货上门', '是', 'tagged'],
    ['送货上门', '否', 'untagged'],
  ])('reads column %s with %s as %s', async (header, text, doorTag) => {
    const { orders } = await withTags(header, text);

    expect(orders[0]).toMatchObject({ doorTag, lines: [{ doorTag }] });
  });

  it('knows nothing of tags where the merchant did not export them', async () => {
    const { orders } = await read(douyinRecord());

    expect(orders[0]).toMatchObject({ doorTag: 'unknown', tags: [] });
  });
});

it('marks gifts by their column or their name', async () => {
  const { orders } = await readRecords(
    [...douyinHeader, '是否赠品'],
    [
      douyinRecord({ 是否赠品: '否' }),
      douyinRecord({ 子订单编号: '6926000000000000003', 商家编码: 'CAP-BLUE', 是否赠品: '是' }),
      douyinRecord({ 子订单编号: '6926000000000000004', 商家编码: 'SOCK', 选购商品: '【赠品】棉袜' }),
    ],
  );

  expect(orders[0]?.lines.map((line) => line.isGift)).toEqual([false, true, true]);
});

/** A small GB18030 writer for the characters of these tests: the decoder, asked for every two-byte code, gives the table. */
function gb18030(text: string): Uint8Array {
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x80 ? [code] : [...(table.get(character) ?? [0x3f])];
    }),
  );
}
