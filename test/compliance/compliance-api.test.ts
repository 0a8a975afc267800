import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../main/basics/clock.ts';
import { withDoorParcel, withDoorShop, withShippedDay } from '../builders/door-parcels.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { testStation, withShop } from '../builders/test-station.ts';

describe('the ratio of the day', () => {
  it('counts tagged orders that left today, right ones over all', async () => {
    await using station = testStation();
    withDoorShop(station);
    withShippedDay(station, 18, 2);

    const day = await station.ask('compliance.read', {});

    expect(day).toMatchObject({
      orders: { compliant: 18, all: 20 },
      parcels: { compliant: 18, all: 20 },
      ratio: 0.9,
      level: 'below',
      leastPercent: 95,
      toGetBack: 20,
    });
    expect(day.mayFail).toEqual({ inARow: 0, untilEnd: 0 });
  });

  it('begins anew at midnight where the shop is', async () => {
    await using station = testStation();
    withDoorShop(station);
    const midnight = Date.UTC(2026, 8, 22, 16);
    station.clock.set(midnight - minuteMs);
    withDoorParcel(station, { orderId: 'late', source: 'hand' });
    station.clock.set(midnight + minuteMs);
    withDoorParcel(station, { orderId: 'early' });

    const day = await station.ask('compliance.read', {});

    expect(day.day.date).toBe('2026-09-23');
    expect(day.orders).toEqual({ compliant: 1, all: 1 });
  });

  it('asks nothing of untagged parcels', async () => {
    await using station = testStation();
    withDoorShop(station);
    withDoorParcel(station, {
      orderId: 'plain',
      source: 'hand',
      order: { doorTag: 'untagged', lines: [{ doorTag: 'untagged' }] },
    });

    const day = await station.ask('compliance.read', {});

    expect(day.orders.all).toBe(0);
    expect(day.ratio).toBeNull();
  });

  it('counts an order in two parcels once, and right only when both were', async () => {
    await using station = testStation();
    withDoorShop(station);
    const lines = [
      { lineId: 'a', skuCode: 'TEA' },
      { lineId: 'b', skuCode: 'CUP' },
    ];
    withDoorParcel(station, { orderId: 'split', order: { lines } });
    withDoorParcel(station, { orderId: 'split', source: 'hand', order: { lines } });

    const day = await station.ask('compliance.read', {});

    expect(day.orders).toEqual({ compliant: 0, all: 1 });
    expect(day.parcels).toEqual({ compliant: 1, all: 2 });
  });

  it('draws the day as it went', async () => {
    await using station = testStation();
    withDoorShop(station);
    withDoorParcel(station, { orderId: '1' });
    station.clock.set(aMorning + hourMs);
    withDoorParcel(station, { orderId: '2', source: 'hand' });

    const { line } = await station.ask('compliance.read', {});

    expect(line).toEqual([
      { at: aMorning, compliant: 1, all: 1 },
      { at: aMorning + hourMs, compliant: 1, all: 2 },
    ]);
  });

  it('speaks up before the line is crossed', async () => {
    await using station = testStation();
    withDoorShop(station);
    withShippedDay(station, 10, 0);
    const calm = await station.ask('compliance.read', {});
    withDoorParcel(station, { orderId: 'typed', state: 'packed', source: 'hand' });

    const warned = await station.ask('compliance.read', {});
    const today = await station.ask('today.read', {});

    expect(calm.level).toBe('ok');
    expect(warned).toMatchObject({ level: 'near', waiting: 1, wouldFail: 1, failingParcels: 1 });
    expect(today.needsPerson).toContainEqual({
      kind: 'ratio-near',
      count: 1,
      openWith: { screen: 'compliance', shopId: 'shop-1' },
    });
  });

  it('names the products that would be unbound, the worst first', async () => {
    await using station = testStation();
    withDoorShop(station);
    withGoods(station, [{ skuCode: 'TEA' }, { skuCode: 'CUP' }, { skuCode: 'POT' }]);
    withDoorParcel(station, { orderId: '1', skuCode: 'TEA' });
    withDoorParcel(station, { orderId: '2', skuCode: 'TEA', source: 'hand' });
    withDoorParcel(station, { orderId: '3', skuCode: 'POT' });
    withDoorParcel(station, { orderId: '4', skuCode: 'CUP', state: 'planned', carrier: '申通快递' });

    const { products } = await station.ask('compliance.read', {});

    expect(products).toMatchObject([
      { skuCode: 'TEA', compliant: 1, all: 2, isBelow: true },
      { skuCode: 'CUP', compliant: 0, all: 0, wouldFail: 1, isBelow: false },
    ]);
  });

  it('is asked of a shop that sells door delivery', async () => {
    await using station = testStation();

    const none = await station.askRefused('compliance.read', {});
    withShop(station, { name: 'Overseas' });
    const other = await station.askRefused('compliance.read', { shopId: 'shop-1' });
    const unknown = await station.askRefused('compliance.read', { shopId: 'nowhere' });

    expect(none.code).toBe('compliance.no-shop');
    expect(other).toEqual({ code: 'compliance.no-door-delivery', facts: { shop: 'Overseas' } });
    expect(unknown).toEqual({ code: 'compliance.shop-unknown', facts: { shopId: 'nowhere' } });
  });
});

describe('a parcel to go', () => {
  it('would fail with a number of our own, with a carrier that does not cooperate, and mixed', async () => {
    await using station = testStation();
    withDoorShop(station);
    withDoorParcel(station, { orderId: 'typed', state: 'packed', source: 'hand' });
    withDoorParcel(station, { orderId: 'sto', state: 'planned', carrier: '申通快递' });
    withDoorParcel(station, {
      orderId: 'mixed',
      state: 'open',
      order: {
        lines: [
          { lineId: 'm1', doorTag: 'tagged' },
          { lineId: 'm2', doorTag: 'untagged' },
        ],
      },
    });
    withDoorParcel(station, { orderId: 'right', state: 'planned' });
    withDoorParcel(station, { orderId: 'bare', state: 'planned', carrier: null, trackingNumber: null });

    const failing = await station.ask('compliance.parcels', { which: 'failing' });
    const all = await station.ask('compliance.parcels', { which: 'to-go' });

    expect(Object.fromEntries(failing.rows.map((row) => [row.orderIds[0], row.reasons]))).toEqual({
      typed: ['waybill'],
      sto: ['carrier'],
      mixed: ['mixed'],
    });
    expect(all.total).toBe(5);
  });

  it('keeps what it was when it left', async () => {
    await using station = testStation();
    withDoorShop(station);
    const parcelId = withDoorParcel(station, { orderId: '1' });
    station.parts.database.write((writer) =>
      writer.run(`UPDATE parcels SET carrier = '申通快递', waybill_source = 'hand' WHERE parcel_id = ?`, [
        parcelId,
      ]),
    );

    const shipped = await station.ask('compliance.parcels', { which: 'shipped' });
    const failed = await station.ask('compliance.parcels', { which: 'shipped-failed' });

    expect(shipped.rows).toMatchObject([
      {
        parcelId,
        carrier: '中通快递',
        reasons: [],
        orderIds: ['1'],
        lines: [{ skuCode: 'TEA', isDoor: true }],
      },
    ]);
    expect(failed.total).toBe(0);
  });

  it('of a shop without door delivery is nobody’s concern', async () => {
    await using station = testStation();
    withOrders(station, [anOrder({ orderId: '1' })]);
    withDoorShop(station, { shopId: 'shop-2' as never });
    withParcel(station, ['1'], { state: 'planned' });

    const all = await station.ask('compliance.parcels', { which: 'to-go' });

    expect(all.total).toBe(0);
  });
});

describe('a dated term', () => {
  it('holds from its moment on, not before', async () => {
    await using station = testStation();
    withDoorShop(station);
    const tomorrow = aMorning + dayMs;
    await station.ask('terms.set', { name: 'leastPercent', value: 97.5, validFrom: tomorrow });

    const today = await station.ask('compliance.read', {});
    station.clock.set(tomorrow);
    const then = await station.ask('compliance.read', {});

    expect([today.leastPercent, then.leastPercent]).toEqual([95, 97.5]);
  });

  it('shows what holds, the default and every entry', async () => {
    await using station = testStation();
    await station.ask('terms.set', { name: 'feeCents', value: 120, validFrom: aMorning });

    const terms = await station.ask('terms.list', {});

    expect(terms.find((term) => term.name === 'feeCents')).toMatchObject({
      value: 120,
      byDefault: null,
      rule: 'door.fee',
      dated: [{ validFrom: aMorning, value: 120, setBy: 'Lin' }],
    });
  });

  it('is refused when it is none, or out of its range', async () => {
    await using station = testStation();

    const unknown = await station.askRefused('terms.set', { name: 'moon', value: 1, validFrom: aMorning });
    const wild = await station.askRefused('terms.set', {
      name: 'leastPercent',
      value: 140,
      validFrom: aMorning,
    });

    expect(unknown.code).toBe('term.unknown');
    expect(wild).toMatchObject({ code: 'term.out-of-range', facts: { name: 'leastPercent' } });
  });
});
