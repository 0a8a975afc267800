// Reads bytes as the import worker would, without a station: for tests of the readers alone.

import type { Refusal } from '../../main/basics/refusal.ts';
import { createVault } from '../../main/database/vault.ts';
import { isCiphertext, isMaskedText, recipientKeyOf } from '../../main/orders/recipient.ts';
import { FileRefused } from '../../main/platforms/files/file-problem.ts';
import { type FileContent, readExportFile } from '../../main/platforms/files/read-orders.ts';
import type { IncomingOrder } from '../../main/platforms/incoming-order.ts';
import type { IncomingSku } from '../../main/platforms/incoming-sku.ts';
import { csvOf, type Rows, rowsOf } from './order-files.ts';

const vault = createVault(new Uint8Array(32).fill(7));

export function readBytes(content: string | Uint8Array, timeZone?: string): Promise<FileContent> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return readExportFile(bytes, (_kind, suggestedZone) => ({
    timeZone: timeZone ?? suggestedZone,
    recipientKeyOf: (recipient) => recipientKeyOf(vault, recipient),
    isMasked: isMaskedText,
    isCiphertext,
  }));
}

/** The orders of a file whose rows are given by column name. */
export async function readRecords(
  header: readonly string[],
  records: readonly Readonly<Record<string, string>>[],
  timeZone?: string,
): Promise<{ orders: readonly IncomingOrder[]; problems: FileContent['problems'] }> {
  const rows: Rows = [header, ...rowsOf(header, records)];
  const content = await readBytes(csvOf(rows), timeZone);
  if (content.kind === 'goods') throw new Error('read as a goods list');
  return { orders: content.orders, problems: content.problems };
}

export async function readGoods(
  content: string,
): Promise<{ skus: readonly IncomingSku[]; problems: FileContent['problems'] }> {
  const read = await readBytes(content);
  if (read.kind !== 'goods') throw new Error(`read as ${read.kind}`);
  return { skus: read.skus, problems: read.problems };
}

/** Why the whole file was refused. */
export async function refusalOf(content: string | Uint8Array): Promise<Refusal> {
  try {
    await readBytes(content);
  } catch (thrown) {
    if (thrown instanceof FileRefused) return thrown.refusal;
    throw thrown;
  }
  throw new Error('the file was not refused');
}

/** Believable cells of one US row; a test names only what matters to it. */
export function tiktokRecord(overrides: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'Order ID': '576400000000000001',
    'Order Status': 'To ship',
    'Order Substatus': 'Awaiting shipment',
    'SKU ID': '172900000000000001',
    'Seller SKU': 'MUG-RED',
    'Product Name': 'Mug',
    Variation: 'Red',
    Quantity: '1',
    'SKU Unit Original Price': '19.90',
    'SKU Subtotal After Discount': '19.90',
    'Created Time': '09/21/2026 05:10:00 PM',
    'Paid Time': '09/21/2026 05:11:00 PM',
    Recipient: 'Ada Sampleson',
    'Phone #': '(+1)5550100001',
    Country: 'United States',
    State: 'Examplia',
    City: 'Sampleton',
    'Address Line 1': '1 Invented Street',
    ...overrides,
  };
}

export function douyinRecord(overrides: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    主订单编号: '\t6926000000000000001',
    子订单编号: '\t6926000000000000002',
    选购商品: '马克杯',
    商品规格: '红色',
    商品数量: '1',
    商品ID: '\t3700000000000000001',
    商家编码: 'MUG-RED',
    商品金额: '19.90',
    收件人: '赵安一',
    收件人手机号: '19900000001',
    详细地址: '云上省示例市样板区虚构路1号',
    订单提交时间: '2026-09-22 00:54:10',
    支付完成时间: '2026-09-22 00:55:00',
    订单状态: '待发货',
    售后状态: '-',
    快递信息: '-',
    ...overrides,
  };
}
