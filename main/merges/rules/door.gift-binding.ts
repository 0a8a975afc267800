// door.gift-binding: a gift whose main line's product is bound must be bound too, else the two ship in separate parcels. A
// gift that is allowed to travel with its main line but does not is worth a look as well.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { GiftBinding, SeenLine } from '../see-lines.ts';
import type { Finding } from '../verdict.ts';

const whyBesideMain: Readonly<
  Partial<Record<GiftBinding, 'gift-not-bound' | 'gift-unsaid' | 'main-unclear'>>
> = {
  apart: 'gift-not-bound',
  unsaid: 'gift-unsaid',
  unclear: 'main-unclear',
};

export const giftBinding: RuleCheck = ({ seen }) => {
  const gifts = seen.filter((line) => line.mainIds.length > 0);
  if (gifts.length === 0) return [];
  const present = new Map(seen.map((line) => [nameOf(line.ref.orderKey, line.line.lineId), line]));
  const mainsHere = (gift: SeenLine) =>
    gift.mainIds.flatMap((mainId) => present.get(nameOf(gift.ref.orderKey, mainId)) ?? []);

  const reasons: Finding[] = [];
  for (const gift of gifts) {
    const mains = mainsHere(gift);
    const why = mains.length > 0 ? whyBesideMain[gift.giftBinding] : whyAlone(gift);
    if (!why) continue;
    reasons.push({
      rule: 'door.gift-binding',
      verdict: why === 'gift-not-bound' ? 'block' : 'warn',
      lines: reasonLines([...mains, gift]),
      facts: {
        why,
        orders: orderIdsOf([gift]),
        gift: gift.line.skuCode,
        mains: mains.map((main) => main.line.skuCode),
      },
    });
  }
  return reasons;
};

// Apart is where an unbound gift of a bound main line belongs; any other gift without its main line is a surprise.
function whyAlone(gift: SeenLine): 'main-elsewhere' | undefined {
  return gift.giftBinding === 'apart' ? undefined : 'main-elsewhere';
}

function nameOf(orderKey: number, lineId: string): string {
  return `${orderKey} ${lineId}`;
}
