// A window of the stand-in: a page of the system's Chromium. Addresses of the program's own scheme are shown to Chromium as
// https (it knows no others), answered by the program's own protocol handler, and told to the program as its own again.

import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { strict } from './strict.ts';

export type ProtocolHandler = (request: Request) => Promise<Response> | Response;
export const protocols = new Map<string, ProtocolHandler>();
export type InvokeHandler = (event: unknown, ...words: unknown[]) => unknown;
export const invokeHandlers = new Map<string, InvokeHandler>();
export const appEvents = new EventEmitter();
/** What a test asks about afterwards. */
export const seen = { consoleErrors: [] as string[], openAsked: [] as string[] };

let context: BrowserContext | undefined;

const chromiumFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

export async function startChromium(profile: string): Promise<void> {
  context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.PARCELBENCH_CHROMIUM ?? '/usr/bin/chromium',
    args: chromiumFlags,
    headless: true,
  });
}

export async function stopChromium(): Promise<void> {
  await context?.close();
}

const inChromium = (address: string) =>
  address.replace(/^parcelbench:\/\/(\w+)/, 'https://$1.parcelbench.invalid');
const inProgram = (address: string) =>
  address.replace(/^https:\/\/(\w+)\.parcelbench\.invalid/, 'parcelbench://$1');

interface WindowOptions {
  readonly webPreferences: {
    readonly preload: string;
    readonly sandbox: boolean;
    readonly contextIsolation: boolean;
    readonly nodeIntegration: boolean;
  };
}

type OpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };

interface NavigationEvent {
  readonly url: string;
  isPrevented: boolean;
  preventDefault(): void;
}

function navigationTo(url: string): NavigationEvent {
  return {
    url,
    isPrevented: false,
    preventDefault() {
      this.isPrevented = true;
    },
  };
}

const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  static getAllWindows(): BrowserWindow[] {
    return windows;
  }

  readonly options: WindowOptions;
  readonly webContents: ReturnType<BrowserWindow['makeContents']>;
  isShown = false;
  page: Page | undefined;
  private openHandler: OpenHandler = () => ({ action: 'allow' });
  private readonly contentsEvents = new EventEmitter();

  constructor(options: WindowOptions) {
    super();
    const { sandbox, contextIsolation, nodeIntegration, preload } = options.webPreferences;
    if (!sandbox || !contextIsolation || nodeIntegration) throw new Error('the window is not sandboxed');
    if (!existsSync(preload)) throw new Error(`no preload at ${preload}`);
    this.options = options;
    this.webContents = this.makeContents();
    windows.push(this);
    appEvents.emit('web-contents-created', {}, this.webContents);
  }

  private makeContents() {
    const window = this;
    return strict('webContents', {
      setWindowOpenHandler: (handler: OpenHandler) => {
        this.openHandler = handler;
      },
      on: (name: string, hear: (event: NavigationEvent) => void) => void this.contentsEvents.on(name, hear),
      getURL: () => inProgram(this.page?.url() ?? ''),
      get mainFrame() {
        return frameOf(window.page?.mainFrame());
      },
      send: (channel: string, ...words: unknown[]) => {
        // A page that is just going away hears nothing, as in Electron.
        void this.page?.evaluate(sendExpression(channel, words)).catch(() => undefined);
      },
    });
  }

  async loadURL(address: string): Promise<void> {
    if (!context) throw new Error('a window before the program is ready');
    const page = await context.newPage();
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') seen.consoleErrors.push(message.text());
    });
    page.on('pageerror', (error) => seen.consoleErrors.push(error.message));
    page.on('close', () => this.forget());
    await page.exposeBinding('standInInvoke', ({ frame }, channel: string, words: string) =>
      this.answerPage(frame, channel, JSON.parse(words)),
    );
    await page.route('**/*', (route) => this.answerRequest(route));
    await page.addInitScript(preloadScript(this.options.webPreferences.preload));
    await page.goto(inChromium(address));
    this.emit('ready-to-show');
  }

  private async answerRequest(route: Parameters<Parameters<Page['route']>[1]>[0]): Promise<void> {
    const request = route.request();
    const address = inProgram(request.url());
    if (request.isNavigationRequest() && request.frame() === this.page?.mainFrame()) {
      const event = navigationTo(address);
      this.contentsEvents.emit('will-navigate', event);
      if (event.isPrevented) return route.abort('aborted'); // leaves the page as it is
    }
    const handler = protocols.get(new URL(address).protocol.slice(0, -1));
    if (!handler) return route.fulfill({ status: 200, contentType: 'text/plain', body: 'elsewhere' });
    const answer = await handler(new Request(address));
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  }

  private async answerPage(frame: Frame, channel: string, words: unknown[]): Promise<string> {
    if (channel === 'stand-in.open') {
      const [url] = words as [string]; // page-side.js sends exactly that
      seen.openAsked.push(`${url}: ${this.openHandler({ url }).action}`);
      return '{}';
    }
    return invokeAs(frameOf(frame), channel, words, this.webContents);
  }

  private forget(): void {
    windows.splice(windows.indexOf(this), 1);
    if (windows.length === 0) appEvents.emit('window-all-closed');
  }

  show(): void {
    this.isShown = true;
    process.send?.({ isShown: true });
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {
    this.isShown = true;
  }
  focus(): void {
    void this.page?.bringToFront();
  }
}

/** What the program answers to a frame; what it throws becomes text, as Electron does it. */
export async function invokeAs(
  senderFrame: unknown,
  channel: string,
  words: unknown[],
  sender: object = {},
): Promise<string> {
  const handler = invokeHandlers.get(channel);
  try {
    if (!handler) throw new Error(`nobody handles ${channel}`);
    return JSON.stringify({ value: await handler({ senderFrame, sender }, ...words) });
  } catch (thrown) {
    return JSON.stringify({ threw: String(thrown) });
  }
}

function frameOf(frame: Frame | null | undefined): { url: string; parent: unknown } | null {
  if (!frame) return null;
  return strict('webFrameMain', { url: inProgram(frame.url()), parent: frameOf(frame.parentFrame()) });
}

function preloadScript(file: string): string {
  const pageSide = readFileSync(join(import.meta.dirname, 'page-side.js'), 'utf8');
  const expression = pageSide.slice(pageSide.indexOf('(preload) =>')).trim().replace(/;$/, '');
  return `(${expression})((require, module, exports) => {\n${readFileSync(file, 'utf8')}\n});`;
}

function sendExpression(channel: string, words: unknown[]): string {
  return `globalThis.standInSend?.(${JSON.stringify(channel)}, ${JSON.stringify(words)})`;
}
