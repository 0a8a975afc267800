// Forgets who an order went to, so many days after it left or was cancelled: the sealed text and the key made from it go,
// the mask stays. Looks once at start and then every six hours, in small bites.

import { type Clock, dayMs, hourMs } from '../basics/clock.ts';
import type { Database, Writer } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import type { Settings } from '../settings/settings-table.ts';

const ordersPerBite = 500;
const everyMs = 6 * hourMs;
const firstAfterMs = 60_000;

interface PurgeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
}

/** At most `ordersPerBite` orders in the caller's transaction; answers how many were purged. */
export function purgeRecipients(parts: Pick<PurgeParts, 'clock' | 'settings'>, writer: Writer): number {
  const before = parts.clock.now() - parts.settings.get('privacy.purgeAfterDays') * dayMs;
  // An order left when its platform says so, else when our last parcel of it did; a cancelled one when that became known.
  const due = writer.all<{ order_key: number }>(
    `SELECT order_key FROM orders INDEXED BY orders_sealed
     WHERE recipient_sealed IS NOT NULL AND coalesce(
       CASE WHEN state IN ('shipped', 'finished') THEN coalesce(shipped_at, changed_at) END,
       CASE WHEN state = 'cancelled' THEN changed_at END,
       (SELECT max(parcels.shipped_at) FROM parcel_lines JOIN parcels USING (parcel_id)
        WHERE parcel_lines.order_key = orders.order_key AND parcels.state = 'shipped')) < :before
     ORDER BY order_key LIMIT :limit`,
    { before, limit: ordersPerBite },
  );
  for (const { order_key } of due) {
    writer.run(
      `UPDATE orders SET recipient_sealed = NULL, recipient_key = NULL, is_search_stale = 1 WHERE order_key = ?`,
      [order_key],
    );
  }
  return due.length;
}

export function createRecipientPurge(parts: PurgeParts): { start(): void; stop(): void } {
  const { database, clock } = parts;
  let cancel = () => {};

  function look(): void {
    const purged = database.write((writer) => {
      const count = purgeRecipients(parts, writer);
      if (count > 0) {
        const days = parts.settings.get('privacy.purgeAfterDays');
        const subject = { kind: 'station', id: 'recipients' };
        recordAudit(writer, clock, { person: 'station' }, 'recipients.purged', subject, { count, days });
        writer.emit({ kind: 'orders.changed' });
      }
      return count;
    });
    cancel = clock.after(purged === ordersPerBite ? 1_000 : everyMs, look);
  }

  return {
    start() {
      cancel = clock.after(firstAfterMs, look);
    },
    stop: () => cancel(),
  };
}
