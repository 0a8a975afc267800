// The whole story of one order: its lines, deadlines, hold, parcels, recipient, and everything that happened to it, oldest first.

import type { Clock } from '../basics/clock.ts';
import type { Database, Reader } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import { type Deadline, deadlineHours, deadlinesOf } from '../orders/deadlines.ts';
import { type Hold, type OrderKey, type OrderLine, orderSubject } from '../orders/order.ts';
import { findTimes } from '../orders/order-times.ts';
import { listOrderLines } from '../orders/orders-table.ts';
import { openRecipient, type Recipient, splitMask } from '../orders/recipient.ts';
import type { Parcel } from '../parcels/parcel.ts';
import { listParcelIdsOfOrder, listParcels } from '../parcels/parcels-table.ts';
import { type AuditEntry, listAudit } from '../people/audit.ts';
import type { Settings } from '../settings/settings-table.ts';
import { getShop } from '../shops/shops-table.ts';
import { listOrderRowViews, type OrderRowView } from './order-row-view.ts';

export interface OrderStory {
  readonly order: OrderRowView;
  readonly lines: readonly OrderLine[];
  /** Soonest first. */
  readonly deadlines: readonly Deadline[];
  /** `answerBy`: until when a cancellation must be answered, else the platform cancels the order itself. */
  readonly hold: {
    readonly code: Hold;
    readonly at: number | null;
    readonly answerBy: number | null;
  } | null;
  readonly parcels: readonly Parcel[];
  readonly timeline: readonly AuditEntry[];
  /** In clear where the station has it; masks where the platform gives only those, or the clear text was purged. */
  readonly recipient: Recipient;
}

export function findOrderStory(
  parts: { database: Database; clock: Clock; settings: Settings; vault: Vault },
  orderKey: OrderKey,
): OrderStory | undefined {
  const { database } = parts;
  const order = listOrderRowViews(database, [orderKey])[0];
  const kept = database.get<{ hold_at: number | null; shipped_at: number | null; sealed: Uint8Array | null }>(
    `SELECT hold_at, shipped_at, recipient_sealed AS sealed FROM orders WHERE order_key = ?`,
    [orderKey],
  );
  if (!order || !kept) return undefined;
  const deadlines = deadlinesOf(
    { ...order, holdAt: kept.hold_at, shippedAt: kept.shipped_at, ...findTimes(database, orderKey) },
    getShop(database, order.shopId).market,
    deadlineHours(parts.settings),
    parts.clock.now(),
  );
  const parcels = listParcels(database, listParcelIdsOfOrder(database, orderKey));
  return {
    order,
    lines: listOrderLines(database, [orderKey]),
    deadlines,
    hold: order.hold && {
      code: order.hold,
      at: kept.hold_at,
      answerBy: deadlines.find(({ rule }) => rule === 'sla.cancel-answer')?.at ?? null,
    },
    parcels,
    timeline: timelineOf(database, orderKey, parcels),
    recipient: kept.sealed ? openRecipient(parts.vault, kept.sealed) : splitMask(order.recipientMask),
  };
}

function timelineOf(reader: Reader, orderKey: OrderKey, parcels: readonly Parcel[]): AuditEntry[] {
  const subjects = [
    orderSubject(orderKey),
    ...parcels.map((parcel) => ({ kind: 'parcel', id: parcel.parcelId })),
  ];
  return subjects.flatMap((subject) => listAudit(reader, subject)).sort((a, b) => a.entryNo - b.entryNo);
}
