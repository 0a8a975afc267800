// A wave is cut into carts: what one person walks for in one go. A wave released before had one list, which is one cart. Each line
// belongs to a cart, knows in which turn it is walked to, how many pieces were not there and what its bin should hold afterwards;
// each slot knows how many pieces lie in it.

import type { Migration } from '../migration.ts';

export const carts: Migration = {
  number: 65,
  purpose: 'carts of a wave, who walks them, and what lies in each slot',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // kind: the rule that grouped the wave; `chosen` is by a person. why_json: facts of the sentence that says why.
  `ALTER TABLE waves ADD COLUMN kind TEXT NOT NULL DEFAULT 'chosen'`,
  `ALTER TABLE waves ADD COLUMN why_json TEXT NOT NULL DEFAULT '{}'`,
  `CREATE INDEX waves_released ON waves (wave_id) WHERE state = 'released'`,
  // Lengths are in centimetres, null where no plan of the warehouse tells them. bound_cm: no walk can be shorter.
  // in_hand: the line whose piece was scanned and has no tote yet; at_bin: the line whose bin was scanned.
  `CREATE TABLE carts (
    cart_id TEXT PRIMARY KEY, wave_id TEXT NOT NULL REFERENCES waves (wave_id) ON DELETE CASCADE, cart_no INTEGER NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('list', 'run', 'cluster', 'wall')), parcel_count INTEGER NOT NULL,
    length_cm INTEGER, bound_cm INTEGER, plain_cm INTEGER,
    leased_by TEXT, lease_key TEXT, leased_until INTEGER, at_bin INTEGER, in_hand INTEGER, finished_at INTEGER,
    UNIQUE (wave_id, cart_no)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO carts (cart_id, wave_id, cart_no, mode, parcel_count, finished_at)
     SELECT 'C' || substr(wave_id, 2), wave_id, 1, 'list', parcel_count, finished_at FROM waves`,
  `ALTER TABLE parcels ADD COLUMN cart_no INTEGER`,
  `UPDATE parcels SET cart_no = 1 WHERE wave_id IS NOT NULL`,
  `ALTER TABLE pick_lines ADD COLUMN cart_no INTEGER NOT NULL DEFAULT 1`,
  // turn 0 is the way of the list; a line that was put last has a later turn.
  `ALTER TABLE pick_lines ADD COLUMN turn INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE pick_lines ADD COLUMN short_quantity INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE pick_lines ADD COLUMN left_in_bin INTEGER`,
  `ALTER TABLE pick_slots ADD COLUMN picked_quantity INTEGER NOT NULL DEFAULT 0`,
  `CREATE INDEX pick_slots_by_parcel ON pick_slots (parcel_id)`,
  // Pieces that were fetched before slots were counted lie in the first slots.
  `UPDATE pick_slots SET picked_quantity = max(0, min(quantity,
     (SELECT picked_quantity FROM pick_lines WHERE pick_lines.wave_id = pick_slots.wave_id AND pick_lines.position = pick_slots.position)
     - (SELECT coalesce(sum(before.quantity), 0) FROM pick_slots AS before WHERE before.wave_id = pick_slots.wave_id
          AND before.position = pick_slots.position AND before.slot < pick_slots.slot)))`,
];
