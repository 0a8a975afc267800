// The proxy that this machine's own settings name: those of Windows (which Edge and Chrome go by) and of macOS. Variables of the environment
// win, and are all there is on Linux. A script that chooses proxies (PAC) is not run; such a house names its proxy in HTTPS_PROXY.

import { execFile } from 'node:child_process';
import { type Clock, minuteMs } from '../basics/clock.ts';
import type { ProxyFor } from '../platforms/web/web-client.ts';

export interface ProxySettings {
  /** `host:port`, for https. */
  readonly proxy: string;
  /** Who is reached without it: `*.corp.example`, `10.*`, `<local>` for names without a dot. */
  readonly except: readonly string[];
}

type Run = (program: string, words: readonly string[]) => Promise<string>;

const keptMs = 5 * minuteMs;
const answerWithinMs = 5_000;
const windowsKey = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`;

/** Answers undefined where the environment decides, or nobody has named a proxy. */
export function createMachineProxy(parts: {
  readonly clock: Clock;
  readonly platform?: NodeJS.Platform;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly run?: Run;
}): ProxyFor {
  const { clock, platform = process.platform, env = process.env, run = runProgram } = parts;
  let known: { readonly at: number; readonly settings: Promise<ProxySettings | undefined> } | undefined;

  async function read(): Promise<ProxySettings | undefined> {
    try {
      if (platform === 'win32') return parseWindowsProxy(await run('reg.exe', ['query', windowsKey]));
      if (platform === 'darwin') return parseMacProxy(await run('scutil', ['--proxy']));
    } catch {
      // A machine that cannot say has none that we know of.
    }
    return undefined;
  }

  return async (url) => {
    if (env.HTTPS_PROXY || env.https_proxy) return undefined;
    if (!known || clock.now() - known.at >= keptMs) known = { at: clock.now(), settings: read() };
    const settings = await known.settings;
    const host = URL.parse(url)?.hostname ?? '';
    if (!settings || settings.except.some((pattern) => isMeant(pattern, host))) return undefined;
    return `http://${settings.proxy}`;
  };
}

/** What `reg query` prints of the settings. */
export function parseWindowsProxy(printed: string): ProxySettings | undefined {
  const saidOf = (name: string) =>
    new RegExp(`^\\s*${name}\\s+REG_\\w+\\s+(.+?)\\s*$`, 'm').exec(printed)?.[1] ?? '';
  if (Number(saidOf('ProxyEnable')) !== 1) return undefined;
  const named = saidOf('ProxyServer').split(';');
  // One for everything, or one for each protocol.
  const own = named.find((each) => each.startsWith('https=')) ?? named.find((each) => !each.includes('='));
  const proxy = own?.replace(/^https=/, '').replace(/^\w+:\/\//, '');
  return proxy ? { proxy, except: patternsOf(saidOf('ProxyOverride').split(';')) } : undefined;
}

/** What `scutil --proxy` prints. */
export function parseMacProxy(printed: string): ProxySettings | undefined {
  const saidOf = (name: string) => new RegExp(`^\\s*${name} : (.+?)\\s*$`, 'm').exec(printed)?.[1] ?? '';
  const [host, port] = [saidOf('HTTPSProxy'), saidOf('HTTPSPort')];
  if (saidOf('HTTPSEnable') !== '1' || host === '') return undefined;
  const list = /ExceptionsList : <array> \{([\s\S]*?)\}/.exec(printed)?.[1] ?? '';
  const except = [...list.matchAll(/^\s*\d+ : (.+?)\s*$/gm)].map((found) => found[1] ?? '');
  const simple = saidOf('ExcludeSimpleHostnames') === '1' ? ['<local>'] : [];
  return { proxy: port === '' ? host : `${host}:${port}`, except: patternsOf([...except, ...simple]) };
}

const patternsOf = (texts: readonly string[]) =>
  texts.map((text) => text.trim().toLowerCase()).filter((text) => text !== '');

function isMeant(pattern: string, host: string): boolean {
  if (pattern === '<local>') return !host.includes('.');
  const body = pattern
    .replace(/^\w+:\/\//, '')
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${body}$`).test(host.toLowerCase());
}

function runProgram(program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: answerWithinMs, windowsHide: true };
    execFile(program, [...words], options, (error, printed) => (error ? reject(error) : resolve(printed)));
  });
}
