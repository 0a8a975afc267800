// How a shop's labels look: which layout, whether a second label lists the goods, and whether the platform's own label is a must, so
// that nothing is printed before the station has it.

import type { ParcelId, ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';

export const goodsListWishes = ['as-layout', 'never', 'when-folded', 'always'] as const;
export type GoodsListWish = (typeof goodsListWishes)[number];

export interface ShopLabels {
  readonly layout: string;
  readonly goodsList: GoodsListWish;
  readonly needsPlatformLabel: boolean;
}

const untold: ShopLabels = { layout: 'standard', goodsList: 'as-layout', needsPlatformLabel: false };

/** TikTok Shop tells no address where it ships: a label of ours would reach nobody. */
const drawsLabels = `('tiktok')`;

export function readShopLabels(reader: Reader, shopId: ShopId): ShopLabels {
  const row = reader.get<{ layout: string; goods_list: string; needs_platform_label: number }>(
    `SELECT layout, goods_list, needs_platform_label FROM shop_labels WHERE shop_id = ?`,
    [shopId],
  );
  if (!row) {
    const sql = `SELECT 1 FROM shops WHERE shop_id = ? AND connection IN ${drawsLabels}`;
    return { ...untold, needsPlatformLabel: reader.get(sql, [shopId]) !== undefined };
  }
  return {
    layout: row.layout,
    goodsList: row.goods_list as GoodsListWish, // CHECK in the table
    needsPlatformLabel: row.needs_platform_label === 1,
  };
}

export function saveShopLabels(writer: Writer, shopId: ShopId, labels: ShopLabels): void {
  writer.run(
    `INSERT INTO shop_labels (shop_id, layout, goods_list, needs_platform_label) VALUES (?, ?, ?, ?)
     ON CONFLICT (shop_id) DO UPDATE SET layout = excluded.layout, goods_list = excluded.goods_list,
       needs_platform_label = excluded.needs_platform_label`,
    [shopId, labels.layout, labels.goodsList, labels.needsPlatformLabel ? 1 : 0],
  );
  writer.emit({ kind: 'settings.changed' });
}

/** A number of the seller's own carrier goes with a label of ours, unless the shop was told otherwise. */
export function needsPlatformLabel(reader: Reader, parcelId: ParcelId): boolean {
  return (
    reader.get(
      `SELECT 1 FROM parcels JOIN shops USING (shop_id) LEFT JOIN shop_labels USING (shop_id) WHERE parcel_id = ?
         AND ifnull(needs_platform_label, connection IN ${drawsLabels} AND waybill_source = 'platform')`,
      [parcelId],
    ) !== undefined
  );
}
