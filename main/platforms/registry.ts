// Which platform stands behind a shop. One per shop, made when it is first asked for; every one that is reached over the
// network goes through the same plug, time limit and note of who was heard.

import { Bug } from '../basics/assert.ts';
import type { Clock } from '../basics/clock.ts';
import type { OrderId, RandomBytes, ShopId } from '../basics/ids.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { AdapterParts } from './adapter.ts';
import { connectPlatform } from './connect-platform.ts';
import { createFilesPlatform } from './files/files-platform.ts';
import type { IncomingOrder } from './incoming-order.ts';
import type { Link } from './link.ts';
import type { Network } from './network.ts';
import { overNetwork } from './over-network.ts';
import type { Platform } from './platform.ts';
import type { Secrets } from './secrets.ts';
import { createTrainingPlatform, type TrainingPlatform } from './training/training-platform.ts';
import type { ProxyFor } from './web/web-client.ts';

/** What must be known of a shop to reach it. */
export interface ReachableShop {
  readonly shopId: ShopId;
  readonly market: 'douyin' | 'tiktok';
  readonly connection: 'training' | 'files' | 'douyin' | 'tiktok';
  readonly timeZone: string;
}

export interface Platforms {
  of(shop: ReachableShop): Platform;
  /** The training shop's own side: what drills and tests may do to it. Only for shops of connection `training`. */
  training(shop: ReachableShop): TrainingPlatform;
  readonly network: Network;
  /** What a shop is reached with has changed: the next `of` makes its platform anew. */
  forget(shopId: ShopId): Promise<void>;
  stop(): Promise<void>;
}

export interface PlatformsParts {
  readonly dataDir: string;
  /** Nothing of the station's folder may be written: another station has it. */
  readonly isReadOnly?: boolean;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly network: Network;
  /** The station's own orders of a shop, for platforms that only know what a file told. */
  readonly ownOrders: (shopId: ShopId, orderIds: readonly OrderId[]) => readonly IncomingOrder[];
  readonly links: LinkBook;
  readonly secrets: Secrets;
  readonly random: RandomBytes;
  readonly log: AdapterParts<Link>['log'];
  readonly proxyFor?: ProxyFor;
}

/** What is known of the accounts of shops; kept where shops are kept. */
export interface LinkBook {
  read(shopId: ShopId): Link | undefined;
  write(shopId: ShopId, link: Link): void;
}

const longestCallMs = 10 * 60_000;

export function createPlatforms(parts: PlatformsParts): Platforms {
  const { dataDir, clock, settings, network, isReadOnly = false } = parts;
  const made = new Map<ShopId, Platform>();
  const trainings = new Map<ShopId, TrainingPlatform>();

  function training(shop: ReachableShop): TrainingPlatform {
    if (shop.connection !== 'training') throw new Bug('only a training shop has a training platform');
    let platform = trainings.get(shop.shopId);
    if (!platform) {
      platform = createTrainingPlatform({
        shopId: shop.shopId,
        dataDir,
        isReadOnly,
        clock,
        orderEveryMinutes: () => settings.get('training.orderEveryMinutes'),
        ownOrders: (orderIds) => parts.ownOrders(shop.shopId, orderIds),
      });
      trainings.set(shop.shopId, platform);
    }
    return platform;
  }

  function make(shop: ReachableShop): Platform {
    switch (shop.connection) {
      case 'training':
        return overNetwork(
          training(shop),
          network,
          clock,
          () => settings.get('network.answerWithinSeconds') * 1_000,
        );
      case 'files':
        return createFilesPlatform({
          ...shop,
          dataDir,
          clock,
          ownOrders: (orderIds) => parts.ownOrders(shop.shopId, orderIds),
        });
      case 'douyin':
      case 'tiktok':
        // One call may be many exchanges, each with a time limit of its own.
        return overNetwork(connectPlatform(parts, shop), network, clock, () => longestCallMs);
    }
  }

  return {
    of(shop) {
      let platform = made.get(shop.shopId);
      if (!platform) {
        platform = make(shop);
        made.set(shop.shopId, platform);
      }
      return platform;
    },
    training,
    network,
    async forget(shopId) {
      const platform = made.get(shopId);
      made.delete(shopId);
      await platform?.stop();
    },
    async stop() {
      for (const platform of [...made.values(), ...trainings.values()]) await platform.stop();
      made.clear();
      trainings.clear();
    },
  };
}
