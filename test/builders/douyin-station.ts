// A station that is linked to a simulated Douyin shop, and time that passes while the two talk.

import type { ParcelId } from '../../main/basics/ids.ts';
import type { ParcelView } from '../../main/parcels/view-parcel.ts';
import type { Shop } from '../../main/shops/shops-table.ts';
import type { DouyinShopMade } from '../simulators/platforms/douyin/douyin-control.ts';
import { type SimulatedDouyin, startDouyin } from './platform-simulators.ts';
import { type TestStation, testStation } from './test-station.ts';

export interface DouyinStation extends AsyncDisposable {
  readonly station: TestStation;
  readonly douyin: SimulatedDouyin;
  readonly made: DouyinShopMade;
  readonly shop: Shop;
  /** Lets time pass until it is done: rates and retries go by the station's clock. */
  under<Value>(work: Promise<Value>): Promise<Value>;
  /** Lets time pass here and there. */
  later(ms: number): Promise<void>;
  pull(): Promise<{ readonly new: number; readonly changed: number; readonly same: number }>;
  /** Orders made, pulled, planned and accepted; their parcels. */
  plan(wish?: object): Promise<readonly ParcelView[]>;
  parcels(): Promise<readonly ParcelView[]>;
  take(parcelIds: readonly ParcelId[]): Promise<{
    readonly taken: number;
    readonly refused: readonly { readonly code: string; readonly words: string }[];
  }>;
}

export async function douyinStation(
  options: { readonly appKind?: 'self' | 'tool' } = {},
): Promise<DouyinStation> {
  const { appKind = 'self' } = options;
  const station = testStation();
  const { clock } = station;
  const douyin = await startDouyin({ at: clock.now() });
  const made = await douyin.do({ do: 'shop', appKind });

  async function under<Value>(work: Promise<Value>): Promise<Value> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => {}); // told to who waits for it below
    // As fast as the machine's own time and no faster: a slow machine must not look like a silent shop.
    let seenAt = Math.floor(performance.now());
    while (!isDone) {
      const now = Math.floor(performance.now());
      await clock.pass(now - seenAt);
      seenAt = now;
    }
    return done;
  }

  // The rate has tests of its own.
  await station.ask('settings.set', { name: 'network.douyinCallsPerSecond', value: 200 });
  const shop = await station.ask('shops.connect', {
    name: '茶铺',
    timeZone: 'Asia/Shanghai',
    link: {
      platform: 'douyin',
      gateway: douyin.url,
      appKey: made.appKey,
      appKind,
      ...(appKind === 'tool' ? { serviceId: '7' } : { platformShopId: made.shopId }),
      senderName: '发货处',
      senderPhone: '13900000000',
    },
    appSecret: made.appSecret,
  });
  const code = appKind === 'tool' ? made.code : '';
  await under(station.ask('shops.authorise', { shopId: shop.shopId, code }));

  const parcels = async () =>
    (await station.ask('parcels.page', { states: ['planned', 'packed'], offset: 0, limit: 200 })).rows;
  const pull = () => under(station.ask('orders.pull', { shopId: shop.shopId }));

  return {
    station,
    douyin,
    made,
    shop,
    under,
    parcels,
    pull,
    async later(ms) {
      await clock.pass(ms);
      await douyin.do({ do: 'clock', at: clock.now() });
    },
    async plan(wish = {}) {
      await douyin.do({ do: 'orders', shopId: made.shopId, ...wish });
      await pull();
      await under(station.ask('parcels.plan', {}));
      await under(station.ask('parcels.accept', { parcelIds: 'clean' }));
      return parcels();
    },
    take: (parcelIds) => under(station.ask('parcels.takeWaybills', { parcelIds: [...parcelIds] })),
    async [Symbol.asyncDispose]() {
      await station[Symbol.asyncDispose]();
      await douyin.close();
    },
  };
}
