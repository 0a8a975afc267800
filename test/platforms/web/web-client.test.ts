// What can come back from a platform's address, or not come back, and which word each gets.

import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server as TcpServer,
} from 'node:net';
import { generate } from 'selfsigned';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import { isFault } from '../../../main/basics/fault.ts';
import { createRateLimiter } from '../../../main/platforms/web/rate-limiter.ts';
import { createWebClient, type WebClient, type WebRequest } from '../../../main/platforms/web/web-client.ts';
import { aMorning, movedClock } from '../../builders/moved-clock.ts';

const open: { close(done: () => void): void; closeAllConnections?(): void }[] = [];
const clients: WebClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.stop();
  for (const server of open.splice(0)) {
    server.closeAllConnections?.();
    await new Promise<void>((resolve) => server.close(resolve));
  }
});

async function listen(server: Server | TcpServer): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // listening on TCP
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(listener))}/api`;
}

function client(parts: Partial<Parameters<typeof createWebClient>[0]> = {}): WebClient {
  const clock = parts.clock ?? systemClock();
  const made = createWebClient({
    clock,
    limiter: createRateLimiter(clock, () => 1_000),
    answerWithinMs: () => 20_000,
    ...parts,
  });
  clients.push(made);
  return made;
}

const get = (url: string, more: Partial<WebRequest> = {}): WebRequest => ({
  method: 'GET',
  url,
  lane: 'orders',
  ...more,
});

async function faultOf(work: Promise<unknown>): Promise<{ code: string; facts: unknown }> {
  try {
    await work;
  } catch (thrown) {
    if (isFault(thrown)) return { code: thrown.code, facts: thrown.facts };
    throw thrown;
  }
  throw new Error('it went well');
}

it('keeps an id of nineteen digits as it is, and small numbers as numbers', async () => {
  const url = await serve((_request, response) => {
    response.end('{"order_id":4781320682406083640,"num":3,"price":12.5,"name":"茶杯"}');
  });

  const answer = await client().send(get(url));

  expect(answer.json).toEqual({ order_id: '4781320682406083640', num: 3, price: 12.5, name: '茶杯' });
});

it('sends the very bytes it was given, and hears a refusal with its words', async () => {
  let heard = '';
  const url = await serve((request, response) => {
    request.on('data', (piece: Buffer) => {
      heard += piece.toString('latin1');
    });
    request.on('end', () => response.writeHead(400).end('{"code":36009004,"message":"no"}'));
  });
  const body = Buffer.from('{"b": 1,"a":"\\u00e9"}', 'latin1');

  const answer = await client().send({ method: 'POST', url, lane: 'orders', body });

  expect(heard).toBe(body.toString('latin1'));
  expect(answer).toMatchObject({ status: 400, json: { code: 36009004 } });
});

it.each([
  ['a page for people', '<html><body>Bad gateway</body></html>'],
  ['half an answer', '{"code":0,"data":{"orders":['],
  ['nothing at all', ''],
])('calls %s gibberish', async (_what, body) => {
  const url = await serve((_request, response) => response.end(body));

  const fault = await faultOf(client().send(get(url)));

  expect(fault.code).toBe('platform.gibberish');
});

it('stops reading an answer that is too long', async () => {
  let written = 0;
  const url = await serve((_request, response) => {
    const more = () => {
      while (written < 100_000_000 && !response.destroyed) {
        written += 100_000;
        if (!response.write(Buffer.alloc(100_000, 0x20))) {
          response.once('drain', more);
          return;
        }
      }
    };
    more();
  });

  const fault = await faultOf(client().send(get(url, { mostBytes: 1_000_000 })));

  expect(fault).toEqual({ code: 'platform.too-much', facts: { mostBytes: 1_000_000 } });
  expect(written).toBeLessThan(50_000_000);
});

it('follows nobody elsewhere, and names only the place', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(302, { location: 'https://elsewhere.invalid/login?token=abc' }).end();
  });

  const fault = await faultOf(client().send(get(url)));

  expect(fault).toEqual({ code: 'platform.redirected', facts: { to: 'elsewhere.invalid' } });
});

it('hears when it should come back later, and asks this lane more slowly', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(429, { 'retry-after': '7' }).end('{}');
  });
  const slowed: [string, number][] = [];
  const limiter = createRateLimiter(systemClock(), () => 1_000);

  const fault = await faultOf(
    client({
      limiter: { ...limiter, slowDown: (lane, afterMs) => void slowed.push([lane, afterMs]) },
    }).send(get(url)),
  );

  expect(fault).toEqual({ code: 'platform.busy', facts: { status: 429, retryAfterMs: 7_000 } });
  expect(slowed).toEqual([['orders', 7_000]]);
});

it('says offline when nobody is there: nothing has left', async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  open.length = 0;

  const fault = await faultOf(client().send(get(`http://127.0.0.1:${port}/`)));

  expect(fault.code).toBe('platform.offline');
});

it('says silent when the line is cut after the question has left, or in the middle of the answer', async () => {
  const cut = await serve((request) => request.socket.destroy());
  const half = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"code"', () => response.socket?.destroy());
  });

  const atOnce = await faultOf(client().send(get(cut)));
  const halfway = await faultOf(client().send(get(half)));

  expect([atOnce.code, halfway.code]).toEqual(['platform.silent', 'platform.silent']);
});

it('waits for an answer as long as it was told and then says that nobody knows', async () => {
  const clock = movedClock();
  let isAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  const url = await serve(() => isAsked());

  const fault = faultOf(client({ clock }).send(get(url)));
  await asked;
  await clock.pass(20_000);

  expect(await fault).toEqual({ code: 'platform.silent', facts: { afterMs: 20_000 } });
});

it('does not speak to a server whose certificate nobody vouches for', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  let isHeard = false;
  const server = createTlsServer({ key, cert }, (_request, response) => {
    isHeard = true;
    response.end('{}');
  });
  server.on('tlsClientError', () => {});
  const port = await listen(server);

  const fault = await faultOf(client().send(get(`https://127.0.0.1:${port}/`)));

  expect(fault.code).toBe('platform.certificate');
  expect(isHeard).toBe(false);
});

it('speaks in the clear to nobody but this machine', async () => {
  const fault = await faultOf(client().send(get('http://openapi.invalid/')));

  expect(fault.code).toBe('platform.address');
});

it("goes through the machine's proxy when there is one", async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  const far = createTlsServer({ key, cert });
  far.on('tlsClientError', () => {});
  const farPort = await listen(far);
  const asked: string[] = [];
  const proxyPort = await listen(
    createServer().on('connect', (request, socket) => {
      asked.push(`${request.method} ${request.url}`);
      const through = connect(farPort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      through.on('error', () => socket.destroy());
      socket.on('error', () => through.destroy());
    }),
  );

  const fault = await faultOf(
    client({ proxyFor: async () => `http://127.0.0.1:${proxyPort}` }).send(get(`https://shop.invalid:443/`)),
  );

  expect(asked).toEqual(['CONNECT shop.invalid:443']);
  expect(fault.code).toBe('platform.certificate');
});

it('learns how far the clocks are apart', async () => {
  const clock = movedClock(aMorning);
  const url = await serve((_request, response) => {
    response.setHeader('date', new Date(aMorning + 150_000).toUTCString());
    response.end('{}');
  });
  const web = client({ clock });
  const before = web.clockOffsetMs();

  await web.send(get(url));

  expect(before).toBeNull();
  expect(web.clockOffsetMs()).toBe(150_500);
});

it('believes no clock whose answer was under way while the machine slept', async () => {
  const clock = movedClock(aMorning);
  let isAsleep = false;
  const url = await serve((_request, response) => {
    response.setHeader('date', new Date(clock.now()).toUTCString());
    if (isAsleep) clock.set(clock.now() + 20 * 60_000);
    response.end('{}');
  });
  const web = client({ clock });
  await web.send(get(url));
  isAsleep = true;

  await web.send(get(url));

  expect(web.clockOffsetMs()).toBe(500);
});

it('takes the platform to be no further than it can be, when it slept over its very first answer', async () => {
  const clock = movedClock(aMorning);
  const url = await serve((_request, response) => {
    response.setHeader('date', new Date(clock.now() + 60_000).toUTCString());
    clock.set(clock.now() + 20 * 60_000);
    response.end('{}');
  });
  const web = client({ clock });

  await web.send(get(url));

  expect(web.clockOffsetMs()).toBe(-19 * 60_000);
});

it('hears a server that is no server of pages as one that was cut off', async () => {
  const port = await listen(
    createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('220 mail.invalid ready\r\n'));
    }),
  );

  const fault = await faultOf(client().send(get(`http://127.0.0.1:${port}/`)));

  expect(fault.code).toBe('platform.silent');
});
