// The station's door on 127.0.0.1: requests and events over HTTP for who holds a key, and (in the browser host) the built
// screens. Only this machine reaches it, only under its own name (Host), only from its own pages (Origin).

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { Fault } from '../basics/fault.ts';
import type { Caller, Reply } from '../basics/request.ts';
import type { Page } from './built-pages.ts';
import { no, type StationHost } from './station-host.ts';

export interface Loopback {
  readonly port: number;
  /** Opens the screens: goes behind the # of the address. */
  readonly pageKey: string;
  /** Opens `/call` for the terminal of the same user. */
  readonly terminalKey: string;
  /** Called with the number of open pages whenever it changes. */
  onPages(listener: (count: number) => void): void;
  close(): Promise<void>;
}

/** An import arrives in pieces of 1 MB, base64 and JSON around it. */
const largestBody = 4 * 1024 * 1024;
/** A stream that stays silent is taken for dead by some proxies and sleeping machines; a comment line keeps it. */
const heartbeatMs = 20_000;

/** Where a page sends back the secret that this door gave its window. */
const windowHeader = 'x-parcelbench-window';

/** The terminal's wish, as `accept`, to hear what happens while its request runs. */
export const eventLines = 'application/x-ndjson';

const credentials = z.strictObject({ name: z.string().max(200), pin: z.string().max(64) });
const callBody = z.strictObject({
  name: z.string(),
  argument: z.unknown(),
  /** Only a terminal says who asks; a window is whoever signed in at it. */
  credentials: credentials.optional(),
});
/** What a window asks first, without arguments: it is answered in one go with its entrance. */
const asks = z.array(z.string().max(200)).max(8).default([]);
const enterBody = z.strictObject({ key: z.string(), asks });
const windowBody = z.strictObject({ asks });

/** Faults: `host.port-taken` (port). `pages` answers a GET; without it there are none. */
export async function openLoopback(options: {
  readonly host: StationHost;
  readonly port: number;
  readonly person: string;
  readonly pages?: (path: string) => Promise<Page>;
}): Promise<Loopback> {
  const { host } = options;
  const pageKey = randomBytes(24).toString('base64url');
  const terminalKey = randomBytes(24).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  // One secret a window, given by this door: two tabs share the cookie, not the person who sits there.
  const windows = new Set<string>();
  const streams = new Set<ServerResponse>();
  let tellPages: (count: number) => void = () => {};

  const server = createServer((request, response) => {
    answer(request, response).catch((thrown) => {
      host.opened()?.parts.log.error({ err: thrown }, 'loopback');
      if (!response.headersSent) sendReply(response, 500, no('bug', { reference: 'HTTP' }));
    });
  });
  // A body that trickles in is cut off; an answer may take as long as its job.
  server.requestTimeout = 60_000;
  await listen(server, options.port);
  const port = (server.address() as AddressInfo).port; // listening on TCP
  const address = `127.0.0.1:${port}`;
  const cookieName = `parcelbench-${port}`; // cookies know no ports: two stations must not overwrite each other's

  const stopEvents = host.on((event) => {
    for (const stream of streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
  });
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(':\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A name that points here from outside (DNS rebinding) is not our name.
    if (request.headers.host !== address) return sendReply(response, 403, no('host.wrong-address'));
    const path = new URL(request.url ?? '/', `http://${address}`).pathname;
    if (request.method === 'POST') {
      if (path === '/call') return answerCall(request, response);
      if (path === '/enter') return answerEnter(request, response);
      if (path === '/window') return answerWindow(request, response);
    }
    if (request.method !== 'GET') return sendReply(response, 405, no('request.unknown', { name: path }));
    if (path === '/events') return answerEvents(request, response);
    if (!options.pages) return sendReply(response, 404, no('request.unknown', { name: path }));
    const page = await options.pages(path);
    response.writeHead(page.status, page.headers).end(page.body);
  }

  async function answerEnter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnPage(request)) return sendReply(response, 403, no('host.wrong-address'));
    const body = enterBody.safeParse(await readJson(request));
    if (!body.success || !isSame(body.data.key, pageKey)) {
      return sendReply(response, 401, no('host.not-entered'));
    }
    response.setHeader('set-cookie', `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`);
    sendReply(response, 200, { ok: true, value: await letIn(body.data.asks) });
  }

  /** For a window that did not come in by the key: a second tab. */
  async function answerWindow(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnPage(request)) return sendReply(response, 403, no('host.wrong-address'));
    if (!hasEntered(request)) return sendReply(response, 401, no('host.not-entered'));
    const body = windowBody.safeParse(await readJson(request));
    sendReply(response, 200, { ok: true, value: await letIn(body.success ? body.data.asks : []) });
  }

  /** A window's secret, and to its first questions the answers that are at hand; what takes longer it asks again. */
  async function letIn(
    names: readonly string[],
  ): Promise<{ window: string; answers: Record<string, unknown> }> {
    const window = randomBytes(24).toString('base64url');
    windows.add(window);
    const answers: Record<string, Reply<unknown>> = {};
    const asking = names.map(async (name) => {
      answers[name] = whole(await host.call(callerAt(window), name, {}));
    });
    await Promise.race([Promise.all(asking), new Promise((resolve) => setImmediate(resolve))]);
    return { window, answers: { ...answers } };
  }

  function callerAt(window: string): Caller {
    return { host: 'browser', person: options.person, role: 'supervisor', session: window };
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const caller = callerOf(request);
    if (!caller) return sendReply(response, 401, no('host.not-entered'));
    let content: unknown;
    try {
      content = await readJson(request);
    } catch (thrown) {
      if (thrown instanceof TooLarge) {
        response.setHeader('connection', 'close');
        return sendReply(response, 413, no('request.too-large', { mostBytes: largestBody }));
      }
      return sendReply(response, 400, no('request.malformed', { name: '', field: '', reason: 'no JSON' }));
    }
    const body = callBody.safeParse(content);
    if (!body.success) {
      const reason = body.error.issues[0]?.message ?? '';
      return sendReply(response, 400, no('request.malformed', { name: '', field: '', reason }));
    }
    const { name, argument, credentials: told } = body.data;
    const asker = told && caller.host === 'terminal' ? { ...caller, credentials: told } : caller;
    if (request.headers.accept === eventLines) await answerWithEvents(response, asker, name, argument);
    else sendReply(response, 200, await host.call(asker, name, argument));
  }

  /** One JSON line for each event while the request runs, and the reply as the last one. */
  async function answerWithEvents(
    response: ServerResponse,
    caller: Caller,
    name: string,
    argument: unknown,
  ): Promise<void> {
    response.writeHead(200, { 'content-type': eventLines, 'cache-control': 'no-store' });
    const stop = host.on((event) => response.write(`${JSON.stringify({ event })}\n`));
    try {
      const reply = await host.call(caller, name, argument);
      response.end(`${JSON.stringify({ reply: whole(reply) })}\n`);
    } finally {
      stop();
    }
  }

  function answerEvents(request: IncomingMessage, response: ServerResponse): void {
    if (!hasEntered(request)) {
      sendReply(response, 401, no('host.not-entered'));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    streams.add(response);
    tellPages(streams.size);
    response.on('close', () => {
      streams.delete(response);
      tellPages(streams.size);
    });
  }

  function callerOf(request: IncomingMessage): Caller | undefined {
    if (isTerminal(request)) return { host: 'terminal', person: options.person, role: 'supervisor' };
    if (!isOwnPage(request) || !hasEntered(request)) return undefined;
    const window = request.headers[windowHeader];
    // A page that has not asked for a secret of its own shares one window with all such pages.
    const own = typeof window === 'string' && windows.has(window) ? window : session;
    return callerAt(own);
  }

  /** A terminal has no Origin; a page that somehow learnt the key still has one. */
  function isTerminal(request: IncomingMessage): boolean {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    return bearer !== undefined && request.headers.origin === undefined && isSame(bearer, terminalKey);
  }

  function isOwnPage(request: IncomingMessage): boolean {
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
    return isJson && request.headers.origin === `http://${address}`;
  }

  function hasEntered(request: IncomingMessage): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return false;
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    const ours = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`));
    return ours !== undefined && isSame(ours.slice(cookieName.length + 1), session);
  }

  return {
    port,
    pageKey,
    terminalKey,
    onPages(listener) {
      tellPages = listener;
    },
    async close() {
      clearInterval(heartbeat);
      stopEvents();
      tellPages = () => {};
      for (const stream of streams) stream.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Pages keep their connections; whoever is in the middle of a request gets its answer first.
        setTimeout(() => server.closeAllConnections(), 500).unref();
      });
    },
  };
}

class TooLarge extends Error {}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > largestBody) throw new TooLarge();
    pieces.push(piece);
  }
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

function sendReply(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  const body = JSON.stringify(whole(reply));
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(body);
}

/** JSON forgets what is undefined. */
function whole(reply: Reply<unknown>): Reply<unknown> {
  return reply.ok ? { ok: true, value: reply.value ?? null } : reply;
}

/** Compares without telling by its time how much was right. */
function isSame(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(isTaken ? new Fault('host.port-taken', 'never', { port }, error) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
