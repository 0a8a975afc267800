// The training shop: a whole far side inside the program. It sells as time passes, keeps strict books, and can be made slow,
// deaf, stubborn or forgetful, so that people and tests meet every bad day before a real one.

import { join } from 'node:path';
import { setImmediate as giveWay } from 'node:timers/promises';
import { type Clock, minuteMs } from '../../basics/clock.ts';
import { createEvents } from '../../basics/events.ts';
import { Fault } from '../../basics/fault.ts';
import type { OrderId, ShopId } from '../../basics/ids.ts';
import type { Database, Writer } from '../../database/database.ts';
import { openDatabase } from '../../database/open-database.ts';
import type { IncomingOrder } from '../incoming-order.ts';
import type { Platform, Shipment, ShipmentAnswer, WaybillAnswer } from '../platform.ts';
import {
  type Books,
  bookMigrations,
  cancelBookedWaybill,
  countBooks,
  findSoldOrders,
  listCancellationsDue,
  listSoldOrdersAfter,
  readBooks,
  readNote,
  readNumber,
  saveNote,
  saveSoldOrder,
} from './books.ts';
import { bookShipment, bookWaybill } from './counter.ts';
import { makeArrivingOrder, makePlannedOrder } from './make-order.ts';
import { readTrainingData, type TrainingData, type TrainingGood } from './training-data.ts';

export const behaviours = ['normal', 'slow', 'offline', 'refusing', 'losing-answers'] as const;
/**
 * - `slow`: every answer takes eight seconds. `offline`: nothing is heard. `refusing`: shipments and waybills are refused.
 * - `losing-answers`: shipments and waybills are booked, then the answer is lost.
 */
export type Behaviour = (typeof behaviours)[number];

export interface TrainingPlatform extends Platform {
  /** Opened on an empty folder: sells its first day now, at this station's time. Later calls change nothing. */
  openShop(): void;
  readonly goods: readonly TrainingGood[];
  behaviour(): Behaviour;
  setBehaviour(behaviour: Behaviour): void;
  /** Buyers order now. */
  addOrders(count: number): readonly OrderId[];
  /** A buyer asks to cancel; `unknown` or `too-late` when there is nothing to cancel. */
  cancelOrder(orderId: OrderId): 'asked' | 'unknown' | 'too-late';
  counts(): { readonly orderCount: number; readonly shippedCount: number };
  books(): Books;
}

export interface TrainingParts {
  readonly shopId: ShopId;
  readonly dataDir: string;
  /** A second station on the same folder looks into the books and writes nothing there. */
  readonly isReadOnly?: boolean;
  readonly clock: Clock;
  /** An order arrives every so many minutes; 0 for never. */
  readonly orderEveryMinutes: () => number;
  /** Orders that the station knows of this shop and the shop does not: they came by file. */
  readonly ownOrders: (orderIds: readonly OrderId[]) => readonly IncomingOrder[];
}

const slowAnswerMs = 8_000;
const pageSize = 50;
const shipmentsATime = 25;
/** A pull starts this many changes before the last one seen, as one must on platforms that sort by a time in seconds. */
const overlap = 20;
/** A station that was closed for a week is not greeted with a week of orders. */
const mostArrivalsAtOnce = 40;

export function createTrainingPlatform(parts: TrainingParts): TrainingPlatform {
  const { shopId, clock } = parts;
  let opened: Database | undefined;
  let isStopped = false;
  let data: TrainingData | undefined;

  const training = () => {
    data ??= readTrainingData();
    return data;
  };
  const database = () => {
    opened ??= openDatabase(join(parts.dataDir, 'training-shop.db'), {
      migrations: bookMigrations,
      events: createEvents(),
      readOnly: parts.isReadOnly ?? false,
    });
    return opened;
  };
  const behaviour = () => (readNote(database(), 'behaviour') ?? 'normal') as Behaviour; // written by setBehaviour only

  /** Every call goes through here: the bad days are the same for all of them. */
  async function answer<Answer>(
    work: () => Answer | Promise<Answer>,
    changesBooks: boolean,
  ): Promise<Answer> {
    const now = behaviour();
    if (now === 'offline') throw new Fault('platform.offline', 'later');
    if (now === 'slow') await new Promise<void>((resolve) => clock.after(slowAnswerMs, resolve));
    if (isStopped) throw new Fault('platform.offline', 'later');
    const worked = await work();
    if (now === 'losing-answers' && changesBooks) throw new Fault('platform.answer-lost', 'later');
    return worked;
  }

  function openShop(): void {
    database().write((writer) => {
      if (readNote(writer, 'opened-at') !== undefined) return;
      const now = clock.now();
      saveNote(writer, 'opened-at', String(now));
      saveNote(writer, 'last-arrival-at', String(now));
      training().firstDay.forEach((plan, index) => {
        const made = makePlannedOrder(training(), index + 1, plan, now);
        saveSoldOrder(writer, made.order, made.cancelAt);
      });
      saveNote(writer, 'order-no', String(training().firstDay.length));
    });
  }

  function sell(writer: Writer, paidAt: number): OrderId {
    const number = readNumber(writer, 'order-no') + 1;
    saveNote(writer, 'order-no', String(number));
    const made = makeArrivingOrder(training(), number, paidAt);
    saveSoldOrder(writer, made.order, made.cancelAt);
    return made.order.orderId;
  }

  /** Time has passed since somebody last looked: orders have come in, buyers have changed their minds. */
  function catchUp(): void {
    database().write((writer) => {
      const now = clock.now();
      for (const order of listCancellationsDue(writer, now)) askToCancel(writer, order);
      const everyMs = parts.orderEveryMinutes() * minuteMs;
      const lastAt = readNumber(writer, 'last-arrival-at');
      if (everyMs === 0 || lastAt === 0) return;
      const arrived = Math.floor((now - lastAt) / everyMs);
      // Less than none: the clock was moved back. Count anew from now.
      if (arrived < 0 || arrived > mostArrivalsAtOnce) saveNote(writer, 'last-arrival-at', String(now));
      else if (arrived > 0) saveNote(writer, 'last-arrival-at', String(lastAt + arrived * everyMs));
      const selling = Math.min(Math.max(0, arrived), mostArrivalsAtOnce);
      for (let order = 0; order < selling; order += 1) sell(writer, now - (selling - 1 - order) * 1_000);
    });
  }

  /** Orders that came by file are the shop's own too; their recipients stay with the station. */
  function adopt(orders: readonly IncomingOrder[]): void {
    if (orders.length === 0) return;
    database().write((writer) => {
      const known = findSoldOrders(
        writer,
        orders.map((order) => order.orderId),
      );
      for (const order of orders) {
        if (known.has(order.orderId)) continue;
        const recipient = { ...order.recipient, name: '', phone: '', address: '' };
        saveSoldOrder(writer, { ...order, recipient }, null);
      }
    });
  }

  function knowing(orderIds: readonly OrderId[]): void {
    const known = findSoldOrders(database(), orderIds);
    const unknown = orderIds.filter((orderId) => !known.has(orderId));
    if (unknown.length > 0) adopt(parts.ownOrders(unknown));
  }

  /** The shop lives in the station's own thread: a scan at the bench must not wait for its book-keeping. */
  async function bookInPortions(shipments: readonly Shipment[]): Promise<ShipmentAnswer[]> {
    const answers: ShipmentAnswer[] = [];
    for (let from = 0; from < shipments.length; from += shipmentsATime) {
      if (from > 0) await giveWay();
      if (isStopped) throw new Fault('platform.silent', 'later');
      const portion = shipments.slice(from, from + shipmentsATime);
      database().write((writer) => {
        for (const shipment of portion) answers.push(bookShipment(writer, shipment, clock.now()));
      });
    }
    return answers;
  }

  return {
    shopId,
    isLocal: false,
    shipBatchLimit: 400,
    get goods() {
      return training().goods;
    },
    openShop,
    behaviour,
    setBehaviour: (next) => database().write((writer) => saveNote(writer, 'behaviour', next)),
    addOrders: (count) =>
      database().write((writer) => Array.from({ length: count }, () => sell(writer, clock.now()))),
    cancelOrder: (orderId) =>
      database().write((writer) => {
        knowing([orderId]);
        const order = findSoldOrders(writer, [orderId]).get(orderId);
        if (!order) return 'unknown';
        return askToCancel(writer, order) ? 'asked' : 'too-late';
      }),
    counts: () => countBooks(database()),
    books: () => readBooks(database()),

    pullOrders: (cursor) =>
      answer(() => {
        catchUp();
        const { from, isPage } = parseCursor(cursor);
        const sold = listSoldOrdersAfter(database(), isPage ? from : Math.max(0, from - overlap), pageSize);
        const last = sold.at(-1)?.changeNo ?? from;
        const hasMore = sold.length === pageSize;
        return {
          orders: sold.map((each) => each.order),
          cursor: `${last}${hasMore ? '+' : ''}`,
          hasMore,
        };
      }, false),

    readOrders: (orderIds) =>
      answer(() => {
        catchUp();
        knowing(orderIds);
        return [...findSoldOrders(database(), orderIds).values()];
      }, false),

    takeWaybills: (requests) =>
      answer(() => {
        if (behaviour() === 'refusing') {
          return requests.map(
            ({ parcelId }): WaybillAnswer => ({
              parcelId,
              ok: false,
              code: 'waybill.refused',
              words: '电子面单服务暂停，请联系网点',
            }),
          );
        }
        knowing(requests.flatMap((request) => request.orderIds));
        return database().write((writer) =>
          requests.map((request) => bookWaybill(writer, request, training().carriers)),
        );
      }, true),

    cancelWaybill: (trackingNumber) =>
      answer(() => database().write((writer) => cancelBookedWaybill(writer, trackingNumber)), true),

    ship: (shipments) =>
      answer(() => {
        if (behaviour() === 'refusing') {
          return shipments.map(
            ({ idempotencyKey }): ShipmentAnswer => ({
              idempotencyKey,
              outcome: 'fix',
              code: 'ship.refused',
              words: '发货信息校验不通过，请核对后重试',
            }),
          );
        }
        knowing(shipments.flatMap((shipment) => shipment.lines.map((line) => line.orderId)));
        return bookInPortions(shipments);
      }, true),

    adoptOrders: adopt,

    async stop() {
      isStopped = true;
      opened?.close();
      opened = undefined;
    },
  };
}

/** False when it is too late: what has left or is cancelled stays as it is. */
function askToCancel(writer: Writer, order: IncomingOrder): boolean {
  const isOpen = order.state === 'to-ship' || order.state === 'part-shipped' || order.state === 'unpaid';
  if (!isOpen || order.hold !== null) {
    saveSoldOrder(writer, order, null);
    return order.hold === 'cancel-requested';
  }
  const lines = order.lines.map((line) => ({ ...line, hold: 'cancel-requested' as const }));
  saveSoldOrder(
    writer,
    { ...order, lines, hold: 'cancel-requested', platformState: `${order.platformState} · 申请取消` },
    null,
  );
  return true;
}

/** `123+` goes on with a page; `123` begins anew, a little earlier. */
function parseCursor(cursor: string | null): { from: number; isPage: boolean } {
  const match = /^(\d+)(\+?)$/.exec(cursor ?? '');
  return { from: Number(match?.[1] ?? 0), isPage: match?.[2] === '+' };
}
