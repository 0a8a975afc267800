// Every step of picking, in the order in which it was done: what is undone step by step, and what each person picked in an hour.

import type { Migration } from '../migration.ts';

export const pickSteps: Migration = {
  number: 68,
  purpose: 'steps of picking',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // pieces: as many as moved into the slot, negative where they were taken out again. turn: the line's turn before it was put last.
  `CREATE TABLE pick_steps (
    step_no INTEGER PRIMARY KEY, wave_id TEXT NOT NULL REFERENCES waves (wave_id) ON DELETE CASCADE, cart_no INTEGER NOT NULL,
    position INTEGER NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('picked', 'put-back', 'skipped', 'short')),
    slot INTEGER, pieces INTEGER NOT NULL, turn INTEGER, at INTEGER NOT NULL, person TEXT NOT NULL,
    is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1))
  ) STRICT`,
  `CREATE INDEX pick_steps_by_cart ON pick_steps (wave_id, cart_no, step_no)`,
  `CREATE INDEX pick_steps_by_time ON pick_steps (at)`,
];
