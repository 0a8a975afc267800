// Which labels a parcel gets: its own, the platform's packing slip where there is one, and the list of its goods where it is asked for.

import type { LabelFacts, LabelLine, LabelPart } from './label.ts';
import { rowsOf } from './layout-goods.ts';
import type { LayoutSpec } from './layout-spec.ts';
import type { GoodsListWish } from './shop-labels.ts';

/** One label of a parcel: what of its facts differs from the others. */
export type PartFacts = Pick<LabelFacts, 'part' | 'lines' | 'goods'> & { readonly part: LabelPart };

export function listParts(parcel: {
  readonly lines: readonly LabelLine[];
  readonly hasNote: boolean;
  /** Of the platform's document; 0 where there is none. */
  readonly documentPages: number;
  readonly layout: LayoutSpec;
  readonly goodsListLayout: LayoutSpec;
  readonly wish: GoodsListWish;
}): PartFacts[] {
  const { lines, documentPages } = parcel;
  const parts: PartFacts[] = [{ part: 'label', lines }];
  if (documentPages > 1) parts.push({ part: 'slip', lines });
  const wish = parcel.wish === 'as-layout' ? parcel.layout.goodsList : parcel.wish;
  const isFolded = documentPages === 0 && lines.length > goodsRows(parcel.layout, parcel.hasNote);
  if (wish === 'never' || (wish === 'when-folded' && !isFolded)) return parts;
  const perPage = Math.max(1, goodsRows(parcel.goodsListLayout, false));
  const pages = Math.ceil(lines.length / perPage);
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0);
  for (let page = 1; page <= pages; page += 1) {
    parts.push({
      part: `goods-${page}`,
      lines: lines.slice((page - 1) * perPage, page * perPage),
      goods: { page, pages, skus: lines.length, pieces },
    });
  }
  return parts;
}

/** How many SKUs a layout shows before it folds; all of them where it shows none anyway. */
function goodsRows(layout: LayoutSpec, hasNote: boolean): number {
  const goods = layout.blocks.find((block) => block.block === 'goods');
  return goods?.block === 'goods' ? rowsOf(goods, hasNote) : 0;
}
