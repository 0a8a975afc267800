// What an adapter of a platform over the network is made of. Each shop has its own: its link, its client, its rate.

import type { Clock } from '../basics/clock.ts';
import type { RandomBytes, ShopId } from '../basics/ids.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { Link } from './link.ts';
import type { Secrets } from './secrets.ts';
import type { WebClient } from './web/web-client.ts';

export interface AdapterParts<OwnLink extends Link> {
  readonly shopId: ShopId;
  readonly link: OwnLink;
  /** Keeps what the platform tells about the account (a shop's cipher, its number); the next start reads it. */
  readonly saveLink: (link: OwnLink) => void;
  readonly secrets: Secrets;
  readonly web: WebClient;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly random: RandomBytes;
  readonly log: { info(facts: object, words: string): void; warn(facts: object, words: string): void };
}
