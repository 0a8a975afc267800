// The books of both sides, laid side by side order by order: what is missing, what went twice, what waits although it could go.

import type { SyncStation, TrueBooks } from './sync-parts.ts';

export interface ParcelRow {
  readonly parcel_id: string;
  readonly state: string;
  readonly tracking_number: string | null;
  readonly order_ids: string;
}

export interface DebtRow {
  readonly outbox_no: number;
  readonly kind: string;
  readonly state: string;
  readonly last_code: string | null;
  readonly last_words: string | null;
}

interface OrderRow {
  readonly order_id: string;
  readonly state: string;
  readonly hold: string | null;
}

export interface Compared {
  readonly shipped: number;
  readonly lost: number;
  readonly doubled: number;
  readonly refundsRejected: number;
  readonly stuck: number;
  /** Numbers that the platform gave, that no parcel carries, and that nobody gave back. */
  readonly numbersLeft: number;
  /** What went wrong, each in a line. */
  readonly findings: readonly string[];
}

/** Rows of the station's own books; none when it has ended. */
export async function readRows<Row>(
  station: SyncStation,
  sql: string,
  values: readonly (string | number)[],
): Promise<readonly Row[]> {
  return ((await station.tell({ do: 'rows', sql, values })) ?? []) as readonly Row[]; // the columns that are asked for
}

export const readParcels = (station: SyncStation, shopId: string) =>
  readRows<ParcelRow>(
    station,
    `SELECT parcels.parcel_id, parcels.state, parcels.tracking_number, group_concat(DISTINCT orders.order_id) AS order_ids
     FROM parcels JOIN parcel_lines USING (parcel_id) JOIN orders USING (order_key)
     WHERE parcels.shop_id = ? GROUP BY parcels.parcel_id`,
    [shopId],
  );

export const readDebts = (station: SyncStation, shopId: string, states: readonly string[]) =>
  readRows<DebtRow>(
    station,
    `SELECT outbox_no, kind, state, last_code, last_words FROM outbox
     WHERE shop_id = ? AND state IN (${states.map(() => '?').join(', ')})`,
    [shopId, ...states],
  );

export async function compareBooks(
  truth: TrueBooks,
  station: SyncStation,
  shopId: string,
): Promise<Compared> {
  const orders = await readRows<OrderRow>(
    station,
    `SELECT order_id, state, hold FROM orders WHERE shop_id = ?`,
    [shopId],
  );
  const parcels = await readParcels(station, shopId);
  const waiting = await readDebts(station, shopId, [
    'waiting',
    'sending',
    'held',
    'needs-person',
    'unreadable',
  ]);
  const known = new Map(orders.map((row) => [row.order_id, row] as const));
  const parcelsOf = new Map<string, ParcelRow[]>();
  for (const parcel of parcels)
    for (const orderId of parcel.order_ids.split(','))
      parcelsOf.set(orderId, [...(parcelsOf.get(orderId) ?? []), parcel]);
  const lost = [
    ...truth.orders.flatMap(({ orderId, state }) => {
      const row = known.get(orderId);
      if (!row) return [`order ${orderId} (${state}) was never seen`];
      return row.state === state
        ? []
        : [`order ${orderId} is ${state} there and ${row.state} (${row.hold}) here`];
    }),
    ...findUntold(truth, parcels),
  ];
  const stuck = [
    ...truth.orders
      .filter((order) => order.mayGo)
      .map(({ orderId }) => {
        const facts = { here: known.get(orderId), parcels: parcelsOf.get(orderId) };
        return `order ${orderId} could go and is still here: ${JSON.stringify(facts)}`;
      }),
    ...waiting.map((debt) => `a debt waits: ${JSON.stringify(debt)}`),
  ];
  const live = new Set(
    parcels
      .filter(({ state }) => !['pulled', 'dissolved'].includes(state))
      .map((parcel) => parcel.tracking_number),
  );
  const { refundsRejected, doubled } = truth;
  const rejected = refundsRejected > 0 ? [`${refundsRejected} refunds were turned down`] : [];
  return {
    shipped: parcels.filter(({ state }) => state === 'shipped').length,
    lost: lost.length,
    doubled: doubled.length,
    refundsRejected,
    stuck: stuck.length,
    numbersLeft: truth.liveNumbers.filter((number) => !live.has(number)).length,
    findings: [...lost, ...doubled, ...rejected, ...stuck],
  };

  /** Shipped on one side only. */
  function findUntold({ shipped, orders: theirs }: TrueBooks, ours: readonly ParcelRow[]): string[] {
    const here = ours.filter((parcel) => parcel.state === 'shipped');
    const numbersThere = new Set(shipped.map(({ trackingNumber }) => trackingNumber));
    const numbersHere = new Set(here.map((parcel) => parcel.tracking_number));
    const cancelled = new Set(
      theirs.filter(({ state }) => state === 'cancelled').map(({ orderId }) => orderId),
    );
    return [
      ...here
        .filter((parcel) => !numbersThere.has(parcel.tracking_number ?? ''))
        .map((parcel) => `parcel ${parcel.parcel_id} (${parcel.tracking_number}) was never told`),
      ...shipped
        .filter(({ trackingNumber }) => !numbersHere.has(trackingNumber))
        // A number that was taken is a parcel told, on TikTok; its buyer may have cancelled before it left.
        .filter(({ orderIds }) => !orderIds.every((orderId) => cancelled.has(orderId)))
        .map(({ trackingNumber, orderIds }) => {
          const mine = orderIds.flatMap((orderId) => parcelsOf.get(orderId) ?? []);
          return `${trackingNumber} (${orderIds.join(' ')}) was told and is not shipped here: ${JSON.stringify(mine)}`;
        }),
    ];
  }
}
