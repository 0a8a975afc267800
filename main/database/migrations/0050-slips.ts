// 80 mm slips 小票 (picking lists, packing slips, the day in numbers): each a print job with a row of its own, written before its first byte
// leaves, so that a crash in between is seen and nothing prints twice. ("Ticket" is the word for what a buyer files about a delivery.)

import type { Migration } from '../migration.ts';

export const slips: Migration = {
  number: 50,
  purpose: '80 mm slips',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // subject_id: the wave, the parcel or the day. request_id: the same request twice is one slip, also after a crash.
  `CREATE TABLE slips (
    slip_id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('picking-list', 'packing-slip', 'end-of-day')),
    subject_id TEXT NOT NULL, cart_no INTEGER, printer_id TEXT NOT NULL REFERENCES printers (printer_id),
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'uncertain', 'failed')), reason TEXT,
    asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL, sending_at INTEGER, settled_at INTEGER, request_id TEXT UNIQUE
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX slips_by_time ON slips (asked_at)`,
  `CREATE INDEX slips_open ON slips (state) WHERE state IN ('queued', 'sending')`,
];
