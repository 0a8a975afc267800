// What a supervisor let pass while planning counts at every later moment, for the same facts and the same version of the rule, and
// at none after they have changed.

import { expect, it } from 'vitest';
import type { PrinterId } from '../../main/basics/ids.ts';
import { anOrder, type OrderOverrides, withGoods, withOrders } from '../builders/orders.ts';
import { withProposals } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { linPin, staffed, type TestWindow, windowOf } from '../builders/windows.ts';

const rule = 'door.order-untagged-mix' as const;
const paperless = 'paperless' as PrinterId; // every station has it
const tagged: OrderOverrides = { orderId: 'tagged', doorTag: 'tagged', lines: [{ skuCode: 'MUG' }] };
const untagged: OrderOverrides = { orderId: 'untagged', doorTag: 'untagged', lines: [{ skuCode: 'CUP' }] };

/** Tagged and untagged goods planned together because Lin said so, with a number of the platform. */
async function letPassWhilePlanning(station: TestStation) {
  withGoods(station, [{ skuCode: 'MUG' }, { skuCode: 'CUP' }]);
  const [first, second] = await withProposals(station, [anOrder(tagged), anOrder(untagged)]);
  const [line] = first?.lines ?? [];
  if (!first || !second || !line) throw new Error('two proposals with a line each');
  const { first: lin, moBadge } = await staffed(station);
  const mo = windowOf(station, 'window-2');
  await mo.ask('people.signIn', { badge: moBadge });
  const ref = { orderKey: line.orderKey, lineId: line.lineId, quantity: line.quantity };
  const reason = 'one person, confirmed by phone';
  const { parcelId } = second;
  await mo.ask('overrides.grant', { parcelId, rule, reason, pin: linPin, adding: [ref] });
  await mo.ask('parcels.move', { line: ref, from: first.parcelId, to: parcelId });
  await mo.ask('parcels.accept', { parcelIds: [parcelId] });
  station.parts.database.write((writer) =>
    writer.run(
      `UPDATE parcels SET carrier = '中通快递', tracking_number = 'ZT00012345', waybill_source = 'platform' WHERE parcel_id = ?`,
      [parcelId],
    ),
  );
  let scans = 0;
  const scan = (code: string) => {
    scans += 1;
    return mo.ask('bench.scan', { benchId: 'bench-1', scanId: `moment-${scans}`, code });
  };
  const print = () => mo.ask('batches.create', { parcelIds: [parcelId], printerId: paperless });
  return { lin, mo, parcelId, scan, print };
}

/** The same rule in a new version, in force since this morning. */
const ruleInNewVersion = JSON.stringify({
  format: 1,
  name: 'a notice of the platform',
  rules: [
    {
      rule,
      source: 'Said anew.',
      validFrom: '2026-09-22T00:30:00Z',
      markets: ['douyin', 'tiktok'],
      doorWords: { keys: ['sug_home_deliver'], texts: ['音需达'], looksLike: 'door' },
    },
  ],
});

it('counts when the label is made, when it is printed, and when the parcel is shipped', async () => {
  await using station = testStation();
  const { mo, parcelId, scan, print } = await letPassWhilePlanning(station);

  const { batches, left } = await print();
  const batchId = batches[0]?.batchId ?? ('' as never); // expected below
  await mo.ask('batches.start', { batchId, wait: true });
  for (const code of [parcelId, 'MUG', 'CUP']) await scan(code);

  expect(left).toEqual([]);
  expect((await mo.ask('batches.read', { batchId })).labels).toMatchObject([{ state: 'printed' }]);
  const debts = station.parts.database.all(`SELECT kind, state FROM outbox WHERE kind = 'shipment'`);
  expect(debts).toEqual([{ kind: 'shipment', state: 'waiting' }]);
});

it.each([
  ['a fact', 'fact'],
  ['the rule', 'rule'],
])('counts no more for a label that is queued before %s changes and printed after', async (_what, what) => {
  await using station = testStation();
  const { lin, mo, print } = await letPassWhilePlanning(station);
  const { batches } = await print();
  const batchId = batches[0]?.batchId ?? ('' as never); // one parcel, one batch

  await change(station, lin, what);
  await mo.ask('batches.start', { batchId, wait: true });

  expect((await mo.ask('batches.read', { batchId })).labels).toMatchObject([
    { state: 'failed', reason: 'parcel.blocked', reasonFacts: { rule } },
  ]);
});

it.each([
  ['a fact', 'fact'],
  ['the rule', 'rule'],
])('counts no more for a parcel that is packed before %s changes and shipped after', async (_what, what) => {
  await using station = testStation();
  await station.ask('settings.set', { name: 'shipping.whenPacked', value: false });
  const { lin, parcelId, scan } = await letPassWhilePlanning(station);
  for (const code of [parcelId, 'MUG', 'CUP']) await scan(code);

  await change(station, lin, what);
  const { refused } = await lin.ask('shipping.ship', { parcelIds: [parcelId] });

  expect(refused).toMatchObject([{ parcelId, code: 'shipment.blocked', facts: { rule } }]);
});

it('counts for a parcel that is shipped long after it was packed, while nothing has changed', async () => {
  await using station = testStation();
  await station.ask('settings.set', { name: 'shipping.whenPacked', value: false });
  const { lin, parcelId, scan } = await letPassWhilePlanning(station);
  for (const code of [parcelId, 'MUG', 'CUP']) await scan(code);

  const { refused } = await lin.ask('shipping.ship', { parcelIds: [parcelId] });

  expect(refused).toEqual([]);
});

it('never counts for a cancelled order, whatever was let pass before: at planning, printing, packing, shipping', async () => {
  await using station = testStation();
  await station.ask('settings.set', { name: 'shipping.whenPacked', value: false });
  const { lin, mo, parcelId, scan, print } = await letPassWhilePlanning(station);
  const grantHold = () =>
    mo.codeOf('overrides.grant', { parcelId, rule: 'merge.hold', reason: 'they said yes', pin: linPin });
  const hold = (is: 'cancel-requested' | null) =>
    withOrders(station, [anOrder({ ...tagged, hold: is }), anOrder(untagged)]);

  hold('cancel-requested');
  const planned = await mo.ask('parcels.read', { parcelId });
  const printed = await print();
  const opened = await scan(parcelId);
  const granted = await grantHold();
  await mo.ask('bench.acknowledge', { benchId: 'bench-1' });
  hold(null);
  for (const code of [parcelId, 'MUG', 'CUP']) await scan(code);
  hold('cancel-requested');
  const shipped = await lin.ask('shipping.ship', { parcelIds: [parcelId] });

  expect(planned.verdict.verdict).toBe('block');
  expect(printed.left).toMatchObject([{ code: 'parcel.blocked', facts: { rule: 'merge.hold' } }]);
  expect(opened.state.kind).toBe('held');
  expect(granted).toBe('override.never');
  expect(shipped.refused).toMatchObject([{ code: 'shipment.blocked', facts: { rule: 'merge.hold' } }]);
  expect(await grantHold()).toBe('override.never');
});

it('never counts for a number that another parcel left with: at planning, printing, packing, shipping', async () => {
  await using station = testStation();
  await station.ask('settings.set', { name: 'shipping.whenPacked', value: false });
  const { lin, mo, parcelId, scan, print } = await letPassWhilePlanning(station);
  const grantDuplicate = () =>
    mo.codeOf('overrides.grant', {
      parcelId,
      rule: 'waybill.duplicate',
      reason: 'the carrier said yes',
      pin: linPin,
    });
  // The shop says of another order that it left under this number.
  const twice = (isTwice: boolean) =>
    withOrders(station, [
      anOrder({
        orderId: 'other',
        recipient: { key: 'other' },
        trackingNumber: isTwice ? 'ZT00012345' : null,
        state: 'shipped',
      }),
    ]);

  twice(true);
  const planned = await mo.ask('parcels.read', { parcelId });
  const printed = await print();
  const opened = await scan(parcelId);
  const granted = await grantDuplicate();
  await mo.ask('bench.acknowledge', { benchId: 'bench-1' });
  twice(false);
  for (const code of [parcelId, 'MUG', 'CUP']) await scan(code);
  twice(true);
  const shipped = await lin.ask('shipping.ship', { parcelIds: [parcelId] });

  expect(planned.verdict.reasons.map((reason) => reason.rule)).toContain('waybill.duplicate');
  expect(printed.left).toMatchObject([{ code: 'parcel.blocked', facts: { rule: 'waybill.duplicate' } }]);
  expect(opened.state.kind).toBe('held');
  expect(granted).toBe('override.never');
  expect(shipped.refused).toMatchObject([{ facts: { rule: 'waybill.duplicate' } }]);
  expect(await grantDuplicate()).toBe('override.never');
});

async function change(station: TestStation, lin: TestWindow, what: string): Promise<void> {
  if (what === 'rule') await lin.ask('rules.load', { json: ruleInNewVersion });
  // The shop has told the order's tags anew.
  else {
    station.parts.database.write((writer) => {
      writer.run(
        `UPDATE orders SET tags_json = '[{"key":"sug_home_deliver","text":"音需达"}]' WHERE order_id = 'tagged'`,
      );
    });
  }
}
