// One taking-in of orders: what stays the same for all of them, made once and used for many.

import { type Clock, dayMs } from '../basics/clock.ts';
import type { ShopId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import type { Settings } from '../settings/settings-table.ts';
import { getShop, type Market } from '../shops/shops-table.ts';
import { type DeadlineHours, deadlineHours } from './deadlines.ts';
import type { OrderKey } from './order.ts';
import { readSellerCancels } from './own-cancellations-table.ts';

export interface IntakeParts {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly settings: Settings;
}

export interface Intake {
  readonly shopId: ShopId;
  readonly market: Market;
  readonly source: string;
  readonly person: string;
  readonly now: number;
  readonly hours: DeadlineHours;
  readonly vault: Vault;
  /** Recipients of parcels that left before this are not kept in clear any more. */
  readonly purgedBefore: number;
  readonly skuCodes: Map<string, string>;
  /** Orders that the seller is cancelling: held by the station, whatever the platform tells meanwhile. */
  readonly sellerCancels: ReadonlySet<OrderKey>;
}

export function createIntake(
  parts: IntakeParts,
  reader: Reader,
  shopId: ShopId,
  source: string,
  person: string,
): Intake {
  const now = parts.clock.now();
  return {
    shopId,
    market: getShop(reader, shopId).market,
    source,
    person,
    now,
    hours: deadlineHours(parts.settings),
    vault: parts.vault,
    purgedBefore: now - parts.settings.get('privacy.purgeAfterDays') * dayMs,
    skuCodes: new Map(),
    sellerCancels: readSellerCancels(reader, shopId),
  };
}
