import { expect, it } from 'vitest';
import { testStation } from '../builders/test-station.ts';
import { linPin, moPin, staffed, windowOf } from '../builders/windows.ts';

it('lets whoever is at the machine do everything until there is a supervisor', async () => {
  await using station = testStation();
  const window = windowOf(station, 'window-1');

  const me = await window.ask('people.me', {});

  expect(me).toMatchObject({ isOpen: true, person: null });
  expect(await window.codeOf('settings.set', { name: 'printing.batchSize', value: 20 })).toBe('granted');
});

it('wants a supervisor first', async () => {
  await using station = testStation();
  const window = windowOf(station, 'window-1');

  expect(await window.codeOf('people.save', { name: 'Mo', role: 'packer' })).toBe('people.supervisor-first');
  expect(await window.codeOf('people.save', { name: 'Lin', role: 'supervisor' })).toBe(
    'people.supervisor-needs-pin',
  );
});

it('seats the first supervisor at the window that made them, and nobody at the others', async () => {
  await using station = testStation();

  const { first } = await staffed(station);

  expect(await first.ask('people.me', {})).toMatchObject({
    isOpen: false,
    person: { name: 'Lin', role: 'supervisor' },
    isConfirmed: true,
  });
  const second = windowOf(station, 'window-2');
  expect(await second.ask('people.me', {})).toMatchObject({ isOpen: false, person: null });
  expect(await second.codeOf('parcels.page', { states: ['planned'], offset: 0, limit: 10 })).toBe(
    'people.signed-out',
  );
  expect(await second.codeOf('station.describe')).toBe('granted');
});

it('keeps two people at two windows apart, in rights and in the audit', async () => {
  await using station = testStation();
  const { first, mo } = await staffed(station);
  const second = windowOf(station, 'window-2');

  await second.ask('people.signIn', { personId: mo.personId, pin: moPin });

  expect(await second.ask('station.describe', {})).toMatchObject({ person: 'Mo', role: 'packer' });
  expect(await first.ask('station.describe', {})).toMatchObject({ person: 'Lin', role: 'supervisor' });
  expect(await second.codeOf('settings.set', { name: 'printing.batchSize', value: 20 })).toBe(
    'request.not-allowed',
  );
  await first.ask('settings.set', { name: 'printing.batchSize', value: 20 });
  expect(station.parts.database.get(`SELECT person FROM audit WHERE verb = 'setting.changed'`)).toEqual({
    person: 'Lin',
  });
});

it('takes no person from an argument', async () => {
  await using station = testStation();
  const { lin, mo } = await staffed(station);
  const second = windowOf(station, 'window-2');
  await second.ask('people.signIn', { personId: mo.personId, pin: moPin });

  const faked = {
    name: 'printing.batchSize',
    value: 20,
    person: 'Lin',
    role: 'supervisor',
    personId: lin.personId,
  };

  expect(await second.codeOf('settings.set', faked)).toBe('request.not-allowed');
  expect(await second.codeOf('bench.read', { benchId: 'b', role: 'supervisor' })).toBe('request.malformed');
});

it('shows badge codes to supervisors only', async () => {
  await using station = testStation();
  const { first } = await staffed(station);
  const second = windowOf(station, 'window-2');

  const seen = await second.ask('people.list', {});
  const all = await first.ask('people.list', {});

  expect(seen.map(({ name, badgeCode }) => ({ name, badgeCode }))).toEqual([
    { name: 'Lin', badgeCode: null },
    { name: 'Mo', badgeCode: null },
  ]);
  expect(all.every(({ badgeCode }) => badgeCode?.startsWith('PB-WHO-'))).toBe(true);
});

it('changes the person by a badge, however the scanner spells it', async () => {
  await using station = testStation();
  const { first, moBadge } = await staffed(station);

  await first.ask('people.signIn', { badge: `]C1${moBadge.toLowerCase()}` });

  expect(await first.ask('people.me', {})).toMatchObject({ person: { name: 'Mo' }, isConfirmed: false });
  expect(await first.codeOf('people.signIn', { badge: 'PB-WHO-NOBODY' })).toBe('people.badge-unknown');
});

it('asks a supervisor who only showed a badge for the PIN where something is changed', async () => {
  await using station = testStation();
  const { lin, linBadge } = await staffed(station);
  const second = windowOf(station, 'window-2');
  await second.ask('people.signIn', { badge: linBadge });

  const before = await second.codeOf('settings.set', { name: 'printing.batchSize', value: 20 });
  await second.ask('people.signIn', { personId: lin.personId, pin: linPin });
  await second.ask('people.signIn', { badge: linBadge });

  expect(before).toBe('people.pin-needed');
  expect(await second.codeOf('settings.set', { name: 'printing.batchSize', value: 20 })).toBe('granted');
});

it('makes wrong PINs wait longer and longer, over a restart too', async () => {
  await using station = testStation();
  const { mo } = await staffed(station);
  const window = windowOf(station, 'window-2');
  const guess = () => window.refusalOf('people.signIn', { personId: mo.personId, pin: '0007' });

  const first = [await guess(), await guess(), await guess()];

  expect(first.map(({ code, facts }) => [code, facts.seconds])).toEqual([
    ['people.pin-wrong', 0],
    ['people.pin-wrong', 0],
    ['people.pin-wrong', 30],
  ]);
  expect(await window.codeOf('people.signIn', { personId: mo.personId, pin: moPin })).toBe('people.pin-wait');
  await using reopened = testStation({ dataDir: station.dataDir, clock: station.clock });
  const later = windowOf(reopened, 'window-2');
  expect(await later.codeOf('people.signIn', { personId: mo.personId, pin: moPin })).toBe('people.pin-wait');
  await station.clock.pass(30_000);
  expect((await guess()).facts.seconds).toBe(60);
  await station.clock.pass(60_000);
  expect(await later.codeOf('people.signIn', { personId: mo.personId, pin: moPin })).toBe('granted');
  expect((await guess()).facts.seconds).toBe(0);
});

it('counts tries that come at once as so many tries', async () => {
  await using station = testStation();
  const { mo } = await staffed(station);
  const window = windowOf(station, 'window-2');

  const codes = await Promise.all(
    ['1111', '2222', '3333', '4444', moPin].map((pin) =>
      window.codeOf('people.signIn', { personId: mo.personId, pin }),
    ),
  );

  expect(codes.filter((code) => code === 'people.pin-wait').length).toBe(2);
  expect(codes).not.toContain('granted');
});

it('locks an idle window, keeps its person, and opens by badge or PIN', async () => {
  await using station = testStation();
  const { first, lin, moBadge } = await staffed(station);
  await station.clock.pass(9 * 60_000);
  await first.ask('people.stay', {});
  await station.clock.pass(9 * 60_000);
  const stillOpen = await first.codeOf('settings.set', { name: 'printing.batchSize', value: 20 });

  await station.clock.pass(10 * 60_000);

  expect(stillOpen).toBe('granted');
  expect(await first.ask('people.me', {})).toMatchObject({ isLocked: true, person: { name: 'Lin' } });
  expect(await first.codeOf('settings.set', { name: 'printing.batchSize', value: 30 })).toBe('people.locked');
  expect(await first.codeOf('settings.list')).toBe('granted');
  await first.ask('people.signIn', { personId: lin.personId, pin: linPin });
  expect(await first.codeOf('settings.set', { name: 'printing.batchSize', value: 30 })).toBe('granted');
  await first.ask('people.lock', {});
  await first.ask('people.signIn', { badge: moBadge });
  expect(await first.ask('people.me', {})).toMatchObject({ isLocked: false, person: { name: 'Mo' } });
});

it('does not lock where the setting says never', async () => {
  await using station = testStation();
  const { first } = await staffed(station);
  await first.ask('settings.set', { name: 'people.idleLockMinutes', value: 0 });

  await station.clock.pass(24 * 3_600_000);

  expect(await first.ask('people.me', {})).toMatchObject({ isLocked: false, locksAt: null });
});

it('signs out, and a removed person is out everywhere at once', async () => {
  await using station = testStation();
  const { first, mo, moBadge } = await staffed(station);
  const second = windowOf(station, 'window-2');
  await second.ask('people.signIn', { badge: moBadge });

  await first.ask('people.remove', { personId: mo.personId });

  expect(await second.codeOf('bench.read', { benchId: 'b' })).toBe('people.signed-out');
  expect(await second.codeOf('people.signIn', { badge: moBadge })).toBe('people.badge-unknown');
  await first.ask('people.signOut', {});
  expect(await first.codeOf('settings.set', { name: 'printing.batchSize', value: 20 })).toBe(
    'people.signed-out',
  );
});

it('keeps the last supervisor', async () => {
  await using station = testStation();
  const { first, lin } = await staffed(station);

  expect(await first.codeOf('people.remove', { personId: lin.personId })).toBe('people.last-supervisor');
  expect(await first.codeOf('people.save', { personId: lin.personId, name: 'Lin', role: 'packer' })).toBe(
    'people.last-supervisor',
  );
});

it('gives a new badge and the old one knows nobody', async () => {
  await using station = testStation();
  const { first, mo, moBadge } = await staffed(station);

  const changed = await first.ask('people.save', {
    personId: mo.personId,
    name: 'Mo Early',
    role: 'printer-operator',
    isNewBadge: true,
  });

  expect(changed).toMatchObject({ name: 'Mo Early', role: 'printer-operator' });
  expect(await windowOf(station, 'window-2').codeOf('people.signIn', { badge: moBadge })).toBe(
    'people.badge-unknown',
  );
});

it('says what is wrong with a person or a PIN', async () => {
  await using station = testStation();
  const { first, lin, mo } = await staffed(station);
  const { personId } = await first.ask('people.save', { name: 'Ke', role: 'packer' });
  const second = windowOf(station, 'window-2');

  expect(await first.codeOf('people.save', { name: 'Mo', role: 'packer' })).toBe('people.name-taken');
  expect(await first.codeOf('people.save', { personId: 'H-gone', name: 'X', role: 'packer' })).toBe(
    'people.unknown',
  );
  expect(await first.codeOf('people.remove', { personId: 'H-gone' })).toBe('people.unknown');
  for (const pin of ['123', '1234', '4321', '7777', 'abcd', '1234567890123']) {
    expect(await first.codeOf('people.setPin', { personId: mo.personId, pin })).toBe('people.pin-unfit');
  }
  expect(await second.codeOf('people.signIn', { personId, pin: '2580' })).toBe('people.no-pin');
  expect(await second.codeOf('people.signIn', { personId: 'H-gone', pin: '2580' })).toBe('people.unknown');
  await second.ask('people.signIn', { personId: mo.personId, pin: moPin });
  expect(await second.codeOf('people.setPin', { personId: lin.personId, pin: '8642' })).toBe(
    'people.not-yours',
  );
  expect(await second.codeOf('people.setPin', { personId: mo.personId, pin: '8642' })).toBe(
    'people.old-pin-needed',
  );
  expect(await second.codeOf('people.setPin', { personId: mo.personId, pin: '8640', oldPin: '0001' })).toBe(
    'people.pin-wrong',
  );
  expect(await second.codeOf('people.setPin', { personId: mo.personId, pin: '8640', oldPin: moPin })).toBe(
    'granted',
  );
});

it('asks a terminal who it is, each time', async () => {
  await using station = testStation();
  await staffed(station);
  const call = async (credentials?: { name: string; pin: string }) => {
    const caller = {
      host: 'terminal',
      person: 'root',
      role: 'supervisor',
      ...(credentials && { credentials }),
    } as const;
    const reply = await station.call(caller, 'settings.set', { name: 'printing.batchSize', value: 20 });
    return reply.ok ? 'granted' : reply.refusal.code;
  };

  expect(await call()).toBe('people.person-needed');
  expect(await call({ name: 'Nobody', pin: linPin })).toBe('people.name-unknown');
  expect(await call({ name: 'Lin', pin: moPin })).toBe('people.pin-wrong');
  expect(await call({ name: 'Mo', pin: moPin })).toBe('request.not-allowed');
  expect(await call({ name: 'Lin', pin: linPin })).toBe('granted');
  const terminal = { host: 'terminal', person: 'root', role: 'supervisor' } as const;
  const signIn = await station.call(terminal, 'people.signIn', { badge: 'PB-WHO-1' });
  expect(signIn).toMatchObject({ ok: false, refusal: { code: 'people.no-window' } });
});

it('keeps no PIN in the file, only what scrypt made of it', async () => {
  await using station = testStation();
  await staffed(station);

  const rows = station.parts.database.all<{ pin_hash: string }>(`SELECT pin_hash FROM people`);

  expect(rows.every((row) => row.pin_hash.startsWith('scrypt$32768$8$1$'))).toBe(true);
  expect(new Set(rows.map((row) => row.pin_hash.split('$')[4])).size).toBe(2);
  expect(JSON.stringify(station.parts.database.all(`SELECT * FROM audit`))).not.toContain(linPin);
});
