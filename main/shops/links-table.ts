// The accounts of shops on their platforms, as they were entered and as the platforms completed them. Secrets are kept elsewhere.

import type { Clock } from '../basics/clock.ts';
import type { Database } from '../database/database.ts';
import type { LinkBook } from '../platforms/registry.ts';
import { readLink } from './set-up.ts';

export function createLinkBook(parts: { readonly database: Database; readonly clock: Clock }): LinkBook {
  const { database, clock } = parts;
  return {
    read: (shopId) => readLink(database, shopId),
    write(shopId, link) {
      database.write((writer) => {
        writer.run(
          `INSERT INTO shop_links (shop_id, link_json, changed_at) VALUES (?, ?, ?)
           ON CONFLICT (shop_id) DO UPDATE SET link_json = excluded.link_json, changed_at = excluded.changed_at`,
          [shopId, JSON.stringify(link), clock.now()],
        );
        writer.emit({ kind: 'station.changed' });
      });
    },
  };
}
