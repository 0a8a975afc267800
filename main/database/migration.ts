// One step of the schema. Steps are numbered in tens, run in order inside one transaction each, and are never edited once released.

import type { Writer } from './database.ts';

export interface Migration {
  /** Also SQLite's `user_version` after this step. */
  readonly number: number;
  /** What is now true, for the log. */
  readonly purpose: string;
  readonly up: (writer: Writer) => void;
}
