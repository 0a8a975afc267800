// A second station on the same folder can only look. Whoever stands there signs in as everywhere, and sees what their role may see.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEvents } from '../../main/basics/events.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { settingsOf } from '../../main/settings/settings-table.ts';
import { createStation } from '../../main/station.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { linPin, staffed, windowOf } from '../builders/windows.ts';

/** A window of a station that got no lock on the folder. */
function lookingAt(station: TestStation) {
  const events = createEvents();
  const database = openDatabase(join(station.dataDir, 'station.db'), { events, readOnly: true });
  const looking = createStation({ ...station.parts, database, events, settings: settingsOf(database) });
  return { window: windowOf({ ...station, ...looking }, 'looking-1'), close: () => database.close() };
}

it('signs in by PIN, reads what a supervisor reads, and changes nothing', async () => {
  await using station = testStation();
  const { lin } = await staffed(station);
  const { window, close } = lookingAt(station);
  const before = station.parts.database.get(`SELECT count(*) AS count FROM audit`);

  const out = await window.codeOf('audit.check');
  await window.ask('people.signIn', { personId: lin.personId, pin: linPin });
  const check = await window.ask('audit.check', {});
  const save = await window.codeOf('people.save', { name: 'Ke', role: 'packer' });

  expect(out).toBe('people.signed-out');
  expect(check.isWhole).toBe(true);
  expect(save).toBe('station.read-only');
  expect(station.parts.database.get(`SELECT count(*) AS count FROM audit`)).toEqual(before);
  close();
});

it('signs in by badge, with the rights of the person, and out again', async () => {
  await using station = testStation();
  const { moBadge } = await staffed(station);
  const { window, close } = lookingAt(station);

  await window.ask('people.signIn', { badge: moBadge });
  const orders = await window.codeOf('parcels.page', { states: ['planned'], offset: 0, limit: 10 });
  const audit = await window.codeOf('audit.check');
  await window.ask('people.signOut', {});

  expect(orders).toBe('granted');
  expect(audit).toBe('request.not-allowed');
  expect(await window.codeOf('parcels.page', { states: ['planned'], offset: 0, limit: 10 })).toBe(
    'people.signed-out',
  );
  close();
});

it('makes wrong PINs wait there too, and counts those that were tried at the other station', async () => {
  await using station = testStation();
  const { first, lin } = await staffed(station);
  const { window, close } = lookingAt(station);
  const tryPin = (pin: string, at = window) => at.codeOf('people.signIn', { personId: lin.personId, pin });

  for (const pin of ['0000', '0001']) await tryPin(pin, first);
  const codes = [];
  for (let tries = 0; tries < 6; tries += 1) codes.push(await tryPin(`100${tries}`));

  expect(codes[0]).toBe('people.pin-wrong');
  expect(codes.at(-1)).toBe('people.pin-wait');
  expect(await tryPin(linPin)).toBe('people.pin-wait');
  close();
});
