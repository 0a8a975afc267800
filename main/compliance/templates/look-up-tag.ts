// Would an order of this product to this address be sold with door delivery, and if not, why? Pure: every reason is told, not only
// the first, so that a person mends them all at once.

import { covers, findPlace, type Place, type Regions } from './regions.ts';
import type { ProductState } from './template.ts';

export interface TagAsked {
  readonly address: string;
  readonly regions: Regions;
  /** The template the product is bound to or was last bound to; null where it never was. */
  readonly template: {
    readonly name: string;
    readonly regions: readonly string[];
    readonly excludedWords: readonly string[];
  } | null;
  readonly productState: ProductState | null;
  readonly pickupWords: readonly string[];
  readonly excludedWords: readonly string[];
}

/**
 * - `not-bound`: the product never was. `unbound`: it was (`how`: by-hand, by-system, template-deleted).
 * - `address-unread`: neither province nor city is known. `outside`: the place is not in the template.
 *   `district-unsaid`: only some districts of the place are, and the address names none of them.
 * - `excluded` and `pickup-point`: the address names such a place (`words`).
 */
export interface NoTagReason {
  readonly why:
    | 'not-bound'
    | 'unbound'
    | 'address-unread'
    | 'outside'
    | 'district-unsaid'
    | 'excluded'
    | 'pickup-point';
  readonly how?: ProductState;
  readonly words?: readonly string[];
}

export interface TagAnswer {
  /** `unsure`: it depends on what the address does not say. */
  readonly answer: 'yes' | 'no' | 'unsure';
  readonly place: Place | null;
  readonly reasons: readonly NoTagReason[];
}

export function lookUpTag(asked: TagAsked): TagAnswer {
  const { address, template, productState } = asked;
  const reasons: NoTagReason[] = [];
  if (productState === null) reasons.push({ why: 'not-bound' });
  else if (productState !== 'bound') reasons.push({ why: 'unbound', how: productState });

  const place = findPlace(asked.regions, address) ?? null;
  if (!place) reasons.push({ why: 'address-unread' });
  else if (template) {
    const covered = covers(template.regions, place);
    if (covered === 'no') reasons.push({ why: 'outside' });
    if (covered === 'partly') reasons.push({ why: 'district-unsaid' });
  }
  const excluded = wordsIn(address, [...asked.excludedWords, ...(template?.excludedWords ?? [])]);
  if (excluded.length > 0) reasons.push({ why: 'excluded', words: excluded });
  const pickup = wordsIn(address, asked.pickupWords);
  if (pickup.length > 0) reasons.push({ why: 'pickup-point', words: pickup });

  const isUnsure = (reason: NoTagReason) =>
    reason.why === 'address-unread' || reason.why === 'district-unsaid';
  const answer = reasons.length === 0 ? 'yes' : reasons.every(isUnsure) ? 'unsure' : 'no';
  return { answer, place, reasons };
}

/** The words that occur; of two that overlap (大学, 医科大学) the longer one. */
function wordsIn(address: string, words: readonly string[]): string[] {
  const text = address.normalize('NFKC');
  const found = [...new Set(words)].filter((word) => word !== '' && text.includes(word.normalize('NFKC')));
  return found.filter((word) => !found.some((other) => other !== word && other.includes(word)));
}
