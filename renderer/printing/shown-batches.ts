// Which batches lie open: the one that was chosen; else the one that asks a question, else what prints now, two printers side by side.

interface Batch {
  readonly batchId: string;
  readonly state: string;
  readonly printerId: string;
}

/** Two grids of fifty are as many as can be read from where a person stands. */
const mostAtOnce = 2;

/** `batches`: newest first. `putOff`: the one whose question was put off. */
export function shownBatches<Shown extends Batch>(
  batches: readonly Shown[],
  chosenId: string | null,
  putOff: string | null,
): Shown[] {
  const chosen = batches.find((batch) => batch.batchId === chosenId);
  if (chosen) return [chosen];
  const others = batches.filter((batch) => batch.batchId !== putOff);
  const inDoubt = others.find((batch) => batch.state === 'in-doubt');
  if (inDoubt) return [inDoubt];
  const printing = printingNow(others);
  if (printing.length > 0) return printing.slice(0, mostAtOnce).reverse();
  return others.slice(0, 1);
}

/** One a printer, newest first. */
export function printingNow<Shown extends Batch>(batches: readonly Shown[]): Shown[] {
  const printing = batches.filter((batch) => batch.state === 'printing');
  return printing.filter(
    (batch, index) => printing.findIndex((each) => each.printerId === batch.printerId) === index,
  );
}
