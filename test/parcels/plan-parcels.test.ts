import { expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { contentOf, listParcelsIn, withProposals } from '../builders/parcels.ts';
import { packer, testStation, withShop } from '../builders/test-station.ts';

it('proposes one parcel for the orders of one recipient', async () => {
  await using station = testStation();

  const proposals = await withProposals(station, [anOrder({ orderId: 'one' }), anOrder({ orderId: 'two' })]);

  expect(proposals.map(contentOf)).toEqual([['one MUG-RED×1', 'two MUG-RED×1']]);
  expect(proposals[0]).toMatchObject({
    state: 'proposed',
    doorTag: 'untagged',
    pieces: 2,
    verdict: { verdict: 'allow' },
  });
});

it('proposes tagged and untagged orders of one recipient apart, and says why on the board', async () => {
  await using station = testStation();
  await withProposals(station, [
    anOrder({ orderId: 'tagged', doorTag: 'tagged' }),
    anOrder({ orderId: 'untagged' }),
  ]);

  const { groups, total } = await station.ask('parcels.groups', {});

  expect(total).toBe(1);
  expect(groups[0]?.parcels.map((parcel) => parcel.doorTag).sort()).toEqual(['tagged', 'untagged']);
  expect(groups[0]?.apart).toMatchObject([
    { rule: 'door.order-untagged-mix', facts: { why: 'mixed', tagged: ['tagged'], untagged: ['untagged'] } },
  ]);
});

it('proposes an order of which only masks are known alone', async () => {
  await using station = testStation();

  const proposals = await withProposals(station, [
    anOrder({ orderId: 'one', recipient: { key: null } }),
    anOrder({ orderId: 'two', recipient: { key: null } }),
  ]);

  expect(proposals).toHaveLength(2);
});

it('leaves held orders out, counts them, and shows them beside the parcels of their recipient', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: 'free' }), anOrder({ orderId: 'held', hold: 'cancel-requested' })]);

  const counts = await station.ask('parcels.plan', {});

  expect(counts).toEqual({ proposed: 1, warned: 0, blocked: 1 });
  const { groups } = await station.ask('parcels.groups', {});
  expect(groups[0]?.held).toEqual([{ orderId: 'held', hold: 'cancel-requested' }]);
});

it('counts proposals that somebody has to look at', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ doorTag: 'look', tags: [{ key: 'new', text: '送货到门' }] })]);

  const counts = await station.ask('parcels.plan', {});

  expect(counts).toEqual({ proposed: 1, warned: 1, blocked: 0 });
});

it('puts an order that comes later into the proposal of its recipient', async () => {
  await using station = testStation();
  const [first] = await withProposals(station, [anOrder({ orderId: 'one' })]);
  await station.clock.pass(60_000);

  const proposals = await withProposals(station, [anOrder({ orderId: 'two' })]);

  expect(proposals.map(contentOf)).toEqual([['one MUG-RED×1', 'two MUG-RED×1']]);
  expect(proposals[0]?.parcelId).toBe(first?.parcelId);
});

it('does not touch a plan that was accepted: a later order gets a proposal of its own', async () => {
  await using station = testStation();
  await withProposals(station, [anOrder({ orderId: 'one' })]);
  await station.ask('parcels.accept', { parcelIds: 'clean' });

  const proposals = await withProposals(station, [anOrder({ orderId: 'two' })]);

  expect(proposals.map(contentOf)).toEqual([['two MUG-RED×1']]);
});

it('plans anew what a cancellation has broken, and answers differently from then on', async () => {
  await using station = testStation();
  await withProposals(station, [anOrder({ orderId: 'one' }), anOrder({ orderId: 'two' })]);
  await station.clock.pass(60_000);
  withOrders(station, [anOrder({ orderId: 'two', hold: 'cancel-requested' })]);

  const [before] = await listParcelsIn(station, 'proposed');
  await station.ask('parcels.plan', {});
  const after = await listParcelsIn(station, 'proposed');

  expect(before?.verdict).toMatchObject({
    verdict: 'block',
    reasons: [{ rule: 'merge.hold', facts: { why: 'cancel-requested', orders: ['two'] } }],
  });
  expect(after.map(contentOf)).toEqual([['one MUG-RED×1']]);
  expect(await listParcelsIn(station, 'dissolved')).toHaveLength(1);
});

it('plans anew when the goods list says that a product is bound', async () => {
  await using station = testStation();
  withShop(station, { market: 'douyin' });
  withGoods(station, [{ skuCode: 'MUG-RED' }, { skuCode: 'TEA' }]);
  const orders = [
    anOrder({ orderId: 'one', doorTag: 'unknown' }),
    anOrder({ orderId: 'two', doorTag: 'unknown', lines: [{ skuCode: 'TEA' }] }),
  ];
  await withProposals(station, orders);
  await station.clock.pass(60_000);

  withGoods(station, [{ skuCode: 'TEA', isDoorBound: true }]);
  const proposals = await withProposals(station, []);

  expect(proposals.map(contentOf)).toEqual([['one MUG-RED×1'], ['two TEA×1']]);
});

it('weighs a parcel when every SKU has a weight, takes over the carrier its orders agree on and the nearest deadline', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED', weightGrams: 300 }]);

  const [parcel] = await withProposals(station, [
    anOrder({
      orderId: 'one',
      carrier: '圆通速递',
      shipByAt: aMorning + 20 * hourMs,
      lines: [{ quantity: 2 }],
    }),
    anOrder({ orderId: 'two', carrier: '圆通速递', shipByAt: aMorning + 10 * hourMs }),
  ]);

  expect(parcel).toMatchObject({ weightGrams: 900, carrier: '圆通速递', dueAt: aMorning + 10 * hourMs });
});

it('plans only the shop that was asked for', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: 'one' })], 'shop-1');
  withOrders(station, [anOrder({ orderId: 'two' })], 'shop-2');

  await station.ask('parcels.plan', { shopId: 'shop-2' });

  expect((await listParcelsIn(station, 'proposed')).map(contentOf)).toEqual([['two MUG-RED×1']]);
});

it('makes a large plan in a thread of its own, and the same one', async () => {
  await using station = testStation();
  withOrders(
    station,
    Array.from({ length: 1_400 }, (_, index) =>
      anOrder({
        orderId: `5760000${10_000 + index}`,
        doorTag: index % 3 === 0 ? 'tagged' : 'untagged',
        recipient: { key: `#${index % 600}` },
      }),
    ),
  );
  const told: string[] = [];
  station.events.on((event) => told.push(event.kind));

  const counts = await station.ask('parcels.plan', {});
  const again = await station.ask('parcels.plan', {});

  // Three orders of one recipient 600 apart have the same rest by three: no recipient mixes.
  expect(counts).toEqual({ proposed: 600, warned: 0, blocked: 0 });
  expect(again.proposed).toBe(0);
  expect(told).toContain('job.progress');
  expect(told).toContain('parcels.changed');
}, 120_000);

it('makes one plan when two people ask at once', async () => {
  await using station = testStation();
  withOrders(station, [anOrder()]);

  const replies = await Promise.all([
    station.call(packer, 'parcels.plan', {}),
    station.call(packer, 'parcels.plan', {}),
  ]);

  expect(replies.map((reply) => reply.ok && reply.value)).toMatchObject([{ proposed: 1 }, { proposed: 0 }]);
});

it('finds parcels by what a person types, and pages through groups', async () => {
  await using station = testStation();
  await withProposals(
    station,
    ['one', 'two', 'three'].map((name, index) =>
      anOrder({
        orderId: `57600000000000000${index}`,
        recipient: { key: name },
        shipByAt: aMorning + (5 + index) * hourMs,
      }),
    ),
  );

  const found = await station.ask('parcels.groups', { search: '576000000000000001' });
  const second = await station.ask('parcels.groups', { offset: 1, limit: 1 });

  expect(found.groups.map((group) => group.recipientKey)).toEqual(['two']);
  expect(second).toMatchObject({ total: 3, groups: [{ recipientKey: 'two' }] });
});
