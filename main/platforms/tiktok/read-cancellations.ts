// What buyers of a TikTok shop ask to cancel: requests page by page, and those of some orders that nobody has answered.

import { z } from 'zod';
import type { AskedCancellation } from '../incoming-order.ts';
import { portions } from './portions.ts';
import type { TiktokClient } from './tiktok-client.ts';
import { platformId } from './tiktok-order.ts';
import { withoutRight } from './without-right.ts';

const cancellationsAPage = 50;
const pending = 'CANCELLATION_REQUEST_PENDING';

const cancellationRow = z.object({
  cancel_id: platformId,
  order_id: platformId,
  cancel_status: z.string(),
  cancel_reason: z.string().nullish(),
  cancel_reason_text: z.string().nullish(),
  create_time: z.number().nullish(),
  seller_next_action_response: z.array(z.object({ deadline: z.number().nullish() })).nullish(),
});
const cancellationsPage = z.object({
  cancellations: z.array(cancellationRow).nullish(),
  next_page_token: z.string().nullish(),
});

interface CancellationsPage {
  readonly rows: readonly z.output<typeof cancellationRow>[];
  /** Of the next page; empty when this was the last one. */
  readonly token: string;
}

export function createCancellationReader(client: Pick<TiktokClient, 'read'>, now: () => number) {
  /** Requests of these orders that nobody has answered. */
  async function readWaiting(orderIds: readonly string[]): Promise<Map<string, AskedCancellation>> {
    const waiting = new Map<string, AskedCancellation>();
    for (const some of portions(orderIds, cancellationsAPage)) {
      let token = '';
      do {
        const page = await readPage({ order_ids: some, cancel_status: pending }, token);
        for (const row of page.rows) {
          if (row.cancel_status !== pending) continue;
          const action = row.seller_next_action_response?.find((each) => each.deadline);
          waiting.set(row.order_id, {
            cancelId: row.cancel_id,
            askedAt: (row.create_time ?? Math.floor(now() / 1_000)) * 1_000,
            answerBy: action?.deadline ? action.deadline * 1_000 : null,
            reason: (row.cancel_reason_text || row.cancel_reason || '').trim(),
          });
        }
        token = page.token;
      } while (token !== '');
    }
    return waiting;
  }

  /** A consent without the right to see requests still packs: an order says itself that one waits. */
  async function readPage(body: object, token: string): Promise<CancellationsPage> {
    const query = {
      page_size: String(cancellationsAPage),
      sort_field: 'update_time',
      sort_order: 'ASC',
      ...(token !== '' && { page_token: token }),
    };
    const path = '/return_refund/202309/cancellations/search';
    const page = await withoutRight(client.read({ method: 'POST', path, query, body }, cancellationsPage));
    return { rows: page?.cancellations ?? [], token: page?.next_page_token ?? '' };
  }

  return { readPage, readWaiting };
}
