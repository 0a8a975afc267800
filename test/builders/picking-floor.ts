// A morning after a live sale: a warehouse of eight aisles, and 600 orders of which a good part are for one mug.

import { aMorning } from './moved-clock.ts';
import { anOrder, type LineOverrides, withGoods, withOrders } from './orders.ts';
import type { TestStation } from './test-station.ts';

const aisles = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
const bays = 20;
const names = ['马克杯', '龙井茶', '帆布包', '保温壶', '挂耳咖啡', '手账本', '香薰蜡烛', '毛巾'];

export const hotSku = 'MUG-RED';

/** One SKU in each bin, two levels: `S-B-07-2` lies in `B-07-2`. */
export function withWarehouse(station: TestStation): void {
  const skus = aisles.flatMap((aisle, at) =>
    Array.from({ length: bays * 2 }, (_, index) => {
      const bin = `${aisle}-${String((index >> 1) + 1).padStart(2, '0')}-${(index % 2) + 1}`;
      return { skuCode: `S-${bin}`, name: `${names[at] ?? '商品'} ${bin}`, binCode: bin, stock: 400 };
    }),
  );
  withGoods(station, [
    ...skus,
    { skuCode: hotSku, name: '马克杯 红色 Red mug', binCode: 'C-05-1', stock: 5_000 },
    { skuCode: 'NO-PLACE', name: '新品', binCode: '??' },
  ]);
}

/** Accepted parcels of `count` orders: 3 of 10 are one mug each, 2 of 10 one piece of something else, the rest two to four items. */
export async function withLiveSale(station: TestStation, count: number): Promise<void> {
  let state = 7;
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
  const anySku = () =>
    `S-${aisles[draw(aisles.length)]}-${String(draw(bays) + 1).padStart(2, '0')}-${draw(2) + 1}`;
  const orders = Array.from({ length: count }, (_, index) => {
    const kind = index % 10;
    const lines: LineOverrides[] =
      kind < 3
        ? [{ skuCode: hotSku }]
        : kind < 5
          ? [{ skuCode: anySku() }]
          : [...new Set(Array.from({ length: 2 + draw(3) }, anySku))].map((skuCode) => ({ skuCode }));
    return anOrder({
      orderId: `577000000000${String(index).padStart(6, '0')}`,
      recipient: { key: `buyer-${index}` },
      shipByAt: aMorning + (6 + (index % 7)) * 3_600_000,
      lines,
    });
  });
  for (let from = 0; from < orders.length; from += 500) withOrders(station, orders.slice(from, from + 500));
  await station.ask('parcels.plan', {});
  await station.ask('parcels.accept', { parcelIds: 'clean' });
}
