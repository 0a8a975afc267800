// Bundles of a cross-border shop: filled by scanning, refused in the hand what the platform would refuse, told once, and put before a person
// when nobody knows what became of it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { ensurePaperlessPrinter, paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import type { ParcelView } from '../../main/parcels/view-parcel.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import { supervisor } from '../builders/test-station.ts';
import { packByHand, type TiktokStation, tiktokStation } from '../builders/tiktok-station.ts';
import { openTiktok } from '../simulators/platforms/tiktok/bare-client.ts';

let tiktok: SimulatedTiktok;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.close());

const plain = {
  gifts: 0,
  bundles: 0,
  sameRecipient: 0,
  ownCarrier: 0,
  onHold: 0,
  unpaid: 0,
  mustSplit: 0,
  byTiktok: 0,
};
const path = '/fulfillment/202510/first_mile_bundle';

const crossBorder = () => tiktokStation(tiktok, 'TH', 'CROSS_BORDER');
const numberOf = (parcel: ParcelView | undefined) => parcel?.trackingNumber ?? '';
const idOf = (parcel: ParcelView | undefined) => parcel?.parcelId as ParcelId;
const send = (shop: TiktokStation) => shop.under(shop.station.ask('shipping.sendNow', {}));

/** With a number, its label fetched and printed, and sealed. */
async function packed(shop: TiktokStation, count: number): Promise<readonly ParcelView[]> {
  return pack(shop, await shop.plan({ count, seed: 3, ...plain }));
}

/** An order of several lines, one of which goes in a parcel of its own. */
async function packedInTwo(shop: TiktokStation): Promise<readonly ParcelView[]> {
  const { station } = shop;
  const [whole] = await shop.plan({ count: 1, seed: 11, ...plain, mostLines: 4 });
  const [line, another] = whole?.lines ?? [];
  if (!whole || !line || !another) throw new Error('the seed gives an order of several lines');
  const { orderKey, lineId, quantity } = line;
  const moved = { orderKey, lineId, quantity };
  await station.ask('parcels.move', { line: moved, from: whole.parcelId, to: 'new', accepted: true });
  await shop.under(station.ask('parcels.accept', { parcelIds: 'clean' }));
  return pack(shop, await shop.parcels());
}

async function pack(shop: TiktokStation, parcels: readonly ParcelView[]): Promise<readonly ParcelView[]> {
  const parcelIds = parcels.map(({ parcelId }) => parcelId);
  await shop.take(parcelIds);
  await print(shop, parcelIds);
  for (const parcelId of parcelIds) packByHand(shop.station, parcelId);
  return shop.parcels();
}

/** As the spool leaves them; the platform has given its label of each. Drawing them is no affair of bundles. */
async function print(shop: TiktokStation, parcelIds: readonly ParcelId[]): Promise<void> {
  const { station, made } = shop;
  const [grant] = await tiktok.do({ do: 'grant', appKey: made.appKey });
  const hands = await openTiktok(tiktok.url, made, station.clock.now, grant?.accessToken);
  for (const { packageId } of (await shop.books()).packages) {
    const label = `/fulfillment/202309/packages/${packageId}/shipping_documents`;
    await hands.ask('GET', label, { document_type: 'SHIPPING_LABEL' });
  }
  hands.close();
  const now = station.clock.now();
  station.parts.database.write((writer) => {
    ensurePaperlessPrinter(writer);
    writer.run(
      `INSERT INTO batches (batch_id, batch_no, printer_id, state, label_count, created_at, created_by)
       VALUES ('B1', 1, ?, 'finished', ?, ?, 'Lin')`,
      [paperlessPrinterId, parcelIds.length, now],
    );
    for (const [index, parcelId] of parcelIds.entries())
      writer.run(
        `INSERT INTO labels (label_id, parcel_id, batch_id, position, tracking_number, state, facts_json, queued_at, printed_at)
         SELECT 'L' || parcel_id, parcel_id, 'B1', ?, tracking_number, 'printed', '{}', ?, ? FROM parcels WHERE parcel_id = ?`,
        [index + 1, now, now, parcelId],
      );
  });
}

async function scanned({ station }: TiktokStation, parcels: readonly ParcelView[]): Promise<string> {
  let bundleId = '';
  for (const parcel of parcels)
    bundleId = (await station.ask('firstMile.scan', { code: numberOf(parcel) })).bundleId;
  return bundleId;
}

/** As an earlier version linked it, which did not ask what kind of shop it is. */
async function forgetKind({ station, shop }: TiktokStation): Promise<void> {
  const { shopId } = shop;
  const view = await station.ask('shops.link', { shopId });
  if (view.link.platform !== 'tiktok') throw new Error('it is a shop of TikTok');
  await station.ask('shops.relink', { shopId, link: { ...view.link, sellerType: '' } });
}

describe('a shop that was linked before bundles were known', () => {
  it('learns with its first pull that it sends across a border', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    await forgetKind(shop);
    const before = (await station.ask('firstMile.read', {})).shops;

    await shop.under(station.ask('orders.pull', {}));

    expect(before).toEqual([]);
    expect((await station.ask('firstMile.read', {})).shops).toMatchObject([{ region: 'TH' }]);
  });

  it('gets its orders although nobody says what kind it is, and asks again some minutes later, then no more', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    await forgetKind(shop);
    await tiktok.do({ do: 'orders', shopId: shop.made.shopId, count: 2, seed: 3, ...plain });
    const asked = async () =>
      (await tiktok.do({ do: 'calls' })).calls['GET /authorization/202309/shops'] ?? 0;
    const atFirst = await asked();
    await tiktok.do({ do: 'fault', what: 'code', path: '/authorization/', code: '105005', times: 1 });

    const counts = await shop.under(station.ask('orders.pull', {}));
    const unknown = (await station.ask('firstMile.read', {})).shops;
    for (const _ of [1, 2, 3]) {
      await station.clock.pass(15 * 60_000);
      await tiktok.do({ do: 'clock', at: station.clock.now() });
      await shop.under(station.ask('orders.pull', {}));
    }

    expect(counts).toMatchObject({ new: 2 });
    expect(unknown).toEqual([]);
    expect((await station.ask('firstMile.read', {})).shops).toMatchObject([{ region: 'TH' }]);
    expect((await asked()) - atFirst).toBe(2);
  });
});

describe('a first-mile bundle', () => {
  it('is filled by scanning, told once, and comes with its number and its waybill, which is printed', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const parcels = await packed(shop, 3);
    const before = await station.ask('firstMile.read', {});

    const bundleId = await scanned(shop, parcels);
    await station.ask('firstMile.tell', { bundleId, method: 'pickup' });
    await send(shop);
    await send(shop);
    const [made] = (await station.ask('firstMile.read', {})).bundles;
    await shop.under(station.ask('firstMile.print', { bundleId, printerId: paperlessPrinterId }));
    await station.ask('firstMile.handOver', { bundleId });

    const { packages } = await shop.books();
    const after = await station.ask('firstMile.read', {});
    expect(before).toMatchObject({ shops: [{ region: 'TH' }], bundles: [] });
    expect(before.unbundled).toHaveLength(3);
    expect(made).toMatchObject({ state: 'made', platformId: packages[0]?.bundleId, hasWaybill: true });
    expect(made?.platformId).toMatch(/^BA\d{9}$/);
    expect(new Set(packages.map((each) => each.bundleId)).size).toBe(1);
    expect(after.bundles).toMatchObject([
      { state: 'handed-over', handedOverBy: 'Lin', printedAt: expect.any(Number) },
    ]);
    expect(after.unbundled).toEqual([]);
  });

  it('proves by its scan that the label came out, and the ones before it', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const parcels = await packed(shop, 3);
    station.parts.database.write((writer) =>
      writer.run(`UPDATE labels SET state = 'sent', evidence = NULL, printed_at = NULL, sent_at = queued_at`),
    );

    await station.ask('firstMile.scan', { code: `${idOf(parcels[1])}` });
    const labels = station.parts.database.all<{ parcel_id: string; state: string; evidence: string | null }>(
      `SELECT parcel_id, state, evidence FROM labels ORDER BY position`,
      [],
    );

    const scannedAt = labels.findIndex((label) => label.parcel_id === idOf(parcels[1]));
    expect(labels.map(({ state, evidence }) => `${state} ${evidence}`)).toEqual(
      labels.map((_, at) => (at <= scannedAt ? 'printed scanned' : 'sent null')),
    );
  });

  it('names each order the platform leaves out, which goes into the next one', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const parcels = await packed(shop, 2);
    const [taken, good] = parcels;
    // Somebody has put it into a bundle in the back office.
    await tiktok.do({ do: 'mend' });
    const bundleId = await scanned(shop, parcels);
    await station.ask('firstMile.takeOut', { bundleId, parcelId: idOf(good) });
    await station.ask('firstMile.tell', { bundleId, method: 'pickup' });
    await send(shop);
    station.parts.database.write((writer) => {
      writer.run(`DELETE FROM first_mile_parcels`);
      writer.run(`DELETE FROM first_mile_bundles`);
    });

    const second = await scanned(
      shop,
      [taken, good].flatMap((each) => each ?? []),
    );
    await station.ask('firstMile.tell', { bundleId: second, method: 'pickup' });
    await send(shop);

    const [bundle] = (await station.ask('firstMile.read', {})).bundles;
    expect(bundle).toMatchObject({ bundleId: second, state: 'made' });
    expect(bundle?.parcels.map(({ parcelId, leftOut }) => [parcelId, leftOut === null])).toEqual([
      [idOf(taken), false],
      [idOf(good), true],
    ]);
    expect(bundle?.parcels[0]?.leftOut).toContain('in a bundle already');
    const again = await station.ask('firstMile.scan', { code: numberOf(taken) });
    expect(again).toMatchObject({ count: 1 });
  });

  it('is open again with the platform’s words when all of it was refused', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const parcels = await packed(shop, 1);
    const bundleId = await scanned(shop, parcels);
    await tiktok.do({ do: 'fault', what: 'code', path, code: '21011003', words: 'Not this time' });

    await station.ask('firstMile.tell', {
      bundleId,
      method: 'drop-off',
      dropOff: { carrier: 'Example', carrierId: '7463', trackingNumber: 'SF12444424', phoneTail: '1234' },
    });
    await send(shop);

    const [bundle] = (await station.ask('firstMile.read', {})).bundles;
    expect(bundle).toMatchObject({
      bundleId,
      state: 'open',
      said: { words: expect.stringContaining('Not this time') },
      dropOff: { carrierId: '7463' },
    });
  });

  it('is put before a person when the answer was lost, and is not told again by itself', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const parcels = await packed(shop, 2);
    const [one, other] = parcels;
    await tiktok.do({ do: 'fault', what: 'lost', path });
    const lost = await scanned(shop, one ? [one] : []);
    await station.ask('firstMile.tell', { bundleId: lost, method: 'pickup' });
    for (const _ of [1, 2, 3]) await send(shop);
    await tiktok.do({ do: 'mend' });
    const [unsure] = (await station.ask('firstMile.read', {})).bundles;
    const today = await station.ask('today.read', {});

    const platformId = (await shop.books()).packages.find((each) => each.bundleId)?.bundleId ?? '';
    await station.ask('firstMile.settle', { bundleId: lost, platformId });
    const next = await scanned(shop, other ? [other] : []);
    await station.ask('firstMile.tell', { bundleId: next, method: 'pickup' });
    await send(shop);

    const { bundles } = await station.ask('firstMile.read', {});
    expect(unsure).toMatchObject({ bundleId: lost, state: 'unsure', platformId: null });
    expect(today.needsPerson).toContainEqual(expect.objectContaining({ kind: 'first-mile', count: 1 }));
    expect(bundles.map(({ state }) => state)).toEqual(['made', 'made']);
    expect(bundles.find((each) => each.bundleId === lost)).toMatchObject({ platformId, hasWaybill: false });
    expect(await station.askRefused('firstMile.settle', { bundleId: lost, platformId })).toMatchObject({
      code: 'first-mile.not-unsure',
    });
  });

  it('waits for the network, and is told when it is there', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const bundleId = await scanned(shop, await packed(shop, 1));
    await station.ask('network.set', { isOnline: false });
    await station.ask('firstMile.tell', { bundleId, method: 'pickup' });
    await send(shop);
    const offline = (await station.ask('firstMile.read', {})).bundles.map(({ state }) => state);

    await station.ask('network.set', { isOnline: true });
    await send(shop);

    expect(offline).toEqual(['telling']);
    expect((await station.ask('firstMile.read', {})).bundles.map(({ state }) => state)).toEqual(['made']);
  });

  it('refuses in the hand what is not ready, not here, held, in one already, or too much', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const [early] = await shop.plan({ count: 1, seed: 9, ...plain });
    const scan = (code: string) => station.askRefused('firstMile.scan', { code }).then(({ code: no }) => no);

    const codes = [await scan('NOBODY0001'), await scan(idOf(early))];
    packByHand(station, idOf(early));
    codes.push(await scan(idOf(early)));
    await shop.take([idOf(early)]);
    codes.push(await scan(idOf(early)));
    await print(shop, [idOf(early)]);
    station.parts.database.write((writer) => writer.run(`UPDATE orders SET hold = 'cancel-requested'`));
    codes.push(await scan(idOf(early)));
    station.parts.database.write((writer) => writer.run(`UPDATE orders SET hold = NULL`));
    await station.ask('firstMile.scan', { code: idOf(early) });
    codes.push(await scan(idOf(early)));

    expect(codes).toEqual([
      'first-mile.unknown-code',
      'first-mile.not-packed',
      'first-mile.no-waybill',
      'first-mile.not-printed',
      'first-mile.held',
      'first-mile.twice',
    ]);
    const [bundle] = (await station.ask('firstMile.read', {})).bundles;
    const bundleId = bundle?.bundleId ?? '';
    const noCarrier = await station.askRefused('firstMile.tell', { bundleId, method: 'drop-off' });
    await station.ask('firstMile.takeOut', { bundleId, parcelId: idOf(early) });
    expect(noCarrier.code).toBe('first-mile.carrier-needed');
    expect((await station.ask('firstMile.read', {})).bundles).toEqual([]);
  });

  it('takes an order with all of its parcels or with none', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const parcels = await packedInTwo(shop);
    const [one, other] = parcels;
    const bundleId = await scanned(shop, one ? [one] : []);

    const torn = await station.askRefused('firstMile.tell', { bundleId, method: 'pickup' });
    const stillOpen = (await station.ask('firstMile.read', {})).bundles.map(({ state }) => state);
    await scanned(shop, other ? [other] : []);
    await station.ask('firstMile.tell', { bundleId, method: 'pickup' });
    await send(shop);

    const { packages, orders } = await shop.books();
    const shipped = packages.filter((each) => each.shipped > 0);
    expect([parcels.length, orders.length]).toEqual([2, 1]);
    expect(torn).toEqual({
      code: 'first-mile.torn',
      facts: { orderId: orders[0]?.orderId, inside: numberOf(one), outside: numberOf(other) },
    });
    expect(stillOpen).toEqual(['open']);
    expect(new Set(shipped.map((each) => each.bundleId)).size).toBe(1);
    expect(shipped.map((each) => each.bundleId !== null)).toEqual([true, true]);
  });

  it('goes without the torn order when its parcel is taken out', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const [one] = await packedInTwo(shop);
    const bundleId = await scanned(shop, one ? [one] : []);
    await station.askRefused('firstMile.tell', { bundleId, method: 'pickup' });

    await station.ask('firstMile.takeOut', { bundleId, parcelId: idOf(one) });

    const read = await station.ask('firstMile.read', {});
    expect(read.bundles).toEqual([]);
    expect(read.unbundled).toHaveLength(2);
  });

  it('holds what one bag holds: the next parcel waits until it is closed, and opens another', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    await station.ask('settings.set', { name: 'shipping.firstMileLimit', value: 2 });
    const [one, two, three] = await packed(shop, 3);
    const first = await scanned(
      shop,
      [one, two].flatMap((each) => each ?? []),
    );

    const full = await station.askRefused('firstMile.scan', { code: numberOf(three) });
    await station.ask('firstMile.tell', { bundleId: first, method: 'pickup' });
    const second = await scanned(shop, three ? [three] : []);
    await send(shop);
    await station.ask('firstMile.tell', { bundleId: second, method: 'pickup' });
    await send(shop);

    const { bundles } = await station.ask('firstMile.read', {});
    const { packages } = await shop.books();
    expect(full).toEqual({ code: 'first-mile.full', facts: { most: 2 } });
    expect(second).not.toBe(first);
    expect(bundles.map(({ state, parcels }) => [state, parcels.length]).sort()).toEqual([
      ['made', 1],
      ['made', 2],
    ]);
    expect(new Set(packages.map((each) => each.bundleId)).size).toBe(2);
  });

  it('takes the carrier’s number as it is scanned, and not the number of a parcel, nor what is none', async () => {
    await using shop = await crossBorder();
    const { station } = shop;
    const [parcel] = await packed(shop, 1);
    const bundleId = await scanned(shop, parcel ? [parcel] : []);
    const carrier = { carrier: 'Example', carrierId: '7463', phoneTail: '1234' };
    const tell = (trackingNumber: string) => ({
      bundleId,
      method: 'drop-off' as const,
      dropOff: { ...carrier, trackingNumber },
    });

    const ofParcel = await station.askRefused('firstMile.tell', tell(numberOf(parcel)));
    const none = await station.askRefused('firstMile.tell', tell('??'));
    // With the mark that some scanners send before the code.
    await station.ask('firstMile.tell', tell(']C1sf 1244 4424'));
    await send(shop);

    const [bundle] = (await station.ask('firstMile.read', {})).bundles;
    expect(ofParcel).toMatchObject({
      code: 'first-mile.number-of-parcel',
      facts: { trackingNumber: numberOf(parcel), parcelId: idOf(parcel) },
    });
    expect(none.code).toBe('waybill.unreadable');
    expect(bundle).toMatchObject({ state: 'made', dropOff: { trackingNumber: 'SF12444424' } });
  });

  it('is nothing for a local shop', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 3, ...plain });

    const read = await station.ask('firstMile.read', {});
    const scan = await station.call(supervisor, 'firstMile.scan', { code: idOf(parcel) });

    expect(read).toEqual({ shops: [], bundles: [], unbundled: [] });
    expect(scan).toMatchObject({ ok: false, refusal: { code: 'first-mile.not-cross-border' } });
  });
});
