// What is due next for an order, and by which rule of DOMAIN.md section 5. The platform's own times bind; the hours are the fallback.

import { hourMs } from '../basics/clock.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { Market } from '../shops/shops-table.ts';
import type { Hold, OrderState } from './order.ts';

export interface DeadlineFacts {
  readonly state: OrderState;
  readonly hold: Hold | null;
  readonly orderedAt: number | null;
  readonly paidAt: number | null;
  readonly shipByAt: number | null;
  readonly shippedAt: number | null;
  readonly holdAt: number | null;
}

/** The fallback limits, read once for many orders. */
export interface DeadlineHours {
  readonly douyin: number;
  readonly prepare: number;
  readonly handover: number;
  readonly total: number;
  readonly cancelAnswer: number;
}

export function deadlineHours(settings: Settings): DeadlineHours {
  return {
    douyin: settings.get('deadline.douyinHours'),
    prepare: settings.get('deadline.prepareHours'),
    handover: settings.get('deadline.handoverHours'),
    total: settings.get('deadline.totalHours'),
    cancelAnswer: settings.get('deadline.cancelAnswerHours'),
  };
}

export interface Due {
  readonly dueAt: number | null;
  readonly dueRule: string | null;
}

const nothingDue: Due = { dueAt: null, dueRule: null };

/** The deadline that binds next; nothing once the order has left or was cancelled. */
export function dueOf(order: DeadlineFacts, market: Market, hours: DeadlineHours, _now: number): Due {
  const isOpen =
    order.state === 'on-hold' ||
    order.state === 'to-ship' ||
    order.state === 'part-shipped' ||
    order.state === 'awaiting-collection' ||
    order.state === 'unknown';
  if (!isOpen) return nothingDue;
  if (order.hold === 'cancel-requested' && order.holdAt !== null) {
    return { dueAt: order.holdAt + hours.cancelAnswer * hourMs, dueRule: 'sla.cancel-answer' };
  }
  const startedAt = order.paidAt ?? order.orderedAt;
  if (order.shipByAt !== null) {
    return { dueAt: order.shipByAt, dueRule: market === 'douyin' ? 'sla.douyin' : 'sla.prepare' };
  }
  if (startedAt === null) return nothingDue;
  if (market === 'douyin') return { dueAt: startedAt + hours.douyin * hourMs, dueRule: 'sla.douyin' };
  if (order.state === 'awaiting-collection') {
    return { dueAt: startedAt + hours.total * hourMs, dueRule: 'sla.total' };
  }
  return { dueAt: startedAt + hours.prepare * hourMs, dueRule: 'sla.prepare' };
}
