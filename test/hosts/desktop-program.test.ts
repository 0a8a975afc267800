// The built desktop program, run on the stand-in: what its window may not do, who may speak to the station, how it ends.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findDoorway } from '../../main/hosts/doorway-file.ts';
import { menuTemplate } from '../../main/hosts/electron/menu.ts';
import { buildOnce, callFromTerminal, repository, startBrowserHost, temporaryFolder } from './built.ts';
import { type DrivenProgram, startProgram } from './electron-stand-in/drive.ts';
import { strict } from './electron-stand-in/strict.ts';

beforeAll(buildOnce);

async function openProgram(
  folder: string,
  env: Record<string, string> = {},
): Promise<DrivenProgram & AsyncDisposable> {
  const program = startProgram(['--data', folder], env);
  await program.whenShown();
  return { ...program, [Symbol.asyncDispose]: program.close };
}

describe('its window', () => {
  it('is sandboxed, isolated, and shows our own page without a complaint', async () => {
    using folder = temporaryFolder();
    await using program = await openProgram(folder.path);

    expect(await program.ask('preferences')).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    expect(await program.ask('address')).toBe('parcelbench://station/#today');
    expect(await program.ask('evaluate', 'Object.keys(window.station).sort().join()')).toBe('call,on');
    expect(await program.ask('evaluate', 'typeof require + typeof process')).toBe('undefinedundefined');
    expect(await program.ask('seen')).toMatchObject({ consoleErrors: [] });
  });

  it('goes nowhere else and opens no other', async () => {
    using folder = temporaryFolder();
    await using program = await openProgram(folder.path);

    await program.ask('evaluate', `void (location.href = 'https://elsewhere.example/')`);
    await program.ask('evaluate', `void window.open('https://elsewhere.example/')`);

    expect(await program.ask('evaluate', 'document.body.innerText')).not.toBe('elsewhere');
    expect(await program.ask('address')).toMatch(/^parcelbench:\/\/station\//);
    expect(await program.ask('seen')).toMatchObject({ openAsked: ['https://elsewhere.example/: deny'] });
  });

  it('runs no script that is not ours', async () => {
    using folder = temporaryFolder();
    await using program = await openProgram(folder.path);

    const isRun = await program.ask(
      'evaluate',
      `new Promise((tell) => {
        const script = document.createElement('script');
        script.textContent = 'window.wasRun = true';
        document.head.append(script);
        tell(window.wasRun === true);
      })`,
    );

    expect(isRun).toBe(false);
  });

  it('gets no permission but the camera, and that only at the bench', async () => {
    using folder = temporaryFolder();
    await using program = await openProgram(folder.path);
    const wish = (permission: string, mediaTypes: string[], address: string) =>
      program.ask('permission', { permission, mediaTypes, address });
    const yes = { isGranted: true, isChecked: true };
    const no = { isGranted: false, isChecked: false };

    expect(await wish('media', ['video'], 'parcelbench://station/#bench')).toEqual(yes);
    expect(await wish('media', ['video'], 'parcelbench://station/#orders')).toEqual(no);
    expect(await wish('media', ['audio'], 'parcelbench://station/#bench')).toEqual(no);
    expect(await wish('media', ['video'], 'https://elsewhere.example/#bench')).toEqual(no);
    expect(await wish('geolocation', [], 'parcelbench://station/#bench')).toEqual(no);
  });
});

describe('the station behind it', () => {
  it('hears only the main frame of our own page', async () => {
    using folder = temporaryFolder();
    await using program = await openProgram(folder.path);
    const words = ['station.describe', {}];
    const from = async (frame: unknown) =>
      JSON.parse(String(await program.ask('invokeFrom', { frame, words })));
    const page = { url: 'parcelbench://station/', parent: null };

    expect(await from(page)).toMatchObject({ value: { ok: true } });
    for (const frame of [
      { url: 'https://elsewhere.example/', parent: null },
      { url: 'parcelbench://station/', parent: page },
      { url: 'parcelbench://station.elsewhere.example/', parent: null },
      { url: '', parent: null },
      null,
    ]) {
      expect(await from(frame)).toMatchObject({
        value: { ok: false, refusal: { code: 'host.wrong-address' } },
      });
    }
  });

  it('refuses a name that is no text', async () => {
    using folder = temporaryFolder();
    await using program = await openProgram(folder.path);

    const answer = await program.ask('invokeFrom', {
      frame: { url: 'parcelbench://station/', parent: null },
      words: [{ toString: 'station.describe' }, {}],
    });

    expect(JSON.parse(String(answer))).toMatchObject({
      value: { ok: false, refusal: { code: 'request.malformed' } },
    });
  });

  it('has its key in the system’s keychain', async () => {
    using folder = temporaryFolder();

    await using _program = await openProgram(folder.path);

    expect(readFileSync(join(folder.path, 'training', 'key'), 'utf8')).toContain('"sealedBy":"keychain"');
  });

  it('has its key in a private file where the keychain is a pretence', async () => {
    using folder = temporaryFolder();

    await using _program = await openProgram(folder.path, { STAND_IN_KEYCHAIN: 'basic_text' });

    expect(readFileSync(join(folder.path, 'training', 'key'), 'utf8')).toContain('"sealedBy":"nobody"');
  });

  it('answers the terminal too', async () => {
    using folder = temporaryFolder();
    await using _program = await openProgram(folder.path);

    const { reply } = await callFromTerminal(['station.describe', '{}', '--data', folder.path]);

    expect(reply).toMatchObject({ ok: true, value: { isReadOnly: false } });
  });

  it('only looks while another host has the folder', async () => {
    using folder = temporaryFolder();
    const browserHost = await startBrowserHost(['--no-open', '--data', folder.path]);
    await using program = await openProgram(folder.path);

    const reply = await program.ask('evaluate', `window.station.call('station.describe', {})`);

    expect(reply).toMatchObject({ ok: true, value: { isReadOnly: true } });
    await browserHost.stop();
  });
});

describe('its beginning and end', () => {
  it('opens one more window from the menu, which both hear of changes', async () => {
    using folder = temporaryFolder();
    await using program = await openProgram(folder.path);

    await program.ask('clickMenu', '新窗口');

    expect(await program.ask('windowCount')).toBe(2);
    expect(await program.ask('menuLabels')).toEqual(expect.arrayContaining(['文件', '编辑', '显示']));
  });

  it('a second start shows the window of the first', async () => {
    using folder = temporaryFolder();
    await using program = await openProgram(folder.path);

    await program.ask('startSecond');
    const second = startProgram(['--data', folder.path], { STAND_IN_IS_SECOND: 'yes' });

    expect(await second.ended).toBe(0);
    expect(await program.ask('windowCount')).toBe(1);
  });

  it('ends cleanly when its last window is closed', async () => {
    using folder = temporaryFolder();
    const program = startProgram(['--data', folder.path]);
    await program.whenShown();

    await program.ask('closeWindow').catch(() => undefined); // it may be gone before it answers

    expect(await program.ended).toBe(0);
    expect(findDoorway(folder.path)).toBeUndefined();
  });

  it('says in a box why a data folder cannot be used', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'not-a-folder');
    execFileSync('touch', [file]);

    const program = startProgram(['--data', file]);

    expect(await program.ended).toBe(2);
    expect(program.errorBoxes.join()).toContain('The data folder cannot be used');
  });

  it('has a menu in the words of each system', () => {
    const roles = (platform: NodeJS.Platform) =>
      menuTemplate(platform, false, () => {}).map((item) => item.role);

    expect(roles('darwin')).toContain('appMenu');
    expect(roles('win32')).not.toContain('appMenu');
  });
});

describe('the stand-in', () => {
  it('throws by name for what the shell has not been tested with', () => {
    const shell = strict('shell', { beep: () => {} });

    expect(() => Reflect.get(shell, 'openExternal')).toThrow(
      'electron.shell.openExternal is not in the stand-in',
    );
  });
});

/** Electron's own binary, where it was downloaded. */
function realElectron(): string | undefined {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

const electron = realElectron();

describe('the real Electron', () => {
  it.skipIf(!electron)(
    'starts the desktop program and answers the terminal (skipped where its binary is not installed)',
    async () => {
      using folder = temporaryFolder();
      const display = process.env.DISPLAY ? [] : ['--headless', '--disable-gpu'];
      const words = [repository, '--no-sandbox', ...display, '--data', folder.path];
      const program = spawn(electron ?? '', words, { stdio: 'ignore' });
      const ended = new Promise((resolve) => program.on('exit', resolve));
      onTestFinished(async () => {
        program.kill();
        await ended;
      });

      await expect.poll(() => findDoorway(folder.path)).toBeDefined();

      const { reply } = await callFromTerminal(['station.describe', '{}', '--data', folder.path]);
      expect(reply).toMatchObject({ ok: true, value: { isReadOnly: false } });
    },
  );
});
