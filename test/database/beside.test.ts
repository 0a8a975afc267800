import { expect, it } from 'vitest';
import { createBeside, type HeavyRead } from '../../main/database/beside.ts';
import { cellsRead } from '../../main/search/count-orders.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { testStation } from '../builders/test-station.ts';

const workerFile = new URL('../../main/reading-worker.ts', import.meta.url);

it('answers in a thread of its own what it would answer here, also what was committed a moment ago', async () => {
  await using station = testStation();
  const beside = createBeside({ ...station.parts, isMuch: () => true, workerFile });
  withOrders(station, [anOrder({ orderId: '1' })]);
  const first = await beside.read(cellsRead, { isUnplanned: false });

  withOrders(station, [anOrder({ orderId: '2', doorTag: 'tagged' })]);
  const both = await beside.read(cellsRead, { isUnplanned: false });
  await beside.stop();

  expect(first.map((cell) => [cell.door, cell.count])).toEqual([['untagged', 1]]);
  expect(both.map((cell) => [cell.door, cell.count])).toEqual([
    ['tagged', 1],
    ['untagged', 1],
  ]);
});

it('reads once more for all who asked while it was reading: they may know of newer facts', async () => {
  await using station = testStation();
  const beside = createBeside({ ...station.parts, isMuch: () => true, workerFile });
  withOrders(station, [anOrder({ orderId: '1' })]);
  const running = beside.read(cellsRead, { isUnplanned: false });
  withOrders(station, [anOrder({ orderId: '2' })]);

  const later = await Promise.all([
    beside.read(cellsRead, { isUnplanned: false }),
    beside.read(cellsRead, { isUnplanned: false }),
  ]);
  await running;
  await beside.stop();

  expect(later.map((cells) => cells[0]?.count)).toEqual([2, 2]);
});

it('reads here what the thread cannot, so that nobody waits for ever', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1' })]);
  const dying = new URL('data:text/javascript,process.exit(0)');
  const beside = createBeside({ ...station.parts, isMuch: () => true, workerFile: dying });

  const cells = await beside.read(cellsRead, { isUnplanned: false });

  expect(cells).toMatchObject([{ count: 1 }]);
});

it('says here what goes wrong there', async () => {
  await using station = testStation();
  const beside = createBeside({ ...station.parts, isMuch: () => true, workerFile });
  const unknown: HeavyRead<null, never> = {
    name: 'nobody.knows',
    run: () => {
      throw new Error('a bug');
    },
  };

  await expect(beside.read(unknown, null)).rejects.toThrow('a bug');
  await beside.stop();
});
