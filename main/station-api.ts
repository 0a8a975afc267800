// Requests about the station as a whole.

import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import { change, job, read } from './basics/request.ts';
import type { Beside } from './database/beside.ts';
import type { Reader } from './database/database.ts';
import type { PrinterRegistry } from './devices/printers/printer-registry.ts';
import type { OrderExporter } from './exports/order-exporter.ts';
import type { ImportDesk } from './imports/import-desk.ts';
import type { LabelDrawer } from './labels/label-drawer.ts';
import type { LayoutBook } from './labels/layout-book.ts';
import { viewPrinters } from './labels/printers-api.ts';
import type { SlipDesk } from './labels/slips/slip-desk.ts';
import type { Spool } from './labels/spool.ts';
import type { RuleBook } from './merges/rule-book.ts';
import type { OrderPuller } from './orders/pull-orders.ts';
import type { Outbox } from './outbox/create-outbox.ts';
import type { Planner } from './parcels/planner.ts';
import { recordAudit } from './people/audit.ts';
import type { Sessions } from './people/sessions.ts';
import type { CartFormer } from './picks/carts/form-carts-beside.ts';
import type { ReleaseQueue } from './picks/release-queue.ts';
import type { LinkBook, Platforms } from './platforms/registry.ts';
import type { Secrets } from './platforms/secrets.ts';
import { listShops } from './shops/shops-table.ts';
import type { Backups } from './station-backups.ts';
import type { Notices } from './station-notices.ts';
import type { StationParts } from './station-parts.ts';
import type { ClockWatch } from './station-watch.ts';

/** What a station runs of its own, beside its parts. */
export interface StationLives {
  readonly printers: PrinterRegistry;
  readonly drawer: LabelDrawer;
  readonly slips: SlipDesk;
  readonly layouts: LayoutBook;
  readonly spool: Spool;
  readonly notices: Notices;
  readonly backups: Backups;
  readonly clockWatch: ClockWatch;
  readonly secrets: Secrets;
  readonly links: LinkBook;
  readonly platforms: Platforms;
  readonly puller: OrderPuller;
  readonly outbox: Outbox;
  readonly planner: Planner;
  readonly beside: Beside;
  readonly exporter: OrderExporter;
  readonly cartFormer: CartFormer;
  readonly releases: ReleaseQueue;
  readonly ruleBook: RuleBook;
  readonly imports: ImportDesk;
  readonly sessions: Sessions;
}

export function stationApi(parts: StationParts & StationLives) {
  const opening = randomUUID();
  return {
    /** What the frame of every screen shows. Another `opening` is another data file: what was read before is not true any more. */
    'station.describe': read({
      role: 'packer',
      isForAnyone: true,
      argument: z.strictObject({}),
      run: (_argument, caller) => {
        parts.clockWatch.look();
        return {
          mode: parts.mode,
          version: parts.version,
          isReadOnly: parts.database.readOnly,
          person: caller.person,
          role: caller.role,
          now: parts.clock.now(),
          opening,
          shops: listShops(parts.database),
          notices: parts.notices.list(),
          network: parts.outbox.describe(),
          printers: viewPrinters(parts).map(({ printerId, name, state }) => ({ printerId, name, state })),
          nextDueAt: nextDueAt(parts.database),
        };
      },
    }),

    /** Makes a backup now. Faults: `backup.failed`, `backup.damaged`, `database.disk-full`. */
    'station.backup': job({
      role: 'supervisor',
      argument: z.strictObject({ requestId: z.string().optional() }),
      run: async () => ({ file: basename((await parts.backups.makeOne()).file) }),
    }),

    /** The backups there are, newest first. */
    'station.backups': read({
      role: 'supervisor',
      argument: z.strictObject({}),
      run: () => parts.backups.list().map((backup) => ({ ...backup, file: basename(backup.file) })),
    }),

    /** The wall clock is right, the station may count from it: ends the notice `clock.moved-back`. */
    'station.acceptClock': change({
      role: 'supervisor',
      argument: z.strictObject({ requestId: z.string().optional() }),
      run: (_argument, caller) => {
        parts.clockWatch.acceptNow();
        const subject = { kind: 'station', id: parts.mode };
        parts.database.write((writer) => recordAudit(writer, parts.clock, caller, 'clock.accepted', subject));
        return { now: parts.clock.now() };
      },
    }),
  };
}

/** The earliest deadline of what is still to be done; overdue ones first of all. Read from the index of open orders. */
function nextDueAt(reader: Reader): number | null {
  const row = reader.get<{ due_at: number }>(
    `SELECT due_at FROM orders
     WHERE state IN ('on-hold', 'to-ship', 'part-shipped', 'awaiting-collection', 'unknown') AND due_at IS NOT NULL
     ORDER BY due_at LIMIT 1`,
  );
  return row?.due_at ?? null;
}
