// What buyers ask to have back before it was sent: each such request with its clock, as Douyin's after-sale list tells it.

import { z } from 'zod';
import type { AskedCancellation } from '../incoming-order.ts';

const afterSalesAPage = 100;

const id = z.union([z.string(), z.number()]).transform(String);
const number = z.coerce.number().nullish().catch(undefined);

const row = z.object({
  aftersale_info: z.object({
    aftersale_id: id,
    aftersale_type: number,
    aftersale_status: number,
    apply_time: number,
    status_deadline: number,
  }),
  order_info: z.object({ shop_order_id: id }),
  text_part: z.object({ reason_text: z.string().nullish() }).nullish().catch(undefined),
});

export interface AfterSale {
  readonly afterSaleId: string;
  readonly orderId: string;
  readonly type: number | undefined;
  readonly status: number | undefined;
  readonly askedAt: number | null;
  readonly answerBy: number | null;
  readonly reason: string;
}

export const afterSalesData = z.object({
  items: z.array(z.unknown()).nullish(),
  has_more: z.boolean().nullish(),
  total: z.coerce.number().nullish().catch(undefined),
});

export interface AfterSalesPage {
  readonly rows: readonly AfterSale[];
  /** Of the platform's own rows, unreadable ones included. */
  readonly count: number;
  readonly hasMore: boolean;
  readonly total: number | null;
}

export const afterSalesParams = (asked: { readonly page: number; readonly [name: string]: unknown }) => ({
  size: afterSalesAPage,
  ...asked,
});

export function parseAfterSales(told: z.output<typeof afterSalesData>): AfterSalesPage {
  const items = told.items ?? [];
  return {
    rows: items.flatMap((item) => {
      const parsed = row.safeParse(item);
      return parsed.success ? [afterSaleFrom(parsed.data)] : [];
    }),
    count: items.length,
    hasMore: told.has_more ?? items.length === afterSalesAPage,
    total: told.total ?? null,
  };
}

function afterSaleFrom({ aftersale_info, order_info, text_part }: z.output<typeof row>): AfterSale {
  const { aftersale_id, aftersale_type, aftersale_status, apply_time, status_deadline } = aftersale_info;
  return {
    afterSaleId: aftersale_id,
    orderId: order_info.shop_order_id,
    type: aftersale_type ?? undefined,
    status: aftersale_status ?? undefined,
    askedAt: apply_time ? apply_time * 1_000 : null,
    answerBy: status_deadline ? status_deadline * 1_000 : null,
    reason: (text_part?.reason_text ?? '').trim(),
  };
}

/** Returns of what was sent are none of a packing station's; what nobody knows is looked at. */
export function isBeforeShipping({ type }: AfterSale): boolean {
  return type === undefined || ![0, 1, 3, 6, 7, 8].includes(type);
}

const waitingForSeller = 6;
const refund = 2;

/** A whole order asked back is as many requests as it has lines, made in one go; so many are answered as one. */
const mostAsOne = 5;
const oneGoMs = 60_000;

/** What must be answered first; null when nothing waits. Its id names all the requests that go together. */
export function waitingOf(rows: readonly AfterSale[], now: number): AskedCancellation | null {
  const waiting = rows.filter(({ type, status }) => type === refund && status === waitingForSeller);
  waiting.sort(
    (one, other) =>
      (one.answerBy ?? Number.MAX_SAFE_INTEGER) - (other.answerBy ?? Number.MAX_SAFE_INTEGER) ||
      (one.afterSaleId < other.afterSaleId ? -1 : 1),
  );
  const [first] = waiting;
  if (!first) return null;
  const { askedAt, answerBy, reason } = first;
  const isOneGo = (one: number | null, other: number | null) =>
    Math.abs((one ?? 0) - (other ?? 0)) <= oneGoMs;
  const together = waiting.filter(
    (each) => each.reason === reason && isOneGo(each.askedAt, askedAt) && isOneGo(each.answerBy, answerBy),
  );
  const cancelId = together
    .slice(0, mostAsOne)
    .map(({ afterSaleId }) => afterSaleId)
    .sort()
    .join(',');
  return { cancelId, askedAt: askedAt ?? now, answerBy, reason };
}
