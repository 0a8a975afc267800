// A packer's day with a linked Douyin shop, in Chinese: linked and pulled, the labels that the platform sealed come out of its print component;
// a buyer asks for the money back when the label is out, and the bench stops that parcel; the others are packed and told; one that the
// platform refuses is put right by a person.

import { expect, it } from 'vitest';
import { found } from '../builders/found.ts';
import { enterDouyinApp, openRealData } from '../builders/link-by-hand.ts';
import { openedStation } from '../builders/opened-station.ts';
import { packParcel, readBench } from '../builders/pack-by-scan.ts';
import { type SimulatedDouyin, startDouyin } from '../builders/platform-simulators.ts';
import type { DouyinShopMade } from '../simulators/platforms/douyin/douyin-control.ts';
import { type SimulatedComponent, startComponent } from '../simulators/printers/start-component.ts';
import { onceAllIsPrinted } from './labelled-morning.ts';
import type { Person } from './person.ts';

const minute = 60_000;
let person: Person;
let douyin: SimulatedDouyin;
let component: SimulatedComponent;
let app: DouyinShopMade;
let shopId = '';
let morning: Awaited<ReturnType<typeof onceAllIsPrinted>>;

openedStation('linked-douyin', async ({ beside, arrive }) => {
  douyin = await beside(startDouyin());
  component = await beside(startComponent({ printers: ['面单 1'] }));
  app = await douyin.do({ do: 'shop', appKind: 'self', name: '山茶小铺' });
  await douyin.do({
    do: 'orders',
    shopId: app.shopId,
    count: 4,
    seed: 3,
    gifts: 0,
    bundles: 0,
    sameRecipient: 0,
    doorSuggested: 0,
    doorRequired: 0,
    carrierAsked: 0,
    carrierFixed: 0,
    unpaid: 0,
    inReview: 0,
    elsewhere: 0,
    serials: 0,
    mostLines: 1,
    mostPieces: 2,
  });
  person = await arrive({ language: 'zh-CN' });
});

it(
  'links the shop and gets its orders',
  async () => {
    await openRealData(person);
    await enterDouyinApp(person, douyin, app, { name: '茶铺' });
    await person.page.keyboard.press('Enter');
    await person.page.getByText(person.words('test.ok', { name: '山茶小铺' })).waitFor();
    await person.button('test.finish').click();

    await expect
      .poll(async () => (await person.ask('orders.page', { offset: 0, limit: 1 })).total, { timeout: minute })
      .toBe(4);
    shopId = (await person.ask('shops.syncs', {}))[0]?.shopId ?? '';
  },
  3 * minute,
);

it(
  'prints what the platform has sealed through its component, and says that this needs the network',
  async () => {
    const { page } = person;
    await person.ask('parcels.plan', {});
    await person.ask('parcels.accept', { parcelIds: 'clean' });
    const planned = (await person.ask('parcels.page', { states: ['planned'], offset: 0, limit: 50 })).rows;
    const { refused } = await person.ask('parcels.takeWaybills', {
      parcelIds: planned.map(({ parcelId }) => parcelId),
    });
    const wire = { kind: 'component', printer: '面单 1', port: component.port } as const;
    const settings = { language: 'page', wire } as const;
    const { printerId } = await person.ask('printers.save', { name: '抖店组件', kind: 'profile', settings });
    const wave = await person.ask('waves.release', { acceptShortages: true });
    await person.go('printing');
    await person.button('printing.new-labels').first().click();
    await page.getByText(person.words('printing.needs-network')).first().waitFor();
    await person.picture('douyin-needs-network');
    const { batches } = await person.ask('batches.create', { waveId: wave.waveId, printerId });
    const batchId = found(batches[0]).batchId;
    await person.ask('network.set', { isOnline: false });
    await person.ask('batches.start', { batchId });
    await page
      .locator('main')
      .getByRole('button', { name: person.words('printing.back') })
      .first()
      .click();
    await page.getByText(person.words('printing.stopped-without-network')).first().waitFor();
    await person.picture('douyin-without-network');
    await person.ask('network.set', { isOnline: true });
    await person.button('printing.resume').first().click();

    morning = await onceAllIsPrinted(person);

    const { roll, complaints } = await component.read();
    expect(refused).toEqual([]);
    expect(morning).toHaveLength(4);
    expect(roll).toHaveLength(4);
    expect(complaints).toEqual([]);
  },
  2 * minute,
);

it(
  'stops the parcel at the bench whose buyer asks for the money back when its label is out',
  async () => {
    const stopped = found(morning[0]);
    const { orderId } = found(stopped.lines[0]);
    await douyin.do({ do: 'change', orderId, what: 'ask-refund' });
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

    await person.page.getByRole('alert').getByText(person.words('hold.refund-requested')).first().waitFor();
    await person.picture('douyin-refund');
    expect((await person.ask('parcels.read', { parcelId: stopped.parcelId })).state).toBe('released');
    await person.scan('PB-OK');
    await expect.poll(async () => (await readBench(person)).state.needsAck).toBe(false);
    morning = morning.filter((parcel) => parcel !== stopped);
  },
  2 * minute,
);

it(
  'packs the others, and tells each of them once',
  async () => {
    await douyin.do({
      do: 'fault',
      what: 'code',
      path: '/order/logisticsAdd',
      code: '60127',
      words: '运单号校验失败',
    });
    for (const parcel of morning) await packParcel(person, parcel);

    await expect
      .poll(async () => (await person.ask('shipping.page', { offset: 0, limit: 1 })).counts, {
        timeout: minute,
      })
      .toMatchObject({ done: 2, 'needs-person': 1, waiting: 0 });
  },
  2 * minute,
);

it(
  'puts the refused one right: its words are read, and it is sent again',
  async () => {
    const { page } = person;
    const [failing] = await person.ask('shops.syncs', {});
    await person.go('shipping');
    await page
      .getByText(person.words('sync.failing', { count: 1 }))
      .first()
      .waitFor();
    await page.getByText(person.words('shipping.part.needs-person')).first().click();
    const row = page.locator('article[data-state="needs-person"]');
    await row.getByText('运单号校验失败', { exact: false }).waitFor();
    await person.picture('douyin-refused');

    await row.getByRole('button', { name: person.words('shipping.retry') }).click();

    await row.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await person.ask('shipping.page', { offset: 0, limit: 1 })).counts.done, {
        timeout: minute,
      })
      .toBe(3);
    const { shipments, orders, refundsRejected } = await douyin.do({ do: 'books' });
    const [mended] = await person.ask('shops.syncs', {});
    expect(shipments.map(({ trackingNumber }) => trackingNumber).sort()).toEqual(
      morning.map(({ trackingNumber }) => trackingNumber).sort(),
    );
    expect(orders.map(({ status }) => status).sort()).toEqual([2, 3, 3, 3]);
    expect(refundsRejected).toBe(0);
    expect([failing, mended]).toMatchObject([
      { failing: 1, waiting: 0 },
      { failing: 0, waiting: 0, fault: null, trouble: null },
    ]);
    expect(person.complaints).toEqual([]);
  },
  2 * minute,
);
