// What the orders screen can be narrowed to, as SQL over the two indexes that hold every order: open ones by due time, closed ones
// by state. Values are always bound; the texts are fixed, so that each combination is prepared once.

import { z } from 'zod';
import { hourMs } from '../basics/clock.ts';
import type { SqlValue } from '../database/database.ts';
import { type OrderState, openOrderStates, packableOrderStates } from '../orders/order.ts';

export const dueBuckets = ['overdue', '2h', '12h', 'later'] as const;
/** Each order with a deadline is in exactly one: overdue, within 2 hours, within 12 (but not 2), later. */
export type DueBucket = (typeof dueBuckets)[number];

const orderStates = [
  'unpaid',
  'on-hold',
  'to-ship',
  'part-shipped',
  'awaiting-collection',
  'shipped',
  'finished',
  'cancelled',
  'unknown',
] as const satisfies readonly OrderState[];

export const closedOrderStates = ['shipped', 'finished', 'cancelled', 'unpaid'] as const;

export const orderFilterSchema = z.strictObject({
  /** `open` is every state in which something is still to be done; `held` is open with a hold. Absent: every order. */
  state: z.array(z.enum(['open', 'held', ...orderStates])).optional(),
  shopId: z.string().optional(),
  due: z.enum(dueBuckets).optional(),
  door: z.array(z.enum(['tagged', 'untagged', 'look', 'unknown'])).optional(),
  /** Packable, not held, and not in any parcel that is alive. */
  unplanned: z.boolean().optional(),
});
export type OrderFilter = z.infer<typeof orderFilterSchema>;

export interface Condition {
  readonly sql: string;
  readonly values: Readonly<Record<string, SqlValue>>;
}

/** Word for word the condition of the partial index, so that SQLite knows that it may use it. */
export const isOpenSql = `state IN ('on-hold', 'to-ship', 'part-shipped', 'awaiting-collection', 'unknown')`;
const isClosedSql = `state IN ('unpaid', 'shipped', 'finished', 'cancelled')`;

/** Null when the filter leaves no open order. */
export function openCondition(filter: OrderFilter, now: number): Condition | null {
  const parts = [isOpenSql];
  const values: Record<string, SqlValue> = {};
  const wanted = filter.state;
  if (wanted && wanted.length > 0 && !wanted.includes('open')) {
    const states = wanted.filter((state) => openOrderStates.some((open) => open === state));
    const alternatives: string[] = [];
    if (states.length > 0) {
      alternatives.push(`state IN (SELECT value FROM json_each(:states))`);
      values.states = JSON.stringify(states);
    }
    if (wanted.includes('held')) alternatives.push(`hold IS NOT NULL`);
    if (alternatives.length === 0) return null;
    parts.push(`(${alternatives.join(' OR ')})`);
  }
  if (filter.unplanned) parts.push(isUnplannedSql);
  if (filter.due) {
    const [from, until] = dueRange(filter.due, now);
    parts.push(`due_at > :from AND due_at <= :until`);
    Object.assign(values, { from, until });
  }
  addShopAndDoor(filter, parts, values);
  return { sql: parts.join(' AND '), values };
}

/** The closed states that the filter leaves, and what else it asks of them. Closed orders have no deadline, hold or plan. */
export function closedCondition(
  filter: OrderFilter,
): (Condition & { readonly states: readonly string[] }) | null {
  if (filter.due || filter.unplanned) return null;
  const wanted = filter.state;
  const states = closedOrderStates.filter(
    (state) => !wanted || wanted.length === 0 || wanted.includes(state),
  );
  if (states.length === 0) return null;
  const parts = [isClosedSql];
  const values: Record<string, SqlValue> = {};
  addShopAndDoor(filter, parts, values);
  return { sql: parts.join(' AND '), values, states };
}

/** Open or closed, for a short list of orders that is already known. */
export function anyCondition(filter: OrderFilter, now: number): Condition {
  const open = openCondition(filter, now);
  const closed = closedCondition(filter);
  const alternatives: string[] = [];
  if (open) alternatives.push(`(${open.sql})`);
  if (closed) {
    alternatives.push(`(${closed.sql} AND state IN (SELECT value FROM json_each(:closedStates)))`);
  }
  if (alternatives.length === 0) return { sql: 'FALSE', values: {} };
  return {
    sql: `(${alternatives.join(' OR ')})`,
    values: {
      ...open?.values,
      ...closed?.values,
      ...(closed ? { closedStates: JSON.stringify(closed.states) } : {}),
    },
  };
}

/** After `from`, up to and including `until`. */
export function dueRange(bucket: DueBucket, now: number): readonly [from: number, until: number] {
  switch (bucket) {
    case 'overdue':
      return [Number.MIN_SAFE_INTEGER, now];
    case '2h':
      return [now, now + 2 * hourMs];
    case '12h':
      return [now + 2 * hourMs, now + 12 * hourMs];
    case 'later':
      return [now + 12 * hourMs, Number.MAX_SAFE_INTEGER];
  }
}

/** Packable, not held, and in no parcel that is alive. */
export const isUnplannedSql = `state IN (${packableOrderStates.map((state) => `'${state}'`).join(', ')}) AND hold IS NULL
  AND NOT EXISTS (SELECT 1 FROM parcel_lines JOIN parcels ON parcels.parcel_id = parcel_lines.parcel_id
    WHERE parcel_lines.order_key = orders.order_key AND parcels.state NOT IN ('pulled', 'dissolved'))`;

function addShopAndDoor(filter: OrderFilter, parts: string[], values: Record<string, SqlValue>): void {
  if (filter.shopId !== undefined) {
    parts.push(`shop_id = :shopId`);
    values.shopId = filter.shopId;
  }
  if (filter.door && filter.door.length > 0) {
    parts.push(`door_tag IN (SELECT value FROM json_each(:doors))`);
    values.doors = JSON.stringify(filter.door);
  }
}
