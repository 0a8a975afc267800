// Words by which an address names a pickup point instead of a door. Such addresses get no door tag (door.pickup-point).

/** DOMAIN.md section 3. A carrier's name in an address is a shop of that carrier. */
export const pickupWords: readonly string[] = [
  '驿站',
  '快递柜',
  '自提柜',
  '自提点',
  '丰巢',
  '妈妈驿站',
  '菜鸟',
  '代收点',
  '小区代收点',
  '代收',
  '中通',
  '圆通',
  '韵达',
  '申通',
];

/** The words that occur in it; of two that overlap (驿站, 妈妈驿站) the longer one. */
export function findPickupWords(address: string, words: readonly string[] = pickupWords): string[] {
  const found = words.filter((word) => address.includes(word));
  return found.filter((word) => !found.some((other) => other !== word && other.includes(word)));
}
