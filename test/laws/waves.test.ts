// Waves, whatever the orders: the same parcels and rules give the same waves; no parcel is in two; no wave is smaller or larger than its
// rule says, or holds what the shop keeps apart; carts hold every parcel once and no more than they may.

import { expect, it } from 'vitest';
import type { BinCode, ParcelId, ShopId, SkuCode } from '../../main/basics/ids.ts';
import type { LaidCart } from '../../main/picks/carts/cart.ts';
import {
  askForCarts,
  capacityOf,
  formByWays,
  formInOrder,
  type ParcelToCart,
} from '../../main/picks/carts/form-carts.ts';
import { layOutCart, layOutCarts, layOutShorter, type Shelf } from '../../main/picks/carts/lay-out-cart.ts';
import {
  type GroupingFacts,
  type ParcelToGroup,
  proposeWaves,
  zoneOfBin,
} from '../../main/picks/grouping/propose-waves.ts';
import { usualWaveRules, type WaveRules } from '../../main/picks/grouping/wave-rules.ts';
import { drawLayout } from '../../main/picks/warehouse/draw-layout.ts';
import type { WarehouseLayout } from '../../main/picks/warehouse/layout.ts';
import { fc } from '../builders/laws.ts';

const binOf = (sku: string) => `${'ABC'[sku.length % 3]}-0${sku.charCodeAt(1) % 8}-1` as BinCode;
const hourMs = 3_600_000;
const facts: GroupingFacts = {
  now: 0,
  minutesNow: 10 * 60,
  dayOf: (at) => Math.floor(at / (24 * hourMs)),
  zoneOf: (skuCode) => zoneOfBin(binOf(skuCode)),
};

const skuCode = fc.constantFrom('S1', 'S22', 'S333', 'S4', 'S55').map((sku) => sku as SkuCode);
const parcel = fc.record({
  carrier: fc.constantFrom('ZTO', 'YTO', null),
  doorTag: fc.constantFrom('tagged', 'untagged'),
  dueAt: fc.option(
    fc.integer({ min: 0, max: 60 }).map((hours) => hours * hourMs),
    { nil: null },
  ),
  lines: fc.array(fc.record({ skuCode, quantity: fc.integer({ min: 1, max: 3 }), isGift: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
});
const parcels = fc.array(parcel, { maxLength: 80 }).map((list): ParcelToGroup[] =>
  list
    .map((each, index) => ({
      ...each,
      shopId: `shop-${index % 2}` as ShopId,
      parcelId: `P${String(index).padStart(3, '0')}` as ParcelId,
    }))
    .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || (a.parcelId < b.parcelId ? -1 : 1)),
);
const rules = fc
  .record({
    sizes: fc.array(
      fc.record({
        isOn: fc.boolean(),
        least: fc.integer({ min: 1, max: 6 }),
        more: fc.integer({ min: 0, max: 20 }),
      }),
      { minLength: 8, maxLength: 8 },
    ),
    apart: fc.record({
      carrier: fc.boolean(),
      promise: fc.boolean(),
      doorTag: fc.boolean(),
      shop: fc.boolean(),
    }),
    turn: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ sizes, apart, turn }): WaveRules => {
    const sized = usualWaveRules.rules.map((rule, index) => {
      const { isOn = true, least = 1, more = 0 } = sizes[index] ?? {};
      return { ...rule, isOn, least, most: least + more };
    });
    return { ...usualWaveRules, apart, rules: [...sized.slice(turn), ...sized.slice(0, turn)] };
  });

it('groups the same way every time, puts no parcel into two waves, and keeps sizes and what is apart', () => {
  fc.assert(
    fc.property(parcels, rules, (list, by) => {
      const { waves, waiting } = proposeWaves(by, list, facts);
      const again = proposeWaves(by, structuredClone(list), facts);

      expect(again).toEqual({ waves, waiting });
      const taken = waves.flatMap((wave) => wave.parcelIds);
      expect(new Set(taken).size).toBe(taken.length);
      const byId = new Map(list.map((each) => [each.parcelId, each]));
      for (const wave of waves) {
        const rule = by.rules.find((each) => each.kind === wave.kind);
        expect(rule?.isOn).toBe(true);
        expect(wave.parcelIds.length).toBeGreaterThanOrEqual(rule?.least ?? Infinity);
        expect(wave.parcelIds.length).toBeLessThanOrEqual(rule?.most ?? 0);
        const own = wave.parcelIds.flatMap((id) => byId.get(id) ?? []);
        const differ = (what: (each: ParcelToGroup) => unknown) => new Set(own.map(what)).size > 1;
        expect(by.apart.carrier && differ((each) => each.carrier ?? '')).toBe(false);
        expect(by.apart.doorTag && differ((each) => each.doorTag)).toBe(false);
        expect(by.apart.shop && differ((each) => each.shopId)).toBe(false);
        expect(
          by.apart.promise && differ((each) => (each.dueAt === null ? '' : facts.dayOf(each.dueAt))),
        ).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

it('puts every order for the same item and number into one group before anything else', () => {
  fc.assert(
    fc.property(parcels, (list) => {
      const by: WaveRules = {
        ...usualWaveRules,
        apart: { carrier: false, promise: false, doorTag: false, shop: false },
        rules: usualWaveRules.rules.map((rule) => ({
          ...rule,
          isOn: rule.kind === 'same',
          least: 1,
          most: 10_000,
        })),
      };
      const signature = ({ lines }: ParcelToGroup) =>
        new Set(lines.map((line) => line.skuCode)).size === 1
          ? `${lines[0]?.skuCode} ${lines.reduce((sum, line) => sum + line.quantity, 0)}`
          : null;

      const { waves } = proposeWaves(by, list, facts);

      const wanted = new Map<string, number>();
      for (const each of list) {
        const key = signature(each);
        if (key !== null) wanted.set(key, (wanted.get(key) ?? 0) + 1);
      }
      const found = new Map(
        waves.map((wave) => [`${wave.why.skuCodes[0]} ${wave.why.quantity}`, wave.parcelIds.length]),
      );
      expect(found).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});

const bins = [...'ABC'].flatMap((aisle) => Array.from({ length: 8 }, (_, bay) => `${aisle}-0${bay}-1`));
const layout = drawLayout(bins, {
  pairing: 'none',
  bayOrder: 'in-row',
  aisleMetres: 3,
  bayMetres: 1,
  endMetres: 1,
}) as WarehouseLayout; // readable bins
const binsOf = (sku: SkuCode) => [{ binCode: binOf(sku), free: null, lotAt: null }];

it('forms carts that hold each parcel once and no more than they may, and walks no further than one after the other', () => {
  fc.assert(
    fc.property(parcels, fc.integer({ min: 1, max: 7 }), fc.boolean(), (list, totes, hasPlan) => {
      const by: WaveRules = {
        ...usualWaveRules,
        cart: { totes, weightGrams: null, volumeMillilitres: null },
      };
      const toCart: ParcelToCart[] = list.map((each) => ({
        ...each,
        weightGrams: 100,
        volumeMillilitres: 500,
      }));
      const asked = hasPlan ? askForCarts(toCart, 'cluster', by, layout, binsOf) : null;
      const form = () =>
        asked ? formByWays(asked, { steps: 0 }) : formInOrder(toCart, 'cluster', by, binsOf);

      const carts = form();

      expect(form()).toEqual(carts);
      expect(carts.flat().sort((a, b) => a - b)).toEqual(list.map((_, index) => index));
      expect(Math.max(0, ...carts.map((cart) => cart.length))).toBeLessThanOrEqual(
        capacityOf('cluster', by).orders ?? 0,
      );
      const shelf: Shelf = {
        layout: hasPlan ? layout : null,
        strategy: 'shortest',
        binsOf,
        take: () => null,
      };
      const walk = (indexes: readonly number[]) =>
        layOutCart(
          indexes.flatMap((index) => toCart[index] ?? []),
          shelf,
        );
      const metres = (cuts: readonly (readonly number[])[]) =>
        cuts.reduce((sum, cut) => sum + (walk(cut).cost?.lengthMetres ?? 0), 0);
      const inTurn = Array.from({ length: Math.ceil(list.length / totes) }, (_, at) =>
        list.map((_each, index) => index).slice(at * totes, (at + 1) * totes),
      );
      expect(metres(carts)).toBeLessThanOrEqual(metres(inTurn) + 1e-6);
      for (const cart of carts) {
        const { cost, lines, parcelIds } = walk(cart);
        expect(parcelIds).toHaveLength(cart.length);
        if (cost) expect(cost.lengthMetres).toBeLessThanOrEqual(cost.plainMetres + 1e-6);
        const pieces = lines.flatMap((line) => line.slots).reduce((sum, slot) => sum + slot.quantity, 0);
        const wanted = cart
          .flatMap((index) => toCart[index]?.lines ?? [])
          .reduce((sum, line) => sum + line.quantity, 0);
        expect(pieces).toBe(wanted);
      }
    }),
    { numRuns: 60 },
  );
});

it('walks no further than one after the other where goods lie in several bins, whatever carts were formed', () => {
  const binsOfBoth = (sku: SkuCode) => [binOf(sku), binOf(`${sku}-again`)];
  fc.assert(
    fc.property(parcels, fc.integer({ min: 1, max: 5 }), fc.nat(20), (list, totes, pieces) => {
      const readShelf = (): Shelf => {
        const taken = new Map<string, number>();
        const freeOf = (sku: SkuCode, binCode: BinCode) => pieces - (taken.get(`${sku} ${binCode}`) ?? 0);
        return {
          layout,
          strategy: 'shortest',
          binsOf: (sku) =>
            binsOfBoth(sku).map((binCode) => ({ binCode, free: freeOf(sku, binCode), lotAt: null })),
          take(sku, binCode, quantity) {
            if (binCode === null) return null;
            taken.set(`${sku} ${binCode}`, (taken.get(`${sku} ${binCode}`) ?? 0) + quantity);
            return freeOf(sku, binCode);
          },
        };
      };
      const inCarts = (order: readonly number[]) =>
        Array.from({ length: Math.ceil(order.length / totes) }, (_, at) =>
          order.slice(at * totes, (at + 1) * totes),
        );
      const inTurn = inCarts([...list.keys()]);
      const evenThenOdd = inCarts([...list.keys()].sort((a, b) => (a % 2) - (b % 2) || b - a));

      const laid = layOutShorter(list, evenThenOdd, inTurn, readShelf);

      const metres = (carts: readonly LaidCart[]) =>
        carts.reduce((sum, { cost }) => sum + (cost?.lengthMetres ?? 0), 0);
      expect(metres(laid)).toBeLessThanOrEqual(metres(layOutCarts(list, inTurn, readShelf())) + 1e-6);
      expect(laid.flatMap((cart) => cart.parcelIds).sort()).toEqual(list.map((each) => each.parcelId).sort());
    }),
    { numRuns: 60 },
  );
});

it('lets no cart hold more litres or kilograms than it may, but for a parcel that is too much by itself', () => {
  const sizes = fc.array(fc.record({ grams: fc.nat(900), millilitres: fc.nat(900) }), {
    minLength: 60,
    maxLength: 60,
  });
  fc.assert(
    fc.property(parcels, sizes, fc.boolean(), (list, measured, hasPlan) => {
      const by: WaveRules = {
        ...usualWaveRules,
        cart: { totes: 8, weightGrams: 1_500, volumeMillilitres: 800 },
      };
      const toCart: ParcelToCart[] = list.map((each, index) => ({
        ...each,
        weightGrams: measured[index % 60]?.grams ?? 0,
        volumeMillilitres: measured[index % 60]?.millilitres ?? 0,
      }));
      const asked = hasPlan ? askForCarts(toCart, 'cluster', by, layout, binsOf) : null;

      const carts = asked ? formByWays(asked, { steps: 0 }) : formInOrder(toCart, 'cluster', by, binsOf);

      for (const cart of carts.filter((each) => each.length > 1)) {
        const sum = (of: (parcel: ParcelToCart) => number | null) =>
          cart.reduce((all, index) => all + ((toCart[index] && of(toCart[index])) ?? 0), 0);
        expect(sum((parcel) => parcel.volumeMillilitres)).toBeLessThanOrEqual(800);
        expect(sum((parcel) => parcel.weightGrams)).toBeLessThanOrEqual(1_500);
      }
    }),
    { numRuns: 60 },
  );
});
