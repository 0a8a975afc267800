// A repository of a few files with a make-believe npm, builder, browser host and Electron installer, each of which writes
// into a diary what it was asked. The scripts in it are the real ones.

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository, temporaryFolder } from './built.ts';

export interface Outcome {
  /** What was done, in order. */
  readonly did: readonly string[];
  readonly said: string;
  readonly code: number | null;
}

export interface LittleRepository {
  readonly path: string;
  write(file: string, content: string): void;
  /** A program on the PATH of `run`: a line of shell. */
  writeProgram(name: string, line: string): void;
  /** What the preparation did, in order, and how it ended. */
  prepare(): Outcome;
  /** Runs a few lines in a module of their own; `user` is 0 for root. */
  run(source: string, words?: readonly string[], machine?: Machine): Outcome;
  [Symbol.dispose](): void;
}

export interface Machine {
  readonly user?: number;
  readonly hasDisplay?: boolean;
}

export const lockFile = (version: string) =>
  JSON.stringify({
    packages: {
      '': {},
      'node_modules/tea': { version },
      'node_modules/far': { version: '1', optional: true },
    },
  });

export function littleRepository(): LittleRepository {
  const folder = temporaryFolder();
  const diary = join(folder.path, 'diary');
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(folder.path, file)), { recursive: true });
    writeFileSync(join(folder.path, file), content);
  };
  cpSync(join(repository, 'scripts'), join(folder.path, 'scripts'), { recursive: true });
  write('package.json', '{}');
  write('package-lock.json', lockFile('1.0.0'));
  write('main/station.ts', '');
  const note = (what: string) =>
    `require('node:fs').appendFileSync(${JSON.stringify(diary)}, ${what} + '\\n');`;
  const host = note("['browser host', ...process.argv.slice(2)].join(' ')");
  const builder = `${note("'built'")}
    const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
    for (const part of ['main', 'preload', 'renderer']) {
      mkdirSync(process.env.PARCELBENCH_BUILD_INTO + '/' + part, { recursive: true });
      writeFileSync(process.env.PARCELBENCH_BUILD_INTO + '/' + part + '/made.js', '');
    }
    writeFileSync(process.env.PARCELBENCH_BUILD_INTO + '/main/browser.js', ${JSON.stringify(host)});
    process.exit(existsSync('main/broken.ts') ? 1 : 0);`;
  write(
    'npm.cjs',
    `const fs = require('node:fs');
    if (process.argv[2] === 'rebuild') {
      ${note("'fetched ' + process.argv[3]")}
      fs.mkdirSync('node_modules/node/bin', { recursive: true });
      fs.symlinkSync(process.execPath, 'node_modules/node/bin/node');
      process.exit();
    }
    ${note("'installed'")}
    fs.mkdirSync('node_modules/electron-vite/bin', { recursive: true });
    fs.writeFileSync('node_modules/electron-vite/bin/electron-vite.js', ${JSON.stringify(builder)});
    fs.mkdirSync('node_modules/electron', { recursive: true });
    fs.writeFileSync('node_modules/electron/install.js', ${JSON.stringify(note("'fetched Electron'"))});
    const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
    const { 'node_modules/far': far, '': own, ...installed } = packages;
    fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: installed }));`,
  );
  mkdirSync(join(folder.path, 'programs'));

  function run(source: string, words: readonly string[] = [], machine: Machine = {}): Outcome {
    rmSync(diary, { force: true });
    const who = `process.getuid = () => ${machine.user ?? 1000};`;
    write('asked.mjs', `${who} ${source}`);
    const { status, stderr } = spawnSync(process.execPath, ['asked.mjs', ...words], {
      cwd: folder.path,
      encoding: 'utf8',
      env: {
        PATH: join(folder.path, 'programs'),
        npm_execpath: join(folder.path, 'npm.cjs'),
        ...(machine.hasDisplay ? { DISPLAY: ':0' } : {}),
      },
    });
    const did = existsSync(diary) ? readFileSync(diary, 'utf8').trim().split('\n') : [];
    return { did, said: stderr, code: status };
  }

  return {
    path: folder.path,
    write,
    writeProgram(name, line) {
      write(`programs/${name}`, `#!/bin/sh\nDIARY='${diary}'\n${line}\n`);
      chmodSync(join(folder.path, 'programs', name), 0o755);
    },
    prepare: () => run(`const { prepare } = await import('./scripts/prepare.mjs'); prepare();`),
    run,
    [Symbol.dispose]: folder[Symbol.dispose],
  };
}
