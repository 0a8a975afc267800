// How far the linking of a shop is, and when a person must look after it.

import { describe, expect, it } from 'vitest';
import type { RequestArgument } from '../../main/api.ts';
import { dayMs, minuteMs } from '../../main/basics/clock.ts';
import { linkSchema } from '../../main/platforms/link.ts';
import { noteConsentEnd } from '../../main/shops/consents-table.ts';
import { stepOf } from '../../main/shops/set-up.ts';
import { type TroubleFacts, troubleOf } from '../../main/shops/shop-trouble.ts';
import { notePullFailed } from '../../main/shops/syncs-table.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

const tiktok = { platform: 'tiktok', appKey: 'app-key-1', region: 'GB' } as const;
const ownApp = { platform: 'douyin', appKey: 'app-key-1', platformShopId: '323423' } as const;

describe('the next step of linking a shop', () => {
  it.each([
    ['a secret is missing', ownApp, [], 'app'],
    ['the shop’s own app does not know its shop', { ...ownApp, platformShopId: '' }, ['app-secret'], 'app'],
    ['the shop’s own app needs no consent', ownApp, ['app-secret'], 'done'],
    ['a tool waits for consent', { ...ownApp, appKind: 'tool' }, ['app-secret'], 'consent'],
    ['the relay’s key is missing', { ...tiktok, relay: 'https://sign.invalid' }, ['app-secret'], 'app'],
    ['nobody has consented', tiktok, ['app-secret'], 'consent'],
    ['several shops to choose from', tiktok, ['app-secret', 'tokens'], 'choose'],
    ['all is there', { ...tiktok, platformShopId: '7' }, ['app-secret', 'tokens'], 'done'],
  ] as const)('when %s', (_case, link, secrets, step) => {
    const kept: readonly string[] = secrets;

    expect(stepOf(linkSchema.parse(link), (name) => kept.includes(name))).toBe(step);
  });
});

describe('a person', () => {
  const well: TroubleFacts = {
    step: 'done',
    fault: null,
    consentEndsAt: null,
    now: aMorning,
    silentMs: 30 * minuteMs,
    warnMs: 30 * dayMs,
  };
  const fault = (code: string, minutesAgo: number) => ({
    code,
    facts: {},
    at: aMorning - minutesAgo * minuteMs,
  });

  it.each([
    ['is not called while all goes well', {}, null],
    ['is not called for a short silence', { fault: fault('platform.offline', 29) }, null],
    ['is called for a long one', { fault: fault('platform.offline', 30) }, 'silent'],
    [
      'is called at once for what only a person puts right',
      { fault: fault('platform.address-not-allowed', 0) },
      'stopped',
    ],
    [
      'is called when the platform names the address it does not let in',
      { fault: fault('platform.address-to-add', 0) },
      'stopped',
    ],
    ['is called when the consent has ended', { consentEndsAt: aMorning }, 'consent-ended'],
    [
      'is called when the platform says that it has ended',
      { fault: fault('platform.re-authorise', 0) },
      'consent-ended',
    ],
    ['is warned thirty days before', { consentEndsAt: aMorning + 30 * dayMs }, 'consent-ending'],
    ['is not warned earlier', { consentEndsAt: aMorning + 31 * dayMs }, null],
    ['is called for what was never finished', { step: 'consent' }, 'not-finished'],
  ] as const)('%s', (_case, facts, trouble) => {
    expect(troubleOf({ ...well, ...facts })).toBe(trouble);
  });
});

async function needs(station: TestStation) {
  const { needsPerson } = await station.ask('today.read', {});
  return needsPerson.map(({ kind, count, openWith }) => ({ kind, count, openWith }));
}

const connected: RequestArgument<'shops.connect'> = { name: '海风茶具', link: ownApp, appSecret: 'text' };

it('puts a half-done set-up before a person, and asks its platform nothing', async () => {
  await using station = testStation();
  const { shopId } = await station.ask('shops.connect', {
    name: '海风茶具',
    link: tiktok,
    appSecret: 'text',
  });

  const counts = await station.ask('orders.pull', {});
  const [sync] = await station.ask('shops.syncs', {});

  expect(counts).toEqual({ new: 0, changed: 0, same: 0 });
  expect(sync).toMatchObject({ step: 'consent', trouble: 'not-finished', fault: null, triedAt: null });
  expect(await needs(station)).toContainEqual({
    kind: 'shops',
    count: 1,
    openWith: { screen: 'settings', state: 'shops', shopId },
  });
});

it('tells today when a shop has been silent for long, and when a consent ends soon', async () => {
  await using station = testStation();
  const { shopId } = await station.ask('shops.connect', connected);
  station.parts.database.write((writer) => noteConsentEnd(writer, shopId, aMorning + 10 * dayMs));

  const soon = await needs(station);
  station.parts.database.write((writer) =>
    notePullFailed(writer, shopId, station.clock.now(), { code: 'platform.offline', facts: {} }),
  );
  await station.clock.pass(31 * minuteMs);
  const silent = await needs(station);

  expect(soon).toMatchObject([{ kind: 'consents', count: 1 }]);
  expect(silent).toMatchObject([{ kind: 'shops', count: 1 }]);
});

it('refuses to link a shop of the platform twice', async () => {
  await using station = testStation();
  await station.ask('shops.connect', connected);
  const other = await station.ask('shops.connect', {
    ...connected,
    name: 'B',
    link: { ...ownApp, platformShopId: '9' },
  });

  const twice = await station.askRefused('shops.connect', { ...connected, name: 'C' });
  const changed = await station.askRefused('shops.relink', { shopId: other.shopId, link: ownApp });
  const same = await station.ask('shops.relink', {
    shopId: other.shopId,
    link: { ...ownApp, platformShopId: '9' },
  });

  expect(twice).toEqual({ code: 'shop.linked-already', facts: { name: '海风茶具' } });
  expect(changed.code).toBe('shop.linked-already');
  expect(same).toMatchObject({ step: 'done', consentEndsAt: null });
});
