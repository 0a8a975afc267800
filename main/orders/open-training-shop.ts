// The first start of a training station: its shop is there, with goods on the shelf and a morning of orders.

import type { Clock } from '../basics/clock.ts';
import type { BinCode, ShopId, SkuCode } from '../basics/ids.ts';
import type { Database } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import { takeInSkus } from '../goods/take-in-skus.ts';
import type { Platforms } from '../platforms/registry.ts';
import type { Settings } from '../settings/settings-table.ts';
import { addShop, findShop, type Shop } from '../shops/shops-table.ts';
import { takeInOrders } from './take-in-orders.ts';

export const trainingShop: Shop = {
  shopId: 'training' as ShopId, // the one shop id that is written in code
  name: '练习小店 Training shop',
  market: 'douyin',
  connection: 'training',
  timeZone: 'Asia/Shanghai',
};

/** Later starts find the shop and change nothing. */
export function openTrainingShop(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly settings: Settings;
  readonly platforms: Platforms;
}): void {
  const { database, clock, platforms } = parts;
  if (findShop(database, trainingShop.shopId)) return;
  const training = platforms.training(trainingShop);
  training.openShop();
  database.write((writer) => {
    addShop(writer, trainingShop, clock.now());
    takeInSkus(
      parts,
      writer,
      training.goods.map(({ priceCents: _priceCents, ...good }) => ({
        ...good,
        skuCode: good.skuCode as SkuCode, // a code of goods.json
        binCode: good.binCode as BinCode, // a bin of goods.json
      })),
    );
    takeInOrders(parts, writer, trainingShop.shopId, training.books().orders, 'training');
  });
}
