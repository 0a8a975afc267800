// A real station and a strict TikTok Shop, over real sockets: linked, pulled, numbered, labelled, shipped, and nothing done twice.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParcelId } from '../../../main/basics/ids.ts';
import { paperlessPrinterId } from '../../../main/devices/printers/printers-table.ts';
import { type SimulatedTiktok, startTiktok } from '../../builders/platform-simulators.ts';
import { packByHand, tiktokStation } from '../../builders/tiktok-station.ts';

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
const idsOf = (parcels: readonly { readonly parcelId: ParcelId }[]) =>
  parcels.map(({ parcelId }) => parcelId);

describe('a shop of TikTok', () => {
  it('is linked with a consent, and says so when asked', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station, under } = shop;
    const { shopId } = shop.shop;

    const link = await station.ask('shops.link', { shopId });
    const good = await under(station.ask('shops.testConnection', { shopId }));
    await tiktok.do({ do: 'app', appKey: shop.made.appKey, withoutScopes: ['Return & Refund Basic'] });
    const lacking = await under(station.ask('shops.testConnection', { shopId }));
    await tiktok.do({ do: 'app', appKey: shop.made.appKey, withoutScopes: [], isAddressRefused: true });
    const refused = await under(station.ask('shops.testConnection', { shopId }));

    expect(link).toMatchObject({ isAuthorised: true, link: { platformShopId: shop.made.shopId } });
    expect(link).toMatchObject({
      consentAddress: expect.stringContaining('services.tiktokshop.com/open/authorize?'),
    });
    expect([good, lacking, refused]).toMatchObject([
      { isOk: true },
      { isOk: false, code: 'fault.platform.scope-missing' },
      { isOk: false, code: 'fault.platform.address-not-allowed' },
    ]);
  });

  it('goes on by itself with an ended token and a wrong clock, and stops for a withdrawn consent', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station, under, made } = shop;
    const pull = () =>
      under(station.call({ host: 'terminal', person: 'Lin', role: 'supervisor' }, 'orders.pull', {}));

    await tiktok.do({ do: 'grant', appKey: made.appKey, expireAccess: true });
    const renewed = await pull();
    await tiktok.do({ do: 'clock', passMs: 3_600_000 });
    const late = await pull();
    // Once more while the first answer was on its way: only the second one tells the right time.
    await tiktok.do({ do: 'clock', passMs: 3_600_000 });
    await tiktok.do({ do: 'fault', what: 'clock', times: 1 });
    const slept = await pull();
    await tiktok.do({ do: 'fault', what: 'busy', times: 2 });
    const busy = await pull();
    await tiktok.do({ do: 'grant', appKey: made.appKey, withdraw: true });
    const withdrawn = await pull();

    expect([renewed.ok, late.ok, slept.ok, busy.ok]).toEqual([true, true, true, true]);
    expect(withdrawn).toMatchObject({ ok: false, refusal: { code: 'fault.platform.re-authorise' } });
  });

  it('is pulled whole: 1,000 orders of every kind, each as the platform has it', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station, under, made } = shop;
    const { orderIds } = await tiktok.do({
      do: 'orders',
      shopId: made.shopId,
      count: 1_000,
      seed: 7,
      byTiktok: 0,
    });

    await under(station.ask('orders.pull', {}));
    const again = await under(station.ask('orders.pull', {}));

    const known = station.parts.database.all<{ order_id: string; platform_state: string }>(
      `SELECT order_id, platform_state FROM orders`,
    );
    const { orders } = await shop.books();
    expect(again).toMatchObject({ new: 0, changed: 0 });
    expect(new Map(known.map((row) => [row.order_id, row.platform_state]))).toEqual(
      new Map(orders.map(({ orderId, status }) => [orderId, status])),
    );
    expect(known).toHaveLength(orderIds.length);
  });
});

describe('waybills', () => {
  it('are taken once, also when the answer is lost', async () => {
    await using shop = await tiktokStation(tiktok);
    const parcels = await shop.plan({ count: 5, seed: 3, ...plain });
    await tiktok.do({ do: 'fault', what: 'lost', path: '/packages/ship', times: 1 });

    const lost = await shop.take(idsOf(parcels));
    const found = await shop.take(idsOf(parcels));

    const { packages } = await shop.books();
    const numbers = (await shop.parcels()).map(({ trackingNumber }) => trackingNumber).sort();
    expect([lost.taken, found]).toMatchObject([0, { taken: 5, refused: [] }]);
    expect(packages.map(({ shipped, shippedAgain }) => [shipped, shippedAgain])).toEqual(
      packages.map(() => [1, 0]),
    );
    expect(numbers).toEqual(packages.map(({ trackingNumber }) => trackingNumber).sort());
  });

  it('of orders that go together are one, and the parcel stays as good after the platform has told of it', async () => {
    await using shop = await tiktokStation(tiktok);
    const parcels = await shop.plan({ count: 3, seed: 5, ...plain, sameRecipient: 1 });

    const answer = await shop.take(idsOf(parcels));
    await shop.station.clock.pass(20 * 60_000);
    await tiktok.do({ do: 'clock', at: shop.station.clock.now() });
    await shop.under(shop.station.ask('orders.pull', {}));

    const [parcel] = await shop.parcels();
    const { packages } = await shop.books();
    expect([parcels.length, answer]).toMatchObject([1, { taken: 1, refused: [] }]);
    expect(packages.filter(({ shipped }) => shipped === 1)).toMatchObject([
      { tag: 'COMBINE', orderIds: { length: 3 } },
    ]);
    expect(parcel?.verdict).toMatchObject({ verdict: 'allow' });
  });

  it('stay whole when one of a group is cancelled before it was combined', async () => {
    await using shop = await tiktokStation(tiktok);
    await shop.plan({ count: 3, seed: 5, ...plain, sameRecipient: 1 });
    const { orders } = await shop.books();
    const first = [...orders].sort((one, other) => (one.orderId < other.orderId ? -1 : 1))[0];

    await tiktok.do({ do: 'change', orderId: first?.orderId ?? '', what: 'cancel' });
    await shop.station.clock.pass(2 * 60_000);
    await tiktok.do({ do: 'clock', at: shop.station.clock.now() });
    for (const _ of [1, 2]) await shop.under(shop.station.ask('orders.pull', {}));

    const [parcel] = await shop.parcels();
    const reasons = parcel?.verdict.reasons.map(({ rule }) => rule);
    expect(reasons).toEqual(['merge.hold']);
  });

  it('come for the rest when one of a group is cancelled after it was combined', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station, under } = shop;
    const [whole] = await shop.plan({ count: 2, seed: 5, ...plain, sameRecipient: 1 });
    if (!whole) throw new Error('no parcel was planned');
    const { parcelId } = whole;
    await tiktok.do({ do: 'fault', what: 'unheard', path: '/packages/ship' });
    const unheard = await under(station.ask('parcels.takeWaybills', { parcelIds: [parcelId] }));
    await tiktok.do({ do: 'mend' });
    const { orders } = await shop.books();
    await tiktok.do({ do: 'change', orderId: orders[0]?.orderId ?? '', what: 'cancel' });
    for (const _ of [1, 2]) await under(station.ask('orders.pull', {}));

    await station.ask('parcels.dissolve', { parcelId });
    await under(station.ask('parcels.plan', {}));
    await under(station.ask('parcels.accept', { parcelIds: 'clean' }));
    const rest = await shop.parcels();
    const taken = await under(
      station.ask('parcels.takeWaybills', { parcelIds: rest.map((parcel) => parcel.parcelId) }),
    );

    expect(unheard).toMatchObject({ taken: 0, refused: [{ code: 'fault.platform.silent' }] });
    expect(taken).toMatchObject({ taken: 1, refused: [] });
  });

  it('of an order in several parcels come from one split, each its own, also asked one after the other', async () => {
    await using shop = await tiktokStation(tiktok, 'GB');
    const parcels = await shop.plan({ count: 12, seed: 11, ...plain, mostLines: 1, mostPieces: 3 });
    const whole = parcels.find(({ lines }) => lines[0]?.quantity === 3);
    const [line] = whole?.lines ?? [];
    if (!whole || !line) throw new Error('the seed gives three pieces');
    const ref = { orderKey: line.orderKey, lineId: line.lineId };
    for (const _ of [1, 2]) {
      await shop.station.ask('parcels.move', {
        line: { ...ref, quantity: 1 },
        from: whole.parcelId,
        to: 'new',
        accepted: true,
      });
    }
    await shop.under(shop.station.ask('parcels.accept', { parcelIds: 'clean' }));
    const isOurs = (parcel: (typeof parcels)[number]) => parcel.lines[0]?.orderKey === line.orderKey;
    const ids = idsOf((await shop.parcels()).filter(isOurs));

    const first = await shop.take(ids.slice(0, 1));
    const rest = await shop.take(ids.slice(1));

    const { packages } = await shop.books();
    const shipped = packages.filter((each) => each.shipped > 0);
    const numbers = (await shop.parcels()).filter(isOurs).map(({ trackingNumber }) => trackingNumber);
    expect([ids.length, first, rest]).toMatchObject([3, { taken: 1 }, { taken: 2, refused: [] }]);
    expect(shipped.map((each) => [each.shipped, each.unitIds.length])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(new Set(numbers).size).toBe(3);
  });

  it('are refused with words: own carrier, must be split, asked to cancel', async () => {
    await using shop = await tiktokStation(tiktok);
    // Nobody says beforehand what must be split.
    await tiktok.do({ do: 'fault', what: 'code', path: '/split_attributes', code: '36009009', share: 1 });
    const [own] = await shop.plan({ count: 1, seed: 1, ...plain, ownCarrier: 1 });
    await shop.plan({ count: 6, seed: 2, ...plain, mostLines: 3, mostPieces: 3, mustSplit: 1 });
    const parcels = await shop.parcels();
    const many = parcels.filter(({ parcelId, lines }) => parcelId !== own?.parcelId && lines.length > 1);

    const answer = await shop.take(idsOf(parcels));

    const codes = new Map<ParcelId | undefined, string>(
      answer.refused.map(({ parcelId, code }) => [parcelId, code]),
    );
    expect(many.length).toBeGreaterThan(0);
    expect(many.map(({ parcelId }) => codes.get(parcelId))).toEqual(many.map(() => 'waybill.must-split'));
    expect([codes.get(own?.parcelId), codes.size]).toEqual(['waybill.own-carrier', many.length + 1]);
  });

  it('of what the platform wants in several packages wait until a person has parted it', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station } = shop;
    await shop.plan({ count: 6, seed: 2, ...plain, mostLines: 3, mostPieces: 3, mustSplit: 1 });
    const proposed = await station.ask('parcels.page', { states: ['proposed'], offset: 0, limit: 50 });
    const whole = proposed.rows.filter(({ lines }) => lines.length === 2);
    const [parcel] = whole;
    const [line] = parcel?.lines ?? [];
    if (!parcel || !line) throw new Error('the seed gives two lines');

    const moved = await station.ask('parcels.move', {
      line: { orderKey: line.orderKey, lineId: line.lineId, quantity: line.quantity },
      from: parcel.parcelId,
      to: 'new',
      accepted: true,
    });
    const parts = [parcel.parcelId, moved.to.parcelId];
    const whatWas = await shop.take([parcel.parcelId]);
    await shop.under(station.ask('parcels.accept', { parcelIds: parts }));
    const taken = await shop.take(parts);

    const says = ({ verdict }: (typeof whole)[number]) => [
      verdict.verdict,
      ...verdict.reasons.map(({ rule, facts }) => `${rule} ${facts.why}`),
    ];
    expect(whole.map(says)).toEqual(whole.map(() => ['block', 'merge.platform must-split']));
    expect(whatWas).toMatchObject({ taken: 0 });
    expect(taken).toMatchObject({ taken: 2, refused: [] });
  });
});

describe('labels', () => {
  it('are fetched by themselves once there is a number, kept, and printed without a network', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station } = shop;
    const parcels = await shop.plan({ count: 3, seed: 3, ...plain });
    await tiktok.do({ do: 'rules', labelAsksBeforeReady: 1 });
    station.start();
    await shop.take(idsOf(parcels));

    await shop.until(async () => {
      const { documents } = await station.ask('labels.documents', { parcelIds: idsOf(parcels) });
      return documents.length === 3;
    });
    await station.clock.pass(180_000);
    await station.ask('network.set', { isOnline: false });
    const { batches, left } = await shop.under(
      station.ask('batches.create', { parcelIds: idsOf(parcels), printerId: paperlessPrinterId }),
    );
    for (const { batchId } of batches)
      await shop.under(station.ask('batches.start', { batchId, wait: true }));

    const states = station.parts.database.all<{ state: string }>(`SELECT state FROM labels`);
    expect(left).toEqual([]);
    expect(states).toEqual([{ state: 'printed' }, { state: 'printed' }, { state: 'printed' }]);
  });

  it('are asked for no second time, and once more when the address is another one', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 3, ...plain });
    const parcelIds = idsOf(parcel ? [parcel] : []);
    const labels = async () => (await shop.books()).packages.map(({ labelsGiven }) => labelsGiven);
    const keptAt = async () =>
      (await station.ask('labels.documents', { parcelIds })).documents[0]?.keptAt ?? 0;
    station.start();
    await shop.take(parcelIds);
    await shop.until(async () => (await keptAt()) > 0);
    const first = await labels();
    const before = await keptAt();
    await station.clock.pass(180_000);
    const later = await labels();

    const orderId = parcel?.lines[0]?.orderId ?? '';
    await tiktok.do({ do: 'change', orderId, what: 'change-address' });
    await tiktok.do({ do: 'clock', at: station.clock.now() });
    for (const _ of [1, 2]) await shop.under(station.ask('orders.pull', {}));
    await shop.until(async () => (await keptAt()) > before);
    const anew = await labels();
    await station.clock.pass(180_000);

    const [seen] = await shop.parcels();
    expect([later, await labels()]).toEqual([first, anew]);
    expect(anew[0]).toBeGreaterThan(first[0] ?? 0);
    expect(seen?.verdict.reasons).toMatchObject([
      { rule: 'merge.recipient', facts: { why: 'address-changed' } },
    ]);
  });

  it('wait while nobody is heard, and a person sees those that will not come', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station } = shop;
    const parcels = await shop.plan({ count: 2, seed: 3, ...plain });
    await shop.take(idsOf(parcels));
    await tiktok.do({ do: 'fault', what: 'unheard', path: '/shipping_documents' });
    const [asked] = parcels;
    await tiktok.do({ do: 'change', orderId: asked?.lines[0]?.orderId ?? '', what: 'ask-to-cancel' });
    station.start();
    await shop.until(async () => (await station.ask('labels.fetches', {})).fetches.length > 0);
    const silent = await station.ask('labels.fetches', {});

    await tiktok.do({ do: 'mend' });
    await shop.until(async () =>
      (await station.ask('labels.fetches', {})).fetches.every(({ state }) => state === 'failed'),
    );

    const { fetches } = await station.ask('labels.fetches', {});
    expect(silent.fetches[0]).toMatchObject({
      state: 'waiting',
      code: expect.stringMatching(/^fault\.platform\./),
    });
    expect(fetches).toMatchObject([
      { parcelId: asked?.parcelId, state: 'failed', code: 'label-document.after-sale' },
    ]);
  });
});

describe('shipments', () => {
  it('of the platform’s carrier are found told, and nothing is told twice', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station } = shop;
    const parcels = await shop.plan({ count: 3, seed: 3, ...plain });
    await shop.take(idsOf(parcels));
    for (const { parcelId } of parcels) packByHand(station, parcelId);

    await shop.under(station.ask('shipping.ship', { parcelIds: idsOf(parcels) }));
    const tally = await shop.under(station.ask('shipping.sendNow', {}));

    const { packages } = await shop.books();
    const states = station.parts.database.all(`SELECT DISTINCT state FROM parcels`);
    expect([tally.fix, tally.held, states]).toEqual([0, 0, [{ state: 'shipped' }]]);
    expect(packages.map(({ shipped, shippedAgain }) => [shipped, shippedAgain])).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
  });

  it.each(['TH', 'GB'])(
    'of an own carrier tell the number once, in %s, also when the answer is lost',
    async (region) => {
      await using shop = await tiktokStation(tiktok, region);
      const { station } = shop;
      const parcels = await shop.plan({ count: 2, seed: 3, ...plain, ownCarrier: 1 });
      for (const [index, { parcelId }] of parcels.entries()) {
        await station.ask('parcels.attachWaybill', {
          parcelId,
          carrier: 'Ninja Van',
          trackingNumber: `NV${region}000000${index}`,
        });
        packByHand(station, parcelId);
      }
      await tiktok.do({ do: 'fault', what: 'lost', path: region === 'TH' ? '/ship' : '/packages', times: 1 });

      await shop.under(station.ask('shipping.ship', { parcelIds: idsOf(parcels) }));
      await shop.under(station.ask('shipping.sendNow', {}));
      await shop.under(station.ask('shipping.sendNow', {}));

      const { packages } = await shop.books();
      const shipped = packages.filter((each) => each.shipped > 0);
      expect(station.parts.database.all(`SELECT DISTINCT state FROM parcels`)).toEqual([
        { state: 'shipped' },
      ]);
      expect(shipped.map((each) => [each.trackingNumber, each.shipped, each.shippedAgain])).toEqual([
        [`NV${region}0000000`, 1, 0],
        [`NV${region}0000001`, 1, 0],
      ]);
    },
  );

  it('of an own carrier that are parts of one order are told one after the other, each its own', async () => {
    await using shop = await tiktokStation(tiktok, 'GB');
    const { station, under } = shop;
    const wish = { ...plain, ownCarrier: 1, mostLines: 1, mostPieces: 3 };
    const parcels = await shop.plan({ count: 12, seed: 11, ...wish });
    const whole = parcels.find(({ lines }) => lines[0]?.quantity === 3);
    const [line] = whole?.lines ?? [];
    if (!whole || !line) throw new Error('the seed gives three pieces');
    const ref = { orderKey: line.orderKey, lineId: line.lineId };
    for (const _ of [1, 2]) {
      await station.ask('parcels.move', {
        line: { ...ref, quantity: 1 },
        from: whole.parcelId,
        to: 'new',
        accepted: true,
      });
    }
    await under(station.ask('parcels.accept', { parcelIds: 'clean' }));
    const ours = (await shop.parcels()).filter((parcel) => parcel.lines[0]?.orderKey === line.orderKey);
    for (const [index, { parcelId }] of ours.entries()) {
      await station.ask('parcels.attachWaybill', {
        parcelId,
        carrier: 'Ninja Van',
        trackingNumber: `NVGBPART000${index}`,
      });
      packByHand(station, parcelId);
    }

    await under(station.ask('shipping.ship', { parcelIds: idsOf(ours) }));
    const tally = await under(station.ask('shipping.sendNow', {}));

    const { packages } = await shop.books();
    const shipped = packages.filter((each) => each.shipped > 0);
    expect([ours.length, tally]).toMatchObject([3, { done: 3, fix: 0 }]);
    expect(
      shipped
        .map((each) => [each.trackingNumber, each.unitIds.length, each.shipped, each.shippedAgain])
        .sort(),
    ).toEqual([
      ['NVGBPART0000', 1, 1, 0],
      ['NVGBPART0001', 1, 1, 0],
      ['NVGBPART0002', 1, 1, 0],
    ]);
  });
});

describe('a wrong number of an own carrier', () => {
  it('is corrected once, also when the answer is lost, and not a second time', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station, under } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 3, ...plain, ownCarrier: 1 });
    const [parcelId] = idsOf(parcel ? [parcel] : []);
    if (!parcelId) throw new Error('an order was planned');
    await station.ask('parcels.attachWaybill', {
      parcelId,
      carrier: 'Ninja Van',
      trackingNumber: 'NV000000001',
    });
    packByHand(station, parcelId);
    await station.ask('shipping.ship', { parcelIds: [parcelId] });
    await under(station.ask('shipping.sendNow', {}));
    const right = { parcelId, carrier: 'Flash Express', trackingNumber: 'FX000000002' };
    await tiktok.do({ do: 'fault', what: 'lost', path: '/shipping_info/update', times: 1 });

    const lost = await under(station.askRefused('shipping.correctNumber', right));
    const done = await under(station.ask('shipping.correctNumber', right));
    const again = await under(
      station.askRefused('shipping.correctNumber', { ...right, trackingNumber: 'FX000000003' }),
    );

    const { packages } = await shop.books();
    expect([lost.code, done.trackingNumber, again.code]).toEqual([
      'fault.platform.silent',
      'FX000000002',
      'correction.once',
    ]);
    expect(packages).toMatchObject([{ trackingNumber: 'FX000000002', trackingUpdates: 1 }]);
  });

  it('is not corrected where the platform gave it, or when it is too late', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station, under } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 3, ...plain });
    const [parcelId] = idsOf(parcel ? [parcel] : []);
    if (!parcelId) throw new Error('an order was planned');
    const wish = { parcelId, carrier: 'Flash Express', trackingNumber: 'FX000000002' };
    await shop.take([parcelId]);
    const early = await under(station.askRefused('shipping.correctNumber', wish));
    station.parts.database.write((writer) =>
      writer.run(`UPDATE parcels SET state = 'shipped', shipped_at = ?`, [station.clock.now()]),
    );

    const given = await under(station.askRefused('shipping.correctNumber', wish));
    station.parts.database.write((writer) => writer.run(`UPDATE parcels SET waybill_source = 'hand'`));
    await station.clock.pass(73 * 3_600_000);
    const late = await under(station.askRefused('shipping.correctNumber', wish));

    expect([early.code, given.code, late.code]).toEqual([
      'correction.not-shipped',
      'correction.not-own',
      'correction.too-late',
    ]);
  });
});

describe('a cancellation', () => {
  it('asked for after the number was taken stops the parcel, and it is not told', async () => {
    await using shop = await tiktokStation(tiktok);
    const { station, under } = shop;
    const parcels = await shop.plan({ count: 2, seed: 3, ...plain });
    const [asked] = parcels;
    await shop.take(idsOf(parcels));
    for (const { parcelId } of parcels) packByHand(station, parcelId);
    await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });
    await tiktok.do({ do: 'change', orderId: asked?.lines[0]?.orderId ?? '', what: 'ask-to-cancel' });

    const tally = await under(station.ask('shipping.sendNow', {}));
    const again = await under(station.ask('shipping.sendNow', {}));

    const [waits] = await station.ask('cancellations.list', {});
    const states = new Map(
      (await shop.parcels()).map(({ parcelId, verdict }) => [parcelId, verdict.reasons[0]?.rule]),
    );
    expect([tally, again]).toMatchObject([
      { done: 1, held: 1 },
      { done: 0, held: 0 },
    ]);
    expect(waits).toMatchObject({ orderId: asked?.lines[0]?.orderId, state: 'asked' });
    expect([...states]).toEqual([[asked?.parcelId, 'merge.hold']]);
  });

  it.each([
    [true, 'CANCELLATION_REQUEST_SUCCESS'],
    [false, 'CANCELLATION_REQUEST_CANCELLED'],
  ])('is answered once, also when the answer is lost (accepted: %s)', async (accept, _status) => {
    await using shop = await tiktokStation(tiktok);
    const { station, under } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 3, ...plain });
    await tiktok.do({ do: 'change', orderId: parcel?.lines[0]?.orderId ?? '', what: 'ask-to-cancel' });
    await tiktok.do({ do: 'clock', at: station.clock.now() });
    // The first answer brings the platform's time along.
    for (const _ of [1, 2]) await under(station.ask('orders.pull', {}));
    const [asked] = await station.ask('cancellations.list', {});
    const cancelId = asked?.cancelId ?? '';
    const { shopId } = shop.shop;
    const reasons = await under(station.ask('cancellations.reasons', { shopId, cancelId }));
    await tiktok.do({ do: 'fault', what: 'lost', path: accept ? '/approve' : '/reject', times: 1 });

    await station.ask('cancellations.answer', {
      shopId,
      cancelId,
      accept,
      reasonCode: accept ? null : (reasons[0]?.code ?? ''),
      note: '',
    });
    await under(station.ask('shipping.sendNow', {}));
    await under(station.ask('shipping.sendNow', {}));

    const books = await shop.books();
    expect(books.cancellations).toMatchObject([{ cancelId, isRejected: !accept }]);
    expect(station.parts.database.all(`SELECT state FROM cancellations`)).toEqual([
      { state: accept ? 'accepted' : 'refused' },
    ]);
  });
});
