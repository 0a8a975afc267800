// Starts the built desktop program on the stand-in and lets a test drive it.

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

const here = import.meta.dirname;
const electronEntry = join(here, '../../../out/main/electron.js');

export interface DrivenProgram {
  /** See `asked` in electron.ts. */
  ask(name: string, argument?: unknown): Promise<unknown>;
  /** When a window has loaded its page. */
  whenShown(): Promise<void>;
  readonly errorBoxes: string[];
  /** The exit code. */
  readonly ended: Promise<number | null>;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly value?: unknown;
  readonly threw?: string;
  readonly errorBox?: string;
  readonly isShown?: boolean;
}

export function startProgram(words: readonly string[], env: Record<string, string> = {}): DrivenProgram {
  const child: ChildProcess = fork(electronEntry, [...words], {
    // Electron's arguments begin with the program's folder.
    execArgv: ['--import', join(here, 'register.ts')],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>();
  const errorBoxes: string[] = [];
  let said = '';
  let showNow = () => {};
  const shown = new Promise<void>((resolve) => {
    showNow = resolve;
  });
  let nextId = 1;
  child.stderr?.on('data', (text) => {
    said += text;
  });
  child.on('message', (message: Message) => {
    if (message.errorBox !== undefined) errorBoxes.push(message.errorBox);
    if (message.isShown) showNow();
    if (message.id === undefined) return;
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.threw === undefined) asker?.resolve(message.value);
    else asker?.reject(new Error(message.threw));
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  void ended.then((code) => {
    for (const asker of waiting.values()) asker.reject(new Error(`the program ended with ${code}: ${said}`));
  });

  return {
    errorBoxes,
    ended,
    async whenShown() {
      const code = await Promise.race([shown, ended]);
      if (code !== undefined) throw new Error(`the program ended with ${code}: ${said}`);
    },
    ask(name, argument) {
      const id = nextId;
      nextId += 1;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send({ id, name, argument }, (error) => error && reject(error));
      });
    },
    async close() {
      if (child.exitCode === null && child.connected) child.send({ id: 0, name: 'quit' }, () => {});
      await ended;
    },
  };
}
