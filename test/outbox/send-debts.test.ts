// One try at a group of debts, with a platform and an errand that behave as the test says.

import { expect, it } from 'vitest';
import { Fault } from '../../main/basics/fault.ts';
import type { Answer, Errand } from '../../main/outbox/errand.ts';
import { addDebt, findDebt, listDue } from '../../main/outbox/outbox-table.ts';
import { sendDebts } from '../../main/outbox/send-debts.ts';
import { createTurns } from '../../main/outbox/turns.ts';
import type { Platform } from '../../main/platforms/platform.ts';
import { aShop, type TestStation, testStation, withShop } from '../builders/test-station.ts';

const nobody = {} as Platform; // the errands below never ask it
const backOff = { firstMs: 5_000, longestMs: 900_000 };

function anErrand(overrides: Partial<Errand>): Errand {
  return {
    kind: 'shipment',
    limit: () => 100,
    isReadable: () => true,
    about: (row) => [row.subjectId],
    ask: async () => () => ({ kind: 'go' }),
    send: async (_platform, rows) => rows.map((row) => says(row.idempotencyKey, 'done')),
    settle: () => {},
    ...overrides,
  };
}

function says(idempotencyKey: string, outcome: Answer['outcome']): Answer {
  return { idempotencyKey, outcome, code: `shop.${outcome}`, words: '好' };
}

function withDebts(station: TestStation, count: number) {
  withShop(station);
  const now = station.clock.now();
  return station.parts.database.write((writer) =>
    Array.from({ length: count }, (_, index) =>
      addDebt(
        writer,
        {
          idempotencyKey: `k${index}`,
          shopId: aShop.shopId,
          kind: 'shipment',
          subjectId: `P${index}`,
          payload: {},
        },
        now,
      ),
    ),
  );
}

function tryAll(station: TestStation, errand: Errand, isStopped = () => false) {
  const group = { shopId: aShop.shopId, kind: 'shipment' };
  const rows = listDue(station.parts.database, group, station.clock.now(), backOff.longestMs, 100);
  return sendDebts({ ...station.parts, isStopped, takeTurn: createTurns() }, errand, nobody, rows, backOff);
}

function statesOf(station: TestStation, debts: readonly number[]) {
  return debts.map((outboxNo) => {
    const row = findDebt(station.parts.database, outboxNo);
    return [row?.state, row?.lastCode];
  });
}

it('gives each row its own result: done, held, to fix, to try again', async () => {
  await using station = testStation();
  const debts = withDebts(station, 4);
  const outcomes = ['done', 'hold', 'fix', 'retry'] as const;
  const send: Errand['send'] = async (_platform, rows) =>
    rows.map((row, index) => says(row.idempotencyKey, outcomes[index] ?? 'fix')).reverse();

  const tally = await tryAll(station, anErrand({ send }));

  expect(tally).toEqual({ sent: 4, done: 1, held: 1, fix: 1, retry: 1 });
  expect(statesOf(station, debts)).toEqual([
    ['done', 'shop.done'],
    ['held', 'shop.hold'],
    ['needs-person', 'shop.fix'],
    ['waiting', 'shop.retry'],
  ]);
});

it('keeps a row in doubt when the shop says nothing about it', async () => {
  await using station = testStation();
  const debts = withDebts(station, 2);
  const send: Errand['send'] = async (_platform, rows) =>
    rows.slice(0, 1).map((row) => says(row.idempotencyKey, 'done'));

  await tryAll(station, anErrand({ send }));

  expect(statesOf(station, debts)).toEqual([
    ['done', 'shop.done'],
    ['sending', 'platform.no-answer'],
  ]);
});

it('writes that a call is under way before it makes the call', async () => {
  await using station = testStation();
  const debts = withDebts(station, 3);
  let during: unknown;
  const send: Errand['send'] = async (_platform, rows) => {
    during = statesOf(station, debts).map(([state]) => state);
    return rows.map((row) => says(row.idempotencyKey, 'done'));
  };

  await tryAll(station, anErrand({ send }));

  expect(during).toEqual(['sending', 'sending', 'sending']);
});

it('sends nothing when the shop cannot be read first', async () => {
  await using station = testStation();
  const debts = withDebts(station, 1);
  let calls = 0;
  const errand = anErrand({
    ask: async () => {
      throw new Fault('platform.offline', 'later');
    },
    send: async () => {
      calls += 1;
      return [];
    },
  });

  await tryAll(station, errand);

  expect(calls).toBe(0);
  expect(statesOf(station, debts)).toEqual([['waiting', 'platform.offline']]);
});

it('postpones rows that were tried together to one moment, so that they go together again', async () => {
  await using station = testStation();
  const debts = withDebts(station, 5);
  const send: Errand['send'] = async () => {
    throw new Fault('platform.silent', 'later');
  };

  await tryAll(station, anErrand({ send }));

  const times = debts.map((outboxNo) => findDebt(station.parts.database, outboxNo)?.nextTryAt);
  expect(new Set(times).size).toBe(1);
  expect(times[0]).toBeGreaterThan(station.clock.now());
});

it('waits the longest for a shop that will not talk to us until somebody does something', async () => {
  await using station = testStation();
  const [debt = 0] = withDebts(station, 1);
  const send: Errand['send'] = async () => {
    throw new Fault('platform.refused-us', 'never');
  };

  await tryAll(station, anErrand({ send }));

  expect(findDebt(station.parts.database, debt)?.nextTryAt).toBe(station.clock.now() + backOff.longestMs);
});

it('puts a row before a person when we stumble ourselves, and does not spin', async () => {
  await using station = testStation();
  const debts = withDebts(station, 1);
  const send: Errand['send'] = async () => {
    throw new TypeError('x is not a function');
  };

  await tryAll(station, anErrand({ send }));

  expect(statesOf(station, debts)).toEqual([['needs-person', 'outbox.bug']]);
});

it('writes nothing any more once the station has stopped', async () => {
  await using station = testStation();
  const debts = withDebts(station, 1);
  let isStopped = false;
  const send: Errand['send'] = async (_platform, rows) => {
    isStopped = true;
    return rows.map((row) => says(row.idempotencyKey, 'done'));
  };

  await tryAll(station, anErrand({ send }), () => isStopped);

  expect(statesOf(station, debts)).toEqual([['sending', null]]);
});

it('counts every try in the row', async () => {
  await using station = testStation();
  const [debt = 0] = withDebts(station, 1);
  const send: Errand['send'] = async (_platform, rows) =>
    rows.map((row) => says(row.idempotencyKey, 'retry'));
  for (let round = 0; round < 3; round += 1) {
    await tryAll(station, anErrand({ send }));
    station.clock.set(station.clock.now() + backOff.longestMs);
  }

  expect(findDebt(station.parts.database, debt)?.attempts).toBe(3);
});
