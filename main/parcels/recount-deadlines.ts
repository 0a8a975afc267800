// Deadlines that we count ourselves follow their settings: when one changes, what is stored with the open orders and their parcels is
// counted anew in the background, a few orders at a time. What was counted with which hours is written down when all is done, so
// that a stop in the middle, or a change made while nothing ran, is taken up at the next start.

import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { isFault } from '../basics/fault.ts';
import type { Database, Writer } from '../database/database.ts';
import { type DeadlineHours, deadlineHours, dueOf } from '../orders/deadlines.ts';
import { type Hold, type OrderKey, type OrderState, openOrderStates } from '../orders/order.ts';
import { findTimes } from '../orders/order-times.ts';
import type { Settings } from '../settings/settings-table.ts';
import { listShops, type Market } from '../shops/shops-table.ts';

export interface DeadlineRecount {
  start(): void;
  stop(): void;
}

export interface RecountParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly settings: Settings;
}

/** Few enough that a scan arriving meanwhile is answered within 20 ms. */
const chunkOrders = 200;
const betweenChunksMs = 8;
/** Not at once: the first seconds belong to the person who waits for the screen. */
const firstAfterMs = 3_000;
/** A busy or full disk: tried again after this. */
const afterFaultMs = 5_000;
/** Screens read anew after so many chunks, and at the end. */
const chunksATelling = 25;

export function createDeadlineRecount(parts: RecountParts): DeadlineRecount {
  const { database, clock, events, settings } = parts;
  let cancelTimer: (() => void) | undefined;
  let stopListening: (() => void) | undefined;
  let run: Run | undefined;

  /** Begins, or begins anew, when the hours in force are not the ones that were counted with. */
  function look(afterMs: number): void {
    const hours = deadlineHours(settings);
    const wanted = JSON.stringify(hours);
    if (run ? run.wanted === wanted : readDone(database) === wanted) return;
    run = { wanted, hours, place: { kind: 'undated', orderKey: 0 }, untold: 0 };
    schedule(afterMs);
  }

  function schedule(delayMs: number): void {
    cancelTimer?.();
    cancelTimer = clock.after(delayMs, work);
  }

  function work(): void {
    const current = run;
    if (!current) return;
    try {
      const isDone = database.write((writer) => recountChunk(current, writer, clock.now()));
      if (isDone) run = undefined;
      else schedule(betweenChunksMs);
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      // Nothing of the chunk was kept, so the walk must not have passed it: what was counted already costs only a look.
      current.place = { kind: 'undated', orderKey: 0 };
      schedule(afterFaultMs);
    }
  }

  return {
    start() {
      if (database.readOnly) return;
      stopListening = events.on((event) => {
        if (event.kind === 'settings.changed') look(0);
      });
      look(firstAfterMs);
    },
    stop() {
      stopListening?.();
      cancelTimer?.();
    },
  };
}

interface Run {
  /** The hours as they are written down when all is done. */
  readonly wanted: string;
  readonly hours: DeadlineHours;
  /** How far the walk over open orders has come: those without a deadline first, then by deadline. */
  place:
    | { readonly kind: 'undated'; readonly orderKey: OrderKey }
    | { readonly kind: 'dated'; readonly dueAt: number; readonly orderKey: OrderKey };
  /** Chunks since screens were told. */
  untold: number;
}

interface OrderRow {
  order_key: number;
  shop_id: string;
  state: OrderState;
  hold: Hold | null;
  hold_at: number | null;
  ordered_at: number | null;
  paid_at: number | null;
  ship_by_at: number | null;
  shipped_at: number | null;
  due_at: number | null;
  due_rule: string | null;
}

const columns = `order_key, shop_id, state, hold, hold_at, ordered_at, paid_at, ship_by_at, shipped_at, due_at, due_rule`;
const openSql = `state IN (${openOrderStates.map((state) => `'${state}'`).join(', ')})`;
// A row moves along this walk while it is counted anew, but never from before it was looked at to behind: none is missed.
const undatedSql = `SELECT ${columns} FROM orders INDEXED BY orders_open_by_due
  WHERE ${openSql} AND due_at IS NULL AND order_key > :orderKey ORDER BY order_key LIMIT ${chunkOrders}`;
const datedSql = `SELECT ${columns} FROM orders INDEXED BY orders_open_by_due
  WHERE ${openSql} AND due_at IS NOT NULL AND (due_at, order_key) > (:dueAt, :orderKey)
  ORDER BY due_at, order_key LIMIT ${chunkOrders}`;

/** One transaction; true when the walk is over and the hours were written down. */
function recountChunk(run: Run, writer: Writer, now: number): boolean {
  const { place } = run;
  const rows =
    place.kind === 'undated'
      ? writer.all<OrderRow>(undatedSql, { orderKey: place.orderKey })
      : writer.all<OrderRow>(datedSql, { dueAt: place.dueAt, orderKey: place.orderKey });
  const markets = new Map<string, Market>(listShops(writer).map((shop) => [shop.shopId, shop.market]));
  const changed = rows.filter((row) => recountOrder(writer, row, markets.get(row.shop_id), run.hours, now));
  if (changed.length > 0) {
    recountParcels(
      writer,
      changed.map((row) => row.order_key),
    );
    run.untold += 1;
  }
  const last = rows.at(-1);
  const isEnd = rows.length < chunkOrders;
  const isOver = isEnd && place.kind === 'dated';
  if (isEnd && place.kind === 'undated') {
    run.place = { kind: 'dated', dueAt: Number.MIN_SAFE_INTEGER, orderKey: 0 };
  } else if (last) {
    const { order_key: orderKey, due_at } = last;
    run.place = due_at === null ? { kind: 'undated', orderKey } : { kind: 'dated', dueAt: due_at, orderKey };
  }
  if (run.untold >= chunksATelling || (isOver && run.untold > 0)) {
    writer.emit({ kind: 'orders.changed' });
    writer.emit({ kind: 'parcels.changed' });
    run.untold = 0;
  }
  if (isOver) saveDone(writer, run.wanted, now);
  return isOver;
}

function recountOrder(
  writer: Writer,
  row: OrderRow,
  market: Market | undefined,
  hours: DeadlineHours,
  now: number,
): boolean {
  if (!market) return false;
  const facts = {
    state: row.state,
    hold: row.hold,
    holdAt: row.hold_at,
    orderedAt: row.ordered_at,
    paidAt: row.paid_at,
    shipByAt: row.ship_by_at,
    shippedAt: row.shipped_at,
    ...findTimes(writer, row.order_key),
  };
  const { dueAt, dueRule } = dueOf(facts, market, hours, now);
  if (dueAt === row.due_at && dueRule === row.due_rule) return false;
  const sql = `UPDATE orders SET due_at = ?, due_rule = ? WHERE order_key = ?`;
  writer.run(sql, [dueAt, dueRule, row.order_key]);
  return true;
}

/** A parcel is due with the most urgent of its orders. */
function recountParcels(writer: Writer, orderKeys: readonly OrderKey[]): void {
  writer.run(
    `UPDATE parcels SET due_at = (
       SELECT min(orders.due_at) FROM parcel_lines JOIN orders USING (order_key)
       WHERE parcel_lines.parcel_id = parcels.parcel_id)
     WHERE parcel_id IN (
         SELECT parcel_id FROM json_each(?) AS wanted CROSS JOIN parcel_lines ON parcel_lines.order_key = wanted.value)
       AND state IN ('proposed', 'planned', 'released', 'open')`,
    [JSON.stringify(orderKeys)],
  );
}

const workName = 'deadlines';

function readDone(database: Database): string | undefined {
  const sql = `SELECT done_json FROM background_work WHERE name = ?`;
  return database.get<{ done_json: string }>(sql, [workName])?.done_json;
}

function saveDone(writer: Writer, done: string, now: number): void {
  writer.run(
    `INSERT INTO background_work (name, done_json, changed_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET done_json = excluded.done_json, changed_at = excluded.changed_at`,
    [workName, done, now],
  );
}
