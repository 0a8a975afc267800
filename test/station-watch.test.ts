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
