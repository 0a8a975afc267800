import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSources, root, type SourceFile } from './source-files.ts';

// The order of the rooms of main/, top to bottom: a room imports only rooms above it.
const rooms = [
  'basics',
  'database',
  'people',
  'settings',
  'devices',
  'platforms',
  'shops',
  'outbox',
  'goods',
  'orders',
  'imports',
  'merges',
  'parcels',
  'picks',
  'labels',
  'compliance',
  'shipping',
  'bench',
  'search',
  'exports',
  'today',
  'station',
  'hosts',
];

const main = readSources('main');
const everything = [...main, ...readSources('preload', 'renderer')];

const roomOf = (path: string) => {
  const [, room = ''] = path.split('/');
  return room.endsWith('.ts') ? 'station' : room;
};

function offences(
  files: readonly SourceFile[],
  isAllowed: (file: SourceFile, target: string, isTypeOnly: boolean) => boolean,
) {
  return files.flatMap((file) =>
    file.imports
      .filter(({ target, isTypeOnly }) => !isAllowed(file, target, isTypeOnly))
      .map(({ from }) => `${file.path} imports ${from}`),
  );
}

it('knows every room of main', () => {
  const unknown = main.map((file) => roomOf(file.path)).filter((room) => !rooms.includes(room));

  expect(unknown).toEqual([]);
});

it('lets a room import only rooms above it', () => {
  const wrong = offences(main, (file, target) => {
    if (!target.startsWith('main/')) return true;
    return rooms.indexOf(roomOf(target)) <= rooms.indexOf(roomOf(file.path));
  });

  expect(wrong).toEqual([]);
});

it('lets only the electron host and its preload say electron', () => {
  const wrong = offences(everything, (file, target) => {
    return (
      target !== 'electron' ||
      file.path.startsWith('main/hosts/electron/') ||
      file.path === 'preload/electron.ts'
    );
  });

  expect(wrong).toEqual([]);
});

it('lets only the database room open SQLite', () => {
  const wrong = offences(main, (file, target, isTypeOnly) => {
    return target !== 'better-sqlite3' || isTypeOnly || file.path.startsWith('main/database/');
  });

  expect(wrong).toEqual([]);
});

it('gives screens the types of the station and the running code of its basics, nothing else', () => {
  const wrong = offences(readSources('renderer'), (_file, target, isTypeOnly) => {
    if (target.startsWith('main/')) return isTypeOnly || target.startsWith('main/basics/');
    if (target.startsWith('preload/')) return target === 'preload/bridge.ts';
    return !target.startsWith('node:') && target !== 'electron';
  });

  expect(wrong).toEqual([]);
});

it('writes whole paths: every import of our own names its file', () => {
  const wrong = offences(
    everything,
    (_file, target) =>
      !target.includes('/') ||
      /^[@a-z]/.test(target) === false ||
      /\.(tsx?|css|json|svg|wasm)(\?.*)?$/.test(target) ||
      !/^(main|preload|renderer)\//.test(target),
  );

  expect(wrong).toEqual([]);
});

it('imports only packages that package.json names, and at run time only those that are installed with the program', () => {
  const { dependencies, devDependencies }: Record<'dependencies' | 'devDependencies', object> = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  // Electron is the program itself; what screens import is built in.
  const installed = ['electron', ...Object.keys(dependencies)];
  const named = [...Object.keys(dependencies), ...Object.keys(devDependencies)];

  const wrong = offences([...everything, ...readSources('test')], (file, target, isTypeOnly) => {
    if (target.startsWith('node:') || /^(main|preload|renderer|test|scripts)\//.test(target)) return true;
    const name = target.split('/', target.startsWith('@') ? 2 : 1).join('/');
    return (file.path.startsWith('main/') && !isTypeOnly ? installed : named).includes(name);
  });

  expect(wrong).toEqual([]);
});

it('has no circle of imports', () => {
  const importsOf = new Map(
    everything.map((file) => [
      file.path,
      file.imports.filter((one) => !one.isTypeOnly).map((one) => one.target),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const target of importsOf.get(path) ?? []) if (importsOf.has(target)) walk(target, [...trail, path]);
    done.add(path);
  };

  for (const path of importsOf.keys()) walk(path, []);

  expect(circles).toEqual([]);
});

it('lets a simulated platform share no line with the station, nor with the other one', () => {
  const wrong = offences(readSources('test/simulators/platforms'), (file, target) => {
    if (file.path.endsWith('.test.ts') || !/^(main|renderer|preload|test)\//.test(target)) return true;
    const itsFolder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    const shared = ['test/faults/dice.ts', 'test/simulators/platforms/door.ts'];
    return shared.includes(target) || target.startsWith(itsFolder);
  });

  expect(wrong).toEqual([]);
});
