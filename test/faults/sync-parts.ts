// What one fault run needs, started once and used for many: the station in its own process, and the two simulated platforms seen alike.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import type { SimulatedDouyin, SimulatedTiktok } from '../builders/platform-simulators.ts';
import type { SyncCommand } from './sync-station.ts';

/** A bug of the station is thrown; null when the station ended before it answered. */
export interface SyncStation {
  tell(command: SyncCommand): Promise<unknown>;
  /** As the power would: at once, whatever it was doing. */
  kill(): Promise<void>;
  readonly isAlive: boolean;
  end(): Promise<void>;
}

/** Ten hours of a fast clock; nothing takes that long unless it hangs. */
const mostAnswerMs = 60_000;

/** How long a station may live: whoever started it hangs. */
const mostLifeMs = 3 * 3_600_000;

export interface SyncHouse {
  /** The file that is started. */
  readonly program: string;
  readonly dataDir: string;
}

export async function startSyncStation(
  asked: SyncHouse & {
    readonly at: number;
    readonly seed: number;
    /** How many times faster than the machine's its clock runs. */
    readonly speed: number;
    /** The longest answer; what takes longer hangs. */
    readonly patienceMs?: number;
    /** The station sleeps and its clock will stand here when it wakes, which is when this has been done. */
    readonly whileAsleep: (until: number) => Promise<void>;
  },
): Promise<SyncStation> {
  const words = [asked.dataDir, asked.at, asked.seed, asked.speed, mostLifeMs].map(String);
  const child: ChildProcess = spawn(process.execPath, [asked.program, ...words], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  });
  const { stdin, stdout } = child;
  const waking = child.stdio[3] as Writable | null | undefined; // a pipe goes both ways
  if (!stdin || !stdout || !waking) throw new Error('all pipes were asked for');
  interface Waiting {
    readonly resolve: (ok: unknown) => void;
    readonly reject: (thrown: Error) => void;
  }
  const waiting = new Map<number, Waiting>();
  let isAlive = true;
  let no = 0;
  const gone = new Promise<void>((resolve) =>
    child.once('exit', () => {
      isAlive = false;
      for (const each of waiting.values()) each.resolve(null);
      waiting.clear();
      resolve();
    }),
  );
  stdin.on('error', () => {}); // told by its exit
  waking.on('error', () => {}); // the same
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the station did not start: ${code}`)));
    createInterface({ input: stdout }).on('line', (line) => {
      // Written by sync-station.ts.
      const said = JSON.parse(line) as { no?: number; ok?: unknown; broken?: string; until?: number };
      if (said.until !== undefined) {
        const wake = () => waking.write('.');
        asked.whileAsleep(said.until).then(wake, wake); // a platform that has ended is told by the next question to it
        return;
      }
      if (said.no === undefined) return resolve();
      const mine = waiting.get(said.no);
      waiting.delete(said.no);
      if (said.broken === undefined) mine?.resolve(said.ok);
      else mine?.reject(new Error(said.broken));
    });
  });

  function tell(command: SyncCommand): Promise<unknown> {
    if (!isAlive) return Promise.resolve(null);
    no += 1;
    const mine = no;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`the station hangs: ${JSON.stringify(command)}`)),
        asked.patienceMs ?? mostAnswerMs,
      );
      waiting.set(mine, {
        resolve(ok) {
          clearTimeout(timer);
          resolve(ok);
        },
        reject(thrown) {
          clearTimeout(timer);
          reject(thrown);
        },
      });
      stdin?.write(`${JSON.stringify({ no: mine, ...command })}\n`);
    });
  }
  return {
    tell,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    get isAlive() {
      return isAlive;
    },
    async end() {
      const asked = tell({ do: 'stop' }).catch(() => {}); // switched off below
      await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 20_000).unref())]);
      if (isAlive) child.kill('SIGKILL');
      await gone;
    },
  };
}

/** One order as the platform's books have it. */
export interface TrueOrder {
  readonly orderId: string;
  /** In the station's words. */
  readonly state: string;
  /** Nothing stands in the way of sending it. */
  readonly mayGo: boolean;
  /** The buyer may still think again; on TikTok also when it has its number and waits for the carrier. */
  readonly mayChange: boolean;
  /** The buyer asked for the money back, and nobody has answered. */
  readonly isAsked: boolean;
}

export interface TrueBooks {
  readonly orders: readonly TrueOrder[];
  /** What was told as shipped, by number. */
  readonly shipped: readonly { readonly trackingNumber: string; readonly orderIds: readonly string[] }[];
  /** In words; none, or something went twice. */
  readonly doubled: readonly string[];
  /** Numbers that are paid for and were not given back. */
  readonly liveNumbers: readonly string[];
  readonly refundsRejected: number;
}

export type Happening = 'ask' | 'withdraw' | 'cancel' | 'move' | 'note';

/** One shop of one platform. */
export interface SyncShop {
  readonly platform: 'tiktok' | 'douyin';
  readonly link: object;
  readonly appSecret: string;
  /** The main account's consent, good once and for some minutes; empty where a shop's own app needs none. */
  consent(): Promise<string>;
  readonly timeZone: string;
  addOrders(count: number, seed: number): Promise<readonly string[]>;
  happen(orderId: string, what: Happening): Promise<void>;
  fault(rule: object): Promise<void>;
  mend(): Promise<void>;
  /** How often each kind of fault struck a call so far. */
  struck(): Promise<Readonly<Record<string, number>>>;
  /** Rules of faults that speak the platform's own numbers: what it may say no with although nothing is wrong. */
  readonly refusals: readonly object[];
  /** The platform's time, which is right and never goes back: moved on to `notBefore`, where it is said. */
  clock(notBefore?: number): Promise<number>;
  books(): Promise<TrueBooks>;
}

const tiktokOpen: readonly string[] = ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'AWAITING_COLLECTION'];
const tiktokStates: Readonly<Record<string, string>> = {
  UNPAID: 'unpaid',
  ON_HOLD: 'on-hold',
  AWAITING_SHIPMENT: 'to-ship',
  PARTIALLY_SHIPPING: 'part-shipped',
  AWAITING_COLLECTION: 'awaiting-collection',
  IN_TRANSIT: 'shipped',
  DELIVERED: 'finished',
  COMPLETED: 'finished',
  CANCELLED: 'cancelled',
};

export async function openTiktokShop(tiktok: SimulatedTiktok): Promise<SyncShop> {
  const made = await tiktok.do({ do: 'shop', region: 'TH' });
  const { shopId } = made;
  const happenings = {
    ask: 'ask-to-cancel',
    withdraw: 'withdraw-cancel',
    cancel: 'cancel',
    move: 'change-address',
    note: 'note',
  } as const;
  return {
    ...doorOf(tiktok),
    platform: 'tiktok',
    refusals: [
      { what: 'code', code: '36009003', words: 'Internal error', share: 0.15 },
      { what: 'code', code: '36009007', words: 'Request timeout', path: 'ship', share: 0.4 },
      { what: 'item', code: '21001003', share: 0.5, itemShare: 0.4 },
    ],
    link: {
      platform: 'tiktok',
      gateway: tiktok.url,
      authGateway: tiktok.url,
      appKey: made.appKey,
      serviceId: '7000000000000000001',
      region: 'TH',
    },
    appSecret: made.appSecret,
    consent: () => tiktok.do({ do: 'consent', appKey: made.appKey }),
    timeZone: 'Asia/Bangkok',
    addOrders: async (count, seed) =>
      (await tiktok.do({ do: 'orders', shopId, count, seed, ownCarrier: 0, mustSplit: 0, byTiktok: 0 }))
        .orderIds,
    happen: async (orderId, what) =>
      void (await tiktok.do({ do: 'change', orderId, what: happenings[what] })),
    async books() {
      const books = await tiktok.do({ do: 'books', shopId });
      const shipped = books.packages.filter((pack) => pack.shipped > 0);
      return {
        orders: books.orders.map(({ orderId, status, isAskedToCancel }) => ({
          orderId,
          state: tiktokStates[status] ?? 'unknown',
          mayGo: !isAskedToCancel && ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'].includes(status),
          mayChange: !isAskedToCancel && tiktokOpen.includes(status),
          isAsked: isAskedToCancel,
        })),
        shipped: shipped.map(({ trackingNumber, orderIds }) => ({ trackingNumber, orderIds })),
        doubled: [
          ...shipped
            .filter((pack) => pack.shipped > 1)
            .map((pack) => `package ${pack.packageId} went ${pack.shipped} times`),
          ...books.orders
            .filter((order) => order.piecesShippedTwice > 0)
            .map((order) => `order ${order.orderId}: ${order.piecesShippedTwice} pieces went twice`),
        ],
        liveNumbers: [],
        refundsRejected: books.refundsRejected,
      };
    },
  };
}

const douyinStates: Readonly<Record<number, string>> = {
  1: 'unpaid',
  2: 'to-ship',
  3: 'shipped',
  4: 'cancelled',
  5: 'finished',
  101: 'part-shipped',
  105: 'on-hold',
};

export async function openDouyinShop(douyin: SimulatedDouyin): Promise<SyncShop> {
  const made = await douyin.do({ do: 'shop' });
  const { shopId } = made;
  const happenings = {
    ask: 'ask-refund',
    withdraw: 'withdraw-refund',
    cancel: 'cancel',
    move: 'change-address',
    note: 'note',
  } as const;
  return {
    ...doorOf(douyin),
    platform: 'douyin',
    refusals: [
      { what: 'code', code: '20000', share: 0.15 },
      { what: 'code', code: '60124', path: 'logisticsAdd', share: 0.4 },
      { what: 'item', code: '4007', share: 0.5, itemShare: 0.4 },
    ],
    link: {
      platform: 'douyin',
      gateway: douyin.url,
      appKey: made.appKey,
      appKind: 'self',
      platformShopId: shopId,
      senderName: '发货处',
      senderPhone: '13900000000',
    },
    appSecret: made.appSecret,
    consent: async () => '',
    timeZone: 'Asia/Shanghai',
    addOrders: async (count, seed) =>
      (await douyin.do({ do: 'orders', shopId, count, seed, elsewhere: 0, serials: 0 })).orderIds,
    happen: async (orderId, what) =>
      void (await douyin.do({ do: 'change', orderId, what: happenings[what] })),
    async books() {
      const books = await douyin.do({ do: 'books', shopId });
      const asked = new Set(
        books.afterSales.filter(({ status }) => status === 6).map(({ orderId }) => orderId),
      );
      const gone = new Map<string, number>();
      for (const line of books.shipments.flatMap(({ lines }) => lines))
        gone.set(line.lineId, (gone.get(line.lineId) ?? 0) + line.quantity);
      const numbers = books.shipments.map(({ trackingNumber }) => trackingNumber);
      return {
        orders: books.orders.map(({ orderId, status }) => ({
          orderId,
          state: douyinStates[status] ?? 'unknown',
          mayGo: !asked.has(orderId) && (status === 2 || status === 101),
          mayChange: !asked.has(orderId) && (status === 2 || status === 101),
          isAsked: asked.has(orderId),
        })),
        shipped: books.shipments.map(({ trackingNumber, orderIds }) => ({ trackingNumber, orderIds })),
        doubled: [
          ...books.orders
            .flatMap(({ lines }) => lines)
            .filter(({ lineId, quantity }) => (gone.get(lineId) ?? 0) > quantity)
            .map(({ lineId, quantity }) => `line ${lineId}: ${gone.get(lineId)} of ${quantity} pieces went`),
          ...numbers
            .filter((number, at) => numbers.indexOf(number) !== at)
            .map((number) => `${number} was told twice`),
        ],
        liveNumbers: books.waybills.filter((row) => !row.isCancelled).map((row) => row.trackingNumber),
        refundsRejected: books.refundsRejected,
      };
    },
  };
}

function doorOf(
  platform: SimulatedTiktok | SimulatedDouyin,
): Pick<SyncShop, 'fault' | 'mend' | 'struck' | 'clock'> {
  // Both know the commands of the door.
  const door = platform as SimulatedTiktok;
  return {
    fault: async (rule) => void (await door.do({ do: 'fault', ...rule } as never)), // drawn from the door's own kinds
    mend: async () => void (await door.do({ do: 'mend' })),
    struck: async () => (await door.do({ do: 'calls' })).struck,
    clock: async (notBefore) =>
      (await door.do({ do: 'clock', ...(notBefore !== undefined && { notBefore }) })).now,
  };
}
