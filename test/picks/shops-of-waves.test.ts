// A shop with rules or a warehouse of its own: its waves, its walks and its carts go by them; everybody else's by the station's.

import { expect, it } from 'vitest';
import type { Caller } from '../../main/basics/request.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { type TestStation, testStation, withShop } from '../builders/test-station.ts';

const chen: Caller = { host: 'browser', person: 'Chen', role: 'packer' };

/** Two shops; each of two buyers wants the goods of three bins. */
async function withTwoShops(station: TestStation) {
  const ours = withShop(station, { shopId: 'ours' as never, name: 'Ours' });
  const theirs = withShop(station, { shopId: 'theirs' as never, name: 'Theirs' });
  const bins = ['A-01', 'A-09', 'B-05', 'C-10'];
  withGoods(
    station,
    bins.map((binCode) => ({ skuCode: `SKU-${binCode}`, binCode })),
  );
  for (const { shopId } of [ours, theirs]) {
    const orders = bins.slice(1).map((_, at) =>
      anOrder({
        orderId: `${shopId}-${at}`,
        recipient: { key: `${shopId}-${at}` },
        lines: bins.map((binCode, bin) => ({ skuCode: `SKU-${binCode}`, quantity: 1 + ((at + bin) % 2) })),
      }),
    );
    withOrders(station, orders, shopId);
  }
  await station.ask('parcels.plan', {});
  const { rows } = await station.ask('parcels.page', { states: ['proposed'], limit: 50 });
  await station.ask('parcels.accept', { parcelIds: rows.map((parcel) => parcel.parcelId) });
  const { usual } = await station.ask('waves.rules', {});
  const rules = {
    ...usual,
    improveSeconds: 0,
    rules: usual.rules.map((rule) => ({ ...rule, isOn: rule.kind === 'mixed', least: 1 })),
  };
  await station.ask('waves.setRules', { shopId: null, rules });
  return { ours: ours.shopId, theirs: theirs.shopId, rules };
}

it('walks the goods of a shop by its own plan, and never in one wave with those of others', async () => {
  await using station = testStation();
  const { ours } = await withTwoShops(station);
  const { layout } = await station.ask('warehouse.draw', {});
  await station.ask('warehouse.save', { layout });
  const together = (await station.ask('waves.propose', {})).waves.map((wave) => wave.parcelCount);

  await station.ask('warehouse.save', { shopId: ours, layout: { ...layout, bayMetres: 10 } });
  const { waves } = await station.ask('waves.propose', {});
  const metres: number[] = [];
  for (const { key } of waves) {
    const preview = await station.ask('waves.previewProposed', { key });
    const { waveId } = await station.ask('waves.releaseProposed', { key });
    const { carts } = await station.ask('waves.pickingList', { waveId });
    expect(carts.map((cart) => cart.cost)).toEqual(preview.carts.map((cart) => cart.cost));
    metres.push(carts[0]?.cost?.lengthMetres ?? 0);
  }

  expect(together).toEqual([6]);
  expect(waves.map((wave) => [wave.parcelCount, wave.rulesOf])).toEqual([
    [3, null],
    [3, null],
  ]);
  const [near = 0, far = 0] = metres.sort((a, b) => a - b);
  expect(near).toBeGreaterThan(0);
  expect(far).toBeGreaterThan(3 * near);
});

it('chooses bins and holds carts by the rules of the shop, also where the parcels were chosen by hand', async () => {
  await using station = testStation();
  const { ours, theirs, rules } = await withTwoShops(station);
  await station.ask('waves.setRules', {
    shopId: ours,
    rules: { ...rules, leaseMinutes: 60, cart: { ...rules.cart, totes: 2 } },
  });
  const cartsOf = async (shopId: string) => {
    const { rows } = await station.ask('parcels.page', { states: ['planned'], limit: 50 });
    const parcelIds = rows.filter((parcel) => parcel.shopId === shopId).map((parcel) => parcel.parcelId);
    const { waveId } = await station.ask('waves.release', { parcelIds });
    return (await station.ask('waves.pickingList', { waveId })).carts;
  };
  const { waves } = await station.ask('waves.propose', {});
  const ourKey = waves.find((wave) => wave.rulesOf === ours)?.key ?? '';
  const ourWave = await station.ask('waves.releaseProposed', { key: ourKey });
  const ourCarts = (await station.ask('waves.pickingList', { waveId: ourWave.waveId })).carts;
  const theirCarts = await cartsOf(theirs);

  const minutes: number[] = [];
  for (const cart of [ourCarts[0], theirCarts[0]]) {
    const reply = await station.call(chen, 'picks.takeCart', { cartId: cart?.cartId ?? '' });
    const until = reply.ok ? (reply.value as { takenUntil: number }).takenUntil : 0;
    minutes.push((until - station.clock.now()) / 60_000);
  }

  expect(ourCarts.map((cart) => cart.parcelCount)).toEqual([2, 1]);
  expect(theirCarts.map((cart) => cart.parcelCount)).toEqual([3]);
  expect(minutes).toEqual([60, rules.leaseMinutes]);
});
