import { expect, it } from 'vitest';
import { fc } from '../builders/laws.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { type TestStation, testStation, withShop } from '../builders/test-station.ts';

const orderCase = fc.record({
  recipient: fc.constantFrom('#a', '#b', null),
  doorTag: fc.constantFrom('tagged' as const, 'untagged' as const, 'unknown' as const),
  hold: fc.constantFrom(null, null, null, 'cancel-requested' as const),
  skus: fc.array(fc.constantFrom('MUG', 'TEA', 'CARD'), { minLength: 1, maxLength: 3 }),
});

function linesInParcels(station: TestStation): string[] {
  return station.parts.database
    .all<{ name: string }>(
      `SELECT parcel_lines.order_key || ' ' || line_id || ' ' || quantity AS name
       FROM parcel_lines JOIN parcels USING (parcel_id) WHERE state <> 'dissolved' ORDER BY 1`,
    )
    .map((row) => row.name);
}

function packableLines(station: TestStation): string[] {
  return station.parts.database
    .all<{ name: string }>(
      `SELECT order_key || ' ' || line_id || ' ' || quantity AS name
       FROM order_lines JOIN orders USING (order_key) WHERE orders.hold IS NULL ORDER BY 1`,
    )
    .map((row) => row.name);
}

it('plans every packable line into exactly one parcel, and twice is once', async () => {
  const cases = fc.array(orderCase, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(cases, cases, async (morning, later) => {
      await using station = testStation();
      withShop(station, { market: 'douyin' });
      withGoods(station, [
        { skuCode: 'MUG', isDoorBound: true },
        { skuCode: 'TEA', isDoorBound: false },
      ]);
      const take = (told: typeof morning, from: number) =>
        withOrders(
          station,
          told.map(({ recipient, doorTag, hold, skus }, index) =>
            anOrder({
              orderId: `5760000000${from + index}`,
              doorTag,
              hold,
              recipient: { key: recipient },
              lines: skus.map((skuCode) => ({ skuCode })),
            }),
          ),
        );
      take(morning, 10_000);
      await station.ask('parcels.plan', {});
      const planned = linesInParcels(station);

      const again = await station.ask('parcels.plan', {});
      expect(again.proposed).toBe(0);
      expect(linesInParcels(station)).toEqual(planned);
      expect(planned).toEqual(packableLines(station));

      await station.clock.pass(1_000);
      take(later, 20_000);
      await station.ask('parcels.plan', {});
      expect(linesInParcels(station)).toEqual(packableLines(station));
      const { rows } = await station.ask('parcels.page', { states: ['proposed'] });
      for (const parcel of rows) expect(parcel.verdict.verdict).not.toBe('block');
      // A recipient whose goods may share a box has one proposal for them, however late an order came.
      const { groups } = await station.ask('parcels.groups', {});
      for (const { apart, parcels } of groups) {
        const pairs = (parcels.length * (parcels.length - 1)) / 2;
        expect(apart).toHaveLength(pairs);
      }
    }),
    { numRuns: 40, verbose: true },
  );
}, 240_000);
