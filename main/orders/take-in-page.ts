// One page of a pull, written in one transaction with the cursor that stands for it: what was never saved is asked again.

import type { ShopId } from '../basics/ids.ts';
import type { Database } from '../database/database.ts';
import type { PulledOrders } from '../platforms/platform.ts';
import type { IntakeParts } from './intake.ts';
import { takeInOrders } from './take-in-orders.ts';
import { noteUnread } from './unread-orders-table.ts';

export interface PulledPage {
  readonly shopId: ShopId;
  /** As `takeInOrders` names it. */
  readonly source: string;
  readonly pulled: PulledOrders;
  /** Whether the page brought another cursor than the one it was asked with. */
  readonly isFurther: boolean;
}

export interface PullCounts {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
}

/** With the power this page may go again: so does its cursor, and it is asked for once more. Faults: the database's. */
export function takeInPage(
  parts: IntakeParts & { readonly database: Database },
  page: PulledPage,
): PullCounts {
  const { shopId, pulled } = page;
  return parts.database.writeLearnt((writer) => {
    if (page.isFurther) {
      writer.run(`UPDATE shops SET pull_cursor = ? WHERE shop_id = ?`, [pulled.cursor, shopId]);
    }
    noteUnread(writer, shopId, pulled, parts.clock.now());
    const taken = takeInOrders(parts, writer, shopId, pulled.orders, page.source);
    return { new: taken.new, changed: taken.changed, same: taken.same };
  });
}
