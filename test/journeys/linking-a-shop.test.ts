// A supervisor links a TikTok Shop by keyboard and mouse: leaves half-way, comes back, is told of an address that is not allowed, chooses
// the shop, gets orders; then answers buyers who ask to cancel, cancels an order itself, and takes the orders along as a file.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { enterTiktokApp, openRealData, openShops } from '../builders/link-by-hand.ts';
import { openedStation } from '../builders/opened-station.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import type { Person } from './person.ts';

const minutes = 60_000;
let person: Person;
let tiktok: SimulatedTiktok;
let app: Awaited<ReturnType<typeof makeShop>>;
let shopId = '';

const makeShop = () => tiktok.do({ do: 'shop', region: 'GB', name: 'Harbour Tea' });

openedStation('linking-a-shop', async ({ beside, arrive }) => {
  tiktok = await beside(startTiktok());
  app = await makeShop();
  // A second shop of the same seller, so that there is something to choose.
  await tiktok.do({
    do: 'shop',
    region: 'DE',
    name: 'Hafen Tee',
    appKey: app.appKey,
    appSecret: app.appSecret,
  });
  await tiktok.do({ do: 'orders', shopId: app.shopId, count: 12, seed: 3 });
  person = await arrive();
});

it(
  'cannot be done in the practice data: the real data is opened first',
  async () => {
    await openRealData(person);

    expect((await person.ask('station.describe', {})).mode).toBe('shop');
  },
  minutes,
);

it(
  'enters the app, and finds the set-up again after leaving it half done',
  async () => {
    const { page } = person;
    await enterTiktokApp(person, tiktok, app, { name: 'Harbour', market: ['United K', 'United Kingdom'] });
    await person.picture('link-app');
    await page.keyboard.press('Enter');
    await page.getByText('service_id=7654321', { exact: false }).waitFor();
    await person.picture('link-consent');
    await person.button('link.later').click();
    await page.getByText(person.words('shops.step.consent')).waitFor();
    await person.picture('link-half-done');

    await page.reload();
    await openShops(person);
    await person.button('shops.go-on').click();

    await page.getByText('service_id=7654321', { exact: false }).waitFor();
    const [sync] = await person.ask('shops.syncs', {});
    shopId = sync?.shopId ?? '';
    const today = await person.ask('today.read', {});
    expect(sync).toMatchObject({ step: 'consent', trouble: 'not-finished', fault: null });
    expect(today.needsPerson).toContainEqual(expect.objectContaining({ kind: 'shops', count: 1 }));
  },
  2 * minutes,
);

it(
  'takes the code out of the pasted address, and chooses one of two shops',
  async () => {
    const { page } = person;
    const code = await tiktok.do({ do: 'consent', appKey: app.appKey });
    const field = page.getByLabel(person.words('consent.code'));
    await field.fill('https://shop.invalid/back?code=null&error=auth_denied');
    await page.getByText(person.words('consent.found.denied')).waitFor();
    await field.fill(`https://shop.invalid/back?code=${encodeURIComponent(code)}&state=${shopId}`);
    await page.keyboard.press('Enter');

    await page.getByText('Hafen Tee').waitFor();
    await person.picture('link-choose');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Harbour Tea' })
      .getByRole('button', { name: person.words('choose.do') })
      .click();

    await page.getByText(person.words('test.ok', { name: 'Harbour Tea' })).waitFor();
    await person.picture('link-ok');
  },
  2 * minutes,
);

it(
  'says what to add when the platform does not let this address in, and that it works again',
  async () => {
    const { page } = person;
    await tiktok.do({ do: 'app', appKey: app.appKey, isAddressRefused: true });
    await person.button('test.finish').click();
    await person.button('shops.test').click();

    await page.getByText(person.words('test.address.title')).waitFor();
    await person.picture('link-address');
    await person.ask('orders.pull', { shopId }).catch(() => {}); // refused, as the test was
    await person.go('shipping');
    await page.getByText(person.words('fault.platform.address-not-allowed')).first().waitFor();
    await person.picture('sync-stopped');
    await person.button('sync.put-right').click();
    await page.getByText(person.words('test.address.title')).waitFor(); // it is tested as soon as it is opened
    await tiktok.do({ do: 'app', appKey: app.appKey, isAddressRefused: false });
    await person.button('test.again').click();
    await page.getByText(person.words('test.ok', { name: 'Harbour Tea' })).waitFor();
    await person.button('test.finish').click();

    await expect
      .poll(async () => (await person.ask('orders.page', { offset: 0, limit: 1 })).total, {
        timeout: minutes,
      })
      .toBe(12);
    expect(JSON.stringify(await person.ask('shops.link', { shopId }))).not.toContain(app.appSecret);
  },
  3 * minutes,
);

it(
  'answers buyers who ask to cancel: one refused with a reason of the platform, one accepted',
  async () => {
    const { page } = person;
    const { rows } = await person.ask('orders.page', {
      filter: { state: ['to-ship'], shopId },
      offset: 0,
      limit: 2,
    });
    for (const { orderId } of rows) await tiktok.do({ do: 'change', orderId, what: 'ask-to-cancel' });
    await person.ask('orders.pull', { shopId });

    await person.go('today');
    await person.button('needs.cancellations-do').click();
    await page.locator('[data-cancel]').nth(1).waitFor();
    await person.picture('cancellations');
    const first = await page.locator('[data-cancel]').first().getAttribute('data-cancel');
    await page
      .locator('[data-cancel]')
      .first()
      .getByRole('button', { name: person.words('cancel.refuse') })
      .click();
    await page.getByRole('radio').first().check();
    await person.picture('cancellation-refuse');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: person.words('cancel.refuse') })
      .click();
    await page
      .locator(`[data-cancel="${first}"] button`, { hasText: 'Refuse' })
      .waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: person.words('cancel.accept') })
      .last()
      .click();
    await page.getByText(person.words('cancel.accept-stock')).waitFor();
    await person.picture('cancellation-accept');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: person.words('cancel.accept') })
      .click();

    await expect.poll(() => person.ask('cancellations.list', {}), { timeout: minutes }).toEqual([]);
    const { cancellations } = await tiktok.do({ do: 'books' });
    expect(cancellations.map(({ status }) => status).toSorted()).toEqual([
      'CANCELLATION_REQUEST_CANCELLED',
      'CANCELLATION_REQUEST_SUCCESS',
    ]);
  },
  3 * minutes,
);

it(
  'cancels an order itself, after reading whose stock becomes 0',
  async () => {
    const { page } = person;
    const [order] = (
      await person.ask('orders.page', { filter: { state: ['to-ship'], shopId }, offset: 0, limit: 1 })
    ).rows;
    if (!order) throw new Error('the shop has an order to ship');
    await person.go('orders');
    await page.getByText(order.orderId.slice(-4)).first().click();
    await person.button('own-cancel.button').click();
    const dialog = page.getByRole('dialog').filter({ hasText: order.orderId });
    const cancel = dialog.getByRole('button', { name: person.words('own-cancel.do') });
    await dialog.getByRole('radio').first().check();
    expect(await cancel.isEnabled()).toBe(false);
    await dialog.getByRole('checkbox').check();
    await person.picture('own-cancel');
    await cancel.click();

    await expect
      .poll(
        async () =>
          (await tiktok.do({ do: 'books' })).orders.find((each) => each.orderId === order.orderId)?.status,
        { timeout: minutes },
      )
      .toBe('CANCELLED');
    await expect.poll(() => person.ask('cancellations.own', {}), { timeout: minutes }).toEqual([]);
    await page
      .getByRole('button', { name: person.words('do.close') })
      .last()
      .click();
  },
  2 * minutes,
);

it(
  'takes the orders along as a file, and is told where it lies',
  async () => {
    const { page } = person;
    await person.go('orders');
    await person.button('export.button').click();
    await person.picture('export-asked');
    await page.getByText('CSV', { exact: true }).click();
    await person.button('export.start').click();

    await person.button('export.copy-path').waitFor();
    await person.picture('export-done');
    const place = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    const file = (await page.getByRole('dialog').locator('li b').textContent()) ?? '';
    const text = readFileSync(join(place, file), 'utf8');
    const { rows } = await person.ask('orders.page', { filter: { state: ['open'] }, offset: 0, limit: 50 });
    expect(rows.length).toBeGreaterThan(0);
    for (const { orderId } of rows) expect(text).toContain(`"\t${orderId}"`);
    expect(person.complaints).toEqual([]);
  },
  2 * minutes,
);
