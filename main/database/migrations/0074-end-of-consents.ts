// When the consent of a shop ends, so that it can be told in time without asking the platform.

import type { Migration } from '../migration.ts';

export const endOfConsents: Migration = {
  number: 74,
  purpose: 'when a person will have to authorise a shop again',
  up: (writer) => {
    // Null: not known, or nobody will have to.
    writer.run(`ALTER TABLE shop_links ADD COLUMN consent_ends_at INTEGER`);
  },
};
