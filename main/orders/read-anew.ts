// Reads single orders again at once, because an answer to something else has just shown that the platform knows more of them than we do.
// What comes is taken in as ever, so that the bench stops such a parcel now; should nobody answer, the next sweep brings the same.

import { isFault } from '../basics/fault.ts';
import type { OrderId, ShopId } from '../basics/ids.ts';
import type { Database } from '../database/database.ts';
import type { Platform } from '../platforms/platform.ts';
import type { IntakeParts } from './intake.ts';
import { takeInOrders } from './take-in-orders.ts';

/** Never throws a Fault: whoever asks has an answer of its own to write down. */
export async function readAnew(
  parts: IntakeParts & { readonly database: Database },
  platform: Platform,
  shopId: ShopId,
  orderIds: readonly OrderId[],
): Promise<void> {
  // What a file told is all there is to know.
  if (orderIds.length === 0 || platform.isLocal) return;
  try {
    const orders = await platform.readOrders([...new Set(orderIds)]);
    parts.database.write((writer) => takeInOrders(parts, writer, shopId, orders, 'after-answer'));
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
  }
}
