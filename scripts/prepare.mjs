// What every command does first: install when the lock file and node_modules differ, build when a source is newer than
// out/. Plain JavaScript for the Node that happens to be there (20 or later); nothing here needs node_modules.
// All progress goes to standard error: standard output belongs to the command.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const inRoot = (...parts) => join(root, ...parts);
export const cacheFolder = inRoot('node_modules', '.cache', 'parcelbench');
const isWindows = process.platform === 'win32';

const nodeBinary = inRoot('node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');

/** The Node this program is made for, out of the npm package `node`. */
export function pinnedNode() {
  if (existsSync(nodeBinary)) return nodeBinary;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  say('Node 24 is missing. Run: npm rebuild node --ignore-scripts=false');
  process.exit(2);
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function ensureInstalled() {
  if (isInstalled()) return;
  say('安装中 Installing (npm install) …');
  // Not `npm ci`: it refuses a lock file that lacks the optional binaries of other systems, as one written behind a
  // registry mirror does. This installs the locked versions, adds what this system needs, and leaves the lock file alone.
  runNpm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error');
  // No package runs a script of its own at installation (.npmrc) but `node`, which fetches its binary as a package.
  if (!existsSync(nodeBinary)) runNpm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error');
  rmSync(cacheFolder, { recursive: true, force: true });
}

function runNpm(...words) {
  const npm = process.env.npm_execpath;
  const [command, before] = npm ? [process.execPath, [npm]] : [isWindows ? 'npm.cmd' : 'npm', []];
  run(command, [...before, ...words], { shell: !npm && isWindows });
}

/** npm leaves a copy of what it installed in node_modules; it is compared with the lock file, entry by entry. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
    const have = JSON.parse(readFileSync(inRoot('node_modules', '.package-lock.json'), 'utf8')).packages;
    const hasNode = existsSync(nodeBinary) || Number(process.versions.node.split('.')[0]) >= 24;
    return (
      hasNode &&
      Object.entries(wanted).every(
        ([path, entry]) =>
          path === '' || (have[path] ? have[path].version === entry.version : entry.optional),
      )
    );
  } catch {
    return false;
  }
}

const sources = [
  'main',
  'preload',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** Where a station that was started from here says that it runs: a file named by its process. */
const runningFolder = inRoot('out', 'running');

/** The process of a station that runs on what is built and installed here; one that died without a word is forgotten. */
function findRunningStation() {
  if (!existsSync(runningFolder)) return undefined;
  return readdirSync(runningFolder).find((name) => {
    try {
      process.kill(Number(name), 0);
      return true;
    } catch (thrown) {
      if (thrown.code === 'EPERM') return true; // somebody else's, and alive
      rmSync(join(runningFolder, name), { force: true });
      return false;
    }
  });
}

/** Builds out/ anew when a source was added, changed or removed since. Two at once: the second waits for the first. */
export function ensureBuilt() {
  const stamp = inRoot('out', 'built');
  const wanted = fingerprint();
  const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isBuilt()) return;
  const lock = inRoot('out', 'building');
  mkdirSync(dirname(lock), { recursive: true });
  while (!takeLock(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    if (isBuilt()) return;
    say('构建中 Building …');
    const builder = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const next = inRoot('out', 'next');
    run(pinnedNode(), [builder, 'build', '--logLevel', 'warn'], {
      env: { ...process.env, PARCELBENCH_BUILD_INTO: resolve(next) },
    });
    for (const part of ['main', 'preload', 'renderer']) {
      rmSync(inRoot('out', part), { recursive: true, force: true });
      renameSync(join(next, part), inRoot('out', part));
    }
    writeFileSync(stamp, wanted);
  } finally {
    rmSync(lock, { force: true });
  }
}

function isBuilt() {
  const stamp = inRoot('out', 'built');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/** A file with the number of the process that builds; one that is gone no longer builds. */
function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    try {
      process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0);
    } catch (thrown) {
      if (thrown.code === 'ESRCH') rmSync(lock, { force: true });
    }
    return false;
  }
}

function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const stat = statSync(inRoot(path), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) for (const name of readdirSync(inRoot(path)).sort()) add(`${path}/${name}`);
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const source of sources) add(source);
  return hash.digest('hex');
}

/** Runs a step of the preparation; its words go to standard error. Throws when it did not succeed. */
function run(command, words, options = {}) {
  const outcome = spawnSync(command, words, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (outcome.status !== 0) throw new Error(`${command} ${words[0]} did not succeed`);
}

/**
 * Runs the command itself in place of this process: same streams, same signals, same exit code. While a station runs, nothing is
 * built or installed under it: it loads workers and parts of the program when it first needs them.
 */
export function become(command, words, { isStation = false, ...options } = {}) {
  // Compiled code is kept from one start to the next.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(cacheFolder, 'code') };
  const child = spawn(command, words, { stdio: 'inherit', env, ...options });
  const mark = join(runningFolder, String(child.pid));
  if (isStation && child.pid !== undefined) {
    mkdirSync(runningFolder, { recursive: true });
    writeFileSync(mark, '');
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    say(error.message);
    process.exit(2);
  });
  child.on('exit', (code, signal) => {
    if (isStation) rmSync(mark, { force: true });
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 2));
  });
}

/**
 * Without out/ and node_modules being right, nothing else makes sense. `sparesRunning`: a station that runs is asked or joined as it
 * is, with the program it was started with.
 */
export function prepare({ sparesRunning = false } = {}) {
  try {
    const running = sparesRunning ? findRunningStation() : undefined;
    if (running !== undefined && existsSync(inRoot('out', 'main'))) {
      if (!isInstalled() || !isBuilt()) {
        say(
          `工作站开着（进程 ${running}），先不重新构建：关掉它再启动。The station that runs keeps its program until it is closed.`,
        );
      }
      return;
    }
    ensureInstalled();
    ensureBuilt();
  } catch (thrown) {
    say(thrown.message);
    process.exit(2);
  }
}
