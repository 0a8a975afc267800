import { expect, it } from 'vitest';
import { makeArrivingOrder, makePlannedOrder } from '../../../main/platforms/training/make-order.ts';
import { readTrainingData } from '../../../main/platforms/training/training-data.ts';
import { aMorning } from '../../builders/moved-clock.ts';

const data = readTrainingData();
const firstDay = data.firstDay.map((plan, index) => makePlannedOrder(data, index + 1, plan, aMorning).order);

it('sells only goods whose barcodes are valid EAN-13 and belong to one SKU', () => {
  const barcodes = data.goods.flatMap((good) => good.barcodes);

  for (const barcode of barcodes) expect(isEan13(barcode), barcode).toBe(true);
  expect(new Set(barcodes).size).toBe(barcodes.length);
});

it('has a bin for every SKU, and bins that sort wrongly as text', () => {
  const bins = data.goods.map((good) => good.binCode);

  expect(bins).toEqual(expect.arrayContaining(['A-01-2-1', 'A-01-10-1']));
  expect(new Set(bins).size).toBe(bins.length);
});

it('holds every trap of a real morning on its first day', () => {
  const doorTags = new Set(firstDay.map((order) => order.doorTag));
  const gifts = firstDay.flatMap((order) => order.lines.filter((line) => line.isGift));
  const recipients = Map.groupBy(firstDay, (order) => order.recipient.key);
  const mixedBuyers = [...recipients.values()].filter(
    (orders) => new Set(orders.map((order) => order.doorTag)).size > 1,
  );
  const demand = new Map<string, number>();
  for (const line of firstDay.flatMap((order) => order.lines)) {
    demand.set(line.skuCode, (demand.get(line.skuCode) ?? 0) + line.quantity);
  }
  const short = data.goods.filter((good) => (demand.get(good.skuCode) ?? 0) > good.stock);

  expect(doorTags).toEqual(new Set(['tagged', 'untagged', 'look']));
  expect(gifts.some((gift) => gift.doorTag === 'tagged')).toBe(true);
  expect(gifts.some((gift) => gift.doorTag === 'untagged')).toBe(true);
  expect(mixedBuyers.length).toBeGreaterThan(2);
  expect(short.map((good) => good.skuCode)).toEqual(['NUT-MIX-750']);
  expect(firstDay.filter((order) => order.hold !== null)).toHaveLength(1);
  expect(firstDay.some((order) => (order.shipByAt ?? 0) < aMorning)).toBe(true);
  expect(firstDay.filter((order) => order.buyerNote !== '').length).toBeGreaterThan(5);
  expect(firstDay.every((order) => order.recipient.isMasked && order.recipient.key !== null)).toBe(true);
  expect(Math.max(...demand.values())).toBe(demand.get('THERM-500-W'));
});

it('makes the same arriving order for the same number, whoever asks', () => {
  expect(makeArrivingOrder(data, 63, aMorning)).toEqual(makeArrivingOrder(data, 63, aMorning));
});

it('never gives an order id or a line id twice', () => {
  const orders = Array.from(
    { length: 3_000 },
    (_, index) => makeArrivingOrder(data, index + 1, aMorning).order,
  );

  const orderIds = new Set(orders.map((order) => order.orderId));
  const lineIds = orders.flatMap((order) => order.lines.map((line) => line.lineId));
  expect(orderIds.size).toBe(3_000);
  expect(new Set(lineIds).size).toBe(lineIds.length);
  expect([...orderIds].every((orderId) => /^\d{19}$/.test(orderId))).toBe(true);
});

function isEan13(barcode: string): boolean {
  const digits = [...barcode].map(Number);
  const sum = digits.slice(0, 12).reduce((total, digit, index) => total + digit * (index % 2 ? 3 : 1), 0);
  return digits.length === 13 && digits[12] === (10 - (sum % 10)) % 10;
}
