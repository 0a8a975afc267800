// Answering a buyer who wants money back before anything was sent. Decided by a person, told once: a request that stands as decided is
// answered, whoever's words got lost on the way.

import { z } from 'zod';
import type { CancellationAnswer, CancelReason, ShipmentAnswer } from '../platform.ts';
import { afterSalesData, afterSalesParams, parseAfterSales } from './after-sales.ts';
import { kindOf, wordsOf } from './codes.ts';
import type { DouyinClient } from './douyin-client.ts';

const id = z.union([z.string(), z.number()]).transform(String);
const reasons = z.object({
  items: z.array(z.object({ reject_reason_code: id, reason: z.string() })).nullish(),
});
const operated = z.object({
  items: z
    .array(z.object({ aftersale_id: id, status_code: z.coerce.number(), status_msg: z.string().nullish() }))
    .nullish(),
});

/** What is said where the platform offers no reason of its own: before shipping there often is none. */
const ownReason: CancelReason = { code: 'packed', words: '商品已打包，即将发出' };

const refusedStatuses: readonly (number | undefined)[] = [27, 29, 28, 51];
const acceptedStatuses: readonly (number | undefined)[] = [12];

export interface CancellationTypes {
  /** The platform's numbers for the two answers to a refund before shipping. */
  readonly accept: number;
  readonly refuse: number;
}

export function createDouyinCancellations(client: DouyinClient, types: () => CancellationTypes) {
  async function listReasons(cancelId: string): Promise<readonly CancelReason[]> {
    const answer = await client.ask('afterSale.rejectReasonCodeList', { aftersale_id: cancelId });
    const listed = kindOf(answer).kind === 'business' ? [] : (client.yes(answer, reasons).items ?? []);
    const told = listed.map(({ reject_reason_code: code, reason: words }) => ({ code, words }));
    return told.length > 0 ? told : [ownReason];
  }

  async function answer(decided: CancellationAnswer): Promise<ShipmentAnswer> {
    const { idempotencyKey, cancelId, accept, reasonCode } = decided;
    const before = await readStatus(decided);
    if (isDecided(before, accept)) {
      return { idempotencyKey, outcome: 'done', code: 'cancellation.already', words: '' };
    }
    const told = await client.ask('afterSale.operate', {
      type: accept ? types().accept : types().refuse,
      items: [{ aftersale_id: cancelId, ...(!accept && (await refusalOf(decided))) }],
    });
    const { kind } = kindOf(told);
    if (kind === 'later')
      return { idempotencyKey, outcome: 'retry', code: 'cancellation.later', words: wordsOf(told) };
    const single =
      kind === 'ok'
        ? client.yes(told, operated).items?.find(({ aftersale_id }) => aftersale_id === cancelId)
        : undefined;
    const isYes = kind === 'ok' && (single === undefined || [0, 10000].includes(single.status_code));
    if (isYes) return { idempotencyKey, outcome: 'done', code: 'cancellation.done', words: '' };
    // Perhaps it was decided meanwhile, by hand or by the very answer whose reply got lost.
    if (isDecided(await readStatus(decided), accept)) {
      return { idempotencyKey, outcome: 'done', code: 'cancellation.already', words: '' };
    }
    const words = single
      ? `${single.status_msg ?? ''} (${single.status_code}, ${told.logId})`
      : wordsOf(told);
    return { idempotencyKey, outcome: 'fix', code: 'cancellation.refused', words };

    async function refusalOf({ note }: CancellationAnswer): Promise<object> {
      const reason = (await listReasons(cancelId)).find(({ code }) => code === reasonCode) ?? ownReason;
      const number = Number(reason.code);
      return {
        reason: reason.words,
        remark: note === '' ? reason.words : note,
        ...(Number.isSafeInteger(number) && { reject_reason_code: number }),
      };
    }
  }

  async function readStatus({ orderId, cancelId }: CancellationAnswer): Promise<number | undefined> {
    const asked = afterSalesParams({ page: 0, order_id: orderId });
    const { rows } = parseAfterSales(await client.read('afterSale.List', asked, afterSalesData));
    return rows.find(({ afterSaleId }) => afterSaleId === cancelId)?.status;
  }

  return { listReasons, answer };
}

function isDecided(status: number | undefined, accept: boolean): boolean {
  return (accept ? acceptedStatuses : refusedStatuses).includes(status);
}
