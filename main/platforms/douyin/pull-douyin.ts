// Pulling a Douyin shop: what changed since the last time, with an overlap and a fixed end for each sweep; which refunds moved; and every
// quarter of an hour all open orders, because not every change moves an order's update time. One page a call; the cursor holds where the
// sweep stands, so that a station that was stopped in the middle goes on there.

import { z } from 'zod';
import { dayMs, minuteMs } from '../../basics/clock.ts';
import { createAskAhead } from '../ask-ahead.ts';
import { eachOf } from '../each-of.ts';
import type { AskedCancellation, IncomingOrder } from '../incoming-order.ts';
import type { PulledOrders, UnreadOrder } from '../platform.ts';
import {
  type AfterSale,
  afterSalesData,
  afterSalesParams,
  isBeforeShipping,
  parseAfterSales,
  waitingOf,
} from './after-sales.ts';
import { isTheirTrouble, kindOf } from './codes.ts';
import { askedAgain, type DouyinClient } from './douyin-client.ts';
import { briefOf, type DouyinOrder, parseDouyinOrder, refundStandOf } from './douyin-order.ts';
import { type AlsoKnown, incomingFromDouyin } from './incoming-douyin.ts';
import type { DouyinAnswer } from './send-signed.ts';

/** At least every so often all open orders are read. */
const openEveryMs = 15 * minuteMs;
/** Sweeps overlap: what was written at the very end of one may show up late. */
const overlapMs = 10 * minuteMs;
const ordersAPage = 100;
/** The platform looks back ninety days and refuses what begins earlier; a day's grace for clocks. */
const lookBackMs = 89 * dayMs;
/** The platform pages no deeper than 50,000; long before that the list is asked for anew, from where it was read to. */
const mostPagesDeep = 200;
const mostLinesOfOne = 40;
/** An order that was read a moment ago is not read again by the next step of the same work. */
const freshMs = minuteMs;
const mostFresh = 2_000;

/**
 * A list that moves while it is paged: what was read to `seen` is behind us. When the platform counts other rows than before, rows have
 * moved up past us, and the list is begun anew at `seen`; nothing is skipped, some of it comes twice.
 */
const listSchema = z.strictObject({
  from: z.number().int(),
  until: z.number().int(),
  page: z.number().int().nonnegative(),
  total: z.number().int().nullable(),
  seen: z.number().int(),
});
type List = z.output<typeof listSchema>;

const sweepSchema = z.strictObject({ kind: z.enum(['changes', 'after-sales', 'open']), list: listSchema });
type Sweep = z.output<typeof sweepSchema>;

/** All in the platform's seconds. */
const cursorSchema = z.strictObject({
  changesUntil: z.number().int().nullable(),
  afterSalesUntil: z.number().int().nullable(),
  openSweptAt: z.number().int().nullable(),
  sweep: sweepSchema.nullable(),
});
type Cursor = z.output<typeof cursorSchema>;

const ordersPage = z.object({
  // Each order is read on its own: one that nobody understands must not hide a hundred others.
  shop_order_list: z.array(z.unknown()).nullish(),
  total: z.coerce.number().nullish().catch(undefined),
});
const orderDetail = z.object({ shop_order_detail: z.unknown().optional() });
const timesOf = z.object({
  update_time: z.coerce.number().catch(0),
  create_time: z.coerce.number().catch(0),
});

export interface PullParts {
  readonly client: DouyinClient;
  /** The platform's time. */
  readonly now: () => number;
  readonly firstDays: () => number;
  readonly also: () => Pick<AlsoKnown, 'nameOfCarrier' | 'setCounts'>;
  readonly log: { warn(facts: object, words: string): void };
}

export interface DouyinPull {
  next(cursor: string | null): Promise<PulledOrders>;
  /** The orders as they are now; unknown ids are missing. */
  read(orderIds: readonly string[]): Promise<IncomingOrder[]>;
  /** The platform's own form, for those who need its ciphertext and line numbers. With `isFresh` one read a moment ago will do. */
  readDetails(orderIds: readonly string[], isFresh?: boolean): Promise<DouyinOrder[]>;
  /** They have changed over there: what was read a moment ago will not do any more. */
  forget(orderIds: readonly string[]): void;
}

export function createDouyinPull(parts: PullParts): DouyinPull {
  const { client, now } = parts;
  const fresh = new Map<string, { readonly at: number; readonly order: DouyinOrder }>();
  const nowSeconds = () => Math.floor(now() / 1_000);
  /** Since when this round reads the changes; undefined when the station was started in the middle of it. */
  let round: { readonly from: number; readonly until: number } | undefined;
  /** Open orders that could not be read since the last page was handed over. */
  const unread = new Map<string, UnreadOrder>();

  async function next(text: string | null): Promise<PulledOrders> {
    const cursor = readCursor(text);
    const sweep = cursor.sweep ?? firstSweep(cursor);
    const { orders, list } = await readPage(sweep);
    const moved = list === null ? endSweep(cursor, sweep) : { ...cursor, sweep: { ...sweep, list } };
    return { orders, unread: takeUnread(), cursor: JSON.stringify(moved), hasMore: moved.sweep !== null };
  }

  function takeUnread(): UnreadOrder[] {
    const taken = [...unread.values()];
    unread.clear();
    return taken;
  }

  /** Changes first, always. */
  function firstSweep(cursor: Cursor): Sweep {
    const until = nowSeconds();
    const from = Math.min(cursor.changesUntil ?? until - (parts.firstDays() * dayMs) / 1_000, until);
    const list = newList(from - overlapMs / 1_000, until);
    round = { from: list.from, until };
    return { kind: 'changes', list };
  }

  function endSweep(cursor: Cursor, { kind, list }: Sweep): Cursor {
    switch (kind) {
      case 'changes': {
        const from =
          (cursor.afterSalesUntil ?? list.until - (parts.firstDays() * dayMs) / 1_000) - overlapMs / 1_000;
        const sweep: Sweep = { kind: 'after-sales', list: newList(from, list.until) };
        return { ...cursor, changesUntil: readUntil(list), sweep };
      }
      case 'after-sales': {
        const at = nowSeconds();
        const isDue = cursor.openSweptAt === null || at - cursor.openSweptAt >= openEveryMs / 1_000;
        // Made since, and so changed since: this round has just read it.
        const isJustRead = round !== undefined && at - round.until < openEveryMs / 1_000;
        const before = isJustRead ? (round?.from ?? at) : at;
        const moved = { ...cursor, afterSalesUntil: readUntil(list) };
        if (isDue && before <= notTooEarly(0)) return { ...moved, openSweptAt: at, sweep: null };
        // From its beginning on: the machine may sleep before it has ended, and what it read is then as old as that.
        return isDue
          ? { ...moved, openSweptAt: at, sweep: { kind: 'open', list: newList(0, before) } }
          : { ...moved, sweep: null };
      }
      case 'open':
        return { ...cursor, sweep: null };
    }
  }

  /** Until an answer has told the platform's time ours may be ahead of it: what a sweep has not seen yet is none of what it has read. */
  const readUntil = (list: List) => Math.min(list.until, nowSeconds());

  async function readPage({ kind, list }: Sweep): Promise<{ orders: IncomingOrder[]; list: List | null }> {
    if (kind === 'after-sales') return readAfterSalesPage(list);
    const isOpen = kind === 'open';
    const asked = {
      page: list.page,
      size: ordersAPage,
      order_by: isOpen ? 'create_time' : 'update_time',
      order_asc: true,
      ...(isOpen
        ? {
            create_time_start: notTooEarly(list.from),
            create_time_end: list.until,
            combine_status: [{ order_status: '105,2,101' }],
          }
        : { update_time_start: notTooEarly(list.from), update_time_end: list.until }),
    };
    const answer = pages.ask(asked);
    // Should the list have shrunk by then, one of the two answers counts fewer rows, and both are read anew.
    const next = list.page + 1;
    if (list.total !== null && next * ordersAPage < list.total && next < mostPagesDeep)
      pages.askAhead({ ...asked, page: next });
    const page = await answer;
    const told = page.shop_order_list ?? [];
    const times = told.map((order) => {
      const parsed = timesOf.safeParse(order).data;
      return (isOpen ? parsed?.create_time : parsed?.update_time) ?? 0;
    });
    const moved = moveOn(list, {
      count: told.length,
      total: page.total ?? null,
      hasMore: told.length === ordersAPage,
      last: Math.max(list.seen, ...times),
    });
    return { orders: await withCancellations(readEach(told), []), list: moved };
  }

  const readList = (asked: object) => askedAgain(() => client.read('order.searchList', asked, ordersPage));
  const pages = createAskAhead(readList, now);

  /** By the time it is asked and not by when the sweep began: a sweep may go on days later. */
  function notTooEarly(seconds: number): number {
    return Math.max(seconds, nowSeconds() - lookBackMs / 1_000);
  }

  /** Requests that moved, whatever they are now: their orders tell how it stands. */
  async function readAfterSalesPage(list: List): Promise<{ orders: IncomingOrder[]; list: List | null }> {
    const asked = afterSalesParams({
      page: list.page,
      order_by: ['update_time asc'],
      update_start_time: notTooEarly(list.from),
      update_end_time: list.until,
    });
    const page = parseAfterSales(
      await askedAgain(() => client.read('afterSale.List', asked, afterSalesData)),
    );
    const rows = page.rows.filter(isBeforeShipping);
    const orders = await readDetails([...new Set(rows.map(({ orderId }) => orderId))]);
    const moved = moveOn(list, {
      count: page.count,
      total: page.total,
      hasMore: page.hasMore,
      // Its rows do not say when they moved; a list that shrinks is begun anew.
      last: list.from,
    });
    return { orders: await withCancellations(orders, rows), list: moved };
  }

  function readEach(orders: readonly unknown[]): DouyinOrder[] {
    return orders.flatMap((told) => {
      const order = parseDouyinOrder(told);
      if (order.isRead) return [order.value];
      const { place } = order;
      parts.log.warn({ place }, 'an order of Douyin could not be read');
      const { isClosed, ...brief } = briefOf(told);
      if (!isClosed) unread.set(brief.orderId, { ...brief, place });
      return [];
    });
  }

  /** Orders of which a refund waits are told with its clock. */
  async function withCancellations(
    orders: readonly DouyinOrder[],
    rows: readonly AfterSale[],
  ): Promise<IncomingOrder[]> {
    const asked = orders.filter((order) =>
      order.sku_order_list.some((line) => refundStandOf(line) === 'asked'),
    );
    const waiting = new Map(
      await eachOf(asked, async (order) => {
        const known = waitingOf(
          rows.filter(({ orderId }) => orderId === order.order_id),
          now(),
        );
        return [order.order_id, known ?? (await readWaiting(order.order_id))] as const;
      }),
    );
    return orders.flatMap((order) => {
      const cancellation = waiting.get(order.order_id);
      return incomingFromDouyin(order, { ...parts.also(), ...(cancellation && { cancellation }) }) ?? [];
    });
  }

  /** The hold stands without it: an account that may not see refunds still learns of them from the order. */
  async function readWaiting(orderId: string): Promise<AskedCancellation | null> {
    const answer = await client.ask('afterSale.List', afterSalesParams({ page: 0, order_id: orderId }));
    if (isAboutThisOne(answer)) return null;
    const page = parseAfterSales(client.yes(answer, afterSalesData));
    return waitingOf(
      page.rows.filter((each) => each.orderId === orderId),
      now(),
    );
  }

  async function readDetails(orderIds: readonly string[], isFresh = false): Promise<DouyinOrder[]> {
    const found = await eachOf([...new Set(orderIds)], async (orderId, beforeLeaving) => {
      const known = fresh.get(orderId);
      if (isFresh && known && now() - known.at < freshMs) return [known.order];
      const told = await askedAgain(async () => {
        beforeLeaving();
        const answer = await client.ask('order.orderDetail', { shop_order_id: orderId }, beforeLeaving);
        // An order of another shop, or of none, is missing; a platform that cannot say now is no answer at all.
        return isAboutThisOne(answer) ? null : client.yes(answer, orderDetail);
      });
      if (told === null) return [];
      return eachOf(readEach([told.shop_order_detail]), completeLines);
    });
    const orders = found.flat();
    remember(orders);
    return orders;
  }

  /** A single order is told with forty lines at most; the list tells it with more. */
  async function completeLines(order: DouyinOrder): Promise<DouyinOrder> {
    if (order.sku_order_list.length < mostLinesOfOne || !order.create_time) return order;
    const at = { create_time_start: order.create_time, create_time_end: order.create_time };
    const page = await readList({ page: 0, size: ordersAPage, ...at });
    const listed = readEach(page.shop_order_list ?? []).find(({ order_id }) => order_id === order.order_id);
    return listed && listed.sku_order_list.length > order.sku_order_list.length ? listed : order;
  }

  function remember(orders: readonly DouyinOrder[]): void {
    const at = now();
    for (const order of orders) {
      fresh.delete(order.order_id);
      fresh.set(order.order_id, { at, order });
    }
    for (const oldest of fresh.keys()) {
      if (fresh.size <= mostFresh) break;
      fresh.delete(oldest);
    }
  }

  return {
    next,
    readDetails,
    forget(orderIds) {
      for (const orderId of orderIds) fresh.delete(orderId);
    },
    read: async (orderIds) => withCancellations(await readDetails(orderIds), []),
  };
}

const isAboutThisOne = (answer: DouyinAnswer) =>
  kindOf(answer).kind === 'business' && !isTheirTrouble(answer);

function newList(from: number, until: number): List {
  const start = Math.floor(Math.max(0, from));
  return { from: start, until, page: 0, total: null, seen: start };
}

/** Where the list is read next; null at its end. */
export function moveOn(
  list: List,
  page: {
    readonly count: number;
    readonly total: number | null;
    readonly hasMore: boolean;
    /** The latest time on this page. */
    readonly last: number;
  },
): List | null {
  const { total, last } = page;
  // Rows left the list before this page was read: those that moved up past us lie after `seen`.
  const hasShrunk = list.page > 0 && total !== null && list.total !== null && total < list.total;
  if (hasShrunk) return { ...list, from: list.seen, page: 0, total: null };
  if (page.count === 0 || !page.hasMore) return null;
  if (list.page + 1 >= mostPagesDeep && last > list.from)
    return { ...list, from: last, page: 0, total: null, seen: last };
  return { ...list, page: list.page + 1, total, seen: last };
}

function readCursor(text: string | null): Cursor {
  const nothing: Cursor = { changesUntil: null, afterSalesUntil: null, openSweptAt: null, sweep: null };
  if (text === null) return nothing;
  try {
    return cursorSchema.parse(JSON.parse(text));
  } catch {
    return nothing; // of another version: everything is asked once more, and nothing changes that is known
  }
}
