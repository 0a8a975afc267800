// What is said of a cart and its walk: metres, how near they are to the shortest there is, and what plain order would have cost.

import type { Say } from '../text/text.ts';
import type { CartView } from './waves-store.ts';

type Cost = NonNullable<CartView['cost']>;

export function sayCost(cost: Cost, t: Say): string {
  const facts = { metres: sayMetres(cost.lengthMetres), plain: sayMetres(cost.plainMetres) };
  const gap = gapPercent(cost);
  if (gap === 0) return t('walk.cost-proven', facts);
  return t('walk.cost-within', { ...facts, gap: gap < 10 ? gap.toFixed(1) : Math.round(gap) });
}

/** How much longer than a bound that nothing goes below, in percent; 0 is proven shortest. */
export function gapPercent({ lengthMetres, boundMetres }: Cost): number {
  // Kept in whole centimetres: less than one on either side is rounding.
  if (lengthMetres - boundMetres < 0.02) return 0;
  return boundMetres <= 0 ? 100 : (lengthMetres / boundMetres - 1) * 100;
}

/** Metres as people pace them. */
export function sayMetres(metres: number): string {
  return metres < 10 ? metres.toFixed(1) : String(Math.round(metres));
}

/** Of several carts together; null where no plan tells their walks. */
export function sumCosts(carts: readonly { readonly cost: Cost | null }[]): Cost | null {
  const costs = carts.flatMap(({ cost }) => (cost ? [cost] : []));
  if (costs.length === 0) return null;
  return costs.reduce((sum, cost) => ({
    lengthMetres: sum.lengthMetres + cost.lengthMetres,
    boundMetres: sum.boundMetres + cost.boundMetres,
    plainMetres: sum.plainMetres + cost.plainMetres,
  }));
}
