// Natural order of codes: numbers inside them compare as numbers, letters without regard to case or
// width, separators only part. A total order: two different codes never tie, so a picking list is the same every time.

/** Negative when `a` comes first. */
export function compareNatural(a: string, b: string): number {
  return compareKeys(naturalKey(a), naturalKey(b)) || compareText(a, b);
}

/** A run of digits by its value, or a run of other characters. */
type Run = { readonly digits: string } | { readonly text: string };

/** For sorting many: make the key once, compare often. */
export function naturalKey(code: string): readonly Run[] {
  const runs: Run[] = [];
  for (const [run] of code
    .normalize('NFKC')
    .toUpperCase()
    .matchAll(/[0-9]+|[^0-9\s\p{P}\p{Sm}]+/gu)) {
    runs.push(/^[0-9]/.test(run) ? { digits: run.replace(/^0+(?=.)/, '') } : { text: run });
  }
  return runs;
}

export function compareKeys(a: readonly Run[], b: readonly Run[]): number {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const order = compareRuns(a[index], b[index]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareRuns(a: Run | undefined, b: Run | undefined): number {
  if (a === undefined || b === undefined) return 0;
  if ('digits' in a) {
    if (!('digits' in b)) return -1;
    // Without leading zeros the longer number is the larger; bins may have more digits than a JavaScript number.
    return a.digits.length - b.digits.length || compareText(a.digits, b.digits);
  }
  return 'digits' in b ? 1 : compareText(a.text, b.text);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
