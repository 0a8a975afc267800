// Many fault runs, a few side by side, counted. Run by `npm run faults` (print.faults.ts) and, fewer of them, by the tests.

import { rm } from 'node:fs/promises';
import { createPrintBench } from './print-bench.ts';
import { makePrintBooks } from './print-books.ts';
import { noCounts, type RunCounts, type RunOutcome } from './print-run.ts';

export interface PrintFaults extends RunCounts {
  readonly runs: number;
  /** What went wrong, each in a line with its seed. */
  readonly findings: readonly string[];
  /** How often a person was asked, by why. */
  readonly doubts: Readonly<Record<string, number>>;
}

/** Seeds `seed` to `seed + runs - 1`, each once. `side`: how many run side by side. */
export async function runPrintFaults(asked: {
  readonly seed: number;
  readonly runs: number;
  readonly side: number;
  /** Called after each run: how many are done, and what this one found and how it went. */
  readonly tell?: (done: number, outcome: RunOutcome) => void;
}): Promise<PrintFaults> {
  const outcomes: RunOutcome[] = [];
  let next = asked.seed;

  async function work(): Promise<void> {
    const dataDir = await makePrintBooks();
    const bench = await createPrintBench(dataDir);
    try {
      while (next < asked.seed + asked.runs) {
        const seed = next;
        next += 1;
        const outcome = await bench.run(seed);
        outcomes.push(outcome);
        asked.tell?.(outcomes.length, outcome);
      }
    } finally {
      await bench.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  }

  await Promise.all(Array.from({ length: asked.side }, work));
  const sum = { ...noCounts };
  for (const name of Object.keys(noCounts) as (keyof RunCounts)[] /* its own keys */) {
    sum[name] = outcomes.reduce((total, outcome) => total + outcome[name], 0);
  }
  const doubts: Record<string, number> = {};
  for (const why of outcomes.flatMap((outcome) => outcome.doubts)) doubts[why] = (doubts[why] ?? 0) + 1;
  return {
    ...sum,
    runs: outcomes.length,
    findings: outcomes.flatMap((outcome) => outcome.findings),
    doubts,
  };
}
