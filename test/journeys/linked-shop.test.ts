// A packer's day with a linked TikTok Shop: linked and pulled, labels of the platform printed; a buyer asks to cancel when the label is
// out, and the bench stops that parcel; the others are packed and told; one that the platform refuses is put right by a person.

import { expect, it } from 'vitest';
import { found } from '../builders/found.ts';
import { linkTiktokByHand } from '../builders/link-by-hand.ts';
import { openedStation } from '../builders/opened-station.ts';
import { packParcel, readBench } from '../builders/pack-by-scan.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import type { TiktokShopMade } from '../simulators/platforms/tiktok/tiktok-control.ts';
import { labelledMorning } from './labelled-morning.ts';
import type { Person } from './person.ts';

const minute = 60_000;
const hour = 60 * minute;
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

openedStation('linked-shop', async ({ beside, arrive }) => {
  // Made two hours ago: nobody has an hour to think again any more.
  tiktok = await beside(startTiktok({ at: Date.now() - 2 * hour }));
  app = await tiktok.do({ do: 'shop', region: 'TH', name: 'Baan Tea' });
  await tiktok.do({ do: 'orders', shopId: app.shopId, count: 4, seed: 3, ...wish, ownCarrier: 0 });
  await tiktok.do({ do: 'orders', shopId: app.shopId, count: 1, seed: 8, ...wish, ownCarrier: 1 });
  await tiktok.do({ do: 'rules', labelAsksBeforeReady: 0 });
  await tiktok.do({ do: 'clock', at: Date.now() });
  person = await arrive();
});

it(
  'links the shop and gets its orders',
  async () => {
    await linkTiktokByHand(person, tiktok, app, { name: 'Baan', market: ['Thai', 'Thailand'] });

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
    await expect.poll(async () => (await readBench(person)).state.needsAck).toBe(false);
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
    for (const parcel of morning) await packParcel(person, parcel);

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
