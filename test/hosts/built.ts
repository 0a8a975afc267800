// Host tests run what people run: the build. It is made anew when a source is newer, as every command does it.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export const repository = join(import.meta.dirname, '../..');
const builtMain = (name: string) => join(repository, 'out', 'main', `${name}.js`);

export function buildOnce(): void {
  const prepare = pathToFileURL(join(repository, 'scripts', 'prepare.mjs')).href;
  const source = `import { ensureBuilt } from ${JSON.stringify(prepare)}; ensureBuilt();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', source], { cwd: repository, stdio: 'pipe' });
}

/** A folder of its own, gone at the end of the block. */
export function temporaryFolder(): { readonly path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'parcelbench-host-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface RunningHost {
  /** With the key behind the #. */
  readonly address: string;
  readonly origin: string;
  readonly lines: readonly string[];
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** The browser host as a process of its own; ready when it has said its address. */
export async function startBrowserHost(
  words: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<RunningHost> {
  const child = spawn(process.execPath, [builtMain('browser'), ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const found = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`the browser host ended: ${lines.join('\n')}`)));
  });
  return {
    address,
    origin: new URL(address).origin,
    lines,
    child,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

/** One call from the terminal: what it printed and its exit code. */
export function callFromTerminal(
  words: readonly string[],
  input = '',
): Promise<{ readonly reply: unknown; readonly said: string; readonly code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [builtMain('terminal'), ...words], { stdio: 'pipe' });
    let printed = '';
    let said = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.stdin.end(input);
    child.on('close', (code) =>
      resolve({ reply: printed === '' ? undefined : JSON.parse(printed), said, code }),
    );
  });
}
