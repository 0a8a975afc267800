// The order in which a person walks who has no plan of the warehouse: up one aisle, down the next.

/** Aisles in natural order; bays up in the first, down in the next; levels of one bay from below. */
export function upAndDownTheAisles(bins: readonly string[]): string[] {
  const natural = (a = '', b = '') => a.localeCompare(b, 'en', { numeric: true });
  const aisles = [...new Set(bins.map((bin) => bin.split('-')[0] ?? ''))].sort(natural);
  return aisles.flatMap((aisle, index) =>
    bins
      .filter((bin) => bin.split('-')[0] === aisle)
      .sort(
        (a, b) => natural(a.split('-')[1], b.split('-')[1]) * (index % 2 === 0 ? 1 : -1) || natural(a, b),
      ),
  );
}
