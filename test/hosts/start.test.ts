// Which host `npm start` opens, and what it gets for the machine first: Electron's binary, a Chromium, Chinese fonts.

import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LittleRepository, littleRepository, type Machine } from './little-repository.ts';

/** A machine that has a Chromium and Chinese fonts, on a repository that is installed and built. */
function readyRepository(): LittleRepository {
  const little = littleRepository();
  little.prepare();
  little.writeProgram('chromium', '');
  little.writeProgram('fc-list', 'echo "Noto Sans CJK SC"');
  return little;
}

function start(little: LittleRepository, words: readonly string[], machine: Machine = {}) {
  return little.run(`await import('./scripts/start.mjs');`, words, machine);
}

function giveElectron(little: LittleRepository): void {
  little.write('node_modules/electron/path.txt', 'electron');
  little.write('node_modules/electron/dist/electron', '');
  little.writeProgram('../node_modules/electron/dist/electron', 'echo "Electron $@" >> "$DIARY"');
}

describe.runIf(process.platform === 'linux')('npm start', () => {
  it('opens the browser host where there is no display, and asks nobody for Electron', () => {
    using little = readyRepository();

    const outcome = start(little, ['--training', '--data', 'here']);

    expect(outcome).toMatchObject({ did: ['browser host --training --data here'], code: 0 });
  });

  it('says that its station runs, as long as it does', () => {
    using little = readyRepository();
    little.write(
      'out/main/browser.js',
      `const { readdirSync, writeFileSync } = require('node:fs');
       setTimeout(() => writeFileSync('seen', String(readdirSync('out/running')) + ' ' + process.pid), 500);`,
    );

    start(little, ['--no-open']);

    const [marked, pid] = readFileSync(join(little.path, 'seen'), 'utf8').split(' ');
    expect(marked).toBe(pid);
    expect(readdirSync(join(little.path, 'out/running'))).toEqual([]);
  });

  it.each([['--browser'], ['--no-open'], ['--port', '4000'], ['--port=4000']])(
    'opens the browser host for %s, though Electron is there',
    (...words) => {
      using little = readyRepository();
      giveElectron(little);

      const { did } = start(little, words, { hasDisplay: true });

      const handedOn = words.filter((word) => word !== '--browser');
      expect(did).toEqual([['browser host', ...handedOn].join(' ')]);
    },
  );

  it('opens Electron where its binary is, with our flags behind the program’s folder', () => {
    using little = readyRepository();
    giveElectron(little);

    const person = start(little, ['--training'], { hasDisplay: true });
    const root = start(little, ['--electron', '--training'], { user: 0, hasDisplay: true });

    expect(person.did).toEqual([`Electron ${little.path}/ --training`]);
    expect(root.did).toEqual([`Electron ${little.path}/ --no-sandbox --training`]);
  });

  it('tries once to fetch Electron, says in one line that it cannot be had, and does not try again that day', () => {
    using little = readyRepository();

    const first = start(little, [], { hasDisplay: true });
    const second = start(little, [], { hasDisplay: true });

    expect(first.did).toEqual(['fetched Electron', 'browser host']);
    expect(first.said).toContain('Electron is not here and could not be fetched');
    expect(second.did).toEqual(['browser host']);
  });

  it('tries again the day after', () => {
    using little = readyRepository();
    start(little, [], { hasDisplay: true });
    const mark = join(little.path, 'node_modules/.cache/parcelbench/no-electron');
    utimesSync(mark, new Date('2026-01-01'), new Date('2026-01-01'));

    const { did } = start(little, [], { hasDisplay: true });

    expect(did).toEqual(['fetched Electron', 'browser host']);
  });

  it('does not take another host when Electron is insisted on, and tries whatever was remembered', () => {
    using little = readyRepository();
    start(little, [], { hasDisplay: true });

    const outcome = start(little, ['--electron'], { hasDisplay: true });

    expect(outcome).toMatchObject({ did: ['fetched Electron'], code: 2 });
    expect(outcome.said).toContain('Without --electron the station opens in Chromium or Edge');
  });

  it('waits for a download that hangs no longer than it is told', () => {
    using little = readyRepository();
    little.write('node_modules/electron/install.js', 'setInterval(() => {}, 1000);');

    const outcome = little.run(`
      const { findElectron } = await import('./scripts/machine.mjs');
      process.exitCode = findElectron({ limitMs: 50, triesAnyway: false }) === undefined ? 0 : 1;`);

    expect(outcome.code).toBe(0);
  });
});

describe.runIf(process.platform === 'linux')('a machine without Chromium and Chinese fonts', () => {
  function bareRepository(aptGet = ''): LittleRepository {
    const little = readyRepository();
    little.writeProgram('fc-list', '');
    little.run(`(await import('node:fs')).rmSync('programs/chromium');`);
    little.writeProgram('apt-get', `echo "apt-get $@" >> "$DIARY"\n${aptGet}`);
    return little;
  }

  it('gets both with apt-get as root', () => {
    using little = bareRepository();

    const { did } = start(little, [], { user: 0 });

    expect(did).toHaveLength(2);
    expect(did[0]).toMatch(/^apt-get .*install .*chromium fonts-noto-cjk$/);
    expect(did[1]).toBe('browser host');
  });

  it('is told in one line what to install when it is not root, and opens all the same', () => {
    using little = bareRepository();

    const { did, said } = start(little, [], { user: 1000 });

    expect(did).toEqual(['browser host']);
    expect(said).toContain('sudo apt-get install chromium fonts-noto-cjk');
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('reads the package lists anew when they are stale, and after a failure does not try again that day', () => {
    using little = bareRepository('exit 100');

    const first = start(little, [], { user: 0 });
    const second = start(little, [], { user: 0 });

    expect(first.did.map((line) => /install|update|host/.exec(line)?.[0])).toEqual([
      'install',
      'update',
      'host',
    ]);
    expect(first.said).toContain('could not install');
    expect(second.did).toEqual(['browser host']);
  });

  it('installs nothing when nothing is to be opened', () => {
    using little = bareRepository();

    expect(start(little, ['--no-open'], { user: 0 }).did).toEqual(['browser host --no-open']);
  });
});
