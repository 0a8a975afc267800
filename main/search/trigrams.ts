// Texts as FTS5's trigram tokenizer sees them: every three characters in a row.

/** Fewer are enough to be selective, and each more costs a walk through a long list. */
const mostTrigrams = 12;

/**
 * The FTS5 query for orders that hold every three characters of `text`; null when it has fewer than three. A table with
 * detail = none has no phrases, so each trigram is a term of its own.
 */
export function trigramQuery(text: string): string | null {
  const letters = [...text];
  if (letters.length < 3) return null;
  const trigrams = new Set<string>();
  for (let at = 0; at + 3 <= letters.length; at += 1) {
    trigrams.add(
      letters
        .slice(at, at + 3)
        .join('')
        .toLowerCase(),
    );
  }
  // Masks and what stands between the parts of a recipient are in every order: such trigrams tell nothing.
  const telling = [...trigrams].filter((trigram) => !/[*·\s]/.test(trigram));
  // The last ones tell orders of one day apart; the first ones are the same for a whole year.
  return (telling.length > 0 ? telling : [...trigrams])
    .slice(-mostTrigrams)
    .map((trigram) => `"${trigram.replaceAll('"', '""')}"`)
    .join(' AND ');
}
