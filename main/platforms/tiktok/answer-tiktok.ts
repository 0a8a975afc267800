// Answering a buyer's cancellation at TikTok Shop, so that the same answer twice has the effect of once.

import { z } from 'zod';
import type { CancellationAnswer, CancelReason, ShipmentAnswer } from '../platform.ts';
import { classOf, wordsOf } from './codes.ts';
import type { TiktokClient } from './tiktok-client.ts';
import { platformId } from './tiktok-order.ts';

const reasonsPage = z.object({
  reasons: z.array(z.object({ name: z.string(), text: z.string() })).nullish(),
});
const answeredPage = z.object({
  cancellations: z.array(z.object({ cancel_id: platformId, cancel_status: z.string() })).nullish(),
});

/** There a parcel that is shipped answers for itself, and refusing is not asked for. */
const shipsInstead: readonly string[] = ['US'];

export function createCancelling(parts: {
  readonly client: Pick<TiktokClient, 'ask' | 'read'>;
  readonly region: () => string;
}) {
  const { client } = parts;

  /** Perhaps it is decided already, by the very answer whose reply got lost. */
  async function isAsDecided({ cancelId, accept }: CancellationAnswer): Promise<boolean> {
    const page = await client.read(
      {
        method: 'POST',
        path: '/return_refund/202309/cancellations/search',
        query: { page_size: '10' },
        body: { cancel_ids: [cancelId] },
      },
      answeredPage,
    );
    const status = page.cancellations?.find((each) => each.cancel_id === cancelId)?.cancel_status ?? '';
    // Closed is spelt in two ways.
    return accept ? /_(SUCCESS|COMPLETE)$/.test(status) : /_(CANCELLED|CANCEL|REJECTED)$/.test(status);
  }

  async function answerCancellation(answer: CancellationAnswer): Promise<ShipmentAnswer> {
    const { idempotencyKey, cancelId, accept, reasonCode, note } = answer;
    if (!accept && shipsInstead.includes(parts.region()))
      return { idempotencyKey, outcome: 'fix', code: 'cancellation.ship-instead', words: '' };
    const told = await client.ask({
      method: 'POST',
      path: `/return_refund/202309/cancellations/${cancelId}/${accept ? 'approve' : 'reject'}`,
      query: { idempotency_key: idempotencyKey },
      ...(!accept && { body: { reject_reason: reasonCode ?? '', ...(note !== '' && { comment: note }) } }),
    });
    if (told.code === 0) return { idempotencyKey, outcome: 'done', code: 'cancellation.done', words: '' };
    const words = wordsOf(told);
    if (classOf(told.code) === 'retry')
      return { idempotencyKey, outcome: 'retry', code: 'cancellation.later', words };
    return (await isAsDecided(answer))
      ? { idempotencyKey, outcome: 'done', code: 'cancellation.already', words }
      : { idempotencyKey, outcome: 'fix', code: 'cancellation.refused', words };
  }

  async function listCancelReasons(cancelId: string): Promise<readonly CancelReason[]> {
    const path = '/return_refund/202309/reject_reasons';
    const page = await client.read(
      { method: 'GET', path, query: { return_or_cancel_id: cancelId } },
      reasonsPage,
    );
    return (page.reasons ?? []).map(({ name, text }) => ({ code: name, words: text }));
  }

  return { answerCancellation, listCancelReasons };
}
