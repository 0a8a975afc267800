// What can be wrong with a file: the whole of it (refused, nothing is read) or single rows (told one by one, the others go on).

import { type Fact, type Refusal, refuse } from '../../basics/refusal.ts';

/** One row, or one cell of it, that was not understood. `reason` is `import.row.<what>`. */
export interface RowProblem {
  /** As a spreadsheet numbers it: the first row of the file is 1. */
  readonly row: number;
  /** The header as it stands in the file; '' where the whole row is meant. */
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly facts: Readonly<Record<string, Fact>>;
  /** True when the row was taken in all the same and somebody should only know. */
  readonly isNotice: boolean;
}

/** Thrown inside the reading of one file and caught where the file was opened: carries the refusal of the whole file. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  readonly refusal: Refusal;

  constructor(code: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(code);
    this.refusal = refuse(code, facts);
  }
}
