// A packer's end of the day in a cross-border shop: sealed parcels are scanned into the bag of the first mile; half an order is refused in
// words and put right with one more scan; the carrier's number is scanned; the bag's waybill is printed, and the driver has it.

import { expect, it } from 'vitest';
import type { RequestAnswer } from '../../main/api.ts';
import { found } from '../builders/found.ts';
import { linkTiktokByHand } from '../builders/link-by-hand.ts';
import { openedStation } from '../builders/opened-station.ts';
import { packParcel } from '../builders/pack-by-scan.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import type { TiktokShopMade } from '../simulators/platforms/tiktok/tiktok-control.ts';
import { labelledMorning } from './labelled-morning.ts';
import type { Person } from './person.ts';

const minute = 60_000;
const hour = 60 * minute;
let person: Person;
let tiktok: SimulatedTiktok;
let app: TiktokShopMade;
let splitOrderId = '';
let morning: Awaited<ReturnType<typeof labelledMorning>>;

const wish = {
  gifts: 0,
  bundles: 0,
  sameRecipient: 0,
  ownCarrier: 0,
  onHold: 0,
  unpaid: 0,
  mustSplit: 0,
  byTiktok: 0,
  mostPieces: 1,
};

openedStation('first-mile', async ({ beside, arrive }) => {
  // Made two hours ago: nobody has an hour to think again any more.
  tiktok = await beside(startTiktok({ at: Date.now() - 2 * hour }));
  app = await tiktok.do({ do: 'shop', region: 'TH', name: 'Baan Tea', sellerType: 'CROSS_BORDER' });
  const { shopId } = app;
  const { orderIds } = await tiktok.do({ do: 'orders', shopId, count: 1, seed: 11, ...wish, mostLines: 4 });
  splitOrderId = found(orderIds[0]);
  await tiktok.do({ do: 'orders', shopId, count: 2, seed: 3, ...wish, mostLines: 1 });
  await tiktok.do({ do: 'rules', labelAsksBeforeReady: 0 });
  await tiktok.do({ do: 'clock', at: Date.now() });
  person = await arrive();
});

it(
  'links the shop, splits an order in two parcels, and packs them all',
  async () => {
    await linkTiktokByHand(person, tiktok, app, { name: 'Baan', market: ['Thai', 'Thailand'] });
    await expect
      .poll(async () => (await person.ask('orders.page', { offset: 0, limit: 1 })).total, { timeout: minute })
      .toBe(3);
    await person.ask('parcels.plan', {});
    await person.ask('parcels.accept', { parcelIds: 'clean' });
    const whole = found((await listPlanned()).find((parcel) => isOfSplitOrder(parcel)));
    const { orderKey, lineId, quantity } = found(whole.lines[0]);
    const line = { orderKey, lineId, quantity };
    await person.ask('parcels.move', { line, from: whole.parcelId, to: 'new', accepted: true });
    await person.ask('parcels.accept', { parcelIds: 'clean' });
    const parcelIds = (await listPlanned()).map(({ parcelId }) => parcelId);
    await person.ask('parcels.takeWaybills', { parcelIds });
    await expect
      .poll(async () => (await person.ask('labels.documents', { parcelIds })).documents.length, {
        timeout: minute,
      })
      .toBe(4);

    morning = await labelledMorning(person);
    await person.go('bench');
    for (const parcel of morning) await packParcel(person, parcel);

    expect(morning).toHaveLength(4);
    expect(morning.filter((parcel) => isOfSplitOrder(parcel))).toHaveLength(2);
  },
  3 * minute,
);

it(
  'opens the bag with the first parcel, and counts what goes in',
  async () => {
    const { page } = person;
    await person.go('shipping');
    await page.locator('[data-part="first-mile"]').click();
    await page.getByText(person.words('first-mile.unbundled', { count: 4 })).waitFor();

    await putIn(0);
    await putIn(1);

    await page.getByText(person.words('first-mile.open', { name: 'Baan' })).waitFor();
    await expect.poll(() => openBag().locator('header b').textContent()).toBe('2');
    expect((await readBundle()).parcels).toHaveLength(2);
    await person.picture('first-mile-open');
  },
  minute,
);

it(
  'refuses half an order in words, and goes on when the other half is scanned in',
  async () => {
    const { page } = person;
    const [inside, outside] = splitParcels();

    await person.button('first-mile.close').click();
    await person.button('first-mile.tell').click();

    const facts = {
      orderId: splitOrderId,
      inside: found(inside.trackingNumber),
      outside: found(outside.trackingNumber),
    };
    await page.getByRole('dialog').getByText(person.words('refusal.first-mile.torn', facts)).waitFor();
    await person.picture('first-mile-torn');
    expect(await readBundle()).toMatchObject({ state: 'open' });
    await page
      .getByRole('dialog')
      .getByRole('button', { name: person.words('do.back') })
      .click();
    await person.scan(found(outside.trackingNumber));
    await expect.poll(() => openBag().locator('header b').textContent()).toBe('3');
  },
  minute,
);

it(
  'is sent with a carrier whose number is scanned, and not with the number of a parcel',
  async () => {
    const { page } = person;
    await person.button('first-mile.close').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(person.words('first-mile.method.drop-off')).click();
    await dialog.getByLabel(person.words('first-mile.carrier')).first().fill('Example Express');
    await dialog.getByLabel(person.words('first-mile.carrier-id')).fill('7463');
    await dialog.getByLabel(person.words('first-mile.phone')).fill('1234');
    const number = dialog.getByLabel(person.words('first-mile.number'));

    const onTop = found(morning[0]?.trackingNumber);
    await person.scan(onTop);
    await expect.poll(() => number.inputValue()).toBe(onTop);
    await person.button('first-mile.tell').click();
    await dialog.getByText(person.words('refusal.first-mile.number-of-parcel')).waitFor();
    await person.scan('EX7770001112');
    await expect.poll(() => number.inputValue()).toBe('EX7770001112');
    await dialog
      .getByText(person.words('refusal.first-mile.number-of-parcel'))
      .waitFor({ state: 'detached' });
    await person.picture('first-mile-drop-off');
    await person.button('first-mile.tell').click();

    await page.locator('li[data-bundle][data-state="made"]').waitFor();
    const told = await readBundle();
    expect(told).toMatchObject({ state: 'made', dropOff: { trackingNumber: 'EX7770001112' } });
    await page.getByText(found(told.platformId)).first().waitFor();
  },
  2 * minute,
);

it(
  'prints the bag’s waybill, and is handed over with all it holds',
  async () => {
    const { page } = person;
    const row = page.locator('li[data-bundle]');

    await row.getByRole('button', { name: person.words('first-mile.print') }).click();
    await row.getByText(person.words('first-mile.printed')).waitFor();
    await row.getByRole('button', { name: person.words('first-mile.hand-over') }).click();
    await row.getByText(person.words('first-mile.state.handed-over')).waitFor();
    await person.picture('first-mile-handed-over');

    const { packages } = await tiktok.do({ do: 'books' });
    const { bundles, unbundled } = await person.ask('firstMile.read', {});
    const gone = packages.filter(({ bundleId }) => bundleId !== null);
    expect(bundles).toMatchObject([{ state: 'handed-over', printedAt: expect.any(Number) }]);
    expect(new Set(gone.map(({ bundleId }) => bundleId))).toEqual(new Set([bundles[0]?.platformId]));
    expect(gone.flatMap(({ orderIds }) => orderIds).filter((id) => id === splitOrderId)).toHaveLength(2);
    expect([gone.length, unbundled.length]).toEqual([3, 1]);
    expect(person.complaints).toEqual([]);
  },
  minute,
);

type Parcel = (typeof morning)[number];

const isOfSplitOrder = (parcel: Pick<Parcel, 'lines'>) => parcel.lines[0]?.orderId === splitOrderId;
const listPlanned = async () =>
  (await person.ask('parcels.page', { states: ['planned'], offset: 0, limit: 50 })).rows;
const openBag = () => person.page.locator('section[data-bundle]');

function splitParcels(): readonly [inside: Parcel, outside: Parcel] {
  const [inside, outside] = morning.filter((parcel) => isOfSplitOrder(parcel));
  return [found(inside), found(outside)];
}

/** One parcel of the split order, and one of another. */
async function putIn(which: 0 | 1): Promise<void> {
  const [inside] = splitParcels();
  const other = found(morning.find((parcel) => !isOfSplitOrder(parcel)));
  const parcel = which === 0 ? inside : other;
  await person.scan(found(parcel.trackingNumber));
  const facts = { code: found(parcel.trackingNumber), name: 'Baan', count: which + 1 };
  await person.page.getByText(person.words('first-mile.scanned', facts)).waitFor();
}

async function readBundle(): Promise<RequestAnswer<'firstMile.read'>['bundles'][number]> {
  return found((await person.ask('firstMile.read', {})).bundles[0]);
}
