import { expect, it } from 'vitest';
import { indexOrders } from '../../main/search/index-orders.ts';
import { createSearchIndexer } from '../../main/search/search-indexer.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

function threeOrders(station: TestStation) {
  withOrders(station, [
    anOrder({
      orderId: '576000000012345678',
      trackingNumber: 'YT9988776655443',
      recipient: { name: '王**', phone: '138****0001' },
      lines: [{ skuCode: 'MUG-RED-XL' }],
    }),
    anOrder({
      orderId: '576000000099999999',
      recipient: { name: '欧阳*', phone: '159****7777', address: '广东省深圳市 ****' },
      lines: [{ skuCode: 'CUP_50%' }],
    }),
    anOrder({ orderId: '577000000000000003', recipient: { name: 'A*** L**', phone: '177****1234' } }),
  ]);
}

function indexAll(station: TestStation) {
  station.parts.database.write((writer) => indexOrders(writer, 1_000));
}

async function search(station: TestStation, text: string) {
  const page = await station.ask('orders.page', { search: text, filter: {}, offset: 0, limit: 50 });
  return page.rows.map((row) => row.orderId.slice(-4));
}

const cases: readonly [what: string, text: string, found: readonly string[]][] = [
  ['a whole order id', '576000000012345678', ['5678']],
  ['the beginning of an order id', '57600', ['9999', '5678']],
  ['the end of an order id', '2345678', ['5678']],
  ['a tracking number in small letters', 'yt9988776655443', ['5678']],
  ['the end of a tracking number', '55443', ['5678']],
  ['a whole SKU', 'mug-red-xl', ['5678']],
  ['the middle of a SKU', 'RED-X', ['5678']],
  ['signs that SQL has a use for', '_50%', ['9999']],
  ['the shown end of a phone', '7777', ['9999']],
  ['a name of one letter', '王', ['5678']],
  ['the shown part of a name of two letters', '欧阳', ['9999']],
  ['a second word of a name', 'L*', ['0003']],
  ['a name that the platform masks', '王明', ['5678']],
  ['a place of three letters', '深圳市', ['9999']],
  ['something that nobody has', '没有这个人', []],
];

it.each(cases)('finds an order by %s', async (_what, text, found) => {
  await using station = testStation();
  threeOrders(station);
  indexAll(station);

  expect((await search(station, text)).toSorted()).toEqual([...found].toSorted());
});

it.each(cases.filter(([, text]) => text.length >= 3))(
  'finds an order by %s before it is indexed',
  async (_what, text, found) => {
    await using station = testStation();
    threeOrders(station);

    expect((await search(station, text)).toSorted()).toEqual([...found].toSorted());
  },
);

it('finds an order by a name of two letters before it is indexed', async () => {
  await using station = testStation();
  threeOrders(station);

  expect(await search(station, '欧阳')).toEqual(['9999']);
});

it('finds an order by the tracking number that its parcel got later', async () => {
  await using station = testStation();
  threeOrders(station);
  withParcel(station, ['577000000000000003'], { trackingNumber: 'ZT5550001112' });
  indexAll(station);

  expect(await search(station, 'ZT55500')).toEqual(['0003']);
  expect(await search(station, '0001112')).toEqual(['0003']);
});

it('does not find an order by what it was called before it changed', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1001', recipient: { name: '孙**', phone: '138****4321' } })]);
  indexAll(station);
  withOrders(station, [anOrder({ orderId: '1001', recipient: { name: '钱**', phone: '138****8765' } })]);

  const before = [await search(station, '4321'), await search(station, '孙')];
  indexAll(station);
  const after = [await search(station, '4321'), await search(station, '孙'), await search(station, '钱')];

  expect(before).toEqual([[], []]);
  expect(after).toEqual([[], [], ['1001']]);
});

it('says when a text is too short to look everywhere, and when it fits too many', async () => {
  await using station = testStation();
  withOrders(
    station,
    Array.from({ length: 230 }, (_, index) => anOrder({ orderId: `58${1000 + index}` })),
  );
  indexAll(station);

  const short = await station.ask('orders.page', { search: '欧', filter: {}, offset: 0, limit: 10 });
  const many = await station.ask('orders.page', { search: '581', filter: {}, offset: 0, limit: 10 });

  expect(short).toMatchObject({ total: 0, note: 'names-and-beginnings' });
  expect(many).toMatchObject({ total: 200, note: 'first-of-many' });
});

it('narrows a search by the filter and counts its facets', async () => {
  await using station = testStation();
  withOrders(station, [
    anOrder({ orderId: '580001', state: 'finished' }),
    anOrder({ orderId: '580002', doorTag: 'tagged' }),
  ]);

  const page = await station.ask('orders.page', {
    search: '5800',
    filter: { state: ['open'] },
    offset: 0,
    limit: 10,
  });
  const facets = await station.ask('orders.facets', { search: '5800', filter: { state: ['open'] } });

  expect(page.rows.map((row) => row.orderId)).toEqual(['580002']);
  expect(facets.state).toEqual({ finished: 1, 'to-ship': 1, open: 1 });
  expect(facets.door).toEqual({ tagged: 1 });
});

it('indexes in the background, a few orders at a time, and goes on after a restart', async () => {
  await using station = testStation();
  withOrders(
    station,
    Array.from({ length: 100 }, (_, index) => anOrder({ orderId: `59${1000 + index}` })),
  );
  const stale = () =>
    station.parts.database.get<{ count: number }>(
      `SELECT count(*) AS count FROM orders WHERE is_search_stale = 1`,
    )?.count;
  const first = createSearchIndexer(station.parts);
  first.start();
  await station.clock.pass(0);
  first.stop();
  const interrupted = stale();

  const second = createSearchIndexer(station.parts);
  second.start();
  await station.clock.pass(1_000);
  second.stop();

  expect(interrupted).toBeGreaterThan(0);
  expect(interrupted).toBeLessThan(100);
  expect(stale()).toBe(0);
});

it('leaves the pen to an import and to scans, and indexes afterwards', async () => {
  await using station = testStation();
  const indexer = createSearchIndexer(station.parts);
  indexer.start();
  await station.clock.pass(0);
  withOrders(station, [anOrder()]);
  const stale = () =>
    station.parts.database.all(`SELECT order_key FROM orders WHERE is_search_stale = 1`).length;

  station.parts.events.emit({ kind: 'job.progress', jobId: 'i', stage: 'writing', done: 1, total: 2 });
  await station.clock.pass(1_000);
  const during = stale();
  await station.clock.pass(6_000);
  indexer.stop();

  expect([during, stale()]).toEqual([1, 0]);
});
