// The training shop at its counter, asked directly: how strict it is decides what the station's tests are worth.

import { expect, it } from 'vitest';
import type { OrderId, ParcelId, ShopId, TrackingNumber } from '../../../main/basics/ids.ts';
import type { IncomingOrder } from '../../../main/platforms/incoming-order.ts';
import type { Shipment } from '../../../main/platforms/platform.ts';
import {
  createTrainingPlatform,
  type TrainingPlatform,
} from '../../../main/platforms/training/training-platform.ts';
import { movedClock } from '../../builders/moved-clock.ts';
import { testStation } from '../../builders/test-station.ts';

/** A shop of its own in a folder that the test station cleans up. */
async function openShop(
  work: (shop: TrainingPlatform, orders: readonly IncomingOrder[]) => Promise<void>,
  ownOrders: readonly IncomingOrder[] = [],
): Promise<void> {
  await using station = testStation();
  const shop = createTrainingPlatform({
    shopId: 'training' as ShopId,
    dataDir: station.dataDir,
    clock: movedClock(),
    orderEveryMinutes: () => 0,
    ownOrders: (orderIds) => ownOrders.filter((order) => orderIds.includes(order.orderId)),
  });
  shop.openShop();
  try {
    await work(shop, shop.books().orders);
  } finally {
    await shop.stop();
  }
}

function aShipment(order: IncomingOrder | undefined, more: Partial<Shipment> = {}): Shipment {
  return {
    idempotencyKey: 'key-1',
    parcelId: 'P1' as ParcelId,
    carrier: '中通快递',
    trackingNumber: '780000000001' as TrackingNumber,
    lines: (order?.lines ?? []).map(({ lineId, quantity }) => ({
      orderId: order?.orderId ?? ('' as OrderId),
      lineId,
      quantity,
    })),
    ...more,
  };
}

const unheld = (orders: readonly IncomingOrder[]) => orders.filter((order) => order.hold === null);

it('gives the first answer again to a key that it has booked, and ships nothing twice', () =>
  openShop(async (shop, orders) => {
    const shipment = aShipment(unheld(orders)[0]);

    const first = await shop.ship([shipment]);
    const again = await shop.ship([shipment]);

    expect(again).toEqual(first);
    expect(first).toMatchObject([{ outcome: 'done' }]);
    expect(shop.books().shipments).toHaveLength(1);
  }));

it('refuses a tracking number that another parcel has used', () =>
  openShop(async (shop, orders) => {
    const [one, other] = unheld(orders);
    await shop.ship([aShipment(one)]);

    const answers = await shop.ship([aShipment(other, { idempotencyKey: 'key-2' })]);

    expect(answers).toMatchObject([{ outcome: 'fix', code: 'ship.tracking-used' }]);
  }));

it('refuses an order that it never sold', () =>
  openShop(async (shop) => {
    const answers = await shop.ship([
      aShipment(undefined, {
        lines: [{ orderId: '6925999999999999999' as OrderId, lineId: '1', quantity: 1 }],
      }),
    ]);

    expect(answers).toMatchObject([{ outcome: 'fix', code: 'ship.order-unknown' }]);
  }));

it('holds a shipment whose buyer has asked to cancel', () =>
  openShop(async (shop, orders) => {
    const held = orders.find((order) => order.hold !== null);

    const answers = await shop.ship([aShipment(held)]);

    expect(answers).toMatchObject([{ outcome: 'hold', code: 'ship.refund-pending' }]);
    expect(shop.books().shipments).toEqual([]);
  }));

it('holds a shipment of a cancelled order', () =>
  openShop(async (shop, orders) => {
    const [order] = unheld(orders);
    if (!order) throw new Error('the first day has orders');
    const cancelled = { ...order, orderId: '6925000000000000001' as OrderId, state: 'cancelled' as const };
    shop.adoptOrders?.([cancelled]);

    const answers = await shop.ship([aShipment(cancelled)]);

    expect(answers).toMatchObject([{ outcome: 'hold', code: 'ship.order-cancelled' }]);
  }));

it('asks to come back for an order that is not released yet', () =>
  openShop(async (shop, orders) => {
    const [order] = unheld(orders);
    if (!order) throw new Error('the first day has orders');
    const early = { ...order, orderId: '6925000000000000002' as OrderId, state: 'on-hold' as const };
    shop.adoptOrders?.([early]);

    const answers = await shop.ship([aShipment(early)]);

    expect(answers).toMatchObject([{ outcome: 'retry', code: 'ship.not-releasable' }]);
  }));

it('refuses more pieces than were sold, and lines that the order does not have', () =>
  openShop(async (shop, orders) => {
    const [one, other] = unheld(orders);
    const tooMany = aShipment(one);
    const lines = tooMany.lines.map((line) => ({ ...line, quantity: line.quantity + 1 }));
    const strange = aShipment(other, { idempotencyKey: 'key-2', trackingNumber: '78-2' as TrackingNumber });

    const answers = await shop.ship([
      { ...tooMany, lines },
      { ...strange, lines: strange.lines.map((line) => ({ ...line, lineId: 'nobody' })) },
    ]);

    expect(answers.map((answer) => answer.code)).toEqual(['ship.already-shipped', 'ship.line-unknown']);
  }));

it('refuses one parcel for two receivers', () =>
  openShop(async (shop, orders) => {
    const [one] = unheld(orders);
    const stranger = unheld(orders).find((order) => order.recipient.key !== one?.recipient.key);
    const lines = [...aShipment(one).lines, ...aShipment(stranger).lines];

    const answers = await shop.ship([aShipment(one, { lines })]);

    expect(answers).toMatchObject([{ outcome: 'fix', code: 'ship.receivers-differ' }]);
  }));

it('calls an order part-shipped until its last piece has left, and tells every number', () =>
  openShop(async (shop, orders) => {
    const order = unheld(orders).find((each) => each.lines.length === 2);
    const [first, second] = aShipment(order).lines;
    if (!order || !first || !second) throw new Error('the first day has an order of two lines');
    await shop.ship([aShipment(order, { lines: [first] })]);
    const half = (await shop.readOrders([order.orderId]))[0];
    await shop.ship([
      aShipment(order, {
        idempotencyKey: 'key-2',
        trackingNumber: '780000000002' as TrackingNumber,
        lines: [second],
      }),
    ]);

    const whole = (await shop.readOrders([order.orderId]))[0];

    expect(half?.state).toBe('part-shipped');
    expect(whole).toMatchObject({
      state: 'shipped',
      trackingNumbers: ['780000000001', '780000000002'],
    });
  }));

it('gives each item of a call its own answer', () =>
  openShop(async (shop, orders) => {
    const held = orders.find((order) => order.hold !== null);

    const answers = await shop.ship([
      aShipment(held),
      aShipment(unheld(orders)[0], { idempotencyKey: 'key-2' }),
    ]);

    expect(answers.map(({ idempotencyKey, outcome }) => [idempotencyKey, outcome])).toEqual([
      ['key-1', 'hold'],
      ['key-2', 'done'],
    ]);
  }));

it('gives a parcel one waybill, however often it asks', () =>
  openShop(async (shop, orders) => {
    const orderIds = [unheld(orders)[0]?.orderId ?? ('' as OrderId)];
    const request = { parcelId: 'P1' as ParcelId, orderIds, lines: [], carrier: null, doorDelivery: true };

    const first = await shop.takeWaybills([request]);
    const again = await shop.takeWaybills([request]);

    expect(again).toEqual(first);
    expect(first).toMatchObject([{ ok: true, waybill: { source: 'platform' } }]);
    expect(shop.books().waybills).toMatchObject([{ isDoorDelivery: true, isCancelled: false }]);
  }));

it('never gives a number twice', () =>
  openShop(async (shop, orders) => {
    const answers = await shop.takeWaybills(
      unheld(orders).map((order, index) => ({
        parcelId: `P${index}` as ParcelId,
        orderIds: [order.orderId],
        lines: [],
        carrier: null,
        doorDelivery: false,
      })),
    );

    const numbers = answers.map((answer) => (answer.ok ? answer.waybill.trackingNumber : ''));
    expect(new Set(numbers).size).toBe(unheld(orders).length);
  }));

it('gives a new number to a parcel that changed, and takes the old one back', () =>
  openShop(async (shop, orders) => {
    const orderIds = [unheld(orders)[0]?.orderId ?? ('' as OrderId)];
    const request = { parcelId: 'P1' as ParcelId, orderIds, lines: [], carrier: null, doorDelivery: false };
    await shop.takeWaybills([request]);

    await shop.takeWaybills([{ ...request, doorDelivery: true }]);

    expect(shop.books().waybills.filter((waybill) => waybill.isCancelled)).toHaveLength(1);
    expect(shop.books().waybills.filter((waybill) => !waybill.isCancelled)).toHaveLength(1);
  }));

it.each([
  ['申通快递', 'waybill.carrier-not-cooperating'],
  ['银河快递', 'waybill.carrier-unknown'],
])('refuses door delivery with %s', (carrier, code) =>
  openShop(async (shop, orders) => {
    const orderIds = [unheld(orders)[0]?.orderId ?? ('' as OrderId)];

    const answers = await shop.takeWaybills([
      { parcelId: 'P1' as ParcelId, orderIds, lines: [], carrier, doorDelivery: true },
    ]);

    expect(answers).toMatchObject([{ ok: false, code }]);
  }),
);

it('refuses a waybill for orders that must not leave: unknown, held, cancelled, shipped', () =>
  openShop(async (shop, orders) => {
    const [order, shipped] = unheld(orders);
    const held = orders.find((each) => each.hold !== null);
    if (!order || !shipped || !held) throw new Error('the first day has orders of every kind');
    const cancelled = { ...order, orderId: '6925000000000000003' as OrderId, state: 'cancelled' as const };
    shop.adoptOrders?.([cancelled]);
    await shop.ship([aShipment(shipped)]);
    const ids = ['6925999999999999999' as OrderId, held.orderId, cancelled.orderId, shipped.orderId];

    const answers = await shop.takeWaybills(
      ids.map((orderId, index) => ({
        parcelId: `P${index}` as ParcelId,
        orderIds: [orderId],
        lines: [],
        carrier: null,
        doorDelivery: false,
      })),
    );

    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual([
      'waybill.order-unknown',
      'waybill.order-held',
      'waybill.order-cancelled',
      'waybill.order-shipped',
    ]);
  }));

it('refuses waybills while it is stubborn', () =>
  openShop(async (shop, orders) => {
    shop.setBehaviour('refusing');
    const orderIds = [unheld(orders)[0]?.orderId ?? ('' as OrderId)];

    const answers = await shop.takeWaybills([
      { parcelId: 'P1' as ParcelId, orderIds, lines: [], carrier: null, doorDelivery: false },
    ]);

    expect(answers).toMatchObject([{ ok: false, code: 'waybill.refused' }]);
  }));

it('gives the same number after the answer was lost', () =>
  openShop(async (shop, orders) => {
    const orderIds = [unheld(orders)[0]?.orderId ?? ('' as OrderId)];
    const request = { parcelId: 'P1' as ParcelId, orderIds, lines: [], carrier: null, doorDelivery: false };
    shop.setBehaviour('losing-answers');
    await expect(shop.takeWaybills([request])).rejects.toMatchObject({ code: 'platform.answer-lost' });
    shop.setBehaviour('normal');

    const [answer] = await shop.takeWaybills([request]);

    expect(shop.books().waybills).toMatchObject([
      { trackingNumber: answer?.ok ? answer.waybill.trackingNumber : '' },
    ]);
  }));

it('learns of an order that came by file when it is asked for it, without its recipient', async () => {
  let imported: IncomingOrder | undefined;
  await openShop(async (_shop, orders) => {
    imported = { ...orders[0], orderId: '576000000000000001' as OrderId } as IncomingOrder;
  });
  if (!imported) throw new Error('the first day has orders');
  const own = { ...imported, recipient: { ...imported.recipient, name: 'Ann Example', isMasked: false } };

  await openShop(
    async (shop) => {
      const [answer] = await shop.ship([aShipment(own)]);

      const booked = shop.books().orders.find((order) => order.orderId === own.orderId);
      expect(answer?.outcome).toBe('done');
      expect(booked?.recipient).toMatchObject({ name: '', phone: '', address: '' });
    },
    [own],
  );
});

it('keeps its books and its mood over a restart', async () => {
  await using station = testStation();
  const parts = {
    shopId: 'training' as ShopId,
    dataDir: station.dataDir,
    clock: movedClock(),
    orderEveryMinutes: () => 0,
    ownOrders: () => [],
  };
  const before = createTrainingPlatform(parts);
  before.openShop();
  before.setBehaviour('offline');
  await before.stop();

  const after = createTrainingPlatform(parts);

  expect(after.behaviour()).toBe('offline');
  expect(after.books().orders).toHaveLength(62);
  await after.stop();
});
