// A supervisor links two Douyin shops in Chinese: the shop's own app, which is not let in until its address is added, and a service that the
// merchant consents to; then learns that orders of Douyin are cancelled in the back office.

import { expect, it } from 'vitest';
import { enterDouyinApp, openRealData } from '../builders/link-by-hand.ts';
import { openedStation } from '../builders/opened-station.ts';
import { type SimulatedDouyin, startDouyin } from '../builders/platform-simulators.ts';
import type { DouyinShopMade } from '../simulators/platforms/douyin/douyin-control.ts';
import type { Person } from './person.ts';

const minutes = 60_000;
let person: Person;
let douyin: SimulatedDouyin;
let own: DouyinShopMade;
let served: DouyinShopMade;

openedStation('linking-douyin', async ({ beside, arrive }) => {
  douyin = await beside(startDouyin());
  own = await douyin.do({ do: 'shop', appKind: 'self', name: '山茶小铺' });
  served = await douyin.do({ do: 'shop', appKind: 'tool', name: '海风小铺' });
  await douyin.do({ do: 'orders', shopId: own.shopId, count: 6, seed: 3 });
  await douyin.do({ do: 'app', appKey: own.appKey, isAddressRefused: true });
  person = await arrive({ language: 'zh-CN' });
});

it(
  'enters the app of the shop itself, and is told which address the main account must add',
  async () => {
    const { page } = person;
    await openRealData(person);
    await enterDouyinApp(person, douyin, own, { name: '茶铺' });
    await person.picture('douyin-app');
    await page.keyboard.press('Enter');

    await page.getByText(person.words('test.address.title')).waitFor();
    await person.picture('douyin-address');
    await douyin.do({ do: 'app', appKey: own.appKey, isAddressRefused: false });
    await person.button('test.again').click();
    await page.getByText(person.words('test.ok', { name: '山茶小铺' })).waitFor();
    await person.picture('douyin-ok');
    await person.button('test.finish').click();

    await expect
      .poll(async () => (await person.ask('orders.page', { offset: 0, limit: 1 })).total, {
        timeout: minutes,
      })
      .toBeGreaterThan(0);
  },
  3 * minutes,
);

it(
  'links a shop that consents to a service, with the code of the page after consent',
  async () => {
    const { page } = person;
    await enterDouyinApp(person, douyin, served, { name: '海风', kind: 'tool' });
    await page.keyboard.press('Enter');
    await page.getByText('service_id=7', { exact: false }).waitFor();
    await person.picture('douyin-consent');
    const code = await douyin.do({ do: 'consent', appKey: served.appKey, shopId: served.shopId });
    await page
      .getByLabel(person.words('consent.code'))
      .fill(`https://shop.invalid/back?code=${encodeURIComponent(code)}`);
    await page.keyboard.press('Enter');
    await page.getByText(person.words('test.ok', { name: '海风小铺' })).waitFor();
    await person.button('test.finish').click();

    const syncs = await person.ask('shops.syncs', {});
    // A service's consent ends within weeks: a person is told of that from the first day.
    expect(syncs.map(({ step }) => step)).toEqual(['done', 'done']);
    expect(syncs.map(({ fault }) => fault)).toEqual([null, null]);
  },
  3 * minutes,
);

it(
  'is sent to the back office to cancel an order of Douyin',
  async () => {
    const { page } = person;
    await person.go('orders');
    await page.getByRole('row').nth(1).click();
    await person.button('own-cancel.button').click();

    await page.getByRole('dialog').getByText(person.words('own-cancel.back-office')).waitFor();
    await person.picture('douyin-cancel');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: person.words('do.back') })
      .click();
    expect(person.complaints).toEqual([]);
  },
  2 * minutes,
);
