// Rounds of the pump over platforms that answer as the test says: how many batches are under way, whose debts wait for whom, and when a
// round ends.

import { expect, it } from 'vitest';
import { Fault } from '../../main/basics/fault.ts';
import type { Answer, Errand } from '../../main/outbox/errand.ts';
import type { OutboxRow } from '../../main/outbox/outbox.ts';
import { addDebt, findDebt, reopenDebt } from '../../main/outbox/outbox-table.ts';
import { payGroup } from '../../main/outbox/pay-group.ts';
import { createTurns } from '../../main/outbox/turns.ts';
import type { Platform } from '../../main/platforms/platform.ts';
import { createRateLimiter } from '../../main/platforms/web/rate-limiter.ts';
import { settle } from '../builders/moved-clock.ts';
import { aShop, type TestStation, testStation, withShop } from '../builders/test-station.ts';

const backOff = { firstMs: 5_000, longestMs: 900_000 };
const group = { shopId: aShop.shopId, kind: 'shipment' };

function anErrand(overrides: Partial<Errand>): Errand {
  return {
    kind: 'shipment',
    limit: () => 100,
    isReadable: () => true,
    about: (row) => [row.subjectId],
    ask: async () => () => ({ kind: 'go' }),
    send: async (_platform, rows) => says(rows, 'done'),
    settle: () => {},
    ...overrides,
  };
}

function says(rows: readonly OutboxRow[], outcome: Answer['outcome']): Answer[] {
  return rows.map(({ idempotencyKey }) => ({ idempotencyKey, outcome, code: `shop.${outcome}`, words: '' }));
}

/** One debt for each subject. */
function withDebts(station: TestStation, subjects: readonly string[]): number[] {
  withShop(station);
  const now = station.clock.now();
  return station.parts.database.write((writer) =>
    subjects.map((subjectId, index) => {
      const debt = { idempotencyKey: `k${index}`, shopId: aShop.shopId, kind: 'shipment', subjectId };
      return addDebt(writer, { ...debt, payload: {} }, now);
    }),
  );
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `P${index}`);

function pay(
  station: TestStation,
  errand: Errand,
  atOnce: { batch: number; calls: number },
  isStopped = () => false,
) {
  const platform = { shipBatchLimit: atOnce.batch, shipCallsAtOnce: atOnce.calls } as Platform; // nothing else of it is asked
  return payGroup(
    { ...station.parts, isStopped, takeTurn: createTurns() },
    group,
    errand,
    platform,
    () => backOff,
  );
}

/** What is under way until the test lets it end. */
function heldBack() {
  const calls: {
    readonly subjects: string[];
    readonly end: (outcome: Answer['outcome']) => Promise<void>;
  }[] = [];
  const send: Errand['send'] = (_platform, rows) =>
    new Promise((resolve) => {
      const end = async (outcome: Answer['outcome']) => {
        resolve(says(rows, outcome));
        await settle();
      };
      calls.push({ subjects: rows.map((row) => row.subjectId), end });
    });
  return { calls, send };
}

it('is kept back by nothing but the rate, although each order is read first and every answer takes its time', async () => {
  await using station = testStation();
  const { clock } = station;
  withDebts(station, numbered(600));
  const limiter = createRateLimiter(clock, () => 100);
  const answerAfter = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  const callEach = (lane: string, rows: readonly OutboxRow[]) =>
    Promise.all(
      rows.map(async () => {
        await limiter.turn(lane);
        await answerAfter(150);
      }),
    );
  const errand = anErrand({
    async ask(_platform, rows) {
      await callEach('read', rows);
      return () => ({ kind: 'go' });
    },
    async send(_platform, rows) {
      await callEach('tell', rows);
      return says(rows, 'done');
    },
  });
  const startedAt = clock.now();
  let endedAt = 0;

  const paid = pay(station, errand, { batch: 20, calls: 4 }).then((tally) => {
    endedAt = clock.now();
    return tally;
  });
  while (endedAt === 0) await clock.pass(50);

  const seconds = (endedAt - startedAt) / 1_000;
  expect((await paid).done).toBe(600);
  // The first batch is read before anything is told, and the last answers take their way: half a second in all.
  expect(600 / 100 / (seconds - 0.5)).toBeGreaterThanOrEqual(0.97);
});

it('has as many batches under way as the platform takes, and begins the next when one has ended', async () => {
  await using station = testStation();
  withDebts(station, numbered(5));
  const { calls, send } = heldBack();
  const paid = pay(station, anErrand({ send }), { batch: 1, calls: 2 });
  await settle();
  const atFirst = calls.length;

  await calls[1]?.end('done');

  expect([atFirst, calls.length]).toEqual([2, 3]);
  for (let no = 0; no < 5; no += 1) await calls[no]?.end('done');
  expect((await paid).done).toBe(5);
});

it('sends what is about one order one after the other, the older first, and others meanwhile', async () => {
  await using station = testStation();
  withDebts(station, ['A', 'A+B', 'B', 'C']);
  const { calls, send } = heldBack();
  const about = (row: OutboxRow) => row.subjectId.split('+');
  const paid = pay(station, anErrand({ about, send }), { batch: 1, calls: 4 });
  await settle();
  const atFirst = calls.map(({ subjects }) => subjects.join());

  await calls[0]?.end('done');
  const afterA = calls.map(({ subjects }) => subjects.join());
  await calls[2]?.end('done');

  expect(atFirst).toEqual(['A', 'C']);
  expect(afterA).toEqual(['A', 'C', 'A+B']);
  expect(calls.map(({ subjects }) => subjects.join())).toEqual(['A', 'C', 'A+B', 'B']);
  for (const call of calls) await call.end('done');
  expect((await paid).done).toBe(4);
});

it('has no two debts of one order in a batch either: each is judged by what came of the one before', async () => {
  await using station = testStation();
  withDebts(station, ['A', 'A', 'B', 'A']);
  const batches: string[][] = [];
  const send: Errand['send'] = async (_platform, rows) => {
    batches.push(rows.map((row) => row.subjectId));
    return says(rows, 'done');
  };

  await pay(station, anErrand({ send }), { batch: 10, calls: 3 });

  expect(batches).toEqual([['A', 'B'], ['A'], ['A']]);
});

it('begins nothing more after a batch in vain, and ends when the rest has ended', async () => {
  await using station = testStation();
  const debts = withDebts(station, numbered(6));
  const { calls, send } = heldBack();
  const paid = pay(station, anErrand({ send }), { batch: 2, calls: 2 });
  await settle();

  await calls[0]?.end('retry');
  await calls[1]?.end('done');

  expect(await paid).toEqual({ sent: 4, done: 2, held: 0, fix: 0, retry: 2 });
  expect(debts.map((debt) => findDebt(station.parts.database, debt)?.attempts)).toEqual([1, 1, 1, 1, 0, 0]);
});

it('tries in the same round what a person sends again meanwhile', async () => {
  await using station = testStation();
  const [first = 0] = withDebts(station, ['A', 'B', 'C', 'D']);
  const { database, clock } = station.parts;
  const { calls, send } = heldBack();
  const paid = pay(station, anErrand({ send }), { batch: 2, calls: 1 });
  await settle();
  await calls[0]?.end('fix');
  const meanwhile = calls.map(({ subjects }) => subjects.join());

  database.write((writer) => reopenDebt(writer, first, null, clock.now()));
  await calls[1]?.end('done');

  expect(meanwhile).toEqual(['A,B', 'C,D']);
  expect(calls.map(({ subjects }) => subjects.join())).toEqual(['A,B', 'C,D', 'A']);
  await calls[2]?.end('done');
  expect(await paid).toEqual({ sent: 5, done: 3, held: 0, fix: 2, retry: 0 });
});

it('ends without beginning anything once the station closes, and tells what it stumbled over', async () => {
  await using station = testStation();
  withDebts(station, numbered(3));
  let isStopped = false;
  let sent = 0;
  const send: Errand['send'] = async (_platform, rows) => {
    sent += rows.length;
    isStopped = true;
    return says(rows, 'done');
  };
  const broken = anErrand({
    settle: () => {
      throw new Error('the disk is full');
    },
  });

  await pay(station, anErrand({ send }), { batch: 1, calls: 1 }, () => isStopped);

  expect(sent).toBe(1);
  await expect(pay(station, broken, { batch: 1, calls: 3 })).rejects.toThrow('the disk is full');
});

it('lets a whole shop that is out of reach wait with one call for each batch under way', async () => {
  await using station = testStation();
  withDebts(station, numbered(50));
  let asked = 0;
  const ask: Errand['ask'] = async () => {
    asked += 1;
    throw new Fault('platform.offline', 'later');
  };

  const tally = await pay(station, anErrand({ ask }), { batch: 5, calls: 4 });

  expect(asked).toBeLessThanOrEqual(4);
  expect(tally).toMatchObject({ sent: 0, retry: asked * 5 });
});
