// A day under the guard: a supervisor is made, the board says what must not share a box and why, the bench says it in the same words,
// a supervisor lets one thing pass once, a buyer changes her mind while the box is open, and the ratio comes near its line.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RequestAnswer } from '../../main/api.ts';
import type { ParcelId, PrinterId } from '../../main/basics/ids.ts';
import { found } from '../builders/found.ts';
import { openedStation } from '../builders/opened-station.ts';
import { benchIs, readBench } from '../builders/pack-by-scan.ts';
import { trainingBooks } from '../builders/training-books.ts';
import { orderCount } from './labelled-morning.ts';
import type { Person } from './person.ts';

const minute = 60_000;
const pin = '2580';
const mix = 'door.order-untagged-mix';
const paperless = 'paperless' as PrinterId; // every station has it
let person: Person;
let moBadge = '';
/** The boxes that this day is about. */
const boxes = { balm: none(), scarf: none(), tea: none(), cream: none() };

const { dataDir } = openedStation('guarded-day', async ({ arrive }) => {
  person = await arrive({ isTraining: true });
});

it(
  'makes the first supervisor with a PIN, and a packer with a badge',
  async () => {
    await person.button('people.first-do').click();
    await person.button('people.first-do').click();
    await savePerson('Lin', pin);
    await person.button('people.add').click();
    await savePerson('Mo');
    await person.page.getByRole('heading', { name: 'Mo' }).waitFor();
    await person.picture('people');

    const people = await person.ask('people.list', {});
    expect(people.map(({ name, role }) => [name, role])).toEqual([
      ['Lin', 'supervisor'],
      ['Mo', 'packer'],
    ]);
    moBadge = people.find(({ name }) => name === 'Mo')?.badgeCode ?? '';
    expect((await person.ask('people.me', {})).person?.name).toBe('Lin');
  },
  2 * minute,
);

it(
  'keeps tagged and untagged orders of one buyer apart on the board, with the sentence and the rule',
  async () => {
    await person.go('waves');
    await person.button('waves.plan').first().click();
    await chooseGroupWith('NUT-MIX-750');

    await panel()
      .getByText(said(`rule.${mix}.mixed`))
      .first()
      .waitFor();
    await panel().getByText(mix).first().waitFor();
    await person.picture('planning-apart');

    const [tagged, untagged] = await parcelsWith('NUT-MIX-750', 'TOWEL-CT-3');
    await hover('TOWEL-CT-3', tagged);
    await panel().getByText(said('waves.if-moved')).waitFor();
    await panel().getByText(said('waves.verdict.block')).first().waitFor();
    await person.picture('planning-live-verdict');
    await drop(tagged);
    await panel().getByText(said('waves.not-moved')).waitFor();
    await person.picture('planning-blocked');

    expect((await person.ask('parcels.read', { parcelId: untagged })).lines).toHaveLength(1);
  },
  2 * minute,
);

it(
  'blocks a gift without binding over its tagged main line, and names the rule',
  async () => {
    await chooseGroupWith('HONEY-500');
    const [main] = await parcelsWith('HONEY-500');

    expect(await panel().getByText(said('waves.not-moved')).count()).toBe(0);
    await hover('CARD-THANKS', main);
    await panel().getByText(said('rule.door.gift-binding.gift-not-bound')).first().waitFor();
    await panel().getByText('door.gift-binding').first().waitFor();
    await person.picture('planning-gift');
    await drop(main);

    await panel().getByText(said('waves.not-moved')).waitFor();
  },
  2 * minute,
);

it(
  'splits a parcel as the guard says when the shop has unbound the gift in it',
  async () => {
    await chooseGroupWith('TEA-TGY-250');
    const before = (await parcelsOfGroup('TEA-TGY-250')).length;
    await person.ask('goods.set', { skuCode: 'SAMPLE-SERUM' as never, isDoorBound: false });

    await panel().getByText(said('waves.verdict.block')).first().waitFor();
    await person.picture('planning-split');
    await person.button('waves.split-like-this').click();

    await expect
      .poll(async () => (await parcelsOfGroup('TEA-TGY-250')).length, { timeout: minute })
      .toBe(before + 1);
    await expect.poll(() => person.button('waves.split-like-this').count()).toBe(0);
    const [tea] = await parcelsWith('TEA-TGY-250');
    const { lines, verdict } = await person.ask('parcels.read', { parcelId: tea });
    expect(lines.map((line) => line.skuCode)).toEqual(['TEA-TGY-250']);
    expect(verdict.verdict).toBe('allow');
  },
  2 * minute,
);

it(
  'changes the person by a badge, and refuses a packer what needs a supervisor',
  async () => {
    await labelBoxes();
    await person.scan(moBadge);
    await person.page.locator('header').getByText('Mo').first().waitFor();

    await person.go('settings');
    await person.page
      .getByRole('button', { name: said('settings.group.people') })
      .first()
      .click();
    await person.page.getByText(said('people.supervisors-only')).waitFor();
    await person.picture('not-a-supervisor');

    for (const button of ['people.add', 'people.change', 'people.remove'] as const) {
      expect(await person.button(button).count()).toBe(0);
    }
    const asked = person.ask('people.save', { name: 'Nobody', role: 'packer' });
    await expect(asked).rejects.toThrow('request.not-allowed');
    expect(await person.ask('people.list', {})).toHaveLength(2);
  },
  2 * minute,
);

it(
  'counts nineteen right door deliveries as 100 %',
  async () => {
    const right = take(19, await plainTagged()).map((parcel) => parcel.parcelId);
    await person.ask('parcels.takeWaybills', { parcelIds: right });

    for (const parcelId of right) await packPastScreens(parcelId);

    await ratioIs({ compliant: 19, all: 19 });
    await person.go('compliance');
    await headOfDay().getByText('100%', { exact: true }).first().waitFor();
    await headOfDay().getByText(said('compliance.level.ok')).waitFor();
    await person.picture('compliance-right');
  },
  3 * minute,
);

it(
  'stops an untagged item over a tagged box with the words of the board, and lets it in once with PIN and reason',
  async () => {
    await person.go('bench');
    const tagged = boxes.balm;
    const [untagged] = (await parcelsOfGroup('LIP-BALM-2', 'TEA-PE-357')).filter(
      (parcel) => parcel.doorTag === 'untagged',
    );
    await openAtBench(tagged);
    await person.scan('LIP-BALM-2');

    await alert().getByText(said('bench.instruction.wrong-item')).waitFor();
    await alert()
      .getByText(said(`rule.${mix}.mixed`))
      .waitFor();
    await person.picture('bench-mixed-scan');
    await person.button('override.ask').click();
    await allow('Phoned: one buyer, wants one parcel', '0000');
    await person.page.getByRole('dialog').getByText(said('refusal.people.pin-wrong')).waitFor();
    await person.picture('override');
    await allow('Phoned: one buyer, wants one parcel', pin);

    await expect.poll(async () => (await bench()).state.kind, { timeout: minute }).toBe('open');
    await person.page
      .locator('main[data-room="bench"] li')
      .filter({ hasText: 'LIP-BALM-2' })
      .first()
      .waitFor();
    await person.picture('bench-let-in');
    expect((await person.ask('parcels.read', { parcelId: found(untagged).parcelId })).state).toBe(
      'dissolved',
    );
    await packWhatIsLeft();
    expect(
      (await person.ask('parcels.read', { parcelId: tagged })).lines.map((line) => line.skuCode),
    ).toEqual(expect.arrayContaining(['TEA-PE-357', 'LIP-BALM-2']));
  },
  2 * minute,
);

it(
  'warns on the compliance page at exactly 95 %, before the line is crossed',
  async () => {
    await person.go('compliance');

    await headOfDay().getByText('95%', { exact: true }).first().waitFor();
    await headOfDay().getByText(said('compliance.level.near')).waitFor();
    await person.picture('compliance-near');

    expect(await headOfDay().getAttribute('data-level')).toBe('near');
    expect((await person.ask('compliance.read', {})).orders).toEqual({ compliant: 19, all: 20 });
    await person.go('bench');
  },
  2 * minute,
);

it(
  'let that parcel pass only: the same mix of the next buyer is stopped again',
  async () => {
    const tagged = boxes.scarf;
    await openAtBench(tagged);
    await person.scan('TEE-B-XL');

    await alert()
      .getByText(said(`rule.${mix}.mixed`))
      .waitFor();
    await person.scan('PB-OK');
    await packWhatIsLeft();
    const { lines } = await person.ask('parcels.read', { parcelId: tagged });
    expect(lines.map((line) => line.skuCode)).toEqual(['SCARF-WL']);
  },
  2 * minute,
);

it(
  'names what to take out when a buyer cancels into the open box, goes on when it is scanned out, and prints anew',
  async () => {
    const box = boxes.tea;
    const parcel = await person.ask('parcels.read', { parcelId: box });
    const cancelled = found(parcel.lines.find((line) => line.skuCode === 'THERM-500-W'));
    await openAtBench(box);
    await person.scan('THERM-500-W');
    await expect
      .poll(async () => (await bench()).lines.find((line) => line.packed === 1)?.skuCode)
      .toBe('THERM-500-W');
    await person.ask('training.cancelOrder', { orderId: cancelled.orderId });
    await person.ask('orders.pull', {});

    await person.scan('TEA-LJ-125');
    const toTakeOut = alert().getByRole('listitem');
    await toTakeOut.filter({ hasText: cancelled.name }).waitFor();
    expect(await sizeOf(toTakeOut.getByText(cancelled.name))).toBeGreaterThanOrEqual(40);
    await person.picture('bench-take-out');
    await person.scan('THERM-500-W');

    await person.page.getByText(said('bench.note.new-label')).waitFor();
    await person.picture('bench-new-label');
    await expect
      .poll(async () => (await labelsOf(box)).map((label) => label.state), { timeout: minute })
      .toEqual(['void', 'printed']);
    await packWhatIsLeft();
    await expect.poll(() => shippedOrders(parcel.trackingNumber ?? ''), { timeout: minute }).toHaveLength(1);
    expect(shippedOrders(parcel.trackingNumber ?? '')).not.toContain(cancelled.orderId);
  },
  2 * minute,
);

it(
  'says on the compliance page and over the whole window that the line is crossed',
  async () => {
    const lin = found((await person.ask('people.list', {})).find(({ name }) => name === 'Lin'));
    await person.ask('people.signIn', { personId: lin.personId, pin });
    await person.go('compliance');
    await headOfDay().getByText(said('compliance.level.near')).waitFor();
    const { orders } = await person.ask('compliance.read', {});

    await packMixed(boxes.cream, 'CREAM-HAND');

    await ratioIs({ compliant: orders.compliant, all: orders.all + 1 });
    await headOfDay().getByText(said('compliance.level.below')).waitFor();
    await person.page.getByRole('alertdialog').getByText(said('refusal.compliance.below')).waitFor();
    await person.picture('compliance-below');
    expect(await headOfDay().getAttribute('data-level')).toBe('below');
    await person.scan('PB-OK');
    await person.page.getByRole('alertdialog').waitFor({ state: 'detached' });
  },
  4 * minute,
);

it(
  'shows the override in the audit, and that its chain is whole',
  async () => {
    await person.go('settings');
    await person.page
      .getByRole('button', { name: said('settings.group.audit') })
      .first()
      .click();
    await person.page.getByLabel(said('audit-page.search')).fill('wants one parcel');

    await person.page
      .getByRole('row')
      .filter({ hasText: 'wants one parcel' })
      .filter({ hasText: 'Lin' })
      .first()
      .waitFor();
    await person.button('audit-page.check').click();
    await person.page.getByText(said('audit-page.whole')).waitFor();
    await person.picture('audit');
  },
  2 * minute,
);

it('never made the browser complain', () => {
  expect(person.complaints).toEqual([]);
});

const said = (key: Parameters<Person['words']>[0]) => person.words(key);
const panel = () => person.page.locator('main[data-room="waves"] aside[aria-live]');
const headOfDay = () => person.page.locator('main[data-room="compliance"] header[data-level]');
const alert = () => person.page.locator('main[data-room="bench"]').getByRole('alert');
const bench = () => readBench(person);

async function savePerson(name: string, digits = ''): Promise<void> {
  const dialog = person.page.getByRole('dialog');
  await dialog.getByLabel(said('people.name')).fill(name);
  if (digits) {
    await dialog.getByLabel(said('people.pin-new')).fill(digits);
    await dialog.getByLabel(said('people.pin-again')).fill(digits);
  }
  await dialog.getByRole('button', { name: said('do.save') }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** The supervisor's part of the dialog: why, and the PIN on the keys. */
async function allow(reason: string, digits: string): Promise<void> {
  const dialog = person.page.getByRole('dialog');
  await dialog.getByLabel(said('override.reason')).fill(reason);
  await dialog.getByLabel(said('people.pin'), { exact: true }).fill(digits);
  await dialog.getByRole('button', { name: said('pad.enter') }).click();
}

async function allParcels() {
  const { rows } = await person.ask('parcels.page', {
    states: ['proposed', 'planned', 'released', 'open'],
    offset: 0,
    limit: 500,
  });
  return rows;
}

/** The parcel of each of these goods, all of one buyer. */
async function parcelsWith<Skus extends readonly string[]>(
  ...skus: Skus
): Promise<{ [At in keyof Skus]: ParcelId }> {
  const parcels = await allParcels();
  const holds = (sku: string) =>
    parcels.filter((parcel) => parcel.lines.some((line) => line.skuCode === sku));
  for (const first of holds(skus[0] ?? '')) {
    const group = skus.map((sku) =>
      holds(sku).find((parcel) => parcel.recipientMask === first.recipientMask),
    );
    if (group.every((parcel) => parcel !== undefined)) {
      return group.map((parcel) => parcel.parcelId) as { [At in keyof Skus]: ParcelId }; // one for each
    }
  }
  throw new Error(`no buyer has parcels with ${skus.join(' and ')}`);
}

/** Every parcel of the buyer who has all of these. */
async function parcelsOfGroup(...skus: string[]) {
  const parcels = await allParcels();
  const byBuyer = Map.groupBy(parcels, (parcel) => parcel.recipientMask);
  const hasAll = (group: typeof parcels) =>
    skus.every((sku) => group.some((parcel) => parcel.lines.some((line) => line.skuCode === sku)));
  return [...byBuyer.values()].find(hasAll) ?? [];
}

async function chooseGroupWith(sku: string): Promise<void> {
  await expect.poll(async () => (await parcelsOfGroup(sku)).length, { timeout: minute }).toBeGreaterThan(0);
  const mask = found((await parcelsOfGroup(sku))[0]).recipientMask;
  await person.page.getByRole('option').filter({ hasText: mask }).first().click();
  await lineOf(sku).waitFor();
}

const lineOf = (sku: string) => person.page.locator('[data-line]').filter({ hasText: sku }).first();
const cardOf = (parcelId: string) =>
  person.page
    .locator('article')
    .filter({ has: person.page.locator(`[data-line^="${parcelId} "]`) })
    .first();

/** A line is dragged over a card and held there. */
async function hover(sku: string, over: ParcelId): Promise<void> {
  const dataTransfer = await person.page.evaluateHandle(() => new DataTransfer());
  await lineOf(sku).dispatchEvent('dragstart', { dataTransfer });
  await cardOf(over).dispatchEvent('dragenter', { dataTransfer });
}

async function drop(over: ParcelId): Promise<void> {
  const dataTransfer = await person.page.evaluateHandle(() => new DataTransfer());
  await cardOf(over).dispatchEvent('drop', { dataTransfer });
}

/** Accepts all that is clean, and labels the boxes of this day, past the screens. */
async function labelBoxes(): Promise<void> {
  await person.ask('parcels.accept', { parcelIds: 'clean' });
  [boxes.balm] = await parcelsWith('TEA-PE-357', 'LIP-BALM-2');
  [boxes.scarf] = await parcelsWith('SCARF-WL', 'TEE-B-XL');
  [boxes.tea] = await parcelsWith('TEA-LJ-125', 'TOWEL-CT-3');
  [boxes.cream] = await parcelsWith('THERM-500-W', 'CREAM-HAND');
  const parcelIds = Object.values(boxes);
  const { batches } = await person.ask('batches.create', { parcelIds, printerId: paperless });
  for (const { batchId } of batches) await person.ask('batches.start', { batchId });
  const areFinished = async () =>
    (await person.ask('batches.list', { limit: 50 })).every((batch) => batch.state === 'finished');
  await expect.poll(areFinished, { timeout: minute }).toBe(true);
}

async function openAtBench(parcelId: ParcelId): Promise<void> {
  await person.scan(parcelId);
  await benchIs(person, 'open', parcelId);
}

/** Scans every piece that the open parcel still lacks; the last one seals it. */
async function packWhatIsLeft(): Promise<void> {
  for (;;) {
    const { lines, remaining, state } = await bench();
    const line = lines.find((each) => each.packed < each.quantity);
    if (state.kind !== 'open' || !line) break;
    await person.scan(line.skuCode);
    await expect.poll(async () => (await bench()).remaining, { timeout: minute }).toBe(remaining - 1);
  }
  // Where goods came or went, the new label seals; it may still be on its way out of the printer.
  const sealed = async () => {
    const { state, parcel } = await bench();
    if (state.kind === 'complete') await person.scan(await squareCodeOf(found(parcel).parcelId));
    return state.kind;
  };
  await expect.poll(sealed, { timeout: minute, interval: 500 }).toBe('sealed');
}

/** What stands on the label that counts: from its second print on, which print it is. */
async function squareCodeOf(parcelId: ParcelId): Promise<string> {
  const reprints = (await labelsOf(parcelId)).find((label) => label.state !== 'void')?.reprintCount ?? 0;
  return reprints === 0 ? parcelId : `${parcelId}/${reprints + 1}`;
}

/** Tagged parcels that nobody has opened, the boxes of this day aside. */
async function plainTagged() {
  return (await allParcels()).filter(
    (parcel) =>
      parcel.doorTag === 'tagged' &&
      parcel.state === 'planned' &&
      parcel.verdict.verdict === 'allow' &&
      !Object.values(boxes).includes(parcel.parcelId),
  );
}

/** Parcels that hold exactly so many orders, the fullest first; an order that was split counts once. */
function take(orders: number, parcels: Awaited<ReturnType<typeof plainTagged>>) {
  const taken = new Set<number>();
  const chosen = parcels
    .toSorted((a, b) => orderCount(b) - orderCount(a))
    .filter((parcel) => {
      const keys = new Set(parcel.lines.map((line) => line.orderKey));
      const fits = taken.size + keys.size <= orders && ![...keys].some((key) => taken.has(key));
      if (fits) for (const key of keys) taken.add(key);
      return fits;
    });
  expect(taken.size).toBe(orders);
  return chosen;
}

let scans = 0;

/** At another bench. */
function scanElsewhere(code: string): Promise<RequestAnswer<'bench.scan'>> {
  scans += 1;
  return person.ask('bench.scan', { benchId: 'bench-9', scanId: `guarded-${scans}`, code });
}

async function packPastScreens(parcelId: ParcelId): Promise<void> {
  await scanElsewhere(parcelId);
  await packElsewhere();
}

async function packElsewhere(): Promise<void> {
  let view = await person.ask('bench.read', { benchId: 'bench-9' });
  for (const line of view.lines) {
    for (let piece = line.packed; piece < line.quantity; piece += 1) view = await scanElsewhere(line.skuCode);
  }
  if (view.state.kind === 'complete' && view.parcel) {
    const box = view.parcel.parcelId;
    const isOut = async () => (await labelsOf(box)).at(-1)?.state;
    await expect.poll(isOut, { timeout: minute }).toBe('printed');
    view = await scanElsewhere(await squareCodeOf(box));
  }
  expect(view.state.kind, JSON.stringify([view.instruction, view.note])).toBe('sealed');
}

/** A supervisor lets an untagged item into this tagged box, too: it does not count as door delivery any more. */
async function packMixed(parcelId: ParcelId, skuCode: string): Promise<void> {
  await scanElsewhere(parcelId);
  const { state } = await scanElsewhere(skuCode);
  const adding = found(state.beside).lines.map((line) => ({ ...line }));
  await person.ask('overrides.grant', { parcelId, rule: mix, reason: 'the buyer is waiting', pin, adding });
  await person.ask('bench.acknowledge', { benchId: 'bench-9' });
  await packElsewhere();
}

async function ratioIs(orders: { compliant: number; all: number }): Promise<void> {
  await expect
    .poll(async () => (await person.ask('compliance.read', {})).orders, { timeout: minute })
    .toEqual(orders);
}

/** The parcel's labels as they came out, oldest first. */
async function labelsOf(parcelId: ParcelId) {
  const batches = await person.ask('batches.list', { limit: 200 });
  const read = await Promise.all(batches.map(({ batchId }) => person.ask('batches.read', { batchId })));
  return read
    .flatMap(({ batchNo, labels }) => labels.map((label) => ({ batchNo, ...label })))
    .filter((label) => label.parcelId === parcelId)
    .sort((a, b) => a.batchNo - b.batchNo);
}

const sizeOf = (words: ReturnType<Person['page']['locator']>): Promise<number> =>
  words.first().evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));

/** What the shop has really booked under this number. */
function shippedOrders(trackingNumber: string): string[] {
  const shipments = trainingBooks(join(dataDir, 'training')).shipments.filter(
    (shipment) => shipment.trackingNumber === trackingNumber,
  );
  return [...new Set(shipments.flatMap((shipment) => shipment.lines.map((line) => line.orderId as string)))];
}

/** Filled in when the boxes are labelled. */
function none(): ParcelId {
  return '' as ParcelId; // no parcel yet
}
