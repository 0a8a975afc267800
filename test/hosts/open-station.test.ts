import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../main/basics/request.ts';
import { lastMode, usualDataFolder } from '../../main/hosts/data-folder.ts';
import { createStationHost, type StationHost } from '../../main/hosts/station-host.ts';
import type { Keychain } from '../../main/hosts/station-key.ts';
import { hidePersonal, openLog } from '../../main/hosts/station-log.ts';
import { aMorning, movedClock } from '../builders/moved-clock.ts';
import { temporaryFolder } from './built.ts';

const lin: Caller = { host: 'terminal', person: 'Lin', role: 'supervisor' };
const chen: Caller = { host: 'terminal', person: 'Chen', role: 'packer' };

function hostOn(
  dataFolder: string,
  more: { keychain?: Keychain; mode?: 'training' | 'shop'; clock?: ReturnType<typeof movedClock> } = {},
): StationHost & AsyncDisposable {
  const host = createStationHost({ dataFolder, version: '0.0.0-test', clock: movedClock(), ...more });
  return { ...host, [Symbol.asyncDispose]: host.close };
}

const xorKeychain: Keychain = {
  seal: (text) => Buffer.from(text).map((byte) => byte ^ 0x21),
  open: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0x21)).toString(),
};

describe('the data folder', () => {
  it.each([
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/parcelbench'],
    ['linux', {}, '/home/lin/.local/share/parcelbench'],
    ['darwin', {}, '/home/lin/Library/Application Support/Parcelbench'],
  ] as const)('lies where %s keeps such things', (platform, env, folder) => {
    expect(usualDataFolder(platform, env, '/home/lin')).toBe(folder);
  });

  it('lies in the roaming folder of Windows', () => {
    expect(usualDataFolder('win32', { APPDATA: 'C:/Users/lin/Roaming' })).toContain('Roaming');
  });

  it('opens the training shop first, and then what was open last', async () => {
    using folder = temporaryFolder();
    {
      await using first = hostOn(folder.path);
      expect(first.mode()).toBe('training');
      await first.call(lin, 'host.openStation', { mode: 'shop' });
    }

    await using second = hostOn(folder.path);

    expect(second.mode()).toBe('shop');
    expect(lastMode(folder.path)).toBe('shop');
  });

  it('keeps training and shop apart: own file, own key, own settings', async () => {
    using folder = temporaryFolder();
    await using host = hostOn(folder.path);
    await host.call(lin, 'settings.set', { name: 'printing.batchSize', value: 7 });

    const reply = await host.call(lin, 'host.openStation', { mode: 'shop' });

    expect(reply).toEqual({ ok: true, value: { mode: 'shop' } });
    const settings = await host.call(lin, 'settings.list', {});
    expect(settings.ok && settings.value).toContainEqual(
      expect.objectContaining({ name: 'printing.batchSize', value: 50 }),
    );
    const key = (mode: string) => readFileSync(join(folder.path, mode, 'key'), 'utf8');
    expect(key('shop')).not.toBe(key('training'));
  });

  it('tells the screens when the other station was opened', async () => {
    using folder = temporaryFolder();
    await using host = hostOn(folder.path);
    const events: string[] = [];
    host.on((event) => events.push(event.kind));

    await host.call(lin, 'host.openStation', { mode: 'shop' });

    expect(events).toContain('station.changed');
  });

  it('lets only a supervisor open the other station', async () => {
    using folder = temporaryFolder();
    await using host = hostOn(folder.path);

    const reply = await host.call(chen, 'host.openStation', { mode: 'shop' });

    expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
  });

  it('refuses a mode that does not exist', async () => {
    using folder = temporaryFolder();
    await using host = hostOn(folder.path);

    const reply = await host.call(lin, 'host.openStation', { mode: 'holiday' });

    expect(reply).toMatchObject({
      ok: false,
      refusal: { code: 'request.malformed', facts: { field: 'mode' } },
    });
  });

  it('that is a file is told as unusable', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'not-a-folder');
    writeFileSync(file, '');

    expect(() => createStationHost({ dataFolder: file, version: '0' })).toThrow(
      expect.objectContaining({ code: 'database.read-only' }),
    );
  });
});

describe('the key', () => {
  const keyOf = (folder: string) => join(folder, 'training', 'key');

  it('lies in a file that only its user reads, and stays the same', async () => {
    using folder = temporaryFolder();
    await hostOn(folder.path).close();
    const before = readFileSync(keyOf(folder.path), 'utf8');

    await hostOn(folder.path).close();

    expect(readFileSync(keyOf(folder.path), 'utf8')).toBe(before);
    expect(statSync(keyOf(folder.path)).mode & 0o777).toBe(0o600);
  });

  it('is sealed where there is a keychain, and opens again', async () => {
    using folder = temporaryFolder();
    const sealed = await (async () => {
      await using host = hostOn(folder.path, { keychain: xorKeychain });
      return host.opened()?.parts.vault.seal('晨光小铺');
    })();

    await using again = hostOn(folder.path, { keychain: xorKeychain });

    expect(readFileSync(keyOf(folder.path), 'utf8')).toContain('keychain');
    expect(again.opened()?.parts.vault.open(sealed ?? new Uint8Array())).toBe('晨光小铺');
  });

  it('in a keychain that this host cannot ask is told as such', async () => {
    using folder = temporaryFolder();
    await hostOn(folder.path, { keychain: xorKeychain }).close();

    await using host = hostOn(folder.path);

    expect(await host.call(lin, 'station.describe', {})).toMatchObject({
      ok: false,
      refusal: { code: 'fault.vault.key-in-keychain' },
    });
  });

  it('that is no key is never replaced by a new one', async () => {
    using folder = temporaryFolder();
    await hostOn(folder.path).close();
    writeFileSync(keyOf(folder.path), 'half a k');

    await using host = hostOn(folder.path);

    expect(await host.call(lin, 'station.describe', {})).toMatchObject({
      ok: false,
      refusal: { code: 'fault.vault.key-unreadable' },
    });
    expect(readFileSync(keyOf(folder.path), 'utf8')).toBe('half a k');
  });
});

describe('a second station on the folder', () => {
  it('only looks, and says so to every change', async () => {
    using folder = temporaryFolder();
    await using first = hostOn(folder.path);

    await using second = hostOn(folder.path);

    expect(first.isReadOnly).toBe(false);
    expect(await second.call(lin, 'station.describe', {})).toMatchObject({
      ok: true,
      value: { isReadOnly: true },
    });
    expect(await second.call(lin, 'settings.set', { name: 'printing.batchSize', value: 9 })).toMatchObject({
      ok: false,
      refusal: { code: 'station.read-only' },
    });
  });

  it('sees what the first one writes', async () => {
    using folder = temporaryFolder();
    const clock = movedClock();
    await using first = hostOn(folder.path);
    await using second = hostOn(folder.path, { clock });
    const events: string[] = [];
    second.on((event) => events.push(event.kind));

    await first.call(lin, 'settings.set', { name: 'printing.batchSize', value: 9 });
    await clock.pass(2_000);

    expect(events).toContain('station.changed');
    const settings = await second.call(lin, 'settings.list', {});
    expect(settings.ok && settings.value).toContainEqual(
      expect.objectContaining({ name: 'printing.batchSize', value: 9 }),
    );
  });

  it('may write when the first one has gone', async () => {
    using folder = temporaryFolder();
    await hostOn(folder.path).close();

    await using next = hostOn(folder.path);

    expect(next.isReadOnly).toBe(false);
  });
});

describe('a damaged file', () => {
  async function damagedFolder(folder: string, hasBackup: boolean): Promise<void> {
    await using host = hostOn(folder);
    await host.call(lin, 'settings.set', { name: 'printing.batchSize', value: 33 });
    if (hasBackup) await host.call(lin, 'station.backup', {});
    await host.close();
    writeFileSync(join(folder, 'training', 'station.db'), 'this is no database '.repeat(1_000));
  }

  it('answers every request with what happened and the newest backup', async () => {
    using folder = temporaryFolder();
    await damagedFolder(folder.path, true);

    await using host = hostOn(folder.path);

    expect(await host.call(lin, 'orders.page', {})).toMatchObject({
      ok: false,
      refusal: {
        code: 'fault.database.damaged',
        facts: {
          newestBackupAt: aMorning,
          mode: 'training',
          path: join(folder.path, 'training', 'station.db'),
        },
      },
    });
  });

  it('is set aside, and the newest backup takes its place', async () => {
    using folder = temporaryFolder();
    await damagedFolder(folder.path, true);
    await using host = hostOn(folder.path);

    const reply = await host.call(lin, 'host.recover', { from: 'newest-backup' });

    expect(reply.ok).toBe(true);
    const settings = await host.call(lin, 'settings.list', {});
    expect(settings.ok && settings.value).toContainEqual(
      expect.objectContaining({ name: 'printing.batchSize', value: 33 }),
    );
    const names = readdirSync(join(folder.path, 'training'));
    expect(names.some((name) => name.includes('damaged'))).toBe(true);
  });

  it('without a backup can only be begun anew, and that is asked for by name', async () => {
    using folder = temporaryFolder();
    await damagedFolder(folder.path, false);
    await using host = hostOn(folder.path);

    const fromBackup = await host.call(lin, 'host.recover', { from: 'newest-backup' });
    const fromNothing = await host.call(lin, 'host.recover', { from: 'nothing' });

    expect(fromBackup).toMatchObject({ ok: false, refusal: { code: 'host.no-backup' } });
    expect(fromNothing.ok).toBe(true);
    expect(await host.call(lin, 'station.describe', {})).toMatchObject({ ok: true });
  });

  it('found beside the running station is put right while it runs', async () => {
    using folder = temporaryFolder();
    await using host = hostOn(folder.path);
    await host.call(lin, 'settings.set', { name: 'printing.batchSize', value: 33 });
    await host.call(lin, 'station.backup', {});
    await host.call(lin, 'settings.set', { name: 'printing.batchSize', value: 44 });
    const before = await host.call(lin, 'station.describe', {});
    const still = await host.call(lin, 'station.describe', {});
    host.opened()?.parts.notices?.say('database.damaged', { verdict: 'a torn page' });

    const reply = await host.call(lin, 'host.recover', { from: 'newest-backup' });

    expect(reply).toMatchObject({ ok: true, value: { madeAt: aMorning } });
    // By this other windows know that what they show is of the file that was set aside.
    const after = await host.call(lin, 'station.describe', {});
    const openings = [before, still, after].map(
      (each) => each.ok && (each.value as { readonly opening: string }).opening, // answer of station.describe
    );
    expect(openings[1]).toBe(openings[0]);
    expect(openings[2]).not.toBe(openings[0]);
    const settings = await host.call(lin, 'settings.list', {});
    expect(settings.ok && settings.value).toContainEqual(
      expect.objectContaining({ name: 'printing.batchSize', value: 33 }),
    );
  });

  it('is the only reason to recover', async () => {
    using folder = temporaryFolder();
    await using host = hostOn(folder.path);

    const reply = await host.call(lin, 'host.recover', { from: 'nothing' });

    expect(reply).toMatchObject({ ok: false, refusal: { code: 'host.nothing-to-recover' } });
  });
});

describe('the log', () => {
  it('never holds what belongs to a person, however deep', () => {
    const hidden = hidePersonal({
      order: { recipient: { name: '王小明' }, phone: '10000000000' },
      rows: [{ address: 'x' }],
    });

    expect(hidden).toEqual({
      order: { recipient: '[hidden]', phone: '[hidden]' },
      rows: [{ address: '[hidden]' }],
    });
  });

  it('never holds what opens an account, by its name or in the words of an error', () => {
    using folder = temporaryFolder();
    const log = openLog(folder.path, movedClock());
    const address = 'https://auth.invalid/token?app_key=K&app_secret=hush-1&auth_code=hush-2&sign=hush-3';

    log.warn({ link: { appSecret: 'hush-4', refresh_token: 'hush-5' } }, 'a bug');
    log.error({ err: new Error(`no answer of ${address}`, { cause: new Error(address) }) }, 'bug');

    const content = readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name), 'utf8'));
    expect(content.join('')).toContain('app_key=K&app_secret=[hidden]');
    expect(content.join('')).not.toContain('hush');
  });

  it('is one file a day, and two weeks are kept', () => {
    using folder = temporaryFolder();
    const clock = movedClock();
    const log = openLog(folder.path, clock);

    for (let day = 0; day < 20; day += 1) {
      clock.set(aMorning + day * 86_400_000);
      log.info({ recipient_name: '王小明' }, 'a day begins');
    }

    const names = readdirSync(folder.path).sort();
    expect(names).toHaveLength(14);
    expect(names.at(-1)).toBe('station-2026-10-11.log');
    const content = readFileSync(join(folder.path, names.at(-1) ?? ''), 'utf8');
    expect(content).toContain('a day begins');
    expect(content).not.toContain('王小明');
  });

  it('that cannot be written does not stop the station', () => {
    using folder = temporaryFolder();
    const inTheWay = join(folder.path, 'station-2026-09-22.log');
    mkdirSync(inTheWay);

    expect(() => openLog(folder.path, movedClock()).info('nobody reads this')).not.toThrow();
  });
});
