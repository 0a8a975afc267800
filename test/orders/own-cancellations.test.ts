// A seller cancels an order: said what follows, held at once, told once, and free again when the platform would not have it.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import { packer, testStation } from '../builders/test-station.ts';
import { packByHand, type TiktokStation, tiktokStation } from '../builders/tiktok-station.ts';

let tiktok: SimulatedTiktok;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.close());

const plain = { gifts: 0, bundles: 0, sameRecipient: 0, ownCarrier: 0, onHold: 0, unpaid: 0, byTiktok: 0 };
const outOfStock = 'seller_cancel_reason_out_of_stock';

async function planned(shop: TiktokStation) {
  const [parcel] = await shop.plan({ count: 1, ...plain });
  const line = parcel?.lines[0];
  if (!parcel || !line) throw new Error('the shop has no such parcel');
  return { ...parcel, orderKey: line.orderKey, orderId: line.orderId };
}

const send = (shop: TiktokStation) => shop.under(shop.station.ask('shipping.sendNow', {}));

it('names the goods whose stock becomes 0, and who else wants them', async () => {
  await using shop = await tiktokStation(tiktok);
  const { orderKey } = await planned(shop);

  const asked = await shop.station.ask('cancellations.cancellable', { orderKey });
  const unknown = await shop.station.ask('cancellations.cancellable', { orderKey: 999 });

  expect(asked).toMatchObject({ place: 'here', obstacle: null, asked: null, where: 'planned' });
  expect(asked?.reasons.map(({ code }) => code)).toContain(outOfStock);
  expect(asked?.goods[0]).toMatchObject({ otherOrders: 0, skuCode: expect.any(String) });
  expect(unknown).toBeNull();
});

it('holds the order at once, tells the platform once, and is gone when it confirms', async () => {
  await using shop = await tiktokStation(tiktok);
  const { station } = shop;
  const { parcelId, orderKey } = await planned(shop);

  await station.ask('cancellations.cancelOrder', { orderKey, reasonCode: outOfStock });
  const held = await station.ask('parcels.read', { parcelId });
  const again = await station.askRefused('cancellations.cancelOrder', { orderKey, reasonCode: outOfStock });
  const listed = await station.ask('cancellations.own', {});
  await send(shop);
  await send(shop);
  await shop.under(station.ask('orders.pull', { shopId: shop.shop.shopId }));

  const { cancellations, orders } = await shop.books();
  const story = await station.ask('orders.story', { orderKey });
  expect(held.verdict.reasons).toMatchObject([{ rule: 'merge.hold', facts: { why: 'seller-cancels' } }]);
  expect(again.code).toBe('own-cancel.asked-already');
  expect(listed).toMatchObject([{ orderKey, state: 'telling', canTakeBack: true, askedBy: 'Lin' }]);
  expect(cancellations).toHaveLength(1);
  expect(orders.map(({ status }) => status)).toEqual(['CANCELLED']);
  expect(story.order.state).toBe('cancelled');
  expect(await station.ask('cancellations.own', {})).toEqual([]);
});

it('is told once although the answer was lost', async () => {
  await using shop = await tiktokStation(tiktok);
  const { orderKey } = await planned(shop);
  await tiktok.do({ do: 'fault', what: 'lost', path: '/return_refund/202309/cancellations' });
  await shop.station.ask('cancellations.cancelOrder', { orderKey, reasonCode: outOfStock });

  await send(shop);
  await tiktok.do({ do: 'mend' });
  await send(shop);

  expect((await shop.books()).cancellations).toHaveLength(1);
  expect(await shop.station.ask('cancellations.own', {})).toEqual([]);
});

it('frees the order with the platform’s words when it would not have the reason', async () => {
  await using shop = await tiktokStation(tiktok);
  const { station } = shop;
  const { parcelId, orderKey } = await planned(shop);

  await station.ask('cancellations.cancelOrder', { orderKey, reasonCode: 'because' });
  await send(shop);

  const [refused] = await station.ask('cancellations.own', {});
  const today = await station.ask('today.read', {});
  const parcel = await station.ask('parcels.read', { parcelId });
  expect(refused).toMatchObject({ state: 'refused', said: { code: 'own-cancel.refused' } });
  expect(refused?.said?.words).toContain('25001021');
  expect(parcel.verdict.verdict).toBe('allow');
  expect(today.needsPerson.map(({ kind }) => kind)).toEqual(['own-cancellations']);
  await station.ask('cancellations.takeBack', { orderKey });
  expect(await station.ask('cancellations.own', {})).toEqual([]);
});

it('stays held while the platform tells something else of the order, and is taken back while nobody was told', async () => {
  await using shop = await tiktokStation(tiktok);
  const { station } = shop;
  const { orderKey, orderId } = await planned(shop);
  await station.ask('cancellations.cancelOrder', { orderKey, reasonCode: outOfStock });
  await tiktok.do({ do: 'change', orderId, what: 'note' });
  await shop.under(station.ask('orders.pull', { shopId: shop.shop.shopId }));

  const held = (await station.ask('orders.story', { orderKey })).hold;
  await station.ask('cancellations.takeBack', { orderKey });
  await send(shop);

  expect(held).toMatchObject({ code: 'seller-cancels', answerBy: null });
  expect((await station.ask('orders.story', { orderKey })).hold).toBeNull();
  expect((await shop.books()).cancellations).toEqual([]);
});

it('is answered to the buyer who asked, and not done to what is being told as shipped', async () => {
  await using shop = await tiktokStation(tiktok);
  const { station } = shop;
  const { parcelId, orderKey, orderId } = await planned(shop);
  await shop.take([parcelId]);
  packByHand(station, parcelId);
  await station.ask('shipping.ship', { parcelIds: [parcelId] });

  const owed = await station.askRefused('cancellations.cancelOrder', { orderKey, reasonCode: outOfStock });
  await station.clock.pass(hourMs);
  await tiktok.do({ do: 'change', orderId, what: 'ask-to-cancel' });
  await shop.under(station.ask('orders.pull', { shopId: shop.shop.shopId }));
  const asked = await station.askRefused('cancellations.cancelOrder', { orderKey, reasonCode: outOfStock });

  expect([owed.code, asked.code]).toEqual(['own-cancel.shipment-owed', 'own-cancel.buyer-asks']);
});

it('is a supervisor’s, and nothing of a Douyin shop’s: that is done in the back office', async () => {
  await using shop = await tiktokStation(tiktok);
  const { station } = shop;
  const { orderKey } = await planned(shop);

  const byPacker = await station.call(packer, 'cancellations.cancelOrder', {
    orderKey,
    reasonCode: outOfStock,
  });
  const shopId = shop.shop.shopId as ShopId;
  station.parts.database.write((writer) => {
    writer.run(`UPDATE shops SET market = 'douyin', connection = 'douyin' WHERE shop_id = ?`, [shopId]);
    writer.run(
      `UPDATE shop_links SET link_json = '{"platform":"douyin","appKey":"1","platformShopId":"2"}' WHERE shop_id = ?`,
      [shopId],
    );
  });
  // Opened once more: a platform that was made for a shop is made anew.
  await using reopened = testStation({ dataDir: station.dataDir, clock: station.clock });
  const elsewhere = await reopened.ask('cancellations.cancellable', { orderKey });
  const refused = await reopened.askRefused('cancellations.cancelOrder', {
    orderKey,
    reasonCode: outOfStock,
  });

  expect(byPacker).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
  expect(elsewhere?.place).toBe('back-office');
  expect(refused.code).toBe('own-cancel.not-here');
});
