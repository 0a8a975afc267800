// The package, made with a stub in the place of Electron's binary: what is inside, what is not, and which fuses are set.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce, repository, temporaryFolder } from './built.ts';

const folder = temporaryFolder();
const unpacked = join(folder.path, 'dist', 'linux-unpacked');
const archive = join(unpacked, 'resources', 'app.asar');
let inside: string[] = [];

/** What electron-builder needs of Electron: a binary with a fuse wire (sentinel, version 1, nine fuses), its version. */
function makeStubElectron(stub: string): void {
  mkdirSync(join(stub, 'locales'), { recursive: true });
  mkdirSync(join(stub, 'resources'));
  const wire = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, 9]),
    Buffer.from('101100111'),
  ]);
  writeFileSync(join(stub, 'electron'), Buffer.concat([Buffer.alloc(512), wire, Buffer.alloc(512)]), {
    mode: 0o755,
  });
  writeFileSync(join(stub, 'version'), '45.4.1');
  writeFileSync(join(stub, 'LICENSE'), 'stub');
  writeFileSync(join(stub, 'locales', 'en-US.pak'), '');
}

beforeAll(() => {
  buildOnce();
  const stub = join(folder.path, 'electron');
  makeStubElectron(stub);
  const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const words = ['--linux', '--dir', '--x64', '--publish', 'never'];
  const settings = [`-c.electronDist=${stub}`, `-c.directories.output=${join(folder.path, 'dist')}`];
  execFileSync(process.execPath, [builder, ...words, ...settings], { cwd: repository, stdio: 'pipe' });
  inside = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
}, 300_000);

afterAll(() => folder[Symbol.dispose]());

it('has the built program, its screens and its training shop', () => {
  for (const file of [
    '/package.json',
    '/out/main/electron.js',
    '/out/main/import-worker.js',
    '/out/main/intake-worker.js',
    '/out/main/label-worker.js',
    '/out/preload/electron.cjs',
    '/out/renderer/index.html',
    '/resources/training/goods.json',
  ]) {
    expect(inside).toContain(file);
  }
  expect(JSON.parse(extractFile(archive, 'package.json').toString())).toMatchObject({
    main: 'out/main/electron.js',
  });
});

it('has every package that the built code asks for', () => {
  const built = inside.filter((file) => /^\/out\/main\/.*\.js$/.test(file));
  const asked = new Set(
    built.flatMap((file) => {
      const source = extractFile(archive, file.slice(1)).toString();
      return [...source.matchAll(/\bfrom\s*["']([^."'][^"']*)["']/g)].map((match) => match[1] ?? '');
    }),
  );

  const packages = [...asked]
    .filter((name) => !name.startsWith('node:') && name !== 'electron')
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );

  expect(packages).toContain('better-sqlite3');
  for (const name of packages) expect(inside).toContain(`/node_modules/${name}/package.json`);
});

it('has the fonts that labels are drawn with, and their licence', () => {
  expect(readdirSync(join(unpacked, 'resources', 'fonts')).sort()).toEqual([
    'LICENSE',
    'NotoSansArabic_500Medium.ttf',
    'NotoSansArabic_700Bold.ttf',
    'NotoSansSC_500Medium.ttf',
    'NotoSansSC_700Bold.ttf',
    'NotoSansThai_500Medium.ttf',
    'NotoSansThai_700Bold.ttf',
  ]);
});

it('makes its sounds in code: the screens carry the tones, and no file is wanted for them', () => {
  const screens = inside
    .filter((file) => /^\/out\/renderer\/.*\.js$/.test(file))
    .map((file) => extractFile(archive, file.slice(1)).toString());

  expect(screens.some((code) => code.includes('createOscillator'))).toBe(true);
  expect(screens.filter((code) => /\.(mp3|wav|ogg)\b/.test(code))).toEqual([]);
});

it('has its native code outside the archive, for this system only', () => {
  const native = readdirSync(`${archive}.unpacked`, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.node'));

  expect(native).toContain('node_modules/better-sqlite3/prebuilds/linux-x64.node');
  expect(native.some((file) => file.includes('canvas'))).toBe(true);
  expect(native.some((file) => file.includes('@serialport/bindings-cpp/prebuilds/linux-x64'))).toBe(true);
  expect(native.some((file) => file.includes('koffi-linux-x64'))).toBe(true);
  expect(native.filter((file) => /darwin|win32|arm64/.test(file))).toEqual([]);
});

it('has no sources, no tests and no tools', () => {
  const ours = inside.filter((file) => !file.startsWith('/node_modules'));
  const theirs = inside.filter((file) => file.startsWith('/node_modules'));

  expect(ours.filter((file) => /\.tsx?$|\.map$/.test(file))).toEqual([]);
  expect(ours.filter((file) => /^\/(main|renderer|preload|test|scripts|\.ci)\b/.test(file))).toEqual([]);
  expect(theirs.filter((file) => /\/(tests?|__tests__)\/|\.(test|spec)\.[cm]?js$/.test(file))).toEqual([]);
  expect(theirs.filter((file) => /\.(c|cc|cpp|h|gyp)$/.test(file))).toEqual([]);
  expect(
    theirs.filter((file) => /^\/node_modules\/(vite|vitest|electron|react|playwright-core)\//.test(file)),
  ).toEqual([]);
});

it('has its fuses set', async () => {
  const [off, on] = [...Buffer.from('01')];
  const wire = await getCurrentFuseWire(join(unpacked, 'parcelbench'));

  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  });
});

it('has an icon for each system, and an installer for each', () => {
  const settings = readFileSync(join(repository, 'electron-builder.yml'), 'utf8');

  for (const wanted of ['nsis', 'dmg', 'AppImage', 'deb', 'icon.ico', 'icon.icns'])
    expect(settings).toContain(wanted);
  const icons = readdirSync(join(repository, 'resources', 'icons'));
  expect(icons).toEqual(expect.arrayContaining(['icon.ico', 'icon.icns', '256x256.png', '512x512.png']));
});
