import { expect, it } from 'vitest';
import { isFault } from '../../main/basics/fault.ts';
import { createPlanner } from '../../main/parcels/planner.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { testStation } from '../builders/test-station.ts';

/** More than are planned without a thread. */
const manyOrders = Array.from({ length: 1_100 }, (_, index) =>
  anOrder({ orderId: String(10_000 + index), recipient: { key: `r-${index}` } }),
);

it('says so when the thread that plans stops half-way, and plans the next time it is asked', async () => {
  await using station = testStation();
  withOrders(station, manyOrders);
  const workerFile = new URL('data:text/javascript,process.exit(0)');
  const stopping = createPlanner({ ...station.parts, workerFile });

  const thrown: unknown = await stopping.plan('Lin', null).catch((reason: unknown) => reason);
  const counts = await station.ask('parcels.plan', {});

  expect(isFault(thrown) && [thrown.code, thrown.retry]).toEqual(['plan.stopped', 'now']);
  expect(counts.proposed).toBe(1_100);
});
