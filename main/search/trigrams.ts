// Texts as FTS5's trigram tokenizer sees them: three characters in a row.

/** Each more costs a walk through a long list, and few orders share even three. */
const mostTrigrams = 5;

/**
 * The FTS5 query for orders that may hold `text`; null when it has fewer than three characters. A table with detail = none
 * has no phrases, so each trigram is a term of its own; side by side they cover the text, and the order itself is checked after.
 */
export function trigramQuery(text: string): string | null {
  const letters = [...text.toLowerCase()];
  if (letters.length < 3) return null;
  const trigrams = new Set<string>();
  // From the end: there the numbers of one day differ, at their beginning those of a whole year are the same.
  for (let end = letters.length; end > 0; end -= 3) {
    const start = Math.max(0, end - 3);
    trigrams.add(letters.slice(start, start + 3).join(''));
  }
  // Masks and what stands between the parts of a recipient are in every order: such trigrams tell nothing.
  const telling = [...trigrams].filter((trigram) => !/[*·\s]/.test(trigram));
  return (telling.length > 0 ? telling : [...trigrams])
    .slice(0, mostTrigrams)
    .map((trigram) => `"${trigram.replaceAll('"', '""')}"`)
    .join(' AND ');
}
