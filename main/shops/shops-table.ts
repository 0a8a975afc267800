// Shops: seller accounts this station packs for, and how each is reached.

import { assert } from '../basics/assert.ts';
import type { ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';

export type Market = 'douyin' | 'tiktok';
/** `training`: the embedded shop. `files`: orders come by export file, shipments leave as an upload file. Else: over the network. */
export type Connection = 'training' | 'files' | 'douyin' | 'tiktok';

export interface Shop {
  readonly shopId: ShopId;
  readonly name: string;
  readonly market: Market;
  readonly connection: Connection;
  /** IANA name; dates in files without a zone are read in it. */
  readonly timeZone: string;
}

interface ShopRow {
  shop_id: string;
  name: string;
  market: string;
  connection: string;
  time_zone: string;
}

export function listShops(reader: Reader): Shop[] {
  return reader.all<ShopRow>(`SELECT * FROM shops ORDER BY created_at, shop_id`).map(shopFromRow);
}

export function findShop(reader: Reader, shopId: ShopId): Shop | undefined {
  const row = reader.get<ShopRow>(`SELECT * FROM shops WHERE shop_id = ?`, [shopId]);
  return row && shopFromRow(row);
}

export function getShop(reader: Reader, shopId: ShopId): Shop {
  const shop = findShop(reader, shopId);
  assert(shop, 'a shop id comes from the shops table');
  return shop;
}

export function addShop(writer: Writer, shop: Shop, createdAt: number): void {
  writer.run(
    `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
    [shop.shopId, shop.name, shop.market, shop.connection, shop.timeZone, createdAt],
  );
  writer.emit({ kind: 'station.changed' });
}

function shopFromRow(row: ShopRow): Shop {
  return {
    shopId: row.shop_id as ShopId, // branded when it was added
    name: row.name,
    market: row.market as Market, // CHECK in the table
    connection: row.connection as Connection, // CHECK in the table
    timeZone: row.time_zone,
  };
}
