// Whatever comes back from a platform's address, and whoever stands in between: a whole station, linked by either client, asks over real
// sockets, hears it, and says what is wrong and what to do in both languages. It neither hangs nor breaks.

import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { generate } from 'selfsigned';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RequestArgument } from '../../main/api.ts';
import { dayMs } from '../../main/basics/clock.ts';
import { createSecrets } from '../../main/platforms/secrets.ts';
import { en } from '../../renderer/text/en.ts';
import { zhCN } from '../../renderer/text/zh-CN.ts';
import { supervisor, type TestStation, testStation } from '../builders/test-station.ts';

const sentences: readonly Readonly<Record<string, string>>[] = [zhCN, en];
const open: Server[] = [];
let keyPair: { readonly private: string; readonly cert: string };

beforeAll(async () => {
  keyPair = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
});
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // listening on TCP
}

const serve = async (listener: RequestListener) => `http://127.0.0.1:${await listen(createServer(listener))}`;

const links = {
  'TikTok Shop': (gateway: string) => ({
    platform: 'tiktok' as const,
    appKey: 'app-key-1',
    region: 'TH' as const,
    gateway,
    authGateway: gateway,
    platformShopId: '7495540735365777501',
    shopCipher: 'ROW_cipher',
  }),
  Douyin: (gateway: string) => ({
    platform: 'douyin' as const,
    appKey: '3409409348479354011',
    platformShopId: '323423',
    gateway,
  }),
};

/** Linked and authorised, as if all had gone well until now. */
async function linkedTo(
  gateway: string,
  client: keyof typeof links,
): Promise<{ readonly station: TestStation; readonly shopId: string }> {
  const station = testStation();
  // A machine that stands still for a while is no silent platform.
  await station.ask('settings.set', { name: 'network.answerWithinSeconds', value: 300 });
  const link: RequestArgument<'shops.connect'>['link'] = links[client](gateway);
  const { shopId } = await station.ask('shops.connect', { name: '海风茶具', link, appSecret: 'secret' });
  const endsAt = station.clock.now() + 30 * dayMs;
  const tokens = { accessToken: 'a', accessEndsAt: endsAt, refreshToken: 'r', refreshEndsAt: endsAt };
  createSecrets(station.parts).write(shopId, 'tokens', JSON.stringify(tokens));
  return { station, shopId };
}

/** The pull's answer; time goes as fast as the machine's own. */
async function pullUnder(station: TestStation) {
  let isDone = false;
  const work = station.call(supervisor, 'orders.pull', {}).finally(() => {
    isDone = true;
  });
  let before = Math.floor(performance.now());
  while (!isDone) {
    const now = Math.floor(performance.now());
    await station.clock.pass(now - before);
    before = now;
  }
  return work;
}

/** What a person is told of it: refused, and at the shop, in both languages. */
async function toldOf(gateway: string, client: keyof typeof links): Promise<string> {
  const { station, shopId } = await linkedTo(gateway, client);
  await using _ = station;
  const reply = await pullUnder(station);
  if (reply.ok) throw new Error('the pull went well');
  const { code } = reply.refusal;
  const sync = (await station.ask('shops.syncs', {})).find((each) => each.shopId === shopId);
  expect(`fault.${sync?.fault?.code}`).toBe(code);
  for (const words of sentences) expect(words[code]).toMatch(/\S{2}/);
  return code;
}

const pageOf = (body: string, status = 200, type = 'text/html') =>
  ((_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  }) satisfies RequestListener;

const oneHundredMegabytes: RequestListener = (request, response) => {
  request.resume();
  const piece = Buffer.alloc(1_000_000, 0x20);
  let left = 100;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(piece)) {
        response.once('drain', more);
        return;
      }
    }
    response.end('{}');
  };
  more();
};

describe.each(Object.keys(links) as (keyof typeof links)[])('the client of %s', (client) => {
  it.each<[string, RequestListener, string]>([
    ['garbage', pageOf('{"code":0,,,"data":', 200, 'application/json'), 'gibberish'],
    ['bytes that are no text', pageOf('\u0000\u0001\ufffd', 200, 'application/json'), 'gibberish'],
    ['JSON that is no envelope', pageOf('[1,2,3]', 200, 'application/json'), 'gibberish'],
    ['nothing at all', pageOf(''), 'gibberish'],
    ['a page for people', pageOf('<html><body>Log in to the network</body></html>'), 'gibberish'],
    ['a page for people that says no', pageOf('<html>Forbidden</html>', 403), 'gibberish'],
    ['a page of a broken machine in between', pageOf('<h1>502 Bad Gateway</h1>', 502), 'busy'],
    ['100 MB', oneHundredMegabytes, 'too-much'],
    [
      'a way to somewhere else',
      (_request, response) =>
        void response.writeHead(302, { location: 'https://elsewhere.invalid/?token=abc' }).end(),
      'redirected',
    ],
    [
      'half an answer',
      (_request, response) => void response.write('{"code"', () => response.destroy()),
      'silent',
    ],
  ])('hears %s and says so', async (_what, listener, code) => {
    expect(await toldOf(await serve(listener), client)).toBe(`fault.platform.${code}`);
  });

  it('tells nobody anything whose certificate nobody vouches for', async () => {
    let isHeard = false;
    const server = createTlsServer({ key: keyPair.private, cert: keyPair.cert }, (_request, response) => {
      isHeard = true;
      response.end('{}');
    });
    server.on('tlsClientError', () => {});

    const code = await toldOf(`https://127.0.0.1:${await listen(server)}`, client);

    expect(code).toBe('fault.platform.certificate');
    expect(isHeard).toBe(false);
  });

  it('goes through the proxy of the machine, which hears no more than the name of the platform', async () => {
    const far = createTlsServer({ key: keyPair.private, cert: keyPair.cert });
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
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = `http://127.0.0.1:${proxyPort}`;

    const code = await toldOf('https://platform.invalid', client).finally(() => {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
    });

    expect(new Set(asked)).toEqual(new Set(['CONNECT platform.invalid:443']));
    expect(code).toBe('fault.platform.certificate');
  });

  it('says offline when the proxy is not there: nothing has left', async () => {
    const gone = createServer();
    const port = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    open.length = 0;
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;

    const code = await toldOf('https://platform.invalid', client).finally(() => {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
    });

    expect(code).toBe('fault.platform.offline');
  });
});
