// How long the second `npm start` takes to a usable screen, as a multiple of an empty page in the same host: the same
// program, Chromium and profile, with an empty file in the place of the screens. Once with a new shop's file and once with
// 1,100,000 orders in it; the worse of the two counts. Prints one JSON line: {"start.ratio":…}. Goal: 1.5.

import { spawn } from 'node:child_process';
import {
  constants,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { seededFile } from './seeded-file.ts';

const repository = join(import.meta.dirname, '../..');
const rounds = 7;
const chromiumFlags = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

const compared = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];

interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  readonly dataFolder: string;
  /** In the page: true when a person can begin. */
  readonly usable: string;
}

// Today's counts are on screen and the rail takes clicks.
const usable = `document.querySelector('nav button') !== null && /\\d/.test(document.querySelector('main [data-due] b')?.textContent ?? '')`;

const workDir = mkdtempSync(join(tmpdir(), 'parcelbench-start-'));
// Below node_modules, so that the copy of the program finds its packages.
const emptyApp = join(repository, 'node_modules', '.cache', 'parcelbench', `empty-${process.pid}`);
try {
  const candidates = [
    { name: 'empty page', command: emptyProgram(), dataFolder: join(workDir, 'empty'), usable: 'true' },
    { name: 'new shop', command: program(), dataFolder: join(workDir, 'new'), usable },
    { name: '1,100,000 orders', command: program(), dataFolder: fullFolder(), usable },
  ];
  const times = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  // The first start of each makes its folder and profile and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const candidate of candidates) {
      const ms = await measureStart(candidate);
      if (round > 0) times.get(candidate.name)?.push(ms);
    }
  }
  const typical = (name: string) => median(times.get(name) ?? []);
  for (const { name } of candidates) process.stderr.write(`${name}: ${Math.round(typical(name))} ms\n`);
  const slower = Math.max(typical('new shop'), typical('1,100,000 orders'));
  process.stdout.write(`${JSON.stringify({ 'start.ratio': slower / typical('empty page') })}\n`);
} finally {
  rmSync(workDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  rmSync(emptyApp, { recursive: true, force: true });
}

/** `npm start`, without npm. */
function program(): string[] {
  return [process.execPath, join(repository, 'scripts', 'start.mjs'), '--browser'];
}

/** The whole program, launcher and its checks included, but for the screens: they are one empty file. */
function emptyProgram(): string[] {
  for (const part of ['out/main', 'out/preload', 'out/built', 'scripts']) {
    cpSync(join(repository, part), join(emptyApp, part), { recursive: true });
  }
  // What the launcher compares before it starts is the very same.
  for (const part of ['main', 'preload', 'renderer', 'resources', 'node_modules', ...compared]) {
    symlinkSync(join(repository, part), join(emptyApp, part));
  }
  mkdirSync(join(emptyApp, 'out', 'renderer'));
  writeFileSync(join(emptyApp, 'out', 'renderer', 'index.html'), '<!doctype html><title>empty</title>');
  return [process.execPath, join(emptyApp, 'scripts', 'start.mjs'), '--browser'];
}

function fullFolder(): string {
  const folder = join(workDir, 'full');
  mkdirSync(join(folder, 'shop'), { recursive: true });
  copyFileSync(seededFile(), join(folder, 'shop', 'station.db'), constants.COPYFILE_FICLONE);
  writeFileSync(join(folder, 'last-mode'), 'shop');
  return folder;
}

/** From the command to the screen. The window is opened by the measurement, with the flags the host would use. */
async function measureStart({ command, dataFolder, usable }: Candidate): Promise<number> {
  const startedAt = performance.now();
  const [file, ...words] = command;
  const host = spawn(file ?? '', [...words, '--no-open', '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => host.on('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: host.stdout }).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    void ended.then((code) => reject(new Error(`the host ended with ${code}`)));
  });
  const context = await chromium.launchPersistentContext(join(dataFolder, 'window'), {
    executablePath: process.env.PARCELBENCH_CHROMIUM ?? '/usr/bin/chromium',
    args: chromiumFlags,
    viewport: { width: 1400, height: 900 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address, { waitUntil: 'commit' });
  await page.evaluate(`new Promise((done) => {
    const look = () => document.readyState === 'complete' && ${usable} ? done() : requestAnimationFrame(look);
    look();
  })`);
  const ms = performance.now() - startedAt;
  await context.close();
  host.kill('SIGTERM');
  await ended;
  return ms;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
