// The pump over two shops that answer when the test says: neither waits for the other, and whoever presses the button is told of all.

import { expect, it } from 'vitest';
import type { ShopId } from '../../main/basics/ids.ts';
import { createOutbox, type Outbox } from '../../main/outbox/create-outbox.ts';
import type { Errand } from '../../main/outbox/errand.ts';
import { addDebt, findDebtOf } from '../../main/outbox/outbox-table.ts';
import { createNetwork } from '../../main/platforms/network.ts';
import type { Platform } from '../../main/platforms/platform.ts';
import type { Platforms } from '../../main/platforms/registry.ts';
import { settle } from '../builders/moved-clock.ts';
import { type TestStation, testStation, withShop } from '../builders/test-station.ts';

const slow = 'shop-1' as ShopId; // both are made by `pump`
const quick = 'shop-2' as ShopId;

/** Over two shops; the slow one answers when it is told to. */
function pump(station: TestStation): {
  readonly outbox: Outbox;
  readonly answer: () => Promise<void>;
  readonly calls: () => number;
} {
  const { parts } = station;
  withShop(station, { shopId: slow });
  withShop(station, { shopId: quick });
  const waiting: (() => void)[] = [];
  let calls = 0;
  const errand: Errand = {
    kind: 'shipment',
    limit: () => 100,
    isReadable: () => true,
    about: (row) => [row.subjectId],
    ask: async () => () => ({ kind: 'go' }),
    async send(platform, rows) {
      if (platform.shopId === slow) {
        calls += 1;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      return rows.map(({ idempotencyKey }) => ({
        idempotencyKey,
        outcome: 'done',
        code: 'ship.done',
        words: '',
      }));
    },
    settle: () => {},
  };
  const platforms = {
    network: createNetwork(parts.clock, parts.events),
    of: ({ shopId }) => ({ shopId, isLocal: false, shipBatchLimit: 10 }) as Platform, // nothing else of it is asked
  } as Platforms; // nor of them
  return {
    outbox: createOutbox({ ...parts, platforms, errands: [errand] }),
    calls: () => calls,
    async answer() {
      for (const resolve of waiting.splice(0)) resolve();
      await settle();
    },
  };
}

function owe(station: TestStation, shopId: ShopId, subjectId: string): void {
  const debt = { idempotencyKey: `key ${subjectId}`, shopId, kind: 'shipment', subjectId, payload: {} };
  station.parts.database.write((writer) => addDebt(writer, debt, station.clock.now()));
}

const stateOf = (station: TestStation, subjectId: string) =>
  findDebtOf(station.parts.database, 'shipment', subjectId)?.state;

it('pays what a shop owes that comes while another keeps us waiting', async () => {
  await using station = testStation();
  const { outbox, answer } = pump(station);
  owe(station, slow, 'A');
  outbox.start();
  await station.clock.pass(10);
  owe(station, quick, 'B');

  await station.clock.pass(5_000);

  expect([stateOf(station, 'A'), stateOf(station, 'B')]).toEqual(['sending', 'done']);
  await answer();
  expect(stateOf(station, 'A')).toBe('done');
  await outbox.stop();
});

it('sends once what is under way already when somebody presses the button, and tells of it', async () => {
  await using station = testStation();
  const { outbox, answer, calls } = pump(station);
  owe(station, slow, 'A');
  owe(station, quick, 'B');
  outbox.start();
  await station.clock.pass(10);
  owe(station, quick, 'C');

  const pressed = outbox.sendNow();
  await settle();
  await answer();

  expect(await pressed).toMatchObject({ done: 2, retry: 0 });
  expect(calls()).toBe(1);
  expect(['A', 'B', 'C'].map((subject) => stateOf(station, subject))).toEqual(['done', 'done', 'done']);
  await outbox.stop();
});

it('pays by itself what comes when a round has just looked for the last time', async () => {
  await using station = testStation();
  const { outbox, answer } = pump(station);
  owe(station, slow, 'A');
  outbox.start();
  await station.clock.pass(10);

  for (const subject of ['B', 'C', 'D']) {
    await answer();
    owe(station, slow, subject);
    await station.clock.pass(5_000);
  }
  await answer();

  expect(['A', 'B', 'C', 'D'].map((subject) => stateOf(station, subject))).toEqual(Array(4).fill('done'));
  await outbox.stop();
});
