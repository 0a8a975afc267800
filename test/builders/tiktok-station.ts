// A station that is linked to a simulated TikTok shop, and time that passes while the two talk.

import type { ParcelId } from '../../main/basics/ids.ts';
import type { ParcelView } from '../../main/parcels/view-parcel.ts';
import type { Shop } from '../../main/shops/shops-table.ts';
import type { TiktokBooks, TiktokShopMade } from '../simulators/platforms/tiktok/tiktok-control.ts';
import type { SimulatedTiktok } from './platform-simulators.ts';
import { type TestStation, testStation } from './test-station.ts';

export interface TiktokStation extends AsyncDisposable {
  readonly station: TestStation;
  /** What the platform has of this shop. */
  books(): Promise<TiktokBooks>;
  readonly made: TiktokShopMade;
  readonly shop: Shop;
  /** Lets time pass until it is done: rates and retries go by the station's clock. */
  under<Value>(work: Promise<Value>): Promise<Value>;
  /** Lets time pass until it is so. */
  until(isSo: () => boolean | Promise<boolean>): Promise<void>;
  /** Orders made, pulled, planned and accepted; their parcels. */
  plan(wish?: object): Promise<readonly ParcelView[]>;
  parcels(): Promise<readonly ParcelView[]>;
  take(parcelIds: readonly ParcelId[]): Promise<{
    readonly taken: number;
    readonly refused: readonly {
      readonly parcelId: ParcelId;
      readonly code: string;
      readonly words: string;
    }[];
  }>;
}

/** A shop of its own in a simulator that may be shared: time and faults there are everybody's, and begin anew. */
export async function tiktokStation(
  tiktok: SimulatedTiktok,
  region = 'TH',
  sellerType: 'LOCAL' | 'CROSS_BORDER' = 'LOCAL',
): Promise<TiktokStation> {
  const station = testStation();
  const { clock } = station;
  await tiktok.do({ do: 'clock', at: clock.now() });
  await tiktok.do({ do: 'mend' });
  await tiktok.do({ do: 'rules', labelAsksBeforeReady: 0 });
  const made = await tiktok.do({ do: 'shop', region, sellerType });
  await station.ask('settings.set', { name: 'network.tiktokCallsPerSecond', value: 200 });

  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    // As fast as the machine's own time: what has a time limit has it here too.
    let before = performance.now();
    while (!(await isSo())) {
      const now = performance.now();
      await clock.pass(Math.ceil(now - before));
      before = now;
    }
  }

  async function under<Value>(work: Promise<Value>): Promise<Value> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => {}); // told to who waits for it below
    await until(() => isDone);
    return done;
  }

  const shop = await station.ask('shops.connect', {
    name: '海风茶具',
    timeZone: region === 'GB' ? 'Europe/London' : 'Asia/Bangkok',
    link: {
      platform: 'tiktok',
      gateway: tiktok.url,
      authGateway: tiktok.url,
      appKey: made.appKey,
      serviceId: '7000000000000000001',
      // One of the link's; a test names it.
      region: region as 'TH',
    },
    appSecret: made.appSecret,
  });
  await under(station.ask('shops.authorise', { shopId: shop.shopId, code: made.code }));

  const parcels = async () =>
    (await station.ask('parcels.page', { states: ['planned', 'packed'], offset: 0, limit: 200 })).rows;

  return {
    station,
    books: () => tiktok.do({ do: 'books', shopId: made.shopId }),
    made,
    shop,
    under,
    until,
    parcels,
    async plan(wish = {}) {
      // Made long enough ago that nobody has an hour to think again.
      await tiktok.do({ do: 'orders', shopId: made.shopId, ...wish });
      await clock.pass(2 * 3_600_000);
      await tiktok.do({ do: 'clock', at: clock.now() });
      await under(station.ask('orders.pull', { shopId: shop.shopId }));
      await under(station.ask('parcels.plan', {}));
      await under(station.ask('parcels.accept', { parcelIds: 'clean' }));
      return parcels();
    },
    take: (parcelIds) => under(station.ask('parcels.takeWaybills', { parcelIds: [...parcelIds] })),
    [Symbol.asyncDispose]: () => station[Symbol.asyncDispose](),
  };
}

/** Packs by hand what has its number; what the bench would do. */
export function packByHand(station: TestStation, parcelId: ParcelId): void {
  station.parts.database.write((writer) => {
    writer.run(`UPDATE parcels SET state = 'packed', packed_at = ? WHERE parcel_id = ?`, [
      station.clock.now(),
      parcelId,
    ]);
    writer.run(`UPDATE parcel_lines SET packed_quantity = quantity WHERE parcel_id = ?`, [parcelId]);
  });
}
