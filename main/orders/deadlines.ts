// Which deadlines an order has, and which of them binds next. The platform's own times bind; where it tells none (order files),
// the limits of DOMAIN.md section 5 do, from settings. Counted from what the order says, so a clock that is moved changes nothing.

import { hourMs } from '../basics/clock.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { Market } from '../shops/shops-table.ts';
import { type Hold, type OrderState, openOrderStates } from './order.ts';

export type DeadlineRule =
  | 'sla.unpaid'
  | 'sla.douyin'
  | 'sla.prepare'
  | 'sla.handover'
  | 'sla.total'
  | 'sla.cancel-answer';

export interface Deadline {
  readonly rule: DeadlineRule;
  readonly at: number;
  /** `platform`: the platform said this very time. `rule`: counted by us from `from`, `hours` later. */
  readonly source: 'platform' | 'rule';
  readonly from: number | null;
  readonly hours: number | null;
}

/** The fallback limits, in hours; read once for many orders. */
export interface DeadlineHours {
  readonly unpaid: number;
  readonly douyin: number;
  readonly prepare: number;
  readonly handover: number;
  readonly total: number;
  readonly cancelAnswer: number;
}

export function deadlineHours(settings: Settings): DeadlineHours {
  return {
    unpaid: settings.get('deadline.unpaidHours'),
    douyin: settings.get('deadline.douyinHours'),
    prepare: settings.get('deadline.prepareHours'),
    handover: settings.get('deadline.handoverHours'),
    total: settings.get('deadline.totalHours'),
    cancelAnswer: settings.get('deadline.cancelAnswerHours'),
  };
}

/** What a deadline can follow from; every field is in `Order`. */
export interface DeadlineFacts {
  readonly state: OrderState;
  readonly hold: Hold | null;
  /** When the hold was first seen. */
  readonly holdAt?: number | null;
  readonly orderedAt: number | null;
  readonly paidAt: number | null;
  readonly shipByAt: number | null;
  /** While the order awaits collection: when shipping was arranged. */
  readonly shippedAt?: number | null;
  /** Told by some platforms: on its way by, collected by, the cancellation answered by. */
  readonly transitByAt?: number | null;
  readonly collectByAt?: number | null;
  readonly cancelByAt?: number | null;
}

export interface Due {
  readonly dueAt: number | null;
  readonly dueRule: DeadlineRule | null;
}

/**
 * Every deadline that still runs, soonest first. `now` stands in for the time a cancellation was asked where nobody knows it;
 * nothing else depends on it.
 */
export function deadlinesOf(
  facts: DeadlineFacts,
  market: Market,
  hours: DeadlineHours,
  now: number,
): Deadline[] {
  const deadlines = [...leaveDeadlines(facts, market, hours)];
  if (facts.hold === 'cancel-requested' && openOrderStates.includes(facts.state)) {
    deadlines.push(
      ...toldOr('sla.cancel-answer', facts.cancelByAt ?? null, facts.holdAt ?? now, hours.cancelAnswer),
    );
  }
  return deadlines.sort((a, b) => a.at - b.at);
}

/** The deadline that binds next for the people at the bench; an order nobody has paid yet is the platform's to cancel, not ours. */
export function dueOf(facts: DeadlineFacts, market: Market, hours: DeadlineHours, now: number): Due {
  const next = deadlinesOf(facts, market, hours, now).find((deadline) => deadline.rule !== 'sla.unpaid');
  return { dueAt: next?.at ?? null, dueRule: next?.rule ?? null };
}

function leaveDeadlines(facts: DeadlineFacts, market: Market, hours: DeadlineHours): Deadline[] {
  const startsAt = facts.paidAt ?? facts.orderedAt;
  switch (facts.state) {
    case 'unpaid':
      return countedFrom('sla.unpaid', facts.orderedAt, hours.unpaid);
    case 'on-hold':
    case 'to-ship':
    case 'part-shipped':
    case 'unknown':
      if (market === 'douyin') {
        return toldOr('sla.douyin', facts.shipByAt, startsAt, hours.douyin);
      }
      return [
        ...toldOr('sla.prepare', facts.shipByAt, startsAt, hours.prepare),
        ...toldOr('sla.total', facts.transitByAt ?? null, startsAt, hours.total),
      ];
    case 'awaiting-collection':
      // Douyin's one ship-by time was met when the shipment was told; what follows is the carrier's.
      if (market === 'douyin') return [];
      return [
        ...toldOr(
          'sla.handover',
          facts.collectByAt ?? facts.shipByAt,
          facts.shippedAt ?? null,
          hours.handover,
        ),
        ...toldOr('sla.total', facts.transitByAt ?? null, startsAt, hours.total),
      ];
    case 'shipped':
    case 'finished':
    case 'cancelled':
      return [];
  }
}

/** The platform's own time if it told one, else ours. */
function toldOr(
  rule: DeadlineRule,
  toldAt: number | null,
  startsAt: number | null,
  hours: number,
): Deadline[] {
  if (toldAt !== null) return [{ rule, at: toldAt, source: 'platform', from: null, hours: null }];
  return countedFrom(rule, startsAt, hours);
}

function countedFrom(rule: DeadlineRule, startsAt: number | null, hours: number): Deadline[] {
  return startsAt === null ? [] : [counted(rule, startsAt, hours)];
}

function counted(rule: DeadlineRule, startsAt: number, hours: number): Deadline {
  return { rule, at: startsAt + hours * hourMs, source: 'rule', from: startsAt, hours };
}
