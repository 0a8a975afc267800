// How long `npm start` takes to a usable screen from the second time on, as a multiple of an empty page in the same host: the
// same program, Chromium and profile, with an empty file in the place of the screens. The window is the one that the host
// opens; it is only told to need no display and to let itself be watched. Once with a new shop's file and once with 1,100,000
// orders in it; the worse of the two counts. Prints one JSON line: {"start.ratio":…}. Goal: 1.5.

import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findBrowser } from '../../main/hosts/browser/open-window.ts';
import { seededFile } from './seeded-file.ts';

const repository = join(import.meta.dirname, '../..');
const rounds = 7;
/** Starts that are not counted: the first makes folder and profile, and after the second Chromium keeps compiled scripts. */
const firstRounds = 2;
/** A window is there for a while; Chromium writes down in its first seconds what the next start will find. */
const stayMs = 5_000;
const compared = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];

interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  readonly dataFolder: string;
  /** In the page: when a person could begin, in epoch milliseconds; undefined before. */
  readonly usableAt: string;
}

const loadedAt = `(performance.getEntriesByType('navigation')[0]?.loadEventEnd
  ? performance.timeOrigin + performance.getEntriesByType('navigation')[0].loadEventEnd : undefined)`;
// Today's counts are on screen and the rail takes clicks.
const todayStandsAt = `(document.readyState === 'complete' && document.querySelector('nav button') !== null
  && /\\d/.test(document.querySelector('main [data-due] b')?.textContent ?? '')
  ? performance.timeOrigin + performance.now() : undefined)`;

const workDir = mkdtempSync(join(tmpdir(), 'parcelbench-start-'));
const browser = watchedBrowser();
// Below node_modules, so that the copy of the program finds its packages.
const emptyApp = join(repository, 'node_modules', '.cache', 'parcelbench', `empty-${process.pid}`);
try {
  const candidates: Candidate[] = [
    { name: 'empty page', command: emptyProgram(), dataFolder: join(workDir, 'empty'), usableAt: loadedAt },
    { name: 'new shop', command: program(), dataFolder: join(workDir, 'new'), usableAt: todayStandsAt },
    { name: '1,100,000 orders', command: program(), dataFolder: fullFolder(), usableAt: todayStandsAt },
  ];
  const times = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  for (let round = -firstRounds; round < rounds; round += 1) {
    for (const candidate of candidates) {
      const ms = await measureStart(candidate, round < 0 ? stayMs : 0);
      if (round >= 0) times.get(candidate.name)?.push(ms);
      else if (round === -1)
        process.stderr.write(`${candidate.name}, the very second: ${Math.round(ms)} ms\n`);
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

/** A folder in which the host finds `chromium`: the machine's own, without a display, watched from outside. */
function watchedBrowser(): string {
  const real = process.env.PARCELBENCH_CHROMIUM ?? findBrowser();
  if (!real) throw new Error('No Chromium is installed here.');
  const folder = join(workDir, 'bin');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'chromium'),
    `#!/bin/sh\nexec '${real}' --headless=new --remote-debugging-port=0 "$@"\n`,
  );
  chmodSync(join(folder, 'chromium'), 0o755);
  return folder;
}

/** From the command to the screen. */
async function measureStart(
  { command, dataFolder, usableAt }: Candidate,
  thenStayMs: number,
): Promise<number> {
  const doorFile = join(dataFolder, 'window', 'DevToolsActivePort');
  rmSync(doorFile, { force: true });
  const startedAt = performance.timeOrigin + performance.now();
  const [file, ...words] = command;
  const host = spawn(file ?? '', [...words, '--data', dataFolder], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Chromium without a display asks for none; the host would not open a window without one.
    env: { ...process.env, DISPLAY: ':99', PATH: [browser, process.env.PATH].join(delimiter) },
  });
  const ended = new Promise<void>((resolve) => host.on('exit', () => resolve()));
  const [port, browserPath] = await soon(host, () => {
    const lines = existsSync(doorFile) ? readFileSync(doorFile, 'utf8').split('\n') : [];
    return lines.length > 1 ? lines : undefined;
  });
  const address = await soon(host, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    // Chromium's own words about each page it has open.
    const pages = (await answer.json()) as Array<{ type: string; url: string; webSocketDebuggerUrl: string }>;
    return pages.find((page) => page.type === 'page' && page.url.startsWith('http://127.0.0.1:'))
      ?.webSocketDebuggerUrl;
  });
  const page = await openLine(address);
  // Asked again while the page is still on its way.
  const result = await soon(host, async () => {
    const told = await page.ask('Runtime.evaluate', {
      expression: `new Promise((done) => {
        const look = () => { const at = ${usableAt}; if (at !== undefined) done(at); else requestAnimationFrame(look); };
        look();
      })`,
      awaitPromise: true,
    });
    return told?.result?.value;
  });
  const ms = Number(result) - startedAt;
  await wait(thenStayMs);
  const whole = await openLine(`ws://127.0.0.1:${port}${browserPath}`);
  await whole.ask('Browser.close', {});
  await whole.closed;
  host.kill('SIGTERM');
  await ended;
  return ms;
}

interface Line {
  /** Undefined when Chromium would not, or is gone. */
  ask(
    method: string,
    params: object,
  ): Promise<{ readonly result?: { readonly value?: unknown } } | undefined>;
  readonly closed: Promise<void>;
}

/** Chromium's own protocol, of which a start needs two words; a driver would add its own work to what is measured. */
async function openLine(address: string): Promise<Line> {
  const socket = new WebSocket(address);
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`no line to ${address}`)));
  });
  let asked = 0;
  return {
    closed,
    ask(method, params) {
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        void closed.then(() => resolve(undefined));
        socket.addEventListener('message', ({ data }) => {
          const told = JSON.parse(String(data)) as { id?: number; result?: object }; // Chromium's answers bear the question's number
          if (told.id === id) resolve(told.result);
        });
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
  };
}

/** What `look` finds, as soon as it does. */
async function soon<Found>(
  host: ChildProcess,
  look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (host.exitCode !== null) throw new Error(`the host ended with ${host.exitCode}`);
    await wait(5);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
