// Pulling a TikTok shop: what changed since the last time, with an overlap and a fixed end for each sweep; what buyers ask to cancel;
// and every quarter of an hour all open orders, because not every change moves an order's update time. One page a call; the cursor
// holds where the sweep stands, so that a station that was stopped in the middle goes on there. Times are the platform's, not this PC's.

import { z } from 'zod';
import { dayMs, minuteMs } from '../../basics/clock.ts';
import { isFault } from '../../basics/fault.ts';
import { createAskAhead } from '../ask-ahead.ts';
import type { IncomingOrder } from '../incoming-order.ts';
import type { PulledOrders, UnreadOrder } from '../platform.ts';
import { incomingFromTiktok } from './incoming-tiktok.ts';
import { createSplitOrders } from './must-split.ts';
import { createOrderGroups, type OrderGroups } from './order-groups.ts';
import { portions } from './portions.ts';
import { createCancellationReader } from './read-cancellations.ts';
import type { TiktokCall, TiktokClient } from './tiktok-client.ts';
import { isCombined, parseTiktokOrder, platformId, type TiktokOrder } from './tiktok-order.ts';

/** At least every so often all open orders are read. */
const openEveryMs = 15 * minuteMs;
/** Sweeps overlap: what was written at the very end of one may show up late. */
const overlapMs = 10 * minuteMs;
const ordersAPage = 100;
const detailsACall = 50;
/** A page that is refused is asked for from the beginning of its sweep, once in a while. */
const restartEveryMs = minuteMs;

const openStatuses = ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'AWAITING_COLLECTION', 'ON_HOLD'] as const;

const sweepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('changes'), from: z.number(), until: z.number(), token: z.string() }),
  z.strictObject({
    kind: z.literal('cancellations'),
    from: z.number(),
    until: z.number(),
    token: z.string(),
  }),
  z.strictObject({
    kind: z.literal('open'),
    status: z.number().int(),
    token: z.string(),
    /** Only those made before; what is younger this round has read among the changes. Null: all. */
    before: z.number().nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('asked'), token: z.string() }),
]);
type Sweep = z.output<typeof sweepSchema>;

const cursorSchema = z.strictObject({
  /** Changes until here were read; null before the first sweep. */
  changesUntil: z.number().nullable(),
  cancellationsUntil: z.number().nullable(),
  openSweptAt: z.number().nullable(),
  sweep: sweepSchema.nullable(),
});
type Cursor = z.output<typeof cursorSchema>;

const ordersPage = z.object({
  // Each order is read on its own: one that nobody understands must not hide a hundred others.
  orders: z.array(z.unknown()).nullish(),
  next_page_token: z.string().nullish(),
});

const briefOrder = z.object({
  id: platformId,
  status: z.string(),
  line_items: z.array(z.unknown()).nullish(),
});

/** Its number alone: told even by an order of which nothing else can be read. */
const numbered = z.object({ id: platformId });
const withState = z.object({ status: z.string() });

function idOf(told: unknown): string {
  return numbered.safeParse(told).data?.id ?? '';
}

function stateOf(told: unknown): string {
  return withState.safeParse(told).data?.status ?? '';
}

const closedStatuses: readonly string[] = [
  'IN_TRANSIT',
  'DELIVERED',
  'COMPLETED',
  'CANCELLED',
  'CANCEL',
  'UNPAID',
];

/** Nothing of it is packed any more, or not yet. */
const isClosed = (status: string) => closedStatuses.includes(status);

export interface PullParts {
  readonly client: Pick<TiktokClient, 'read'>;
  /** The platform's time. */
  readonly now: () => number;
  readonly firstDays: () => number;
  readonly log: { warn(facts: object, words: string): void };
}

export interface TiktokPull {
  next(cursor: string | null): Promise<PulledOrders>;
  /** The orders as they are now, with what belongs to them; unknown ids are missing. */
  read(orderIds: readonly string[]): Promise<IncomingOrder[]>;
  /** The platform's own form, for those who need its pieces and packages. */
  readDetails(orderIds: readonly string[]): Promise<TiktokOrder[]>;
  readonly combinables: OrderGroups['combinables'];
}

export function createTiktokPull(parts: PullParts): TiktokPull {
  const { client, now } = parts;
  const groups = createOrderGroups(client, now);
  const cancellations = createCancellationReader(client, now);
  const splits = createSplitOrders(parts);
  const searches = createAskAhead((call: TiktokCall) => client.read(call, ordersPage), now);
  let restartedAt = Number.NEGATIVE_INFINITY;
  /** Orders whose details came with the changes: the sweep over open ones need not read them again. */
  const readThisRound = new Set<string>();
  /** Since when this round reads the changes; undefined when the station was started in the middle of it. */
  let round: { readonly from: number; readonly until: number } | undefined;
  /** Open orders that could not be read since the last page was handed over. */
  const unread = new Map<string, UnreadOrder>();

  async function next(text: string | null): Promise<PulledOrders> {
    const cursor = readCursor(text);
    const sweep = cursor.sweep ?? firstSweep(cursor);
    const page = await readPage(sweep).catch((thrown: unknown) => startAgain(thrown, sweep));
    if (!page)
      return {
        orders: [],
        unread: takeUnread(),
        cursor: JSON.stringify({ ...cursor, sweep: { ...sweep, token: '' } }),
        hasMore: true,
      };
    const { orders, token } = page;
    const moved = token === '' ? endSweep(cursor, sweep) : { ...cursor, sweep: { ...sweep, token } };
    return { orders, unread: takeUnread(), cursor: JSON.stringify(moved), hasMore: moved.sweep !== null };
  }

  function takeUnread(): UnreadOrder[] {
    const taken = [...unread.values()];
    unread.clear();
    return taken;
  }

  /** A page's token may have ended since, with the station off for days: then the sweep begins anew, and nothing is left out. */
  function startAgain(thrown: unknown, sweep: Sweep): undefined {
    const isRefused = isFault(thrown) && thrown.code === 'platform.refused-us';
    if (!isRefused || sweep.token === '' || now() - restartedAt < restartEveryMs) throw thrown;
    restartedAt = now();
    return undefined;
  }

  /** Changes first, always. */
  function firstSweep(cursor: Cursor): Sweep {
    readThisRound.clear();
    const until = now();
    const from = Math.min(cursor.changesUntil ?? until - parts.firstDays() * dayMs, until);
    round = { from: from - overlapMs, until };
    return { kind: 'changes', ...round, token: '' };
  }

  function endSweep(cursor: Cursor, sweep: Sweep): Cursor {
    switch (sweep.kind) {
      case 'changes': {
        const from = Math.min(cursor.cancellationsUntil ?? sweep.from, now()) - overlapMs;
        const next: Sweep = { kind: 'cancellations', from, until: sweep.until, token: '' };
        return { ...cursor, changesUntil: readUntil(sweep), sweep: next };
      }
      case 'cancellations': {
        const isOpenDue = cursor.openSweptAt === null || now() - cursor.openSweptAt >= openEveryMs;
        // Made since, and so changed since: this round has just read it.
        const isJustRead = round !== undefined && now() - round.until < openEveryMs;
        const before = isJustRead ? (round?.from ?? null) : null;
        const next: Sweep | null = isOpenDue ? { kind: 'open', status: 0, token: '', before } : null;
        // From its beginning on: the machine may sleep before it has ended, and what it read is then as old as that.
        const openSweptAt = isOpenDue ? now() : cursor.openSweptAt;
        return { ...cursor, cancellationsUntil: readUntil(sweep), openSweptAt, sweep: next };
      }
      case 'open': {
        const status = sweep.status + 1;
        const next: Sweep =
          status < openStatuses.length ? { ...sweep, status, token: '' } : { kind: 'asked', token: '' };
        return { ...cursor, sweep: next };
      }
      case 'asked':
        return { ...cursor, sweep: null };
    }
  }

  /** A sweep that began with a clock ahead of the platform's has read no further than the platform's now. */
  const readUntil = (sweep: { readonly until: number }) => Math.min(sweep.until, now());

  async function readPage(sweep: Sweep): Promise<{ orders: IncomingOrder[]; token: string }> {
    const isFirst = sweep.token === '' && (sweep.kind === 'changes' || sweep.kind === 'open');
    const regrouped = isFirst ? await groups.learn() : [];
    if (sweep.kind === 'cancellations') return readCancelledPage(sweep);
    const page = await searches.ask(searchOf(sweep));
    const token = page.next_page_token ?? '';
    if (token !== '') searches.askAhead(searchOf({ ...sweep, token }));
    const listed = (page.orders ?? []).filter((told) => sweep.kind !== 'open' || !wasRead(told));
    const here = new Set(listed.map(idOf));
    const others = await readDetails(regrouped.filter((id) => !here.has(id)));
    return { orders: await complete(listed, others), token };
  }

  /** Requests that changed, whatever they are now: their orders tell how it stands. */
  async function readCancelledPage(
    sweep: Extract<Sweep, { kind: 'cancellations' }>,
  ): Promise<{ orders: IncomingOrder[]; token: string }> {
    const { rows, token } = await cancellations.readPage(
      { update_time_ge: Math.floor(sweep.from / 1_000), update_time_lt: Math.ceil(sweep.until / 1_000) },
      sweep.token,
    );
    return { orders: await read([...new Set(rows.map(({ order_id }) => order_id))]), token };
  }

  function readEach(orders: readonly unknown[]): TiktokOrder[] {
    return orders.flatMap((told) => {
      const order = parseTiktokOrder(told);
      if (order.isRead) return isOurs(order.value) ? [order.value] : [];
      const { place } = order;
      parts.log.warn({ place }, 'an order of TikTok Shop could not be read');
      const platformState = stateOf(told);
      if (!isClosed(platformState)) unread.set(idOf(told), { orderId: idOf(told), place, platformState });
      return [];
    });
  }

  /** Bundles are told by the details alone; open orders are read there, and of the list's own no more than their number. */
  async function complete(
    listed: readonly unknown[],
    others: readonly TiktokOrder[],
  ): Promise<IncomingOrder[]> {
    const open = listed.flatMap((told) => {
      const brief = briefOrder.safeParse(told);
      const isOpen = brief.success && openStatuses.some((each) => each === brief.data.status);
      return isOpen ? [brief.data] : [];
    });
    const several = open.filter(
      ({ status, line_items: pieces }) => status === 'AWAITING_SHIPMENT' && (pieces?.length ?? 0) > 1,
    );
    const [details] = await Promise.all([
      readDetails(open.map(({ id }) => id)),
      splits.learn(several.map(({ id }) => id)),
    ]);
    const known = new Set(details.map(({ id }) => id));
    for (const id of known) readThisRound.add(id);
    // Whose details nobody can read is not packed by what the list leaves out.
    const rest = listed.filter((told) => !known.has(idOf(told)) && !unread.has(idOf(told)));
    return withCancellations([...details, ...readEach(rest), ...others]);
  }

  /** Read already since the changes of this round were asked for. */
  const wasRead = (told: unknown) => readThisRound.has(idOf(told));

  async function withCancellations(orders: readonly TiktokOrder[]): Promise<IncomingOrder[]> {
    const asked = orders.filter((order) => order.is_buyer_request_cancel === true).map(({ id }) => id);
    const waiting = await cancellations.readWaiting(asked);
    return orders.map((order) => {
      const cancellation = waiting.get(order.id);
      return incomingFromTiktok(order, {
        group: groupOf(order),
        mustSplit: splits.mustSplit(order.id),
        ...(cancellation && { cancellation }),
      });
    });
  }

  function groupOf(order: TiktokOrder): string | null {
    const packageId = order.line_items[0]?.package_id || order.packages?.[0]?.id;
    if (isCombined(order) && packageId) return `package-${packageId}`;
    return groups.groupOf(order.id) ?? null;
  }

  async function readDetails(orderIds: readonly string[]): Promise<TiktokOrder[]> {
    const path = '/order/202309/orders';
    const pages = await Promise.all(
      portions(orderIds, detailsACall).map((some) =>
        client.read({ method: 'GET', path, query: { ids: some.join(',') } }, ordersPage),
      ),
    );
    return pages.flatMap((page) => readEach(page.orders ?? []));
  }

  async function read(orderIds: readonly string[]): Promise<IncomingOrder[]> {
    await groups.learnOnce();
    return withCancellations(await readDetails(orderIds));
  }

  return { next, read, readDetails, combinables: groups.combinables };
}

function searchOf(sweep: Exclude<Sweep, { kind: 'cancellations' }>): TiktokCall {
  return {
    method: 'POST',
    path: '/order/202309/orders/search',
    query: {
      page_size: String(ordersAPage),
      sort_field: sweep.kind === 'changes' ? 'update_time' : 'create_time',
      sort_order: 'ASC',
      ...(sweep.token !== '' && { page_token: sweep.token }),
    },
    body: filterOf(sweep),
  };
}

function filterOf(sweep: Exclude<Sweep, { kind: 'cancellations' }>): object {
  switch (sweep.kind) {
    case 'changes':
      return {
        update_time_ge: Math.floor(sweep.from / 1_000),
        update_time_lt: Math.ceil(sweep.until / 1_000),
      };
    case 'open':
      return {
        order_status: openStatuses[sweep.status] ?? openStatuses[0],
        ...(sweep.before !== null && { create_time_lt: Math.ceil(sweep.before / 1_000) }),
      };
    case 'asked':
      return { is_buyer_request_cancel: true };
  }
}

/** Only what the seller sends is packed here; what TikTok's own warehouses send is not. Unpaid orders have no address yet. */
function isOurs(order: TiktokOrder): boolean {
  const by = order.fulfillment_type ?? '';
  return by === '' || by === 'FULFILLMENT_BY_SELLER';
}

function readCursor(text: string | null): Cursor {
  const fresh: Cursor = { changesUntil: null, cancellationsUntil: null, openSweptAt: null, sweep: null };
  if (text === null) return fresh;
  try {
    return cursorSchema.parse(JSON.parse(text));
  } catch {
    return fresh; // of another version: everything is asked once more, and nothing changes that is known
  }
}
