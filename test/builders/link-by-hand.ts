// A shop linked as a person does it, on the screen of the settings: out of the practice data, into the set-up, step by step.

import { expect } from 'vitest';
import type { Person } from '../journeys/person.ts';
import type { DouyinShopMade } from '../simulators/platforms/douyin/douyin-control.ts';
import type { TiktokShopMade } from '../simulators/platforms/tiktok/tiktok-control.ts';
import type { SimulatedDouyin, SimulatedTiktok } from './platform-simulators.ts';

export async function openShops(person: Person): Promise<void> {
  await person.go('settings');
  await person.button('settings.group.shops').first().click();
}

/** A station begins with practice data, which no real shop can be linked to. */
export async function openRealData(person: Person): Promise<void> {
  await openShops(person);
  await person.button('shops.link-training-do').click();
  await person.button('station.to.shop').first().click();
  await person.page
    .getByRole('dialog')
    .getByRole('button', { name: person.words('station.to.shop') })
    .last()
    .click();
  await person.page
    .locator('header')
    .getByText(person.words('frame.training'))
    .waitFor({ state: 'detached' });
  await expect.poll(async () => (await person.ask('station.describe', {})).mode).toBe('shop');
  await person.button('settings.group.shops').first().waitFor();
}

export interface NamedTiktok {
  /** What the station is to call it. */
  readonly name: string;
  /** As a person begins to type it, and as it stands in the list, in the words of the screen. */
  readonly market: readonly [typed: string, listed: string];
}

/** The step of the app, filled in; the next key is Enter. */
export async function enterTiktokApp(
  person: Person,
  tiktok: SimulatedTiktok,
  app: TiktokShopMade,
  { name, market }: NamedTiktok,
): Promise<void> {
  const { page } = person;
  await openShops(person);
  await person.button('shops.link').click();
  await page.getByText('TikTok Shop', { exact: true }).first().click();
  await page.getByLabel(person.words('link.name')).fill(name);
  await page.getByLabel(person.words('link.app-key')).fill(app.appKey);
  await page.locator('input[type="password"]').first().fill(app.appSecret);
  await page.getByLabel(person.words('link.region')).first().fill(market[0]);
  await page.getByRole('option', { name: market[1] }).click();
  await page.getByLabel(person.words('link.service-id')).fill('7654321');
  await page.getByText(person.words('link.addresses')).click();
  await page.getByLabel(person.words('link.gateway')).fill(tiktok.url);
  await page.getByLabel(person.words('link.auth-gateway')).fill(tiktok.url);
}

/** Out of the practice data and through every step, for an app with one shop; its orders begin to come in. */
export async function linkTiktokByHand(
  person: Person,
  tiktok: SimulatedTiktok,
  app: TiktokShopMade,
  named: NamedTiktok,
): Promise<void> {
  const { page } = person;
  await openRealData(person);
  await enterTiktokApp(person, tiktok, app, named);
  await page.keyboard.press('Enter');
  await page.getByText('service_id=7654321', { exact: false }).waitFor();
  const code = await tiktok.do({ do: 'consent', appKey: app.appKey });
  await page
    .getByLabel(person.words('consent.code'))
    .fill(`https://shop.invalid/back?code=${encodeURIComponent(code)}`);
  await page.keyboard.press('Enter');
  await page.getByText(person.words('test.ok')).waitFor();
  await person.button('test.finish').click();
}

/** The step of the app, which is the first one of a set-up, for a shop's own app; for a service it is `tool`. The next key is Enter. */
export async function enterDouyinApp(
  person: Person,
  douyin: SimulatedDouyin,
  app: DouyinShopMade,
  { name, kind = 'self' }: { readonly name: string; readonly kind?: 'self' | 'tool' },
): Promise<void> {
  const { page } = person;
  const field = (key: Parameters<Person['words']>[0]) => page.getByLabel(person.words(key));
  await openShops(person);
  await person.button('shops.link').click();
  await field('link.name').waitFor();
  if (kind === 'tool')
    await page.getByText(person.words('link.app-kind.tool'), { exact: false }).first().click();
  await field('link.name').fill(name);
  await field('link.app-key').fill(app.appKey);
  await page.locator('input[type="password"]').first().fill(app.appSecret);
  await field('link.sender-name').fill('发货处');
  await field('link.sender-phone').fill('13900000000');
  await page.getByText(person.words('link.addresses')).click();
  await field('link.gateway').fill(douyin.url);
  if (kind === 'tool') await field('link.service-id').fill('7');
  else await field('link.shop-number').fill(app.shopId);
}
