// A public app does not ship its secret: somebody signs for the station at an address of their own. With it a shop of either platform is
// linked, pulled and renewed although the station has never seen the secret; without it the shop's own is used.

import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RequestArgument } from '../../main/api.ts';
import { dayMs } from '../../main/basics/clock.ts';
import { createSecrets } from '../../main/platforms/secrets.ts';
import {
  type SimulatedDouyin,
  type SimulatedTiktok,
  startDouyin,
  startTiktok,
} from '../builders/platform-simulators.ts';
import { supervisor, type TestStation, testStation } from '../builders/test-station.ts';

let tiktok: SimulatedTiktok;
let douyin: SimulatedDouyin;
const open: Server[] = [];

beforeAll(async () => {
  [tiktok, douyin] = await Promise.all([startTiktok(), startDouyin()]);
});
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});
afterAll(async () => {
  await tiktok.close();
  await douyin.close();
});

interface Relay {
  readonly url: string;
  /** What it was asked to sign, and which tokens it traded. */
  readonly asked: string[];
}

/** Who keeps the secret: signs what is asked with the right key, and trades tokens where the platform wants the secret itself. */
async function startRelay(secret: string, key: string, authGateway: string): Promise<Relay> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${key}`) {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"no":"key"}');
      return;
    }
    const url = new URL(request.url ?? '/', 'http://relay');
    if (url.pathname.startsWith('/hand/token/')) {
      asked.push(url.pathname);
      url.searchParams.set('app_secret', secret);
      const path = url.pathname.replace('/hand', '/api/v2');
      const answer = await fetch(`${authGateway}${path}?${url.searchParams}`);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      return;
    }
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer); // bytes: no encoding is set
    const { text } = JSON.parse(Buffer.concat(pieces).toString('utf8')) as { text: string }; // as the station asks
    asked.push(text);
    const sign = createHmac('sha256', secret).update(`${secret}${text}${secret}`, 'utf8').digest('hex');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sign }));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hand`, asked }; // listening on TCP
}

async function under<Value>(station: TestStation, work: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  done.catch(() => {}); // told to who waits for it below
  let before = Math.floor(performance.now());
  while (!isDone) {
    const now = Math.floor(performance.now());
    await station.clock.pass(now - before);
    before = now;
  }
  return done;
}

type Link = NonNullable<RequestArgument<'shops.connect'>['link']>;

const platforms = {
  async 'TikTok Shop'() {
    const made = await tiktok.do({ do: 'shop', region: 'TH' });
    await tiktok.do({ do: 'orders', shopId: made.shopId, count: 4, byTiktok: 0 });
    const link = (relay: string | null): Link => ({
      platform: 'tiktok',
      appKey: made.appKey,
      region: 'TH',
      gateway: tiktok.url,
      authGateway: tiktok.url,
      relay,
    });
    const at = (now: number) => tiktok.do({ do: 'clock', at: now });
    return { made, link, at, url: tiktok.url };
  },
  async Douyin() {
    const made = await douyin.do({ do: 'shop', appKind: 'tool' });
    await douyin.do({ do: 'orders', shopId: made.shopId, count: 4, elsewhere: 0, unpaid: 0 });
    const link = (relay: string | null): Link => ({
      platform: 'douyin',
      appKey: made.appKey,
      appKind: 'tool',
      serviceId: '7',
      gateway: douyin.url,
      relay,
    });
    const at = (now: number) => douyin.do({ do: 'clock', at: now });
    return { made, link, at, url: douyin.url };
  },
};

describe.each(Object.keys(platforms) as (keyof typeof platforms)[])('a shop of %s', (platform) => {
  /** Orders are made when the platform's clock and the station's are one. */
  async function opened() {
    const station = testStation();
    // A machine that stands still for a while is no silent platform.
    await station.ask('settings.set', { name: 'network.answerWithinSeconds', value: 300 });
    await tiktok.do({ do: 'clock', at: station.clock.now() });
    await douyin.do({ do: 'clock', at: station.clock.now() });
    return { station, ...(await platforms[platform]()) };
  }

  it('is linked, pulled and renewed by a relay that signs, and never sees the secret', async () => {
    const { station, made, link, at, url } = await opened();
    await using _ = station;
    const relay = await startRelay(made.appSecret, 'the right key', url);
    const { shopId } = await station.ask('shops.connect', {
      name: '海风茶具',
      link: link(relay.url),
      relayKey: 'the right key',
    });

    await under(station, station.ask('shops.authorise', { shopId, code: made.code }));
    const first = await under(station, station.ask('orders.pull', { shopId }));
    await station.clock.pass(6.5 * dayMs);
    await at(station.clock.now());
    const later = await under(station, station.call(supervisor, 'orders.pull', { shopId }));

    const secrets = createSecrets(station.parts);
    expect(first.new).toBe(4);
    expect(later.ok).toBe(true);
    expect(secrets.has(shopId, 'app-secret')).toBe(false);
    expect(relay.asked.some((text) => /token.?(create|get|refresh)/.test(text))).toBe(true);
    expect(relay.asked.some((text) => text.includes('search'))).toBe(true);
    expect(relay.asked.join('')).not.toContain(made.appSecret);
  });

  it('says so when the relay does not sign, and uses its own secret when there is none', async () => {
    const { station, made, link, url } = await opened();
    await using _ = station;
    const relay = await startRelay(made.appSecret, 'the right key', url);
    const { shopId } = await station.ask('shops.connect', {
      name: '海风茶具',
      link: link(null),
      appSecret: made.appSecret,
    });
    await under(station, station.ask('shops.authorise', { shopId, code: made.code }));

    const own = await under(station, station.ask('shops.testConnection', { shopId }));
    const kept = (await station.ask('shops.link', { shopId })).link;
    await station.ask('shops.relink', {
      shopId,
      link: { ...kept, relay: relay.url },
      relayKey: 'a wrong key',
    });
    const refused = await under(station, station.ask('shops.testConnection', { shopId }));
    await station.ask('shops.relink', { shopId, link: { ...kept, relay: 'http://127.0.0.1:1' } });
    const gone = await under(station, station.ask('shops.testConnection', { shopId }));

    expect([own, refused, gone]).toMatchObject([
      { isOk: true },
      { isOk: false, code: 'fault.platform.relay-refused' },
      { isOk: false, code: 'fault.platform.offline' },
    ]);
    expect(relay.asked).toEqual([]);
  });
});
