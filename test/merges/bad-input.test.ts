// What nobody promised the guard: facts that are missing, strange, contradicting or far too many. It answers, plainly, in both
// languages, and never guesses. Rule files with mistakes are in rules-api.test.ts.

import { expect, it } from 'vitest';
import { judgeParcel } from '../../main/merges/judge-parcel.ts';
import { rulesAt } from '../../main/merges/rule-data.ts';
import type { LineRef, Reason, Verdict } from '../../main/merges/verdict.ts';
import { fc } from '../builders/laws.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { listParcelsIn } from '../builders/parcels.ts';
import { sentencesOf } from '../builders/spoken-sentences.ts';
import { type TestStation, testStation, withShop } from '../builders/test-station.ts';
import { askedAt, someFacts } from '../laws/guard-cases.ts';

function douyinStation(): TestStation {
  const station = testStation();
  withShop(station, { market: 'douyin' });
  withGoods(station, [
    { skuCode: 'MUG-RED', isDoorBound: true },
    { skuCode: 'TEA', isDoorBound: false },
    { skuCode: 'NEW-LAMP', isDoorBound: null },
  ]);
  return station;
}

/** All lines there are, asked into one parcel. */
async function judgeAll(station: TestStation): Promise<Verdict> {
  const lines = station.parts.database.all<LineRef>(
    `SELECT order_key AS orderKey, line_id AS lineId, quantity FROM order_lines ORDER BY order_key, line_id`,
  );
  return station.ask('parcels.judge', { lines });
}

const saysOf = (verdict: Verdict) =>
  verdict.reasons.map((reason) => `${reason.verdict} ${reason.rule} ${reason.facts.why}`);

/** Both languages, nothing left blank. */
function expectClear(reason: Reason | undefined, ...words: string[]): void {
  const sentences = sentencesOf(`rule.${reason?.rule}.${reason?.facts.why}`, reason?.facts ?? {});
  for (const sentence of sentences) {
    expect(sentence).not.toMatch(/\{\{|\$t\(/);
    for (const word of words) expect(sentence).toContain(word);
  }
}

it('never merges a tag nobody knows that reads like door delivery, and asks for a look', async () => {
  await using station = douyinStation();
  const tags = [{ key: 'new_home_service', text: '专人上门' }];
  withOrders(station, [
    anOrder({ orderId: 'strange', doorTag: 'look', tags }),
    anOrder({ orderId: 'plain', lines: [{ skuCode: 'TEA' }] }),
  ]);

  const verdict = await judgeAll(station);
  await station.ask('parcels.plan', {});

  expect(saysOf(verdict)).toContain('warn door.order-untagged-mix look');
  expectClear(
    verdict.reasons.find((reason) => reason.facts.why === 'look'),
    'strange',
    '专人上门',
  );
  expect(verdict.split).toHaveLength(2);
  expect(await listParcelsIn(station, 'proposed')).toHaveLength(2);
});

it('takes a tag that has nothing to do with the door for no news', async () => {
  await using station = douyinStation();
  const tags = [{ key: 'gift_wrap', text: '礼品包装' }];
  withOrders(station, [
    anOrder({ orderId: 'wrapped', tags, lines: [{ skuCode: 'TEA' }] }),
    anOrder({ orderId: 'plain', lines: [{ skuCode: 'TEA' }] }),
  ]);

  const verdict = await judgeAll(station);

  expect(verdict).toMatchObject({ verdict: 'allow', reasons: [] });
});

it('says whose binding is missing, and plans those goods apart from bound ones', async () => {
  await using station = douyinStation();
  withOrders(station, [
    anOrder({ orderId: 'bound', doorTag: 'unknown' }),
    anOrder({ orderId: 'unsaid', doorTag: 'unknown', lines: [{ skuCode: 'NEW-LAMP' }] }),
    anOrder({ orderId: 'nowhere', doorTag: 'unknown', lines: [{ skuCode: 'NOT-IN-THE-LIST' }] }),
  ]);

  const verdict = await judgeAll(station);
  await station.ask('parcels.plan', {});

  expect(saysOf(verdict)).toEqual(['warn door.address-mix unsaid']);
  expectClear(verdict.reasons[0], 'unsaid', 'NEW-LAMP', 'NOT-IN-THE-LIST');
  expect(verdict.split.map((part) => part.length)).toEqual([1, 2]);
  expect(await listParcelsIn(station, 'proposed')).toHaveLength(2);
});

it('points at an order that is tagged while none of its goods is bound', async () => {
  await using station = douyinStation();
  withOrders(station, [anOrder({ orderId: 'both', doorTag: 'tagged', lines: [{ skuCode: 'TEA' }] })]);

  const verdict = await judgeAll(station);

  expect(saysOf(verdict)).toEqual(['warn door.order-untagged-mix tag-without-binding']);
  expectClear(verdict.reasons[0], 'both', 'TEA');
});

it('answers for a parcel of five hundred lines, and splits it', async () => {
  await using station = douyinStation();
  const lines = Array.from({ length: 5 }, (_, index) => ({ skuCode: index % 2 ? 'TEA' : 'MUG-RED' }));
  withOrders(
    station,
    Array.from({ length: 100 }, (_, index) =>
      anOrder({ orderId: `order-${index}`, doorTag: index % 2 ? 'tagged' : 'untagged', lines }),
    ),
  );

  const verdict = await judgeAll(station);
  await station.ask('parcels.plan', {});

  expect(verdict.verdict).toBe('block');
  expect(verdict.split.map((part) => part.length)).toEqual([250, 250]);
  const proposed = await listParcelsIn(station, 'proposed');
  expect(proposed.map((parcel) => parcel.lines.length)).toEqual([250, 250]);
});

it('refuses a line that is in no order', async () => {
  await using station = douyinStation();

  const refused = await station.askRefused('parcels.judge', {
    lines: [{ orderKey: 1, lineId: 'nowhere', quantity: 1 }],
  });

  expect(refused).toMatchObject({ code: 'parcel.line-unknown', facts: { lineId: 'nowhere' } });
});

it('has a whole sentence in both languages for whatever it says', () => {
  const said = new Map<string, Reason>();
  for (const facts of fc.sample(someFacts(8), { numRuns: 5_000, seed: 3 })) {
    for (const reason of judgeParcel(facts, rulesAt(askedAt)).reasons) {
      said.set(`${reason.rule}.${reason.facts.why}`, reason);
    }
  }

  expect(said.size).toBeGreaterThan(25);
  for (const reason of said.values()) expectClear(reason);
});
