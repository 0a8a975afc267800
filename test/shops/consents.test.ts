// Consents against a simulated TikTok Shop: which shop they are for, and that no other shop slips in under its name.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../main/basics/clock.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import type { MovedClock } from '../builders/moved-clock.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

let tiktok: SimulatedTiktok;

beforeAll(async () => {
  tiktok = await startTiktok();
}, 60_000);

afterAll(() => tiktok?.close());

/** Real sockets, real time: nobody moves this one. */
const realClock: MovedClock = { ...systemClock(), pass: async () => {}, set: () => {} };

type Made = Awaited<ReturnType<typeof makeShop>>;
const makeShop = (more: { appKey?: string; appSecret?: string } = {}) =>
  tiktok.do({ do: 'shop', region: 'ID', ...more });

async function link(station: TestStation, app: Made, name = '海风茶具'): Promise<ShopId> {
  const { appKey, appSecret } = app;
  const shop = await station.ask('shops.connect', {
    name,
    appSecret,
    link: { platform: 'tiktok', appKey, region: 'ID', gateway: tiktok.url, authGateway: tiktok.url },
  });
  return shop.shopId;
}

it('is enough when it is good for one shop, and its end is known at once', async () => {
  await using station = testStation({ clock: realClock });
  const app = await makeShop();
  const shopId = await link(station, app);

  await station.ask('shops.authorise', { shopId, code: app.code });

  const view = await station.ask('shops.link', { shopId });
  expect(view).toMatchObject({ step: 'done', link: { platformShopId: app.shopId } });
  expect(view.consentEndsAt).toBeGreaterThan(Date.now());
}, 60_000);

it('asks which shop it is when it is good for several, and tells them again', async () => {
  await using station = testStation({ clock: realClock });
  const app = await makeShop();
  const other = await makeShop({ appKey: app.appKey, appSecret: app.appSecret });
  const shopId = await link(station, app);

  await station.ask('shops.authorise', {
    shopId,
    code: await tiktok.do({ do: 'consent', appKey: app.appKey }),
  });
  const before = await station.ask('shops.link', { shopId });
  const choices = await station.ask('shops.authorised', { shopId });
  const after = await station.ask('shops.choose', { shopId, platformShopId: other.shopId });

  expect(before.step).toBe('choose');
  expect(choices.map((shop) => shop.platformShopId).toSorted()).toEqual(
    [app.shopId, other.shopId].toSorted(),
  );
  expect(after).toMatchObject({ step: 'done', link: { platformShopId: other.shopId } });
}, 60_000);

it('is given back when it is of another shop than before, or of one that is linked already', async () => {
  await using station = testStation({ clock: realClock });
  const app = await makeShop();
  const other = await makeShop({ appKey: app.appKey, appSecret: app.appSecret });
  const consent = (shopIds: readonly string[]) => tiktok.do({ do: 'consent', appKey: app.appKey, shopIds });
  const shopId = await link(station, app);
  await station.ask('shops.authorise', { shopId, code: await consent([app.shopId]) });
  const second = await link(station, app, 'B');

  const ofAnother = await station.askRefused('shops.authorise', {
    shopId,
    code: await consent([other.shopId]),
  });
  const linkedAlready = await station.askRefused('shops.authorise', {
    shopId: second,
    code: await consent([app.shopId]),
  });

  const left = await station.ask('shops.link', { shopId });
  expect([ofAnother.code, linkedAlready.code]).toEqual(['shop.consent-of-another', 'shop.linked-already']);
  expect(left).toMatchObject({ step: 'consent', link: { platformShopId: app.shopId } });
  expect(await station.ask('shops.link', { shopId: second })).toMatchObject({ step: 'consent' });
}, 60_000);
