import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../main/basics/clock.ts';
import { aMorning, movedClock } from './builders/moved-clock.ts';
import { testStation } from './builders/test-station.ts';

describe('a clock that went back', () => {
  const movedBack = expect.objectContaining({ code: 'clock.moved-back' });

  it('a day is told as soon as anybody looks', async () => {
    await using station = testStation();
    station.start();

    station.clock.set(aMorning - dayMs);

    expect((await station.ask('station.describe', {})).notices).toContainEqual(movedBack);
  });

  it('is told also when it happened while the station was off', async () => {
    await using first = testStation();
    first.start();
    await first.stop();

    const clock = movedClock(aMorning - dayMs);
    await using second = testStation({ dataDir: first.dataDir, clock });
    second.start();

    expect((await second.ask('station.describe', {})).notices).toContainEqual(movedBack);
  });

  it('a day keeps nothing from going on: backups, deadlines and pulls', async () => {
    await using station = testStation({ mode: 'training' });
    await station.ask('settings.set', { name: 'backup.keep', value: 1 });
    await station.ask('settings.set', { name: 'backup.everyHours', value: 1 });
    station.start();
    await station.clock.pass(2 * minuteMs);
    await expect.poll(() => station.ask('station.backups', {})).toHaveLength(1);
    const due = async () =>
      (await station.ask('orders.page', { offset: 0, limit: 500 })).rows.map(({ orderId, dueAt }) => ({
        orderId,
        dueAt,
      }));
    const dueBefore = await due();

    station.clock.set(aMorning - dayMs);
    const { added } = await station.ask('training.addOrders', { count: 3 });
    await station.clock.pass(hourMs);

    await expect
      .poll(async () => (await station.ask('station.backups', {}))[0]?.madeAt)
      .toBeLessThan(aMorning);
    expect(await due()).toEqual(expect.arrayContaining(dueBefore));
    expect((await due()).length).toBeGreaterThanOrEqual(dueBefore.length + added);
  });

  it('by a minute, as time servers do, is nobody’s business', async () => {
    await using station = testStation();
    station.start();

    station.clock.set(aMorning - minuteMs);

    expect((await station.ask('station.describe', {})).notices).not.toContainEqual(movedBack);
  });

  it('is forgotten when a person says the time is right', async () => {
    await using station = testStation();
    station.start();
    station.clock.set(aMorning - dayMs);
    await station.ask('station.describe', {});

    await station.ask('station.acceptClock', {});

    expect((await station.ask('station.describe', {})).notices).not.toContainEqual(movedBack);
  });
});

describe('backups', () => {
  it('are made by the clock, and only as many are kept as the setting says', async () => {
    await using station = testStation();
    await station.ask('settings.set', { name: 'backup.keep', value: 2 });

    for (let made = 1; made <= 4; made += 1) {
      station.clock.set(aMorning + made * hourMs);
      await station.ask('station.backup', {});
    }

    const backups = await station.ask('station.backups', {});
    expect(backups.map((backup) => backup.madeAt)).toEqual([aMorning + 4 * hourMs, aMorning + 3 * hourMs]);
  });

  it('begin by themselves a minute after the start', async () => {
    await using station = testStation();
    station.start();

    await station.clock.pass(minuteMs);
    await station.stop(); // waits for the one that is being made

    expect(await station.ask('station.backups', {})).toHaveLength(1);
  });
});
