// 80 mm tickets (picking lists, packing slips, the day's summary): each a print job with a row of its own, written before its first byte
// leaves, so that a crash in between is seen and nothing prints twice.

import type { Migration } from '../migration.ts';

export const tickets: Migration = {
  number: 50,
  purpose: '80 mm tickets',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // subject_id: the wave, the parcel or the day. request_id: the same request twice is one ticket, also after a crash.
  `CREATE TABLE tickets (
    ticket_id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('picking-list', 'packing-slip', 'end-of-day')),
    subject_id TEXT NOT NULL, cart_no INTEGER, printer_id TEXT NOT NULL REFERENCES printers (printer_id),
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'uncertain', 'failed')), reason TEXT,
    asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL, sending_at INTEGER, settled_at INTEGER, request_id TEXT UNIQUE
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX tickets_by_time ON tickets (asked_at)`,
  `CREATE INDEX tickets_open ON tickets (state) WHERE state IN ('queued', 'sending')`,
];
