// Requests about the audit: look through it, check that it is whole, take it away as a file.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { auditFilter, exportAudit, listAuditPage } from './audit-page.ts';
import { checkAudit } from './check-audit.ts';

export function auditApi(parts: {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly events: Events;
}) {
  const { database, clock, events } = parts;
  return {
    /** Newest first. `person` and `verb` as written, `subject` an id, `search` in ids and facts; times from (incl.) to (excl.). */
    'audit.page': read({
      role: 'supervisor',
      argument: z.strictObject({
        filter: auditFilter.default({}),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      }),
      run: ({ filter, offset, limit }) => listAuditPage(database, filter, offset, limit),
    }),

    /** Who and what stands in the audit, for choosing. */
    'audit.choices': read({
      role: 'supervisor',
      argument: z.strictObject({}),
      run: () => ({
        people: database
          .all<{ person: string }>(`SELECT DISTINCT person FROM audit ORDER BY person`)
          .map((row) => row.person),
        verbs: database
          .all<{ verb: string }>(`SELECT DISTINCT verb FROM audit ORDER BY verb`)
          .map((row) => row.verb),
      }),
    }),

    /** Walks the whole chain; tells `job.progress` of `audit.check`. */
    'audit.check': read({
      role: 'supervisor',
      argument: z.strictObject({}),
      run: async () => ({
        ...(await checkAudit(database, (done, total) =>
          events.emit({ kind: 'job.progress', jobId: 'audit.check', stage: 'checking', done, total }),
        )),
        checkedAt: clock.now(),
      }),
    }),

    /** As CSV that Excel opens with its ids whole. At most the newest 200,000 entries of the filter. */
    'audit.export': read({
      role: 'supervisor',
      argument: z.strictObject({ filter: auditFilter.default({}) }),
      run: async ({ filter }) => ({
        fileName: `audit-${new Date(clock.now()).toISOString().slice(0, 10)}.csv`,
        ...(await exportAudit(database, filter)),
      }),
    }),
  };
}
