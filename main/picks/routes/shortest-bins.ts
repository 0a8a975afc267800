// Where goods lie in several bins: the bins that make the whole walk shortest. Every choice is looked at that could still be shorter
// (branch and bound: another stop never makes a walk shorter), within a budget; past it the best found is taken and its gap told.

import type { BinPlace, WarehouseLayout } from '../warehouse/layout.ts';
import { mostCrossAislesProven } from './shortest-tour.ts';
import { findShortestWalk, walkLength } from './walk.ts';

export interface BinChoice {
  /** For each line: index into its options. */
  readonly options: readonly number[];
  readonly lengthMetres: number;
  /** No choice gives a shorter walk than this. */
  readonly lowerBoundMetres: number;
  readonly isProvenShortest: boolean;
}

/** Walks that may be measured for one choice: some tens of milliseconds. */
const mostMeasured = 3_000;
const nothing = 1e-9;

/**
 * `fixed`: where one goes anyhow. `lines`: for each the ways to fetch it, each way the bins it takes; at least one way.
 */
export function findShortestBins(
  layout: WarehouseLayout,
  fixed: readonly BinPlace[],
  lines: readonly (readonly (readonly BinPlace[])[])[],
): BinChoice {
  let measured = 0;
  const measure = (places: readonly BinPlace[]) => {
    measured += 1;
    return walkLength(layout, places);
  };
  const placesOf = (line: number, option: number) => lines[line]?.[option] ?? [];
  const withChoice = (options: readonly number[]) => [
    ...fixed,
    ...options.flatMap((option, line) => placesOf(line, option)),
  ];

  // Alone with what is fixed, each line costs at least this much: those that cost most are decided first.
  const alone = lines.map((options) => Math.min(...options.map((places) => measure([...fixed, ...places]))));
  const turns = [...lines.keys()].sort((a, b) => (alone[b] ?? 0) - (alone[a] ?? 0) || a - b);
  let best = improve(greedy());
  const measuredBefore = measured;
  const isWhole = branch(0, [], [...fixed]);
  const canProve = layout.crossAisles.length <= mostCrossAislesProven;
  const isProvenShortest = isWhole && canProve;
  const bound = canProve
    ? Math.max(measure(fixed), ...alone)
    : findShortestWalk(layout, fixed).lowerBoundMetres;
  return {
    options: best.options,
    lengthMetres: best.length,
    lowerBoundMetres: isProvenShortest ? best.length : Math.min(bound, best.length),
    isProvenShortest,
  };

  function greedy() {
    const options = lines.map(() => 0);
    const places = [...fixed];
    for (const line of turns) {
      let shortest = Infinity;
      for (const option of lines[line]?.keys() ?? []) {
        const length = measure([...places, ...placesOf(line, option)]);
        if (length >= shortest - nothing) continue;
        shortest = length;
        options[line] = option;
      }
      places.push(...placesOf(line, options[line] ?? 0));
    }
    return { options, length: measure(places) };
  }

  /** One line after the other decided anew, as long as that helps. */
  function improve(start: { readonly options: readonly number[]; readonly length: number }) {
    const options = [...start.options];
    let { length } = start;
    for (let isBetter = true; isBetter && measured < mostMeasured; ) {
      isBetter = false;
      for (const line of turns) {
        for (const option of lines[line]?.keys() ?? []) {
          const other = options.with(line, option);
          const there = option === options[line] ? length : measure(withChoice(other));
          if (there >= length - nothing) continue;
          length = there;
          options[line] = option;
          isBetter = true;
        }
      }
    }
    return { options, length };
  }

  /** False when the budget ended before every choice was looked at or ruled out. */
  function branch(turn: number, chosen: readonly number[], places: readonly BinPlace[]): boolean {
    const line = turns[turn];
    if (line === undefined) return true;
    const ways = [...(lines[line]?.keys() ?? [])].map((option) => {
      const there = [...places, ...placesOf(line, option)];
      return { option, there, length: measure(there) };
    });
    ways.sort((a, b) => a.length - b.length);
    for (const { option, there, length } of ways) {
      if (length >= best.length - nothing) return true;
      const next = [...chosen, option];
      if (turn === turns.length - 1) {
        const options = lines.map((_, each) => next[turns.indexOf(each)] ?? 0);
        best = { options, length };
        return true;
      }
      if (measured - measuredBefore > mostMeasured) return false;
      if (!branch(turn + 1, next, there)) return false;
    }
    return true;
  }
}

/** More bins of one SKU than this are not all weighed against each other: the fullest are. */
const mostBins = 12;

/**
 * The fewest bins that hold enough, every such set: indexes into `free` (null: not counted, always enough). All bins that hold
 * anything, as one set, where even they are too few; the first bin where none holds anything.
 */
export function fewestBins(free: readonly (number | null)[], needed: number): number[][] {
  const held = (bin: number) => free[bin] ?? (free[bin] === null ? Infinity : 0);
  const bins = [...free.keys()]
    .filter((bin) => held(bin) > 0)
    .sort((a, b) => held(b) - held(a) || a - b)
    .slice(0, mostBins);
  if (bins.length === 0) return free.length > 0 ? [[0]] : [];
  const found: number[][] = [];
  for (let size = 1; size <= bins.length && found.length === 0; size += 1) collect(0, [], 0, size);
  return found.length > 0 ? found : [bins];

  function collect(from: number, chosen: readonly number[], sum: number, size: number): void {
    if (chosen.length === size) {
      if (sum >= needed) found.push([...chosen]);
      return;
    }
    for (let at = from; at < bins.length; at += 1) {
      const bin = bins[at] ?? 0;
      collect(at + 1, [...chosen, bin], sum + held(bin), size);
    }
  }
}
