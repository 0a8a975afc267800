// A list of Douyin moves while it is read, two pages at a time: whoever changes leaves its place and goes behind the end of the sweep, and
// of two pages that are asked together either may be answered first. Nobody who stays is skipped.

import { expect, it } from 'vitest';
import { fc } from '../builders/laws.ts';
import { diceOf } from '../faults/dice.ts';
import { aDouyinOrder, scriptedDouyin } from '../platforms/douyin/scripted-douyin.ts';

const aPage = 100;

it('reads every order that stays in a list that moves while it is read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 150, max: 900 }), fc.nat(), async (count, seed) => {
      const dice = diceOf(seed);
      /** In the order of their times. */
      let staying = Array.from({ length: count }, (_, at) => `69${String(at).padStart(17, '0')}`);
      const moved = new Set<string>();
      /** The page asked with this one was answered first. */
      let early: { readonly page: number; readonly list: readonly string[] } | undefined;
      const someLeave = () => {
        const left = Array.from({ length: dice.between(0, 30) }, () => dice.pick(staying));
        for (const orderId of left) moved.add(orderId);
        staying = staying.filter((orderId) => !moved.has(orderId));
      };
      const douyin = scriptedDouyin({
        'order.searchList': ({ page: told, update_time_end }) => {
          const page = Number(told);
          if (update_time_end === undefined) return { total: '0', shop_order_list: [] };
          const before = staying;
          const answered = early?.page === page ? early.list : undefined;
          early = undefined;
          if (dice.chance(0.5)) someLeave();
          if (page > 0 && dice.chance(0.5)) early = { page: page + 1, list: before };
          const list = answered ?? staying;
          const rows = list.slice(page * aPage, (page + 1) * aPage);
          const at = Math.floor(douyin.clock.now() / 1_000) - 10_000;
          return {
            total: String(list.length),
            shop_order_list: rows.map((orderId) =>
              aDouyinOrder({ order_id: orderId, update_time: at + Number(orderId.slice(-6)) }),
            ),
          };
        },
        'afterSale.List': () => ({ items: [], has_more: false, total: 0 }),
      });
      const seen = new Set<string>();
      let cursor: string | null = null;
      for (let page = 0; page < 2_000; page += 1) {
        const pulled = await douyin.pullOrders(cursor);
        for (const { orderId } of pulled.orders) seen.add(orderId);
        cursor = pulled.cursor;
        if (JSON.parse(cursor).sweep?.kind !== 'changes') break;
      }

      expect(staying.filter((orderId) => !seen.has(orderId))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
