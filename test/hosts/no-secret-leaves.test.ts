// What opens a shop's account stays in the station's vault: after a morning with both platforms in which everything that can go wrong with
// tokens did, no file of the data folder (database, its log, backups, logs, exports), no answer and no event holds a secret in clear.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ShopId } from '../../main/basics/ids.ts';
import type { Caller } from '../../main/basics/request.ts';
import { createStationHost } from '../../main/hosts/station-host.ts';
import { createSecrets } from '../../main/platforms/secrets.ts';
import {
  type SimulatedDouyin,
  type SimulatedTiktok,
  startDouyin,
  startTiktok,
} from '../builders/platform-simulators.ts';
import { temporaryFolder } from './built.ts';

const lin: Caller = { host: 'terminal', person: 'Lin', role: 'supervisor' };
let tiktok: SimulatedTiktok;
let douyin: SimulatedDouyin;

beforeAll(async () => {
  [tiktok, douyin] = await Promise.all([startTiktok(), startDouyin()]);
}, 60_000);
afterAll(async () => {
  await tiktok?.close();
  await douyin?.close();
});

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** As it is, and as it would stand in an address, in base64 or in hex. */
function formsOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  const written = [secret, encodeURIComponent(secret), bytes.toString('hex')];
  // Of base64 the part that stands the same wherever the text begins in a longer one.
  for (const before of ['', 'x', 'xx']) {
    const whole = Buffer.from(`${before}${secret}`).toString('base64');
    written.push(whole.slice(4, whole.length - 4));
  }
  return [...new Set(written)].map((form) => Buffer.from(form));
}

it('keeps every secret of both platforms in the vault, whatever goes wrong', {
  timeout: 120_000,
}, async () => {
  using folder = temporaryFolder();
  const host = createStationHost({ dataFolder: folder.path, version: '0.0.0-test', mode: 'shop' });
  const told: string[] = [];
  host.on((event) => told.push(JSON.stringify(event)));
  const ask = async (name: string, argument: object) => {
    const reply = await host.call(lin, name, argument);
    told.push(JSON.stringify(reply));
    return reply.ok ? reply.value : undefined;
  };
  // The rates have tests of their own.
  for (const name of ['network.tiktokCallsPerSecond', 'network.douyinCallsPerSecond'])
    await ask('settings.set', { name, value: 200 });
  const known = new Set<string>();
  const kept = (shopId: ShopId) => {
    const parts = host.opened()?.parts;
    if (!parts) throw new Error('the station is open');
    const tokens = createSecrets(parts).read(shopId, 'tokens');
    if (tokens === undefined) throw new Error('no tokens were kept');
    for (const [name, value] of Object.entries(JSON.parse(tokens) as object))
      if (/Token$/.test(name) && typeof value === 'string') known.add(value);
  };
  const app = await tiktok.do({ do: 'shop', region: 'TH' });
  const own = await douyin.do({ do: 'shop', appKind: 'tool' });
  const links = [
    {
      made: app,
      link: {
        platform: 'tiktok',
        appKey: app.appKey,
        region: 'TH',
        gateway: tiktok.url,
        authGateway: tiktok.url,
      },
    },
    {
      made: own,
      link: {
        platform: 'douyin',
        appKey: own.appKey,
        appKind: 'tool',
        serviceId: '7',
        gateway: douyin.url,
        senderName: '发货处',
        senderPhone: '13900000000',
      },
    },
  ];
  await tiktok.do({ do: 'orders', shopId: app.shopId, count: 5 });
  await douyin.do({ do: 'orders', shopId: own.shopId, count: 5 });
  const shops: ShopId[] = [];
  for (const { made, link } of links) {
    known.add(made.appSecret).add(made.code);
    await ask('shops.connect', {
      name: 'A',
      link: { ...link, region: 'nowhere', appKind: 'nobody' },
      appSecret: made.appSecret,
    });
    const shop = await ask('shops.connect', { name: link.platform, link, appSecret: made.appSecret });
    const { shopId } = shop as { shopId: ShopId }; // the shop that was added
    shops.push(shopId);
    await ask('shops.authorise', { shopId, code: made.code });
    await ask('shops.authorise', { shopId, code: made.code }); // good once
    kept(shopId);
    known.add(`relay key of ${link.platform}`);
    await ask('orders.pull', { shopId });
  }
  for (const platform of [tiktok, douyin]) {
    // Both know the commands of the door.
    const door = platform as SimulatedTiktok;
    for (const what of ['token', 'html', 'truncated', 'lost', 'clock', 'down', 'token'] as const) {
      await door.do({ do: 'fault', what, times: 2, ...(what === 'html' && { path: 'token' }) });
      for (const shopId of shops) await ask('orders.pull', { shopId });
      for (const shopId of shops) await ask('shops.testConnection', { shopId });
      await door.do({ do: 'mend' });
    }
  }
  for (const shopId of shops) {
    await ask('orders.pull', { shopId });
    kept(shopId);
  }
  await tiktok.do({ do: 'grant', appKey: app.appKey, expireAccess: true, withdraw: true });
  await douyin.do({ do: 'grant', appKey: own.appKey, expireAccess: true, withdraw: true });
  for (const { link } of links) {
    const shopId = shops[links.findIndex((each) => each.link === link)];
    await ask('orders.pull', { shopId });
    // With a relay that is not there: its key has been sent nowhere.
    const relay = 'http://127.0.0.1:1/relay';
    await ask('shops.relink', {
      shopId,
      link: { ...link, relay },
      relayKey: `relay key of ${link.platform}`,
    });
    await ask('shops.testConnection', { shopId });
  }
  for (const shopId of shops) await ask('shops.link', { shopId });
  for (const name of ['shops.syncs', 'shops.list', 'today.read', 'settings.list', 'station.describe'])
    await ask(name, {});
  await ask('orders.export', { exportId: 'E1', format: 'csv', language: 'en' });
  await ask('station.backup', { requestId: 'R1' });

  const whileOpen = leaksIn(folder.path, known);
  await host.close();
  const afterwards = leaksIn(folder.path, known);

  const files = filesIn(folder.path).map((file) => file.slice(folder.path.length));
  const logs = filesIn(folder.path).filter((file) => file.endsWith('.log'));
  expect(files.some((file) => /backups/.test(file))).toBe(true);
  expect(logs.map((file) => readFileSync(file, 'utf8')).join('')).toMatch(/said no/);
  expect(known.size).toBeGreaterThanOrEqual(10);
  expect([whileOpen, afterwards]).toEqual([[], []]);
  const heard = told.join('\n');
  expect([...known].filter((secret) => heard.includes(secret))).toEqual([]);
});

/** The file and the beginning of the secret in it; none, or something leaks. */
function leaksIn(folder: string, known: ReadonlySet<string>): string[] {
  return filesIn(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    return [...known]
      .filter((secret) => formsOf(secret).some((form) => bytes.includes(form)))
      .map((secret) => `${file} holds ${secret.slice(0, 6)}…`);
  });
}
