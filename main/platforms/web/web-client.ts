// One exchange with a platform over the network. Says exactly what was said: bytes out, bytes in, the JSON of them without
// rounding an id; and when nothing came back, whether anything can have arrived there.

import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { Clock } from '../../basics/clock.ts';
import { Fault } from '../../basics/fault.ts';
import { parseLosslessJson } from './lossless-json.ts';
import type { RateLimiter } from './rate-limiter.ts';

export interface WebRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** http only for this machine; everything else is https. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is: what was signed is what leaves. */
  readonly body?: Uint8Array;
  /** Whose rate it counts against. */
  readonly lane: string;
  /** Its `turn` has come already. */
  readonly hasTurn?: boolean;
  /** Longest answer, 16 MB where not said. */
  readonly mostBytes?: number;
  readonly wants?: 'json' | 'bytes';
}

export interface WebAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Integers beyond 2^53 are texts. Undefined when bytes were wanted. */
  readonly json?: unknown;
  readonly bytes: Uint8Array;
}

/**
 * Faults: `platform.offline` (nothing left this machine), `platform.silent` (something left, no whole answer came: nobody
 * knows), `platform.busy` (429 and 5xx; retryAfterMs), `platform.gibberish`, `platform.too-much` (mostBytes),
 * `platform.redirected` (to), `platform.certificate` (reason), `platform.address` (not https).
 */
export interface WebClient {
  /** For what must be made at the moment it leaves, such as a signature that carries the time: resolves when the lane may send one more. */
  turn(lane: string): Promise<void>;
  send(request: WebRequest): Promise<WebAnswer>;
  /** How far the server's clock is ahead of ours, from the Date of its answers; null before the first. */
  clockOffsetMs(): number | null;
  /** The platform said "too much" inside an answer: this lane waits so long and goes on at half its rate. */
  slowDown(lane: string, afterMs: number): void;
  stop(): void;
}

export interface WebClientParts {
  readonly clock: Clock;
  readonly limiter: RateLimiter;
  readonly answerWithinMs: () => number;
  /** The proxy that the machine's settings name; without this part, or where it names none, the environment is asked. */
  readonly proxyFor?: ProxyFor | undefined;
}

/** For an https address: `http://host:port`, or undefined. */
export type ProxyFor = (url: string) => Promise<string | undefined>;

const mostBytesOtherwise = 16 * 1024 * 1024;
/** An answer that took longer says too little of what time it is there. */
const longestSureMs = 60_000;

export function createWebClient(parts: WebClientParts): WebClient {
  const { clock, limiter } = parts;
  const agents = new Map<string, HttpAgent>();
  let offsetMs: number | null = null;

  async function send(request: WebRequest): Promise<WebAnswer> {
    const url = parseAddress(request.url);
    if (request.hasTurn !== true) await limiter.turn(request.lane);
    const agent = url.protocol === 'https:' ? agentThrough(await parts.proxyFor?.(url.href)) : undefined;
    const sentAt = clock.now();
    const { response, bytes } = await exchange(request, url, agent);
    learnOffset(response, sentAt);
    const status = response.statusCode ?? 0;
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    );
    if (status >= 300 && status < 400)
      throw new Fault('platform.redirected', 'never', { to: hostOf(headers.location) });
    if (status === 429 || status >= 500) {
      const retryAfterMs = parseRetryAfter(headers['retry-after']);
      if (status === 429) limiter.slowDown(request.lane, retryAfterMs);
      throw new Fault('platform.busy', 'later', { status, retryAfterMs });
    }
    limiter.wentWell(request.lane);
    if (request.wants === 'bytes') return { status, headers, bytes };
    return { status, headers, bytes, json: parseLosslessJson(new TextDecoder().decode(bytes)) };
  }

  function exchange(
    request: WebRequest,
    url: URL,
    agent: HttpAgent | undefined,
  ): Promise<{ readonly response: IncomingMessage; readonly bytes: Uint8Array }> {
    return new Promise((resolve, reject) => {
      /** Before the connection stands nothing can have arrived. */
      let hasLeft = false;
      const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const asked = start(url, {
        method: request.method,
        headers: {
          ...request.headers,
          ...(request.body && { 'content-length': String(request.body.length) }),
        },
        agent,
      });
      const limitMs = parts.answerWithinMs();
      const stopWaiting = clock.after(limitMs, () =>
        fail(new Fault(hasLeft ? 'platform.silent' : 'platform.offline', 'later', { afterMs: limitMs })),
      );

      function fail(fault: Fault): void {
        stopWaiting();
        reject(fault);
        asked.destroy();
      }

      asked.on('socket', (socket) => {
        const left = () => {
          hasLeft = true;
        };
        // A connection that was kept stands already, and would keep our ear as long as it lives.
        if (!socket.connecting) left();
        else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', left);
      });
      asked.on('error', (error) => fail(faultOf(error, hasLeft)));
      asked.on('response', (response) => {
        const most = request.mostBytes ?? mostBytesOtherwise;
        const pieces: Uint8Array[] = [];
        let length = 0;
        response.on('data', (piece: Uint8Array) => {
          length += piece.length;
          if (length > most) fail(new Fault('platform.too-much', 'never', { mostBytes: most }));
          else pieces.push(piece);
        });
        response.on('error', (error) => fail(faultOf(error, true)));
        response.on('close', () => {
          if (!response.complete) fail(new Fault('platform.silent', 'later', {}));
        });
        response.on('end', () => {
          stopWaiting();
          resolve({ response, bytes: Buffer.concat(pieces) });
        });
      });
      asked.end(request.body);
    });
  }

  function agentThrough(proxy: string | undefined): HttpAgent {
    const name = proxy ?? '';
    let agent = agents.get(name);
    if (!agent) {
      agent = new Agent({
        keepAlive: true,
        proxyEnv: proxy === undefined ? process.env : { HTTPS_PROXY: proxy },
      });
      agents.set(name, agent);
    }
    return agent;
  }

  function learnOffset(response: IncomingMessage, sentAt: number): void {
    const told = Date.parse(response.headers.date ?? '');
    if (Number.isNaN(told)) return;
    const heardAt = clock.now();
    if (heardAt - sentAt > longestSureMs) {
      // The machine slept meanwhile, or the line was slow: what is known is better than such a guess, and the least it can be than none.
      offsetMs ??= told - heardAt;
      return;
    }
    // The header has whole seconds: half of one more is the best guess; what the way took is shared.
    offsetMs = told + 500 - (sentAt + heardAt) / 2;
  }

  return {
    turn: (lane) => limiter.turn(lane),
    send,
    clockOffsetMs: () => offsetMs,
    slowDown: (lane, afterMs) => limiter.slowDown(lane, afterMs),
    stop() {
      limiter.stop();
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

function parseAddress(text: string): URL {
  const url = URL.parse(text);
  const isHere = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost' || url?.hostname === '[::1]';
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))) {
    // What stands behind the question mark may be a secret.
    throw new Fault('platform.address', 'never', { address: (text.split('?')[0] ?? '').slice(0, 100) });
  }
  return url;
}

/** Where somebody wants us to go; never the whole address, which may carry a token. */
function hostOf(location: string | undefined): string {
  return (location === undefined ? undefined : URL.parse(location)?.host) ?? '';
}

const retryAfterOtherwiseMs = 1_000;
const retryAfterAtMostMs = 10 * 60_000;

function parseRetryAfter(value: string | undefined): number {
  const seconds = Number(value);
  if (value === undefined || !Number.isFinite(seconds) || seconds < 0) return retryAfterOtherwiseMs;
  return Math.min(seconds * 1_000, retryAfterAtMostMs);
}

const certificateCodes =
  /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

function faultOf(error: Error, hasLeft: boolean): Fault {
  const code = String((error as { code?: unknown }).code ?? ''); // what Node's sockets and TLS put there
  if (certificateCodes.test(code)) return new Fault('platform.certificate', 'never', { reason: code }, error);
  return new Fault(hasLeft ? 'platform.silent' : 'platform.offline', 'later', { reason: code }, error);
}
