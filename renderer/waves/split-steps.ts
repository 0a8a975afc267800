// The guard's split, as the moves that lead to it: the first set stays, every other one goes to a parcel of its own.

/** A line and how many pieces of it. */
export interface Lines {
  readonly orderKey: number;
  readonly lineId: string;
  readonly quantity: number;
}

/** Moves the line to the `group`-th new parcel; its first move makes that parcel. */
export interface SplitStep<Line extends Lines> {
  readonly line: Line;
  readonly group: number;
  readonly isFirst: boolean;
}

/** `split` is the guard's answer: sets of lines that belong together. Nothing to do for fewer than two sets. */
export function splitSteps<Line extends Lines>(split: ReadonlyArray<readonly Line[]>): SplitStep<Line>[] {
  return split
    .filter((set) => set.length > 0)
    .slice(1)
    .flatMap((set, group) => set.map((line, index) => ({ line, group, isFirst: index === 0 })));
}
