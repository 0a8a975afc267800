// The door both simulated platforms stand behind: one HTTP server on a free port of 127.0.0.1, the simulator's own clock, the control
// door, and faults drawn by seed. It knows nothing of either platform's rules. The process ends with its parent or when its life is over.
//
// Started as `node tiktok/tiktok-simulator.ts '{"at":1790038800000}'` (DoorOptions, all optional); prints `{"port":12345}` once it listens.
// `POST /_control` takes one JSON command and answers `{"ok":…}` or `{"error":"…"}`. Commands that both platforms know:
//
//   {"do":"clock","passMs":60000} {"do":"clock","at":1790038800000,"isRunning":false}   moves, sets, stops or starts the clock
//   {"do":"clock","notBefore":1790038800000}                       moves it on to this time, never back
//   {"do":"fault","what":"lost","path":"/ship","times":2}          the next 2 calls whose path contains /ship
//   {"do":"fault","what":"busy","share":0.05,"seed":7}             1 call in 20, drawn by seed; for ever, or `times` in all
//   {"do":"mend"}                                                  no more faults
//   {"do":"limit","perSecond":50}                                more calls of one path within a second of the simulator's clock are
//                                                                  answered as `busy`; null: as many as wanted, which is the start
//   {"do":"calls"}                                                 how often each path was called and what was refused, by code
//
// Faults (`what`). Calls for tokens and documents are spared unless `path` names them.
//   lost      the work is done, then the connection is cut without an answer
//   silent    the work is done, the answer never comes (the connection stays open; cut after `ms`, if given)
//   unheard   the connection is cut before any work
//   cut       the work is done, half of the body arrives
//   truncated the work is done, a whole HTTP answer holds half of the JSON
//   busy      429 with Retry-After `retryAfterS` (1) and the platform's own code; no work
//   down      `status` (503) as an HTML page; no work.   down-after: the same, but the work is done
//   html      200 with an HTML page; no work
//   slow      the work is done, the answer comes `ms` (1000) later
//   code      refused with the platform's `code` (and `words`), before any work
//   item      in calls with several items, each item is refused with `code` by `itemShare` (1), the others are done
//   token     the access token of this call is dead from now on
//   clock     refused as if the caller's clock were wrong
//   change    before the work, something happens to an order elsewhere (drawn by seed)
//   duplicate / reorder   lists hold some rows twice / come in another order

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Dice, diceOf } from '../../faults/dice.ts';

export interface DoorOptions {
  /** The simulator's time at the start; the machine's when missing. */
  readonly at?: number;
  /** False: time stands until it is moved. */
  readonly isRunning?: boolean;
  readonly port?: number;
  readonly lifeMs?: number;
}

export const faultKinds = [
  'lost',
  'silent',
  'unheard',
  'cut',
  'truncated',
  'busy',
  'down',
  'down-after',
  'html',
  'slow',
  'code',
  'item',
  'token',
  'clock',
  'change',
  'duplicate',
  'reorder',
] as const;
type FaultKind = (typeof faultKinds)[number];

export interface FaultRule {
  readonly what: FaultKind;
  /** Only calls whose path contains this. */
  readonly path?: string;
  /** At most so many calls; without `share` the very next ones. */
  readonly times?: number;
  readonly share?: number;
  readonly seed?: number;
  readonly ms?: number;
  readonly status?: number;
  readonly retryAfterS?: number;
  readonly code?: string;
  readonly words?: string;
  readonly itemShare?: number;
}

export type DoorCommand =
  | {
      readonly do: 'clock';
      readonly passMs?: number;
      readonly at?: number;
      readonly notBefore?: number;
      readonly isRunning?: boolean;
    }
  | ({ readonly do: 'fault' } & FaultRule)
  | { readonly do: 'mend' }
  | { readonly do: 'limit'; readonly perSecond: number | null }
  | { readonly do: 'calls' };

export interface CallCounts {
  /** By method and path pattern. */
  readonly calls: Readonly<Record<string, number>>;
  /** By code; what was refused. */
  readonly refused: Readonly<Record<string, number>>;
  /** By kind; faults that struck. */
  readonly struck: Readonly<Record<string, number>>;
}

/** One call as it arrived. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The simulator's time, epoch ms. */
  readonly now: number;
  /** The rows of a list, disturbed when the call is to be. */
  stir<Row>(rows: readonly Row[]): readonly Row[];
  /** The code one item of this call is to be refused with. */
  itemCode(): string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the counts: the path pattern, and the code when it was refused. */
  readonly as?: string;
  readonly refused?: string;
}

/** One platform's rules and books. */
export interface Side {
  readonly spared: readonly string[];
  answer(asked: Asked): Reply | Promise<Reply>;
  refuse(what: 'busy' | 'clock' | 'code', rule: FaultRule, asked: Asked): Reply;
  killToken(asked: Asked): void;
  /** Something happens elsewhere. */
  drift(dice: Dice, now: number): void;
  control(command: Readonly<Record<string, unknown>>, now: number): unknown;
}

interface LiveRule {
  readonly rule: FaultRule;
  readonly dice: Dice;
  left: number;
}

const page = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** Opens the door of a process: options from the command line, the port told on stdout, the end with stdin. */
export function openDoor(createSide: (door: { readonly origin: () => string }) => Side): void {
  const options = JSON.parse(process.argv[2] ?? '{}') as DoorOptions; // written by whoever starts it
  let origin = '';
  const side = createSide({ origin: () => origin });
  const clock = simulatorClock(options);
  let rules: LiveRule[] = [];
  let perSecond: number | null = null;
  const lately = new Map<string, { second: number; calls: number }>();
  const calls: Record<string, number> = {};
  const refused: Record<string, number> = {};
  const struckCounts: Record<string, number> = {};

  function drawRules(path: string): Map<FaultKind, LiveRule> {
    const struck = new Map<FaultKind, LiveRule>();
    for (const live of rules) {
      const { rule } = live;
      const isMeant =
        rule.path === undefined
          ? !side.spared.some((spared) => path.includes(spared))
          : path.includes(rule.path);
      if (!isMeant || live.left <= 0 || !live.dice.chance(rule.share ?? 1)) continue;
      live.left -= 1;
      struck.set(rule.what, live);
      count(struckCounts, rule.what);
    }
    rules = rules.filter(({ left }) => left > 0);
    return struck;
  }

  function isTooOften(path: string, now: number): boolean {
    const second = Math.floor(now / 1000);
    const seen = lately.get(path);
    const calls = seen?.second === second ? seen.calls + 1 : 1;
    lately.set(path, { second, calls });
    return perSecond !== null && calls > perSecond;
  }

  async function obeyOrAnswer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const body = await readBody(request);
    if (url.pathname === '/_control') return obey(body, response);
    const struck = drawRules(url.pathname);
    if (struck.has('unheard')) {
      request.socket.destroy();
      return;
    }
    const asked = askedOf(request, url, body, clock.now(), struck);
    for (const what of ['busy', 'clock', 'code'] as const) {
      const live = struck.get(what);
      if (live) return send(side.refuse(what, live.rule, asked), asked, response, struck);
    }
    if (isTooOften(url.pathname, asked.now))
      return send(side.refuse('busy', { what: 'busy' }, asked), asked, response, struck);
    const down = struck.get('down');
    if (down) return sendPage(response, down.rule.status ?? 503);
    if (struck.has('html')) return sendPage(response, 200);
    if (struck.has('token')) side.killToken(asked);
    const drift = struck.get('change');
    if (drift) side.drift(drift.dice, clock.now());
    const reply = await side.answer(asked);
    const downAfter = struck.get('down-after');
    if (downAfter) return sendPage(response, downAfter.rule.status ?? 503);
    send(reply, asked, response, struck);
  }

  function send(
    reply: Reply,
    asked: Asked,
    response: ServerResponse,
    struck: ReadonlyMap<FaultKind, LiveRule>,
  ): void {
    count(calls, `${asked.method} ${reply.as ?? asked.path}`);
    if (reply.refused !== undefined) count(refused, reply.refused);
    if (struck.has('lost')) {
      response.socket?.destroy();
      return;
    }
    const silent = struck.get('silent');
    if (silent) {
      if (silent.rule.ms !== undefined) setTimeout(() => response.socket?.destroy(), silent.rule.ms);
      return;
    }
    const whole = Buffer.from(reply.body);
    const bytes = struck.has('truncated') ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
    const go = () => {
      response.writeHead(reply.status, {
        date: new Date(clock.now()).toUTCString(),
        'content-type': reply.type ?? 'application/json; charset=utf-8',
        'content-length': bytes.length,
        ...reply.headers,
      });
      if (!struck.has('cut')) {
        response.end(bytes);
        return;
      }
      response.write(bytes.subarray(0, Math.max(1, Math.floor(bytes.length / 2))), () =>
        response.socket?.destroy(),
      );
    };
    const slow = struck.get('slow');
    if (slow) setTimeout(go, slow.rule.ms ?? 1000);
    else go();
  }

  function sendPage(response: ServerResponse, status: number): void {
    response.writeHead(status, {
      date: new Date(clock.now()).toUTCString(),
      'content-type': 'text/html',
      'content-length': page.length,
    });
    response.end(page);
  }

  function obey(body: Buffer, response: ServerResponse): void {
    let answer: unknown;
    try {
      const command = JSON.parse(body.toString('utf8')) as Record<string, unknown>; // looked at below, field by field
      answer = { ok: obeyCommand(command) ?? null };
    } catch (thrown) {
      answer = {
        error: thrown instanceof Error ? `${thrown.message}\n${thrown.stack ?? ''}` : String(thrown),
      };
    }
    const text = JSON.stringify(answer);
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  }

  function obeyCommand(command: Record<string, unknown>): unknown {
    const known = command as DoorCommand; // a command the door does not know goes on to the platform
    switch (known.do) {
      case 'clock':
        clock.move(known);
        return { now: clock.now() };
      case 'fault': {
        if (!faultKinds.includes(known.what)) throw new Error(`no such fault: ${known.what}`);
        const endless = known.share === undefined ? 1 : Number.POSITIVE_INFINITY;
        rules.push({ rule: known, dice: diceOf(known.seed ?? 1), left: known.times ?? endless });
        return null;
      }
      case 'mend':
        rules = [];
        return null;
      case 'limit':
        perSecond = known.perSecond;
        return null;
      case 'calls':
        return { calls, refused, struck: struckCounts } satisfies CallCounts;
      default:
        return side.control(command, clock.now());
    }
  }

  const server = createServer({ noDelay: true, keepAliveTimeout: 60_000 }, (request, response) => {
    response.sendDate = false;
    request.on('error', () => {});
    obeyOrAnswer(request, response).catch((thrown: unknown) => {
      process.stderr.write(`simulator: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
      response.socket?.destroy();
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    origin = `http://127.0.0.1:${port}`;
    process.stdout.write(`${JSON.stringify({ port })}\n`);
  });
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('error', () => process.exit(0));
  setTimeout(() => process.exit(3), options.lifeMs ?? 1_800_000).unref();
}

function askedOf(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  now: number,
  struck: ReadonlyMap<FaultKind, LiveRule>,
): Asked {
  const item = struck.get('item');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]),
    ),
    body,
    now,
    stir(rows) {
      let stirred = [...rows];
      const twice = struck.get('duplicate');
      if (twice) stirred = stirred.flatMap((row) => (twice.dice.chance(0.3) ? [row, row] : [row]));
      const mixed = struck.get('reorder');
      if (mixed) {
        const places = stirred.map((row) => ({ row, at: mixed.dice.roll() }));
        stirred = places.sort((a, b) => a.at - b.at).map(({ row }) => row);
      }
      return stirred;
    },
    itemCode: () => (item?.dice.chance(item.rule.itemShare ?? 1) ? (item.rule.code ?? undefined) : undefined),
  };
}

function simulatorClock(options: DoorOptions) {
  let base = options.at ?? Date.now();
  let isRunning = options.isRunning ?? true;
  let since = performance.now();
  const now = () => Math.floor(base + (isRunning ? performance.now() - since : 0));
  return {
    now,
    move(to: Omit<Extract<DoorCommand, { do: 'clock' }>, 'do'>) {
      base = Math.max((to.at ?? now()) + (to.passMs ?? 0), to.notBefore ?? Number.NEGATIVE_INFINITY);
      since = performance.now();
      isRunning = to.isRunning ?? isRunning;
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer); // bytes: no encoding is set
  return Buffer.concat(pieces);
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
