// The planning board: parcels by recipient, most urgent first, with why those of one recipient are not one parcel.

import type { Clock } from '../basics/clock.ts';
import type { OrderId, ParcelId, ShopId } from '../basics/ids.ts';
import type { Fact } from '../basics/refusal.ts';
import type { Reader } from '../database/database.ts';
import { askGuard } from '../merges/guard-facts.ts';
import type { Reason, RuleId } from '../merges/verdict.ts';
import type { OrderKey } from '../orders/order.ts';
import type { ParcelState } from './parcel.ts';
import { type ParcelView, refsOf, viewParcels } from './view-parcel.ts';

export interface ParcelGroup {
  readonly recipientKey: string | null;
  readonly recipientMask: string;
  readonly shopId: ShopId;
  readonly dueAt: number | null;
  readonly parcels: readonly ParcelView[];
  readonly apart: readonly {
    readonly rule: RuleId;
    readonly verdict: 'warn' | 'block';
    readonly between: readonly ParcelId[];
    readonly facts: Readonly<Record<string, Fact>>;
  }[];
  /** Orders of the same recipient that something holds; they are in no parcel of this board. */
  readonly held: readonly { readonly orderId: OrderId; readonly hold: string }[];
}

interface GroupRow {
  shop_id: string;
  recipient_key: string | null;
  due_at: number | null;
  parcel_ids: string;
}

const groupsSql = `WITH matched AS (
    SELECT parcel_id, shop_id, recipient_key, due_at FROM parcels
    WHERE state IN (SELECT value FROM json_each(:states))
      AND (:found IS NULL OR parcel_id IN (
        SELECT parcel_id FROM parcel_lines WHERE order_key IN (SELECT value FROM json_each(:found))))
  )
  SELECT shop_id, recipient_key, min(due_at) AS due_at, json_group_array(parcel_id) AS parcel_ids, count(*) OVER () AS total
  FROM matched GROUP BY shop_id, ifnull(recipient_key, parcel_id)
  ORDER BY min(due_at) IS NULL, min(due_at), min(parcel_id) LIMIT :limit OFFSET :offset`;

export interface GroupsAsked {
  readonly states: readonly ParcelState[];
  /** Only groups with a parcel that holds a line of these orders; null for all. */
  readonly foundOrders: readonly OrderKey[] | null;
  readonly offset: number;
  readonly limit: number;
}

export function listGroups(
  reader: Reader,
  clock: Pick<Clock, 'now'>,
  asked: GroupsAsked,
): { groups: ParcelGroup[]; total: number } {
  const rows = reader.all<GroupRow & { total: number }>(groupsSql, {
    states: JSON.stringify(asked.states),
    found: asked.foundOrders && JSON.stringify(asked.foundOrders),
    limit: asked.limit,
    offset: asked.offset,
  });
  const ids = rows.map((row) => JSON.parse(row.parcel_ids) as ParcelId[]); // json_group_array over ids
  const views = new Map(viewParcels(reader, clock, ids.flat()).map((view) => [view.parcelId, view]));
  const groups = rows.map((row, index) => {
    const parcels = (ids[index] ?? []).flatMap((id) => views.get(id) ?? []).sort(byUrgency);
    return {
      recipientKey: row.recipient_key,
      recipientMask: parcels[0]?.recipientMask ?? '',
      shopId: row.shop_id as ShopId, // branded when the shop was added
      dueAt: row.due_at,
      parcels,
      apart: listApart(reader, clock, parcels),
      held: listHeld(reader, row.shop_id, row.recipient_key),
    };
  });
  return { groups, total: rows[0]?.total ?? 0 };
}

const mostCompared = 8;

/** For each two parcels: what the guard would say of them as one, beyond what it says of each already. */
function listApart(
  reader: Reader,
  clock: Pick<Clock, 'now'>,
  parcels: readonly ParcelView[],
): ParcelGroup['apart'] {
  const compared = parcels.slice(0, mostCompared);
  const apart: ParcelGroup['apart'][number][] = [];
  for (const [index, one] of compared.entries()) {
    for (const other of compared.slice(index + 1)) {
      const both = askGuard(reader, clock, [...refsOf(one), ...refsOf(other)]);
      if (both.split.length < 2) continue;
      const known = new Set([...one.verdict.reasons, ...other.verdict.reasons].map(nameOf));
      const reason = both.reasons.find((each) => !known.has(nameOf(each))) ?? both.reasons[0];
      if (!reason) continue;
      const { rule, facts } = reason;
      // Asked of no parcel in particular: nothing is let through here.
      const verdict = reason.verdict === 'warn' ? 'warn' : 'block';
      apart.push({ rule, verdict, between: [one.parcelId, other.parcelId], facts });
    }
  }
  return apart;
}

function nameOf(reason: Reason): string {
  return `${reason.rule} ${reason.facts.why}`;
}

function listHeld(reader: Reader, shopId: string, recipientKey: string | null): ParcelGroup['held'] {
  if (recipientKey === null) return [];
  return reader
    .all<{ order_id: string; hold: string }>(
      `SELECT order_id, hold FROM orders WHERE shop_id = ? AND recipient_key = ? AND recipient_key IS NOT NULL
         AND state IN ('to-ship', 'part-shipped') AND hold IS NOT NULL ORDER BY order_key`,
      [shopId, recipientKey],
    )
    .map((row) => ({ orderId: row.order_id as OrderId, hold: row.hold })); // branded when it was taken in
}

function byUrgency(a: ParcelView, b: ParcelView): number {
  return (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || (a.parcelId < b.parcelId ? -1 : 1);
}
