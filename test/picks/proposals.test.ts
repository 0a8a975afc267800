import { expect, it } from 'vitest';
import { anOrder, type OrderOverrides, withGoods } from '../builders/orders.ts';
import { withPlannedParcels } from '../builders/parcels.ts';
import { packer, type TestStation, testStation } from '../builders/test-station.ts';

type Lines = NonNullable<OrderOverrides['lines']>;

async function withOrdersOf(station: TestStation, contents: readonly Lines[], more: OrderOverrides = {}) {
  return withPlannedParcels(
    station,
    contents.map((lines, index) =>
      anOrder({ orderId: `order-${index}`, recipient: { key: `buyer-${index}` }, lines, ...more }),
    ),
  );
}

const times = (count: number, lines: Lines) => Array.from({ length: count }, () => lines);

async function setRules(
  station: TestStation,
  sizes: Record<string, { least?: number; most?: number; mode?: 'run' | 'cluster' | 'wall' }>,
  more = {},
) {
  const { usual } = await station.ask('waves.rules', {});
  const rules = usual.rules.map((rule) => ({ ...rule, ...sizes[rule.kind] }));
  await station.ask('waves.setRules', {
    shopId: null,
    rules: { ...usual, improveSeconds: 0, ...more, rules },
  });
}

const kindsOf = async (station: TestStation) =>
  (await station.ask('waves.propose', {})).waves.map((wave) => [wave.kind, wave.parcelCount]);

it('takes the item that everybody bought out first, and each kind of order after it', async () => {
  await using station = testStation();
  withGoods(station, [
    { skuCode: 'HOT', binCode: 'A-1' },
    { skuCode: 'TEA', binCode: 'A-2' },
    { skuCode: 'BAG', binCode: 'B-1' },
    { skuCode: 'CUP', binCode: 'B-2' },
  ]);
  const gift: Lines = [{ skuCode: 'TEA' }, { skuCode: 'CUP', isGift: true, giftOf: null }];
  await withOrdersOf(station, [
    ...times(3, [{ skuCode: 'HOT', quantity: 2 }]),
    ...times(1, [{ skuCode: 'TEA' }]),
    ...times(1, [{ skuCode: 'BAG' }]),
    ...times(2, [{ skuCode: 'HOT' }, { skuCode: 'BAG' }]),
    ...times(2, gift),
    [
      { skuCode: 'BAG', quantity: 2 },
      { skuCode: 'CUP', quantity: 3 },
    ],
    [
      { skuCode: 'CUP', quantity: 3 },
      { skuCode: 'TEA', quantity: 9 },
    ],
    [
      { skuCode: 'BAG', quantity: 2 },
      { skuCode: 'TEA', quantity: 3 },
    ],
  ]);
  await setRules(station, {
    same: { least: 3 },
    'one-piece': { least: 2 },
    pair: { least: 2 },
    'main-gift': { least: 2 },
    'one-zone': { least: 1 },
    mixed: { least: 2 },
  });

  const { waves } = await station.ask('waves.propose', {});

  // Gift pairs are pairs of one piece each too: the rule that stands first takes them.
  expect(waves.map((wave) => [wave.kind, wave.parcelCount]).sort()).toEqual([
    ['mixed', 2],
    ['one-piece', 2],
    ['one-zone', 1],
    ['pair', 2],
    ['pair', 2],
    ['same', 3],
  ]);
  expect(waves.find((wave) => wave.kind === 'same')).toMatchObject({
    why: { skuCodes: ['HOT'], quantity: 2 },
    pieces: 6,
  });
});

it('says what waits for more of its kind, and lets it go at the cut-off or when it is due', async () => {
  await using station = testStation();
  await withOrdersOf(station, [[{}]], { shipByAt: station.clock.now() + 10 * 3_600_000 });
  await setRules(station, { 'one-sku': { least: 2 }, 'one-zone': { least: 2 }, mixed: { least: 2 } });

  const before = await station.ask('waves.propose', {});
  await station.clock.pass(8.5 * 3_600_000);
  const after = await station.ask('waves.propose', {});

  expect(before).toMatchObject({ waves: [], waiting: [{ kind: 'mixed', count: 1, least: 2 }] });
  expect(after.waves.map((wave) => wave.kind)).toEqual(['leftovers']);
});

it('never mixes carriers or days, and mixes them when the shop says that it does not matter', async () => {
  await using station = testStation();
  const day = 24 * 3_600_000;
  const orders = ['ZTO', 'YTO'].flatMap((carrier, index) =>
    [1, 3].map((days) =>
      anOrder({
        orderId: `${carrier}-${days}`,
        recipient: { key: `${carrier}-${days}` },
        carrier,
        shipByAt: station.clock.now() + days * day + index,
      }),
    ),
  );
  const parcels = await withPlannedParcels(station, orders);
  station.parts.database.write((writer) => {
    for (const parcel of parcels) {
      const carrier = parcel.lines[0]?.orderId.split('-')[0] ?? null;
      writer.run(`UPDATE parcels SET carrier = ? WHERE parcel_id = ?`, [carrier, parcel.parcelId]);
    }
  });
  const sizes = { 'one-piece': { least: 1 } };

  await setRules(station, sizes);
  const apart = await kindsOf(station);
  await setRules(station, sizes, { apart: { carrier: false, promise: false, doorTag: false, shop: false } });
  const together = await kindsOf(station);

  expect(apart).toEqual([1, 2, 3, 4].map(() => ['one-piece', 1]));
  expect(together).toEqual([['one-piece', 4]]);
});

it('cuts a wave that is too large into nearly equal ones', async () => {
  await using station = testStation();
  await withOrdersOf(station, times(11, [{}]));
  await setRules(station, { same: { least: 2, most: 5 } });

  expect((await kindsOf(station)).map(([, count]) => count).sort()).toEqual([3, 4, 4]);
});

it('releases exactly the wave that was shown, cut into carts that hold no more totes than they may', async () => {
  await using station = testStation();
  withGoods(
    station,
    ['A-1', 'B-2', 'C-3'].map((binCode, at) => ({ skuCode: `S${at}`, binCode })),
  );
  await withOrdersOf(
    station,
    Array.from({ length: 7 }, (_, at) => [
      { skuCode: `S${at % 3}` },
      { skuCode: `S${(at + 1) % 3}`, quantity: 2 },
    ]),
  );
  await setRules(
    station,
    { pair: { least: 50 }, 'one-zone': { least: 50 } },
    { cart: { totes: 3, weightGrams: null, volumeMillilitres: null } },
  );
  const [wave] = (await station.ask('waves.propose', {})).waves;
  const preview = await station.ask('waves.previewProposed', { key: wave?.key ?? '' });

  const released = await station.ask('waves.releaseProposed', { key: wave?.key ?? '' });
  const again = await station.askRefused('waves.releaseProposed', { key: wave?.key ?? '' });
  const list = await station.ask('waves.pickingList', { waveId: released.waveId });

  expect(again.code).toBe('wave.proposal-gone');
  expect(released).toMatchObject({ kind: 'mixed', parcelCount: 7, cartCount: 3 });
  expect(list.carts.map((cart) => cart.parcelCount)).toEqual(preview.carts.map((cart) => cart.parcelCount));
  expect(Math.max(...list.carts.map((cart) => cart.parcelCount))).toBeLessThanOrEqual(3);
  expect(list.lines.map((line) => [line.cartNo, line.binCode, line.quantity])).toEqual(
    preview.lines.map((line) => [line.cartNo, line.binCode, line.quantity]),
  );
  for (const cart of list.carts) {
    const slots = new Set(
      list.lines
        .filter((line) => line.cartNo === cart.cartNo)
        .flatMap((line) => line.slots.map((slot) => slot.slot)),
    );
    expect([...slots].sort()).toEqual(Array.from({ length: cart.parcelCount }, (_, at) => at + 1));
  }
});

it('puts no more litres on a cart than it takes', async () => {
  await using station = testStation();
  withGoods(station, [
    { skuCode: 'BOX', binCode: 'A-1', volumeMillilitres: 2_000 },
    { skuCode: 'PEN', binCode: 'A-2' },
  ]);
  await withOrdersOf(station, times(5, [{ skuCode: 'BOX', quantity: 2 }, { skuCode: 'PEN' }]));
  const cart = { totes: 12, weightGrams: null, volumeMillilitres: 8_000 };
  await setRules(station, { 'one-zone': { least: 50 }, mixed: { least: 1 } }, { cart });
  const [wave] = (await station.ask('waves.propose', {})).waves;

  const { waveId } = await station.ask('waves.releaseProposed', { key: wave?.key ?? '' });
  const { carts } = await station.ask('waves.pickingList', { waveId });

  expect(carts.map((each) => each.parcelCount)).toEqual([2, 2, 1]);
});

it('puts a wall’s worth of parcels into one list where the wave is sorted afterwards', async () => {
  await using station = testStation();
  await withOrdersOf(station, times(5, [{ skuCode: 'TEA' }, { skuCode: 'BAG', quantity: 2 }]));
  await setRules(station, { 'one-zone': { least: 50 }, mixed: { mode: 'wall' } }, { wallSlots: 4 });
  const [wave] = (await station.ask('waves.propose', {})).waves;

  const { waveId } = await station.ask('waves.releaseProposed', { key: wave?.key ?? '' });
  const { carts } = await station.ask('waves.pickingList', { waveId });

  expect(carts.map((cart) => [cart.mode, cart.parcelCount])).toEqual([
    ['wall', 4],
    ['wall', 1],
  ]);
});

it('tells what each wave lacks when the waves before it have taken theirs', async () => {
  await using station = testStation();
  withGoods(station, [
    { skuCode: 'TEA', stock: 5 },
    { skuCode: 'BAG', stock: -3 },
  ]);
  await withOrdersOf(station, [
    ...times(4, [{ skuCode: 'TEA' }]),
    ...times(2, [{ skuCode: 'TEA', quantity: 2 }]),
    [{ skuCode: 'BAG' }],
  ]);
  await setRules(station, { same: { least: 4 }, 'one-piece': { least: 1 } });

  const { waves } = await station.ask('waves.propose', {});
  const shortages = waves.flatMap((wave) =>
    wave.shortages.map((short) => [wave.kind, short.skuCode, short.needed, short.stock]),
  );

  expect(shortages.sort()).toEqual([
    ['one-piece', 'BAG', 1, 0],
    ['one-sku', 'TEA', 4, 1],
  ]);
});

it('keeps an order of 500 lines, bins that say nothing, and SKUs without a bin in one list', async () => {
  await using station = testStation();
  withGoods(
    station,
    Array.from({ length: 500 }, (_, at) => ({
      skuCode: `S${at}`,
      binCode: at % 3 === 0 ? '??' : at % 3 === 1 ? null : `A-${at}`,
    })),
  );
  await withOrdersOf(station, [Array.from({ length: 500 }, (_, at) => ({ skuCode: `S${at}` }))]);
  await setRules(station, { mixed: { least: 1 } });
  const [wave] = (await station.ask('waves.propose', {})).waves;

  const { waveId } = await station.ask('waves.releaseProposed', { key: wave?.key ?? '' });
  const { lines } = await station.ask('waves.pickingList', { waveId });

  expect(new Set(lines.map((line) => line.skuCode)).size).toBe(500);
  expect(lines.slice(0, 167).every((line) => line.binCode !== null)).toBe(true);
  expect(lines.at(-1)?.binCode).toBeNull();
});

it('lets a shop have rules of its own, and refuses rules that say nothing', async () => {
  await using station = testStation();
  await withOrdersOf(station, times(2, [{}]));
  const { usual } = await station.ask('waves.rules', {});
  const [shop] = await station.ask('shops.list', {});
  const own = {
    ...usual,
    rules: usual.rules.map((rule) => ({ ...rule, isOn: rule.kind === 'mixed', least: 1 })),
  };

  await station.ask('waves.setRules', { shopId: shop?.shopId ?? null, rules: own });
  const byOwn = await kindsOf(station);
  const tried = await station.ask('waves.propose', { tried: { shopId: shop?.shopId ?? null, rules: usual } });
  const unknown = await station.askRefused('waves.setRules', { shopId: 'nobody', rules: own });
  const twice = { ...usual, rules: usual.rules.map(() => usual.rules[0]) };
  const malformed = await station.call({ ...packer, role: 'supervisor' }, 'waves.setRules', {
    shopId: null,
    rules: twice,
  });
  await station.ask('waves.setRules', { shopId: shop?.shopId ?? null, rules: null });

  expect(byOwn).toEqual([['mixed', 2]]);
  expect(tried.waves.map((wave) => wave.kind)).toEqual(['one-piece']);
  expect(unknown.code).toBe('warehouse.shop-unknown');
  expect(malformed).toMatchObject({ ok: false, refusal: { code: 'request.malformed' } });
  expect(await kindsOf(station)).toEqual([['one-piece', 2]]);
});
