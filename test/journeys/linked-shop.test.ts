// A packer's day with a linked TikTok Shop: linked and pulled, labels of the platform printed; a buyer asks to cancel when the label is
// out, and the bench stops that parcel; the others are packed and told; one that the platform refuses is put right by a person.

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RequestAnswer } from '../../main/api.ts';
import type { ParcelId } from '../../main/basics/ids.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import { buildOnce, type RunningHost, startBrowserHost, temporaryFolder } from '../hosts/built.ts';
import type { TiktokShopMade } from '../simulators/platforms/tiktok/tiktok-control.ts';
import { labelledMorning } from './labelled-morning.ts';
import { arrive, type Person } from './person.ts';

const minute = 60_000;
const hour = 60 * minute;
const folder = temporaryFolder();
let host: RunningHost;
let person: Person;
let tiktok: SimulatedTiktok;
let app: TiktokShopMade;
let shopId = '';
let morning: Awaited<ReturnType<typeof labelledMorning>>;

const wish = {
  gifts: 0,
  bundles: 0,
  sameRecipient: 0,
  onHold: 0,
  unpaid: 0,
  mustSplit: 0,
  byTiktok: 0,
  mostLines: 1,
  mostPieces: 2,
};

beforeAll(async () => {
  buildOnce();
  // Made two hours ago: nobody has an hour to think again any more.
  tiktok = await startTiktok({ at: Date.now() - 2 * hour });
  app = await tiktok.do({ do: 'shop', region: 'TH', name: 'Baan Tea' });
  await tiktok.do({ do: 'orders', shopId: app.shopId, count: 4, seed: 3, ...wish, ownCarrier: 0 });
  await tiktok.do({ do: 'orders', shopId: app.shopId, count: 1, seed: 8, ...wish, ownCarrier: 1 });
  await tiktok.do({ do: 'rules', labelAsksBeforeReady: 0 });
  await tiktok.do({ do: 'clock', at: Date.now() });
  host = await startBrowserHost(['--no-open', '--data', folder.path]);
  person = await arrive(host);
}, 5 * minute);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await person.keepEvidence('linked-shop', host);
});

afterAll(async () => {
  await person?.leave();
  await host?.stop();
  await tiktok?.close();
  folder[Symbol.dispose]();
});

it(
  'links the shop and gets its orders',
  async () => {
    const { page } = person;
    await person.go('settings');
    await person.button('settings.group.shops').click();
    await person.button('shops.link-training-do').click();
    await person.button('station.to.shop').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: person.words('station.to.shop') })
      .click();
    await page.getByText('TRAINING', { exact: true }).waitFor({ state: 'detached' });
    await person.go('settings');
    await person.button('settings.group.shops').click();
    await person.button('shops.link').click();
    await page.getByText('TikTok Shop', { exact: true }).first().click();
    await page.getByLabel('What the station calls it').fill('Baan');
    await page.getByLabel('App key').fill(app.appKey);
    await page.getByLabel('App secret', { exact: true }).fill(app.appSecret);
    await page.getByLabel('Market of the shop').first().fill('Thai');
    await page.getByRole('option', { name: 'Thailand' }).click();
    await page.getByLabel('Service ID').fill('7654321');
    await page.getByText(person.words('link.addresses')).click();
    await page.getByLabel('Address of the platform').fill(tiktok.url);
    await page.getByLabel('Address for tokens').fill(tiktok.url);
    await page.keyboard.press('Enter');
    await page.getByText('service_id=7654321', { exact: false }).waitFor();
    const code = await tiktok.do({ do: 'consent', appKey: app.appKey });
    await page
      .getByLabel(person.words('consent.code'))
      .fill(`https://shop.invalid/back?code=${encodeURIComponent(code)}`);
    await page.keyboard.press('Enter');
    await page.getByText(person.words('test.ok', { name: 'Baan Tea' })).waitFor();
    await person.button('test.finish').click();

    await expect
      .poll(async () => (await person.ask('orders.page', { offset: 0, limit: 1 })).total, { timeout: minute })
      .toBe(5);
    shopId = (await person.ask('shops.syncs', {}))[0]?.shopId ?? '';
  },
  3 * minute,
);

it(
  'prints the platform’s own labels, and ours where the shop has its own carrier',
  async () => {
    await person.ask('parcels.plan', {});
    await person.ask('parcels.accept', { parcelIds: 'clean' });
    const planned = (await person.ask('parcels.page', { states: ['planned'], offset: 0, limit: 50 })).rows;
    const { refused } = await person.ask('parcels.takeWaybills', {
      parcelIds: planned.map(({ parcelId }) => parcelId),
    });
    for (const { parcelId } of refused)
      await person.ask('parcels.attachWaybill', {
        parcelId,
        carrier: 'Ninja Van',
        trackingNumber: 'NVTH00000001',
      });
    await expect
      .poll(
        async () =>
          (await person.ask('labels.documents', { parcelIds: planned.map(({ parcelId }) => parcelId) }))
            .documents.length,
        { timeout: minute },
      )
      .toBe(4);

    morning = await labelledMorning(person);

    expect(refused.map(({ code }) => code)).toEqual(['waybill.own-carrier']);
    expect(morning).toHaveLength(5);
  },
  2 * minute,
);

it(
  'stops the parcel at the bench whose buyer asks to cancel when its label is out',
  async () => {
    const stopped = found(morning.find(({ trackingNumber }) => trackingNumber !== 'NVTH00000001'));
    const { orderId } = found(stopped.lines[0]);
    await tiktok.do({ do: 'change', orderId, what: 'ask-to-cancel' });
    await expect
      .poll(
        async () => {
          await person.ask('orders.pull', { shopId });
          return (await person.ask('cancellations.list', {})).map((asked) => [asked.orderId, asked.goods]);
        },
        { timeout: minute },
      )
      .toEqual([[orderId, 'printed']]);
    await person.go('bench');

    await person.scan(stopped.trackingNumber ?? '');

    await person.page.getByRole('alert').getByText(person.words('hold.cancel-requested')).first().waitFor();
    await person.picture('linked-cancelled');
    expect((await person.ask('parcels.read', { parcelId: stopped.parcelId })).state).toBe('released');
    await person.scan('PB-OK');
    await expect.poll(async () => (await bench()).state.needsAck).toBe(false);
    morning = morning.filter((parcel) => parcel !== stopped);
  },
  2 * minute,
);

it(
  'packs the others, and tells each of them once',
  async () => {
    await tiktok.do({
      do: 'fault',
      what: 'code',
      path: '/packages/',
      code: '11021010',
      words: 'The tracking number is not one of this carrier',
    });
    for (const parcel of morning) {
      await person.scan(parcel.trackingNumber ?? '');
      await benchIs('open', parcel.parcelId);
      for (const line of parcel.lines) await packAll(parcel.parcelId, line);
      await benchIs('sealed', parcel.parcelId);
    }

    await expect
      .poll(
        async () => {
          const { counts } = await person.ask('shipping.page', { offset: 0, limit: 1 });
          return counts;
        },
        { timeout: minute },
      )
      .toMatchObject({ done: 3, 'needs-person': 1, waiting: 0 });
  },
  2 * minute,
);

it(
  'puts the refused one right: its words are read, and it is sent again',
  async () => {
    const { page } = person;
    await person.go('shipping');
    await page.getByText(person.words('shipping.part.needs-person')).first().click();
    const row = page.locator('article[data-state="needs-person"]');
    await row.getByText('The tracking number is not one of this carrier', { exact: false }).waitFor();
    await person.picture('linked-refused');

    await row.getByRole('button', { name: person.words('shipping.retry') }).click();

    await row.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await person.ask('shipping.page', { offset: 0, limit: 1 })).counts.done, {
        timeout: minute,
      })
      .toBe(4);
    const { packages, refundsRejected } = await tiktok.do({ do: 'books' });
    expect(packages.map(({ shipped, shippedAgain }) => [shipped, shippedAgain])).toEqual(
      packages.map(() => [1, 0]),
    );
    expect(packages.map(({ trackingNumber }) => trackingNumber)).toContain('NVTH00000001');
    expect(refundsRejected).toBe(0);
    expect(person.complaints).toEqual([]);
  },
  2 * minute,
);

type Line = (typeof morning)[number]['lines'][number];

const bench = (): Promise<RequestAnswer<'bench.read'>> => person.ask('bench.read', { benchId: 'bench-1' });

async function benchIs(kind: string, parcelId: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { state, parcel } = await bench();
        return { kind: state.kind, parcelId: parcel?.parcelId };
      },
      { timeout: minute },
    )
    .toEqual({ kind, parcelId });
}

async function packAll(parcelId: ParcelId, line: Line): Promise<void> {
  for (let piece = 1; piece <= line.quantity; piece += 1) {
    await person.scan(line.skuCode);
    await expect
      .poll(
        async () =>
          (await person.ask('parcels.read', { parcelId })).lines.find((one) => one.lineId === line.lineId)
            ?.packedQuantity,
        { timeout: minute },
      )
      .toBe(piece);
  }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the shop has no such parcel');
  return value;
}
