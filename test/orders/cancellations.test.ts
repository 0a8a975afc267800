// A buyer asks to cancel: it is seen with its clock, held, answered by a person, and done when the platform confirms.

import { expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import { cancellationErrand } from '../../main/orders/answer-cancellation.ts';
import { listDue } from '../../main/outbox/outbox-table.ts';
import { sendDebts } from '../../main/outbox/send-debts.ts';
import { createTurns } from '../../main/outbox/turns.ts';
import type { IncomingOrder } from '../../main/platforms/incoming-order.ts';
import type { CancellationAnswer, Platform, ShipmentAnswer } from '../../main/platforms/platform.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { aShop, packer, type TestStation, testStation } from '../builders/test-station.ts';

const asked: Partial<IncomingOrder> = {
  orderId: '1' as IncomingOrder['orderId'],
  hold: 'cancel-requested',
  updatedAt: aMorning,
  cancellation: {
    cancelId: 'C1',
    askedAt: aMorning - hourMs,
    answerBy: aMorning + 5 * hourMs,
    reason: 'No longer needed',
  },
};

const answer = { shopId: aShop.shopId, cancelId: 'C1' };

async function sendAnswers(
  station: TestStation,
  say: (answer: CancellationAnswer) => Omit<ShipmentAnswer, 'idempotencyKey'>,
): Promise<CancellationAnswer[]> {
  const heard: CancellationAnswer[] = [];
  const platform = {
    async answerCancellation(given: CancellationAnswer) {
      heard.push(given);
      return { idempotencyKey: given.idempotencyKey, ...say(given) };
    },
  } as Partial<Platform> as Platform; // the errand asks nothing else of it
  const group = { shopId: aShop.shopId, kind: 'cancellation' };
  const rows = listDue(station.parts.database, group, station.clock.now(), hourMs, 10);
  const backOff = { firstMs: 1_000, longestMs: hourMs };
  await sendDebts(
    { ...station.parts, isStopped: () => false, takeTurn: createTurns() },
    cancellationErrand(station.clock),
    platform,
    rows,
    backOff,
  );
  return heard;
}

const done = () => ({ outcome: 'done', code: 'cancellation.done', words: '' }) as const;

it('is listed with the time the platform gives, and its order is due by then', async () => {
  await using station = testStation();
  withOrders(station, [anOrder(asked)]);

  const [waiting] = await station.ask('cancellations.list', {});
  const today = await station.ask('today.read', {});

  expect(waiting).toMatchObject({
    cancelId: 'C1',
    answerBy: aMorning + 5 * hourMs,
    reason: 'No longer needed',
    state: 'asked',
  });
  expect(today.needsPerson).toContainEqual(expect.objectContaining({ kind: 'cancellations', count: 1 }));
});

it('is accepted once, and told to the platform with one key', async () => {
  await using station = testStation();
  withOrders(station, [anOrder(asked)]);

  await station.ask('cancellations.answer', { ...answer, accept: true });
  const again = await station.askRefused('cancellations.answer', { ...answer, accept: true });
  const heard = await sendAnswers(station, done);
  const heardAgain = await sendAnswers(station, done);

  expect(again.code).toBe('cancellation.not-asked');
  expect(heard).toMatchObject([{ orderId: '1', cancelId: 'C1', accept: true }]);
  expect(heardAgain).toEqual([]);
  expect(await station.ask('cancellations.list', {})).toEqual([]);
});

it('is refused only with one of the reasons of the platform', async () => {
  await using station = testStation();
  withOrders(station, [anOrder(asked)]);

  const without = await station.askRefused('cancellations.answer', { ...answer, accept: false });
  await station.ask('cancellations.answer', {
    ...answer,
    accept: false,
    reasonCode: 'packed',
    note: 'it is packed',
  });
  const heard = await sendAnswers(station, done);

  expect(without.code).toBe('cancellation.reason-needed');
  expect(heard).toMatchObject([{ accept: false, reasonCode: 'packed', note: 'it is packed' }]);
});

it('is open again, with its words, when the platform would not have the answer', async () => {
  await using station = testStation();
  withOrders(station, [anOrder(asked)]);
  await station.ask('cancellations.answer', { ...answer, accept: false, reasonCode: 'packed' });

  await sendAnswers(station, () => ({
    outcome: 'fix',
    code: 'cancellation.reason-refused',
    words: 'reason not allowed',
  }));

  const [waiting] = await station.ask('cancellations.list', {});
  expect(waiting).toMatchObject({ state: 'asked', said: { words: 'reason not allowed' } });
  const answeredAnew = await station.ask('cancellations.answer', { ...answer, accept: true });
  expect(answeredAnew.outboxNo).toBeGreaterThan(0);
});

it('goes when the buyer takes it back, or when the platform has cancelled', async () => {
  await using station = testStation();
  withOrders(station, [
    anOrder(asked),
    anOrder({
      ...asked,
      orderId: '2' as IncomingOrder['orderId'],
      cancellation: { cancelId: 'C2', askedAt: 1, answerBy: null, reason: '' },
    }),
  ]);

  withOrders(station, [
    anOrder({ orderId: '1', hold: null, cancellation: null, updatedAt: aMorning + 1 }),
    anOrder({ orderId: '2', state: 'cancelled', hold: null, cancellation: null, updatedAt: aMorning + 1 }),
  ]);

  expect(await station.ask('cancellations.list', {})).toEqual([]);
  const states = station.parts.database.all(`SELECT cancel_id, state FROM cancellations ORDER BY cancel_id`);
  expect(states).toEqual([
    { cancel_id: 'C1', state: 'withdrawn' },
    { cancel_id: 'C2', state: 'lapsed' },
  ]);
});

it('is answered by a supervisor only, and only when it is there', async () => {
  await using station = testStation();
  withOrders(station, [anOrder(asked)]);

  const byPacker = await station.call(packer, 'cancellations.answer', { ...answer, accept: true });
  const unknown = await station.askRefused('cancellations.answer', {
    ...answer,
    cancelId: 'C9',
    accept: true,
  });

  expect(byPacker).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
  expect(unknown.code).toBe('cancellation.unknown');
});

it('takes no older news: a page that comes late changes nothing', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ ...asked, updatedAt: aMorning + 10 })]);

  withOrders(station, [anOrder({ orderId: '1', hold: null, cancellation: null, updatedAt: aMorning + 5 })]);

  expect(await station.ask('cancellations.list', {})).toHaveLength(1);
});

it('tells where the goods are: in no parcel, planned, at a bench, sealed, gone', async () => {
  await using station = testStation();
  withOrders(station, [anOrder(asked)]);
  const goods = async () => (await station.ask('cancellations.list', {}))[0]?.goods;
  const write = (sql: string) => station.parts.database.write((writer) => writer.run(sql));

  const seen = [await goods()];
  write(
    `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at) SELECT 'P1', shop_id, 'planned', 'untagged', 1 FROM orders`,
  );
  write(
    `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity) SELECT 'P1', order_key, line_id, 1 FROM order_lines`,
  );
  seen.push(await goods());
  for (const state of ['open', 'packed', 'shipped']) {
    write(`UPDATE parcels SET state = '${state}'`);
    seen.push(await goods());
  }
  write(`UPDATE parcels SET state = 'pulled'`);
  seen.push(await goods());

  expect(seen).toEqual(['nowhere', 'planned', 'open', 'packed', 'shipped', 'nowhere']);
});
