// What every command does first, in a repository of a few files with a make-believe npm and builder.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { repository, temporaryFolder } from './built.ts';

interface LittleRepository {
  readonly path: string;
  write(file: string, content: string): void;
  /** What the preparation did, in order, and how it ended. */
  prepare(): { readonly did: readonly string[]; readonly code: number | null };
  [Symbol.dispose](): void;
}

const lockFile = (version: string) =>
  JSON.stringify({
    packages: {
      '': {},
      'node_modules/tea': { version },
      'node_modules/far': { version: '1', optional: true },
    },
  });

function littleRepository(): LittleRepository {
  const folder = temporaryFolder();
  const diary = join(folder.path, 'diary');
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(folder.path, file)), { recursive: true });
    writeFileSync(join(folder.path, file), content);
  };
  cpSync(join(repository, 'scripts', 'prepare.mjs'), join(folder.path, 'scripts', 'prepare.mjs'), {
    recursive: true,
  });
  write('package.json', '{}');
  write('package-lock.json', lockFile('1.0.0'));
  write('main/station.ts', '');
  const note = (what: string) => `require('node:fs').appendFileSync(${JSON.stringify(diary)}, '${what}\\n');`;
  const builder = `${note('built')}
    const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
    for (const part of ['main', 'preload', 'renderer']) {
      mkdirSync(process.env.PARCELBENCH_BUILD_INTO + '/' + part, { recursive: true });
      writeFileSync(process.env.PARCELBENCH_BUILD_INTO + '/' + part + '/made.js', '');
    }
    process.exit(existsSync('main/broken.ts') ? 1 : 0);`;
  write(
    'npm.cjs',
    `${note('installed')}
    const fs = require('node:fs');
    fs.mkdirSync('node_modules/electron-vite/bin', { recursive: true });
    fs.writeFileSync('node_modules/electron-vite/bin/electron-vite.js', ${JSON.stringify(builder)});
    const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
    const { 'node_modules/far': far, '': own, ...installed } = packages;
    fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: installed }));`,
  );
  return {
    path: folder.path,
    write,
    prepare() {
      rmSync(diary, { force: true });
      const source = `import { prepare } from './scripts/prepare.mjs'; prepare();`;
      const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
        cwd: folder.path,
        env: { ...process.env, npm_execpath: join(folder.path, 'npm.cjs') },
      });
      const did = existsSync(diary) ? readFileSync(diary, 'utf8').trim().split('\n') : [];
      return { did, code: status };
    },
    [Symbol.dispose]: folder[Symbol.dispose],
  };
}

it('installs and builds the first time, and does nothing the second time', () => {
  using little = littleRepository();

  const first = little.prepare();
  const second = little.prepare();

  expect(first).toEqual({ did: ['installed', 'built'], code: 0 });
  expect(second).toEqual({ did: [], code: 0 });
});

it('installs when the lock file names another version', () => {
  using little = littleRepository();
  little.prepare();
  little.write('package-lock.json', lockFile('1.0.1'));

  expect(little.prepare().did[0]).toBe('installed');
});

it('does not install because a file was only touched', () => {
  using little = littleRepository();
  little.prepare();
  little.write('package-lock.json', lockFile('1.0.0'));

  expect(little.prepare().did).not.toContain('installed');
});

it('builds when a source was added, and when one was removed', () => {
  using little = littleRepository();
  little.prepare();
  little.write('main/another.ts', '');
  const added = little.prepare();
  rmSync(join(little.path, 'main/another.ts'));
  const removed = little.prepare();

  expect([added.did, removed.did]).toEqual([['built'], ['built']]);
});

it('leaves what was built before alone when the new build fails, and does not stand in its own way', () => {
  using little = littleRepository();
  little.prepare();
  little.write('main/broken.ts', '');
  const failed = little.prepare();
  rmSync(join(little.path, 'main/broken.ts'));
  little.write('main/fixed.ts', '');

  expect(failed.code).toBe(2);
  expect(existsSync(join(little.path, 'out/main/made.js'))).toBe(true);
  expect(little.prepare()).toEqual({ did: ['built'], code: 0 });
});

it('takes over from a build that was killed', () => {
  using little = littleRepository();
  little.write('out/building', '999999999');

  expect(little.prepare()).toEqual({ did: ['installed', 'built'], code: 0 });
});
