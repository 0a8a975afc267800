// The pages of a long pull are taken in by a thread, as they would be here; whatever becomes of the thread, no page is lost.

import { expect, it } from 'vitest';
import type { OrderId } from '../../main/basics/ids.ts';
import { createPageTaker } from '../../main/orders/take-in-beside.ts';
import type { PulledPage } from '../../main/orders/take-in-page.ts';
import { anOrder } from '../builders/orders.ts';
import { aShop, type TestStation, testStation, withShop } from '../builders/test-station.ts';

function aPage(no: number): PulledPage {
  const orders = Array.from({ length: 20 }, (_, at) => anOrder({ orderId: `58${no}0${at}` as OrderId }));
  const pulled = { orders, cursor: `after ${no}`, hasMore: true };
  return { shopId: aShop.shopId, source: 'douyin', pulled, isFurther: true };
}

function known(station: TestStation) {
  const { database } = station.parts;
  return {
    orders: database.get<{ count: number }>(`SELECT count(*) AS count FROM orders`)?.count,
    cursor: database.get<{ cursor: string | null }>(`SELECT pull_cursor AS cursor FROM shops`)?.cursor,
  };
}

/** Changes when another connection than the station's own has written. */
function writtenByOthers(station: TestStation): unknown {
  return station.parts.database.connection.pragma('data_version', { simple: true });
}

function lastEntry(station: TestStation) {
  return station.parts.database.get(
    `SELECT verb, person, at, hash FROM audit ORDER BY entry_no DESC LIMIT 1`,
  );
}

it('takes pages in beside as it does here, and tells the screens', async () => {
  await using here = testStation();
  await using beside = testStation();
  withShop(here);
  withShop(beside);
  const told: string[] = [];
  beside.parts.events.on((event) => void told.push(event.kind));
  const [slow, quick] = [createPageTaker(here.parts), createPageTaker(beside.parts)];
  const before = writtenByOthers(beside);
  quick.open();

  const counts = [];
  for (const no of [1, 2, 2, 3])
    counts.push([await slow.take(aPage(no)), await quick.take(aPage(no))] as const);
  await quick.stop();

  expect(counts.map(([mine, theirs]) => [mine.new, mine.same, theirs.new, theirs.same])).toEqual([
    [20, 0, 20, 0],
    [20, 0, 20, 0],
    [0, 20, 0, 20],
    [20, 0, 20, 0],
  ]);
  expect(known(beside)).toEqual({ orders: 60, cursor: 'after 3' });
  expect(known(here)).toEqual(known(beside));
  expect(lastEntry(beside)).toEqual(lastEntry(here));
  expect(writtenByOthers(beside)).not.toBe(before);
  expect(told).toContain('orders.changed');
});

it('takes pages of two shops in the order in which they came', async () => {
  await using station = testStation();
  withShop(station);
  const taker = createPageTaker(station.parts);
  taker.open();

  const [first, second] = await Promise.all([taker.take(aPage(1)), taker.take(aPage(2))]);
  await taker.stop();

  expect([first.new, second.new]).toEqual([20, 20]);
  expect(known(station)).toEqual({ orders: 40, cursor: 'after 2' });
});

it('takes in here what a thread that died did not', async () => {
  await using station = testStation();
  withShop(station);
  const dying = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(1));`;
  const workerFile = new URL(`data:text/javascript,${encodeURIComponent(dying)}`);
  const taker = createPageTaker({ ...station.parts, workerFile });
  taker.open();

  const counts = [await taker.take(aPage(1)), await taker.take(aPage(2))];

  expect(counts.map((count) => count.new)).toEqual([20, 20]);
  expect(known(station)).toEqual({ orders: 40, cursor: 'after 2' });
});

it('fails here when neither can write, and leaves the cursor where it was', async () => {
  await using station = testStation();
  withShop(station);
  const taker = createPageTaker(station.parts);
  await taker.take(aPage(1));
  station.parts.database.connection.exec(
    `CREATE TRIGGER no_more_orders BEFORE INSERT ON orders BEGIN SELECT raise(ABORT, 'no more'); END`,
  );
  taker.open();

  await expect(taker.take(aPage(2))).rejects.toThrow('no more');
  await taker.stop();

  expect(known(station)).toEqual({ orders: 20, cursor: 'after 1' });
});
