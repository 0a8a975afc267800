import { expect, it } from 'vitest';
import { packer, testStation } from './builders/test-station.ts';

it('answers what a screen needs to know about it', async () => {
  await using station = testStation();

  const description = await station.ask('station.describe', {});

  expect(description).toMatchObject({ mode: 'shop', isReadOnly: false, person: 'Lin' });
});

it('refuses a request that nobody declared, by its name', async () => {
  await using station = testStation();

  const reply = await station.call(packer, 'parcels.teleport', {});

  expect(reply).toEqual({
    ok: false,
    refusal: { code: 'request.unknown', facts: { name: 'parcels.teleport' } },
  });
});

it('lets only a supervisor change a setting', async () => {
  await using station = testStation();

  const reply = await station.call(packer, 'settings.set', { name: 'printing.batchSize', value: 20 });

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
});

it('changes a setting once when the same request comes twice', async () => {
  await using station = testStation();
  const request = { name: 'printing.batchSize', value: 20, requestId: 'r-1' };

  await station.ask('settings.set', request);
  await station.ask('settings.set', request);

  const entries = station.parts.database.all(`SELECT * FROM audit WHERE verb = 'setting.changed'`);
  expect(entries).toHaveLength(1);
});
