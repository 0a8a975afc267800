// The shop a question about door delivery is about.

import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Reader } from '../database/database.ts';
import { listShops, type Shop } from '../shops/shops-table.ts';
import { hasDoorDelivery } from './judge-compliance.ts';

/**
 * The one that is named, else the first that sells door delivery. Refusals: `compliance.no-shop` (none sells it),
 * `compliance.shop-unknown` (shopId), `compliance.no-door-delivery` (shop).
 */
export function findDoorShop(reader: Reader, shopId: string | undefined): Shop | Refusal {
  const shops = listShops(reader);
  if (shopId === undefined) return shops.find(hasDoorDelivery) ?? refuse('compliance.no-shop');
  const shop = shops.find((each) => each.shopId === shopId);
  if (!shop) return refuse('compliance.shop-unknown', { shopId });
  return hasDoorDelivery(shop) ? shop : refuse('compliance.no-door-delivery', { shop: shop.name });
}
