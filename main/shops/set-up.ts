// How far the linking of a shop has come. Read off what is kept, never remembered beside it: a set-up that was left half done is found
// at the step where it was left.

import type { ShopId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { type Link, linkSchema } from '../platforms/link.ts';
import type { SecretName } from '../platforms/secrets.ts';
import type { Shop } from './shops-table.ts';

/** The step that is next: enter the app, have the main account consent, choose the shop; `done` when orders can be pulled. */
export type SetUpStep = 'app' | 'consent' | 'choose' | 'done';

export function stepOf(link: Link, has: (name: SecretName) => boolean): SetUpStep {
  if (!has(link.relay === null ? 'app-secret' : 'relay-key')) return 'app';
  // A shop's own app of Douyin fetches its tokens by itself; it must know for which shop.
  if (link.platform === 'douyin' && link.appKind === 'self')
    return link.platformShopId === '' ? 'app' : 'done';
  if (!has('tokens')) return 'consent';
  return link.platformShopId === '' ? 'choose' : 'done';
}

/** `done` also for shops that need no account. */
export function readStep(reader: Reader, shop: Pick<Shop, 'shopId' | 'connection'>): SetUpStep {
  if (shop.connection !== 'douyin' && shop.connection !== 'tiktok') return 'done';
  const link = readLink(reader, shop.shopId);
  if (!link) return 'app';
  const names = reader
    .all<{ name: string }>(`SELECT name FROM shop_secrets WHERE shop_id = ?`, [shop.shopId])
    .map((row) => row.name);
  return stepOf(link, (name) => names.includes(name));
}

export function readLink(reader: Reader, shopId: ShopId): Link | undefined {
  const row = reader.get<{ link_json: string }>(`SELECT link_json FROM shop_links WHERE shop_id = ?`, [
    shopId,
  ]);
  return row && linkSchema.parse(JSON.parse(row.link_json));
}

/** Another shop of this station that is the very same one on the platform: its orders would be packed twice. */
export function findTwin(reader: Reader, shopId: ShopId | null, link: Link): ShopId | undefined {
  if (link.platformShopId === '') return undefined;
  return reader
    .all<{ shop_id: string; link_json: string }>(`SELECT shop_id, link_json FROM shop_links`)
    .find((row) => {
      const other = linkSchema.parse(JSON.parse(row.link_json));
      return (
        row.shop_id !== shopId &&
        other.platform === link.platform &&
        other.platformShopId === link.platformShopId
      );
    })?.shop_id as ShopId | undefined; // branded when it was added
}
