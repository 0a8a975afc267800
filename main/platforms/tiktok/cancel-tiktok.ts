// A seller cancels an order at TikTok Shop. The platform knows no key for it, so the order itself is looked at before and after: what is
// cancelled is not cancelled again, and what the buyer asked for meanwhile is answered instead.

import { z } from 'zod';
import type { CancelReason, OrderCancelling, ShipmentAnswer } from '../platform.ts';
import { classOf, wordsOf } from './codes.ts';
import type { TiktokPull } from './pull-tiktok.ts';
import type { TiktokClient } from './tiktok-client.ts';
import { isCancelled, type TiktokOrder } from './tiktok-order.ts';

type Said = Omit<ShipmentAnswer, 'idempotencyKey'>;

const requests = z.object({
  cancellations: z.array(z.object({ cancel_status: z.string() })).nullish(),
});

const goneStatuses: readonly string[] = ['IN_TRANSIT', 'DELIVERED', 'COMPLETED'];
const shippedAlready = 25001045;
/** In the United Kingdom this one reason bears the market's name. */
const marketOfReason: Readonly<Record<string, string>> = { seller_cancel_reason_out_of_stock: 'GB' };

export function createOwnCancelling(parts: {
  readonly client: Pick<TiktokClient, 'ask' | 'read'>;
  readonly pull: Pick<TiktokPull, 'readDetails'>;
  readonly region: () => string;
  /** The codes that this account may give, with blanks or commas between. */
  readonly reasons: () => string;
}) {
  const { client, pull } = parts;

  function listReasons(): readonly CancelReason[] {
    const codes = parts.reasons().split(/[\s,]+/);
    return codes
      .filter((code) => code !== '')
      .map((code) => (marketOfReason[code] === parts.region() ? `${code}_uk` : code))
      .map((code) => ({ code, words: '' }));
  }

  const read = async (orderId: string) => (await pull.readDetails([orderId]))[0];

  /** Undefined when nothing stands in the way. */
  async function judge(order: TiktokOrder | undefined): Promise<Said | undefined> {
    if (!order) return { outcome: 'fix', code: 'own-cancel.order-unknown', words: '' };
    if (isCancelled(order.status)) return { outcome: 'done', code: 'own-cancel.already', words: '' };
    if (order.is_buyer_request_cancel === true)
      return { outcome: 'fix', code: 'own-cancel.buyer-asks', words: '' };
    if (goneStatuses.includes(order.status))
      return { outcome: 'fix', code: 'own-cancel.shipped', words: order.status };
    return (await isAsked(order.id)) ? { outcome: 'done', code: 'own-cancel.waits', words: '' } : undefined;
  }

  /** The platform has our request and is working on it: the answer to an earlier call was lost. */
  async function isAsked(orderId: string): Promise<boolean> {
    const told = await client.read(
      {
        method: 'POST',
        path: '/return_refund/202309/cancellations/search',
        query: { page_size: '10' },
        body: { order_ids: [orderId], cancel_types: ['CANCEL'] },
      },
      requests,
    );
    return (told.cancellations ?? []).some(({ cancel_status }) => /_PENDING$/.test(cancel_status));
  }

  async function tell({ orderId, reasonCode }: OrderCancelling): Promise<Said> {
    const before = await judge(await read(orderId));
    if (before) return before;
    const answer = await client.ask({
      method: 'POST',
      path: '/return_refund/202309/cancellations',
      body: { order_id: orderId, cancel_reason: reasonCode },
    });
    if (answer.code === 0) return { outcome: 'done', code: 'own-cancel.done', words: '' };
    const words = wordsOf(answer);
    if (classOf(answer.code) === 'retry') return { outcome: 'retry', code: 'own-cancel.later', words };
    if (answer.code === shippedAlready) return { outcome: 'fix', code: 'own-cancel.shipped', words };
    // Perhaps by somebody else, a moment ago.
    const after = await judge(await read(orderId));
    return after ? { ...after, words } : { outcome: 'fix', code: 'own-cancel.refused', words };
  }

  return {
    listReasons,
    async cancelForSeller(cancelling: OrderCancelling): Promise<ShipmentAnswer> {
      return { idempotencyKey: cancelling.idempotencyKey, ...(await tell(cancelling)) };
    },
  };
}
