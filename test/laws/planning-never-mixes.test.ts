import { expect, it } from 'vitest';
import { judgeParcel } from '../../main/merges/judge-parcel.ts';
import { rulesAt } from '../../main/merges/rule-data.ts';
import type { GuardOrder } from '../../main/merges/verdict.ts';
import { type LinesToPlan, planParcels } from '../../main/parcels/plan-parcels.ts';
import { fc } from '../builders/laws.ts';
import { someOrders } from './guard-cases.ts';

const rules = rulesAt(Date.UTC(2026, 8, 22));

const wholeOrders = (orders: readonly GuardOrder[]): LinesToPlan[] =>
  orders.map((order) => ({
    order,
    left: order.lines.map((line) => ({
      orderKey: order.orderKey,
      lineId: line.lineId,
      quantity: line.quantity,
    })),
  }));

const namesOf = (plan: ReturnType<typeof planParcels>) =>
  plan.parcels.map((parcel) => parcel.seen.map((line) => line.line.lineId).join(' ')).sort();

it('never plans what the guard blocks', () => {
  fc.assert(
    fc.property(someOrders(6), (orders) => {
      for (const parcel of planParcels(wholeOrders(orders), rules).parcels) {
        const lines = parcel.seen.map((line) => line.ref);
        const { verdict, split } = judgeParcel(
          { orders, lines, waybill: null, carrier: null, siblings: [] },
          rules,
        );
        expect(verdict).not.toBe('block');
        expect(split).toHaveLength(1);
      }
    }),
    { numRuns: 2_000, verbose: true },
  );
});

it('plans every line once, or says that it is held', () => {
  fc.assert(
    fc.property(someOrders(6), (orders) => {
      const { parcels, held } = planParcels(wholeOrders(orders), rules);
      const planned = [...parcels.flatMap((parcel) => parcel.seen), ...held].map((line) => line.line.lineId);
      expect(planned.sort()).toEqual(
        orders.flatMap((order) => order.lines.map((line) => line.lineId)).sort(),
      );
    }),
    { numRuns: 2_000, verbose: true },
  );
});

it('plans the same whatever order the orders come in', () => {
  const shuffled = someOrders(6).chain((orders) =>
    fc.tuple(fc.constant(orders), fc.shuffledSubarray(orders, { minLength: orders.length })),
  );
  fc.assert(
    fc.property(shuffled, ([orders, others]) => {
      expect(namesOf(planParcels(wholeOrders(others), rules))).toEqual(
        namesOf(planParcels(wholeOrders(orders), rules)),
      );
    }),
    { numRuns: 1_000, verbose: true },
  );
});
