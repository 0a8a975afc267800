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
/** Of a single request. */
const yesCodes: readonly number[] = [0, 10000];
const acceptedStatuses: readonly (number | undefined)[] = [12];

export interface CancellationTypes {
  /** Off for an account whose numbers nobody is sure of: its buyers are answered in the back office. */
  readonly isOn: boolean;
  /** The platform's numbers for the two answers to a refund before shipping. */
  readonly accept: number;
  readonly refuse: number;
}

export function createDouyinCancellations(client: DouyinClient, types: () => CancellationTypes) {
  async function listReasons(cancelId: string): Promise<readonly CancelReason[]> {
    if (!types().isOn) return [];
    const [first] = cancelId.split(',');
    const answer = await client.ask('afterSale.rejectReasonCodeList', { aftersale_id: first });
    const listed = kindOf(answer).kind === 'business' ? [] : (client.yes(answer, reasons).items ?? []);
    const told = listed.map(({ reject_reason_code: code, reason: words }) => ({ code, words }));
    return told.length > 0 ? told : [ownReason];
  }

  async function answer(decided: CancellationAnswer): Promise<ShipmentAnswer> {
    const { idempotencyKey, accept } = decided;
    if (!types().isOn) return { idempotencyKey, outcome: 'fix', code: 'cancellation.not-here', words: '' };
    const open = await listUndecided(decided);
    if (open.length === 0)
      return { idempotencyKey, outcome: 'done', code: 'cancellation.already', words: '' };
    const more = accept ? {} : await refusalOf(decided);
    const told = await client.ask('afterSale.operate', {
      type: accept ? types().accept : types().refuse,
      items: open.map((aftersale_id) => ({ aftersale_id, ...more })),
    });
    const { kind } = kindOf(told);
    if (kind === 'later')
      return { idempotencyKey, outcome: 'retry', code: 'cancellation.later', words: wordsOf(told) };
    const failed =
      kind === 'ok'
        ? client.yes(told, operated).items?.find(({ status_code }) => !yesCodes.includes(status_code))
        : undefined;
    if (kind === 'ok' && !failed)
      return { idempotencyKey, outcome: 'done', code: 'cancellation.done', words: '' };
    // Perhaps it was decided meanwhile, by hand or by the very answer whose reply got lost.
    if ((await listUndecided(decided)).length === 0)
      return { idempotencyKey, outcome: 'done', code: 'cancellation.already', words: '' };
    const words = failed
      ? `${failed.status_msg ?? ''} (${failed.status_code}, ${told.logId})`
      : wordsOf(told);
    return { idempotencyKey, outcome: 'fix', code: 'cancellation.refused', words };
  }

  async function refusalOf({ cancelId, reasonCode, note }: CancellationAnswer): Promise<object> {
    const reason = (await listReasons(cancelId)).find(({ code }) => code === reasonCode) ?? ownReason;
    const number = Number(reason.code);
    return {
      reason: reason.words,
      remark: note === '' ? reason.words : note,
      ...(Number.isSafeInteger(number) && { reject_reason_code: number }),
    };
  }

  /** Those of the requests that do not stand as decided yet. */
  async function listUndecided({ orderId, cancelId, accept }: CancellationAnswer): Promise<string[]> {
    const asked = afterSalesParams({ page: 0, order_id: orderId });
    const { rows } = parseAfterSales(await client.read('afterSale.List', asked, afterSalesData));
    const decided = accept ? acceptedStatuses : refusedStatuses;
    return cancelId
      .split(',')
      .filter((id) => !decided.includes(rows.find(({ afterSaleId }) => afterSaleId === id)?.status));
  }

  return { listReasons, answer };
}
