import { expect, it } from 'vitest';
import { dayMs, hourMs } from '../../main/basics/clock.ts';
import {
  type DeadlineFacts,
  type DeadlineHours,
  deadlineHours,
  deadlinesOf,
  dueOf,
} from '../../main/orders/deadlines.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { testStation } from '../builders/test-station.ts';

const hours: DeadlineHours = {
  unpaid: 48,
  douyin: 48,
  prepare: 48,
  handover: 72,
  total: 120,
  cancelAnswer: 48,
};

const paidAt = aMorning - hourMs;

function facts(overrides: Partial<DeadlineFacts> = {}): DeadlineFacts {
  return {
    state: 'to-ship',
    hold: null,
    holdAt: null,
    orderedAt: paidAt - 5 * 60_000,
    paidAt,
    shipByAt: null,
    shippedAt: null,
    ...overrides,
  };
}

it('gives a Douyin order 48 hours from payment where the platform told no time', () => {
  const due = dueOf(facts(), 'douyin', hours, aMorning);

  expect(due).toEqual({ dueAt: paidAt + 48 * hourMs, dueRule: 'sla.douyin' });
});

it("lets the platform's own ship-by time bind, and says that it is the platform's", () => {
  const shipByAt = aMorning + 3 * hourMs;

  const deadlines = deadlinesOf(facts({ shipByAt }), 'douyin', hours, aMorning);

  expect(deadlines).toEqual([
    { rule: 'sla.douyin', at: shipByAt, source: 'platform', from: null, hours: null },
  ]);
});

it('gives a TikTok order its time to prepare and its time in all, soonest first', () => {
  const deadlines = deadlinesOf(facts(), 'tiktok', hours, aMorning);

  expect(deadlines).toEqual([
    { rule: 'sla.prepare', at: paidAt + 48 * hourMs, source: 'rule', from: paidAt, hours: 48 },
    { rule: 'sla.total', at: paidAt + 120 * hourMs, source: 'rule', from: paidAt, hours: 120 },
  ]);
});

it('counts the hand-over from when shipping was arranged', () => {
  const shippedAt = aMorning - 10 * hourMs;
  const waiting = facts({ state: 'awaiting-collection', shippedAt, paidAt: aMorning - 20 * hourMs });

  const due = dueOf(waiting, 'tiktok', hours, aMorning);

  expect(due).toEqual({ dueAt: shippedAt + 72 * hourMs, dueRule: 'sla.handover' });
});

it('counts the time in all when nobody knows when shipping was arranged', () => {
  const due = dueOf(facts({ state: 'awaiting-collection' }), 'tiktok', hours, aMorning);

  expect(due).toEqual({ dueAt: paidAt + 120 * hourMs, dueRule: 'sla.total' });
});

it('counts from the order where a file tells no payment', () => {
  const due = dueOf(facts({ paidAt: null, orderedAt: aMorning }), 'douyin', hours, aMorning);

  expect(due.dueAt).toBe(aMorning + 48 * hourMs);
});

it('gives 48 hours to answer a cancellation, from when it was asked', () => {
  const holdAt = aMorning - 40 * hourMs;
  const asked = facts({ hold: 'cancel-requested', holdAt });

  const due = dueOf(asked, 'douyin', hours, aMorning);

  expect(due).toEqual({ dueAt: holdAt + 48 * hourMs, dueRule: 'sla.cancel-answer' });
});

it('keeps the ship-by time first while it comes before the answer to a cancellation', () => {
  const asked = facts({ hold: 'cancel-requested', holdAt: aMorning, shipByAt: aMorning + hourMs });

  const due = dueOf(asked, 'douyin', hours, aMorning);

  expect(due.dueRule).toBe('sla.douyin');
});

it('tells when the platform cancels an unpaid order, and does not make it due for anyone here', () => {
  const unpaid = facts({ state: 'unpaid', paidAt: null, orderedAt: aMorning });

  const deadlines = deadlinesOf(unpaid, 'tiktok', hours, aMorning);

  expect(deadlines).toMatchObject([{ rule: 'sla.unpaid', at: aMorning + 48 * hourMs }]);
  expect(dueOf(unpaid, 'tiktok', hours, aMorning)).toEqual({ dueAt: null, dueRule: null });
});

it.each(['shipped', 'finished', 'cancelled'] as const)('has nothing due any more once it is %s', (state) => {
  const due = dueOf(
    facts({ state, shipByAt: aMorning, hold: 'cancel-requested' }),
    'douyin',
    hours,
    aMorning,
  );

  expect(due).toEqual({ dueAt: null, dueRule: null });
});

it('gives the same deadlines when the clock is moved back a day', () => {
  const order = facts({ hold: 'cancel-requested', holdAt: aMorning });

  const before = deadlinesOf(order, 'tiktok', hours, aMorning);
  const after = deadlinesOf(order, 'tiktok', hours, aMorning - dayMs);

  expect(after).toEqual(before);
});

it('takes its limits from the settings', async () => {
  await using station = testStation();
  await station.ask('settings.set', { name: 'deadline.douyinHours', value: 24 });

  const due = dueOf(facts(), 'douyin', deadlineHours(station.parts.settings), aMorning);

  expect(due.dueAt).toBe(paidAt + 24 * hourMs);
});
