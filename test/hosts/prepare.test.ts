// What every command does first, in a repository of a few files with a make-believe npm and builder.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { littleRepository, lockFile } from './little-repository.ts';

it('installs and builds the first time, and does nothing the second time', () => {
  using little = littleRepository();

  const first = little.prepare();
  const second = little.prepare();

  expect(first).toMatchObject({ did: ['installed', 'fetched node', 'built'], code: 0 });
  expect(second).toMatchObject({ did: [], code: 0 });
});

it('installs when the lock file names another version', () => {
  using little = littleRepository();
  little.prepare();
  little.write('package-lock.json', lockFile('1.0.1'));

  expect(little.prepare().did[0]).toBe('installed');
});

it('fetches its own node anew when that is gone', () => {
  using little = littleRepository();
  little.prepare();
  rmSync(join(little.path, 'node_modules/node'), { recursive: true });
  little.write('package-lock.json', lockFile('1.0.1'));

  expect(little.prepare().did).toEqual(['installed', 'fetched node', 'built']);
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
  expect(little.prepare()).toMatchObject({ did: ['built'], code: 0 });
});

it('takes over from a build that was killed', () => {
  using little = littleRepository();
  little.write('out/building', '999999999');

  expect(little.prepare()).toMatchObject({ did: ['installed', 'fetched node', 'built'], code: 0 });
});

describe('while a station that was started from here runs', () => {
  const call = `const { prepare } = await import('./scripts/prepare.mjs'); prepare({ sparesRunning: true });`;
  const markOf = (little: { readonly path: string }) =>
    join(little.path, 'out', 'running', String(process.pid));

  it('builds nothing under it for a call or a second start, and says so', () => {
    using little = littleRepository();
    little.prepare();
    little.write(`out/running/${process.pid}`, '');
    little.write('main/another.ts', '');
    little.write('package-lock.json', lockFile('1.0.1'));

    const called = little.run(call);

    expect(called).toMatchObject({ did: [], code: 0 });
    expect(called.said).toContain(String(process.pid));
  });

  it('builds when it has ended, also when it died without a word', () => {
    using little = littleRepository();
    little.prepare();
    little.write('out/running/99999999', '');
    little.write('main/another.ts', '');

    expect(little.run(call).did).toEqual(['built']);
    expect(existsSync(join(little.path, 'out/running/99999999'))).toBe(false);
  });

  it('says nothing when all is as it should be', () => {
    using little = littleRepository();
    little.prepare();
    little.write(`out/running/${process.pid}`, '');

    expect(little.run(call)).toMatchObject({ did: [], said: '', code: 0 });
    expect(existsSync(markOf(little))).toBe(true);
  });
});
