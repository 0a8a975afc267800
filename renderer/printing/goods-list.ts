// Whether a second label lists the goods of a parcel.

import type { RequestAnswer } from '../parts/station.ts';

export type GoodsListWish = RequestAnswer<'labels.layouts'>['shops'][number]['goodsList'];
export const goodsListWishes: readonly GoodsListWish[] = ['as-layout', 'never', 'when-folded', 'always'];
