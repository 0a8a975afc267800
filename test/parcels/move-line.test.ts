import { expect, it } from 'vitest';
import type { ParcelView } from '../../main/parcels/view-parcel.ts';
import { anOrder, asLineId, withOrders } from '../builders/orders.ts';
import {
  asParcelId,
  contentOf,
  listParcelsIn,
  withPlannedParcels,
  withProposals,
} from '../builders/parcels.ts';
import { testStation } from '../builders/test-station.ts';

/** A reference to the first line of a parcel, as a screen makes it. */
function firstLine(parcel: ParcelView | undefined, quantity = 1) {
  const line = parcel?.lines[0];
  if (!line) throw new Error('the parcel has a line');
  return { orderKey: line.orderKey, lineId: line.lineId, quantity };
}

const idOf = (parcel: ParcelView | undefined) => parcel?.parcelId ?? asParcelId('none');

it('moves a line where the guard allows it, and dissolves what is left empty', async () => {
  await using station = testStation();
  const [one] = await withPlannedParcels(station, [anOrder({ orderId: 'one' })]);
  const [two] = await withProposals(station, [anOrder({ orderId: 'two' })]);

  const moved = await station.ask('parcels.move', { line: firstLine(two), from: idOf(two), to: idOf(one) });

  expect(moved.verdict.verdict).toBe('allow');
  expect(moved.from).toBeNull();
  expect(contentOf(moved.to)).toEqual(['one MUG-RED×1', 'two MUG-RED×1']);
  expect(await listParcelsIn(station, 'dissolved')).toHaveLength(1);
});

it('blocks what planning would keep apart, with the same words, and changes nothing', async () => {
  await using station = testStation();
  const [tagged, untagged] = await withProposals(station, [
    anOrder({ orderId: 'tagged', doorTag: 'tagged' }),
    anOrder({ orderId: 'untagged' }),
  ]);
  const lines = [firstLine(tagged), firstLine(untagged)];

  const judged = await station.ask('parcels.judge', { lines });
  const refused = await station.askRefused('parcels.move', {
    line: firstLine(tagged),
    from: idOf(tagged),
    to: idOf(untagged),
  });

  expect(refused).toMatchObject({
    code: 'parcel.blocked',
    facts: { rule: 'door.order-untagged-mix', ...judged.reasons[0]?.facts },
  });
  expect((await listParcelsIn(station, 'proposed')).map(contentOf)).toEqual([
    ['tagged MUG-RED×1'],
    ['untagged MUG-RED×1'],
  ]);
});

it('goes on with a warning only when the person has read it', async () => {
  await using station = testStation();
  const [look, plain] = await withProposals(station, [
    anOrder({ orderId: 'look', doorTag: 'look' }),
    anOrder({ orderId: 'plain' }),
  ]);
  const move = { line: firstLine(look), from: idOf(look), to: idOf(plain) };

  const refused = await station.askRefused('parcels.move', move);
  const moved = await station.ask('parcels.move', { ...move, accepted: true });

  expect(refused).toMatchObject({
    code: 'parcel.warned',
    facts: { rule: 'door.order-untagged-mix', why: 'look' },
  });
  expect(contentOf(moved.to)).toHaveLength(2);
  expect(moved.to.doorTag).toBe('look');
});

it('splits some pieces of a line into a new parcel, and writes down who did', async () => {
  await using station = testStation();
  const [parcel] = await withProposals(station, [anOrder({ orderId: 'one', lines: [{ quantity: 3 }] })]);

  const moved = await station.ask('parcels.move', {
    line: firstLine(parcel, 2),
    from: idOf(parcel),
    to: 'new',
  });

  expect(contentOf(moved.from)).toEqual(['one MUG-RED×1']);
  expect(contentOf(moved.to)).toEqual(['one MUG-RED×2']);
  const { timeline } = await station.ask('parcels.read', { parcelId: moved.to.parcelId });
  expect(timeline).toMatchObject([{ verb: 'parcel.line-moved', person: 'Lin', facts: { quantity: 2 } }]);
});

it('plans nothing twice after a line was split by hand', async () => {
  await using station = testStation();
  const [parcel] = await withProposals(station, [anOrder({ lines: [{ quantity: 3 }] })]);
  await station.ask('parcels.move', { line: firstLine(parcel, 2), from: idOf(parcel), to: 'new' });

  const again = await station.ask('parcels.plan', {});

  expect(again.proposed).toBe(0);
});

it('refuses to move what is not there, from or to what nobody knows, and on the spot', async () => {
  await using station = testStation();
  const [parcel] = await withProposals(station, [anOrder()]);
  const line = firstLine(parcel);
  const from = idOf(parcel);

  expect(
    await station.askRefused('parcels.move', { line: { ...line, quantity: 9 }, from, to: 'new' }),
  ).toMatchObject({
    code: 'parcel.line-not-there',
  });
  expect(await station.askRefused('parcels.move', { line, from, to: from })).toMatchObject({
    code: 'parcel.line-not-there',
  });
  expect(
    await station.askRefused('parcels.move', { line, from: asParcelId('P404'), to: 'new' }),
  ).toMatchObject({
    code: 'parcel.unknown',
  });
  expect(
    await station.askRefused('parcels.judge', { lines: [{ ...line, lineId: asLineId('none') }] }),
  ).toMatchObject({ code: 'parcel.line-unknown' });
});

it('changes no parcel that is in a wave, or has a waybill', async () => {
  await using station = testStation();
  const [one, two] = await withPlannedParcels(station, [
    anOrder({ orderId: 'one', recipient: { key: 'a' } }),
    anOrder({ orderId: 'two', recipient: { key: 'b' } }),
  ]);
  await station.ask('waves.release', { parcelIds: [idOf(one)] });
  await station.ask('parcels.attachWaybill', {
    parcelId: idOf(two),
    carrier: '圆通速递',
    trackingNumber: 'YT00000002',
  });

  expect(
    await station.askRefused('parcels.move', { line: firstLine(one), from: idOf(one), to: 'new' }),
  ).toMatchObject({
    code: 'parcel.not-planned',
    facts: { state: 'released' },
  });
  expect(
    await station.askRefused('parcels.move', { line: firstLine(two), from: idOf(two), to: 'new' }),
  ).toMatchObject({
    code: 'parcel.has-waybill',
  });
});

it('accepts clean proposals in one go, warned ones by name, blocked ones never', async () => {
  await using station = testStation();
  const [, warned, broken] = await withProposals(station, [
    anOrder({ orderId: 'clean', recipient: { key: 'a' } }),
    anOrder({ orderId: 'warned', recipient: { key: 'b' }, doorTag: 'look' }),
    anOrder({ orderId: 'broken', recipient: { key: 'c' } }),
  ]);
  withOrders(station, [anOrder({ orderId: 'broken', recipient: { key: 'c' }, state: 'cancelled' })]);

  const clean = await station.ask('parcels.accept', { parcelIds: 'clean' });
  const byName = await station.ask('parcels.accept', { parcelIds: [idOf(warned), idOf(broken)] });

  expect(clean).toEqual({ accepted: 1, left: 2 });
  expect(byName).toEqual({ accepted: 1, left: 1 });
  expect((await listParcelsIn(station, 'proposed')).map(contentOf)).toEqual([['broken MUG-RED×1']]);
});

it('frees the lines of a dissolved parcel for the next plan, and refuses to dissolve what is being picked', async () => {
  await using station = testStation();
  const [one, two] = await withPlannedParcels(station, [
    anOrder({ orderId: 'one', recipient: { key: 'a' } }),
    anOrder({ orderId: 'two', recipient: { key: 'b' } }),
  ]);
  await station.ask('waves.release', { parcelIds: [idOf(two)] });

  await station.ask('parcels.dissolve', { parcelId: idOf(one) });
  const counts = await station.ask('parcels.plan', {});
  const refused = await station.askRefused('parcels.dissolve', { parcelId: idOf(two) });
  const unknown = await station.askRefused('parcels.dissolve', { parcelId: asParcelId('P404') });

  expect(counts.proposed).toBe(1);
  expect(refused).toMatchObject({ code: 'parcel.not-planned', facts: { state: 'released' } });
  expect(unknown.code).toBe('parcel.unknown');
});
