// How a selection becomes consecutive batches (print.batch), shown before the click; the station does the same when asked.

/** Sizes of the batches that `count` labels become: as many full ones as fit, then the rest. */
export function planBatches(count: number, batchSize: number): number[] {
  if (count <= 0 || batchSize <= 0) return [];
  const full = Array.from({ length: Math.floor(count / batchSize) }, () => batchSize);
  const rest = count % batchSize;
  return rest > 0 ? [...full, rest] : full;
}
