import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRules } from '../../main/merges/rules-in-force.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { listParcelsIn } from '../builders/parcels.ts';
import { sentencesOf } from '../builders/spoken-sentences.ts';
import { packer, type TestStation, testStation, withShop } from '../builders/test-station.ts';

/** A file that lets two orders at most be combined, from the day on that is told. */
const fileFrom = (validFrom: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    format: 1,
    name: 'a notice of the platform',
    rules: [
      {
        rule: 'merge.combine-limit',
        source: 'At most two orders in one parcel.',
        validFrom,
        markets: ['tiktok'],
        mostOrders: 2,
        wholeSkuZones: [],
        ...more,
      },
    ],
  });

async function planFiveOrders(station: TestStation): Promise<number[]> {
  withGoods(station, [{ skuCode: 'MUG-RED' }]);
  withOrders(
    station,
    [1, 2, 3, 4, 5].map((number) => anOrder({ orderId: `57600000000000000${number}` })),
  );
  await station.ask('parcels.plan', {});
  return (await listParcelsIn(station, 'proposed')).map((parcel) => parcel.lines.length);
}

const limitOf = async (station: TestStation) =>
  (await station.ask('rules.describe', {})).rules.find((each) => each.rule === 'merge.combine-limit');

it('plans by a rule file of the data folder, and says since when its rules hold', async () => {
  await using station = testStation();
  writeFileSync(join(station.dataDir, 'rules.json'), fileFrom('2024-01-01'));

  station.start();
  const plan = await planFiveOrders(station);

  expect(plan).toEqual([2, 2, 1]);
  expect(await limitOf(station)).toMatchObject({ isFromFile: true, validFrom: Date.UTC(2024, 0, 1) });
});

it.each([
  ['is not JSON', '{', 'rules.not-json'],
  ['has a mistake', fileFrom('2024-01-01', { mostOrders: 'many' }), 'rules.mistake'],
  ['knows a rule that does not exist', fileFrom('2024-01-01', { rule: 'merge.never' }), 'rules.mistake'],
  ['is of a newer format', JSON.stringify({ format: 2, rules: [] }), 'rules.newer-format'],
  ['all begins later', fileFrom('2999-01-01'), 'rules.later'],
])('leaves the last good rules in force when a file %s', async (_what, json, code) => {
  await using station = testStation();
  await station.ask('rules.load', { json: fileFrom('2024-01-01') });

  const refused = await station.askRefused('rules.load', { json });

  expect(refused.code).toBe(code);
  expect(await limitOf(station)).toMatchObject({
    isFromFile: true,
    source: 'At most two orders in one parcel.',
  });
  expect(await planFiveOrders(station)).toEqual([2, 2, 1]);
});

it.each([
  ['a text where a number belongs', { mostOrders: 'many' }, 'rules › 1 › mostOrders', 'kind'],
  ['a number that is too small', { mostOrders: 0 }, 'rules › 1 › mostOrders', 'size'],
  ['nothing where something belongs', { mostOrders: undefined }, 'rules › 1 › mostOrders', 'missing'],
  ['a word that is spelled wrong', { mostOrdres: 2 }, 'rules › 1 › mostOrdres', 'not-known'],
  ['a market that does not exist', { markets: ['tiktok', 'moon'] }, 'rules › 1 › markets › 2', 'choice'],
  ['a day that is none', { validFrom: 'soon' }, 'rules › 1 › validFrom', 'day'],
])(
  'says where %s stands, in the words of the person who loads the file',
  async (_what, told, place, reason) => {
    await using station = testStation();

    const refused = await station.askRefused('rules.load', { json: fileFrom('2024-01-01', told) });

    expect(refused).toMatchObject({ code: 'rules.mistake', facts: { place, reason } });
    for (const sentence of sentencesOf('refusal.rules.mistake', refused.facts)) {
      expect(sentence).toContain(place);
      expect(sentence).not.toMatch(/\{\{|\$t\(/);
    }
  },
);

it('says so on every screen when the file of the data folder has a mistake, and what is wrong where', async () => {
  await using station = testStation();
  writeFileSync(join(station.dataDir, 'rules.json'), fileFrom('2024-01-01', { mostOrders: 0 }));

  station.start();

  const { notices } = await station.ask('station.describe', {});
  expect(notices).toMatchObject([
    {
      code: 'rules.file-left',
      facts: { file: 'rules.json', reason: 'mistake', place: 'rules › 1 › mostOrders' },
    },
  ]);
  expect(await limitOf(station)).toMatchObject({ isFromFile: false });
});

it('takes rule files from supervisors only, and writes down who loaded one', async () => {
  await using station = testStation();

  const packers = await station.call(packer, 'rules.load', { json: fileFrom('2024-01-01') });
  await station.ask('rules.load', { json: fileFrom('2024-01-01') });
  await station.ask('rules.load', { json: fileFrom('2024-01-01') });

  expect(packers).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
  const entries = station.parts.database.all(`SELECT person, verb FROM audit WHERE verb = 'rules.loaded'`);
  expect(entries).toEqual([{ person: 'Lin', verb: 'rules.loaded' }]);
});

it('cannot open a path that is not there', async () => {
  await using station = testStation();

  const refused = await station.askRefused('rules.load', { path: join(station.dataDir, 'gone.json') });

  expect(refused).toMatchObject({ code: 'rules.unreadable', facts: { file: 'gone.json' } });
});

it('writes the version of the rule on every reason', async () => {
  await using station = testStation();
  withShop(station, { market: 'douyin' });
  withGoods(station, [{ skuCode: 'MUG-RED', isDoorBound: true }]);
  withOrders(station, [anOrder({ orderId: 'one', doorTag: 'tagged', carrier: '申通快递' })]);
  await station.ask('parcels.plan', {});

  const [parcel] = await listParcelsIn(station, 'proposed');

  expect(parcel?.verdict.reasons).toMatchObject([
    { rule: 'door.carrier', validFrom: Date.UTC(2023, 10, 6), consequence: { yuan: 10, percent: 95 } },
  ]);
});

it('says what it costs by the platform’s numbers of the day', async () => {
  await using station = testStation();
  withShop(station, { market: 'douyin' });
  withGoods(station, [{ skuCode: 'MUG-RED', isDoorBound: true }]);
  withOrders(station, [anOrder({ orderId: 'one', doorTag: 'tagged', carrier: '申通快递' })]);
  await station.ask('parcels.plan', {});
  const now = station.clock.now();
  const consequence = async () =>
    (await listParcelsIn(station, 'proposed'))[0]?.verdict.reasons[0]?.consequence;

  await station.ask('terms.set', { name: 'penaltyCents', value: 2_050, validFrom: now });
  await station.ask('terms.set', { name: 'leastPercent', value: 96, validFrom: now + 60_000 });
  const today = await consequence();
  await station.clock.pass(60_000);

  expect(today).toEqual({ yuan: 20.5, percent: 95 });
  expect(await consequence()).toEqual({ yuan: 20.5, percent: 96 });
});

it('writes what holds as a rule file, which loaded again changes nothing, and with another number that number', async () => {
  await using station = testStation();
  const before = await station.ask('rules.describe', {});

  await station.ask('rules.load', { json: before.asFile });
  const same = await station.ask('rules.describe', {});
  await station.ask('rules.load', { json: same.asFile.replace('"mostOrders": 20', '"mostOrders": 5') });
  const other = await station.ask('rules.describe', {});

  expect(same.asFile).toBe(before.asFile);
  expect(same.rules).toEqual(before.rules.map((rule) => ({ ...rule, isFromFile: true })));
  expect(other.asFile).toContain('"mostOrders": 5');
  expect(readRules(station.parts.database, station.clock.now())['door.carrier'].consequence).toEqual({
    yuan: 10,
    percent: 95,
  });
});
