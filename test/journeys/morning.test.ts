// A packer's morning with real order files, in a real browser, from the import to the shipments: issue by issue what a person can do.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { renderZpl, scanLabel } from '../builders/label-oracles.ts';
import { openedStation } from '../builders/opened-station.ts';
import { morningFile } from '../builders/order-files.ts';
import { packLine, readBench } from '../builders/pack-by-scan.ts';
import { trainingBooks } from '../builders/training-books.ts';
import { upAndDownTheAisles } from '../builders/walking-order.ts';
import { startZplSimulator, type ZplSimulator } from '../simulators/printers/zpl-simulator.ts';
import { type Person, wordsOf } from './person.ts';

const minutes = 60_000;
/** Of all labels printed, at least so many, and every one that was packed, are rendered and read back by judges we did not write. */
const labelsJudged = 60;
const packedOnline = 12;
const packedOffline = 8;

const file = morningFile('tiktok', { until: Date.now() });
/** As many as a picker fetches before the next wave is released; the most urgent of the morning. */
const waveSize = 150;
let person: Person;
let printer: ZplSimulator;
const packed: { readonly parcelId: string; readonly trackingNumber: string; readonly shopId: string }[] = [];

const { dataDir } = openedStation('morning', async ({ beside, arrive }) => {
  printer = await beside(startZplSimulator());
  person = await arrive({ isTraining: true });
});

it('opens the training shop with orders that are due', async () => {
  await person.page.getByText('TRAINING').first().waitFor();

  const { due } = await person.ask('today.read', {});
  expect(due.overdue + due.within2h + due.within12h + due.later).toBeGreaterThan(40);
  await person.picture('today');
});

it(
  'takes in the goods list and the order file, and nothing doubles',
  async () => {
    await person.go('orders');
    await importFile(file.goodsFileName, file.goodsBytes);
    await person.button('import.take-in-goods').click();
    await person.button('import.finish').click();

    await importFile(file.fileName, file.bytes);
    await person.page.getByLabel(wordsOf('import.shop'), { exact: false }).first().click();
    await person.page.getByRole('option', { name: wordsOf('import.new-shop') }).click();
    await person.page.getByLabel(wordsOf('import.shop-name')).fill('Morning Goods');
    await person.button('import.add-shop').click();
    await person.button('import.take-in-orders').waitFor();
    await person.picture('import');
    await person.button('import.take-in-orders').click();
    await person.button('import.finish').click();
    await importFile(file.fileName, file.bytes);

    await person.button('import.nothing-new').waitFor();
    await person.page.keyboard.press('Escape');
    const { total } = await person.ask('orders.page', {
      filter: { shopId: await fileShop() },
      offset: 0,
      limit: 1,
    });
    expect(total).toBe(file.orderCount);
  },
  3 * minutes,
);

it('finds an order by the end of its number and shows its story', async () => {
  const { rows } = await person.ask('orders.page', {
    filter: { shopId: await fileShop() },
    offset: 700,
    limit: 1,
  });
  const wanted = rows[0]?.orderId ?? '';

  await person.page
    .getByRole('searchbox')
    .or(person.page.getByRole('textbox'))
    .first()
    .fill(wanted.slice(-8));
  await person.page
    .getByRole('row')
    .filter({ hasText: wanted.slice(-4) })
    .first()
    .click();
  await person.page.keyboard.press('Enter');

  await person.page.getByRole('complementary').filter({ hasText: wanted }).first().waitFor();
  await person.picture('orders');
  await person.page.keyboard.press('Escape');
  await person.page.getByRole('searchbox').or(person.page.getByRole('textbox')).first().fill('');
});

it(
  'plans parcels that keep tagged and untagged apart, and says why',
  async () => {
    await person.go('waves');
    await person.button('waves.plan').first().click();
    await expect
      .poll(
        async () => (await person.ask('parcels.page', { states: ['proposed'], offset: 0, limit: 1 })).total,
        { timeout: minutes },
      )
      .toBeGreaterThan(1000);

    const groups = await allGroups();
    const apart = groups.flatMap((group) => group.apart.map((one) => one.rule));
    expect(apart).toContain('door.order-untagged-mix');
    for (const parcel of groups.flatMap((group) => group.parcels)) {
      expect(parcel.verdict.verdict).not.toBe('block');
      const tags = new Set(parcel.lines.filter((line) => !line.isGift).map((line) => line.doorTag));
      expect(tags.has('tagged') && tags.has('untagged')).toBe(false);
    }
    await person.picture('planning');
    await person.button('waves.accept-clean').click();
    await expect
      .poll(
        async () => (await person.ask('parcels.page', { states: ['planned'], offset: 0, limit: 1 })).total,
        { timeout: minutes },
      )
      .toBeGreaterThan(1000);
  },
  4 * minutes,
);

it(
  'releases a wave whose list runs up one aisle and down the next, and ticks a line by scan',
  async () => {
    await person.page.getByRole('tab', { name: wordsOf('waves.part.release') }).click();
    await person.page.getByLabel(wordsOf('waves.at-most')).fill(String(waveSize));
    await person.page.getByRole('button', { name: new RegExp(`Release ${waveSize}`) }).click();
    const anyway = person.button('waves.release-short');
    const list = person.page
      .locator('[data-picking-list]')
      .or(person.page.getByRole('list', { name: wordsOf('waves.picking-list') }));
    await anyway.or(list).first().waitFor();
    if (await anyway.isVisible()) await anyway.click();
    await expect.poll(async () => (await person.ask('waves.list', {})).length, { timeout: minutes }).toBe(1);

    const wave = (await person.ask('waves.list', {}))[0];
    const { lines } = await person.ask('waves.pickingList', { waveId: wave?.waveId ?? ('' as never) });
    const bins = lines.flatMap((line) => line.binCode ?? []);
    expect(bins).toEqual(upAndDownTheAisles(bins));
    await person.scan(lines[0]?.skuCode ?? '');
    await expect
      .poll(
        async () =>
          (await person.ask('waves.pickingList', { waveId: wave?.waveId ?? ('' as never) })).lines[0]
            ?.pickedQuantity,
        { timeout: minutes },
      )
      .toBeGreaterThan(0);
    await person.picture('picking-list');
  },
  3 * minutes,
);

it(
  'prints every label on a ZPL printer, in batches of at most 50, and pauses at a label',
  async () => {
    await person.go('printing');
    await person.button('printing.add-printer').first().click();
    await person.page.getByLabel(wordsOf('wire.tcp.where')).fill('127.0.0.1');
    await person.page.getByLabel(wordsOf('profile.wire.port')).fill(String(printer.port));
    await person.button('setup.next').click();
    await person.page.getByRole('button', { name: /^ZPL/ }).click();
    await person.page.getByLabel(wordsOf('profile.name')).fill('Bench 1');
    await person.button('setup.save-and-test').click();
    await person.button('setup.skip-test').click();
    // This paper runs as fast as any; a printer that is not asked anything is given the time its paper needs.
    const bench = (await person.ask('printers.list', {})).find(({ name }) => name === 'Bench 1');
    if (bench?.kind !== 'profile') throw new Error('the printer was set up by its profile');
    const { printerId, name, kind, settings } = bench;
    await person.ask('printers.save', { printerId, name, kind, settings: { ...settings, speed: 14 } });
    await person.button('printing.new-labels').first().click();
    await person.picture('choose-labels');
    await person.page
      .locator('aside')
      .getByRole('button', { name: /Print \d|Print .* label/ })
      .click();
    await person.button('printing.pause').click();
    await person.button('printing.resume').click();
    await person.picture('printing');

    await expect
      .poll(
        async () =>
          (await person.ask('batches.list', { limit: 200 })).every((batch) => batch.state === 'finished'),
        { timeout: 5 * minutes, interval: 500 },
      )
      .toBe(true);
    const batches = await person.ask('batches.list', { limit: 200 });
    expect(Math.max(...batches.map((batch) => batch.labelCount))).toBe(50);
    expect(batches.reduce((sum, batch) => sum + batch.labelCount, 0)).toBe(waveSize);
    expect(printer.roll.length).toBe(waveSize);
  },
  8 * minutes,
);

it(
  'packs by scanner, goes on without a network, and says how many shipments wait',
  async () => {
    const parcels = await parcelsToPack();
    await person.go('bench');
    for (const [index, parcel] of parcels.entries()) {
      if (index === packedOnline) await plug(false);
      await person.scan(parcel.trackingNumber ?? '');
      await expect
        .poll(async () => (await readBench(person)).parcel?.parcelId, { timeout: minutes })
        .toBe(parcel.parcelId);
      if (index === 0) await person.picture('bench');
      for (const line of parcel.lines) await packLine(person, parcel.parcelId, line);
      await expect
        .poll(async () => (await person.ask('parcels.read', { parcelId: parcel.parcelId })).state, {
          timeout: minutes,
        })
        .toMatch(/packed|shipped/);
      packed.push({
        parcelId: parcel.parcelId,
        trackingNumber: parcel.trackingNumber ?? '',
        shopId: parcel.shopId,
      });
    }

    const { network } = await person.ask('station.describe', {});
    expect(network).toMatchObject({ isOnline: false, waiting: packedOffline });
    await person.page
      .getByRole('banner')
      .or(person.page.locator('header'))
      .first()
      .getByText(new RegExp(`${packedOffline}`))
      .first()
      .waitFor();
    await person.picture('offline');
  },
  6 * minutes,
);

it(
  'ships everything when the network is back, each with its own result',
  async () => {
    await plug(true);
    await expect
      .poll(async () => (await person.ask('station.describe', {})).network.waiting, { timeout: 2 * minutes })
      .toBe(0);
    await person.go('shipping');
    await person.page
      .getByRole('tab', { name: /Sent/ })
      .or(person.page.getByRole('button', { name: /Sent/ }))
      .first()
      .click();
    await person.picture('shipping');

    const { rows } = await person.ask('shipping.page', { state: 'done', offset: 0, limit: 100 });
    expect(rows.map((row) => row.trackingNumber).sort()).toEqual(
      packed.map((one) => one.trackingNumber).sort(),
    );
    expect(shippedNumbers()).toEqual(packed.map((one) => one.trackingNumber).sort());
  },
  4 * minutes,
);

it(
  'printed labels that other people’s tools read back to the very numbers shipped',
  async () => {
    const read = new Map<string, string>();
    const wanted = new Set(packed.map((one) => one.trackingNumber));
    for (const zpl of printer.roll) {
      if (wanted.size === 0 && read.size >= labelsJudged) break;
      const png = await renderZpl(zpl, { widthDots: 800, heightDots: 1200 }, 8);
      const codes = await scanLabel(png);
      expect(codes.code128).toHaveLength(1);
      expect(codes.qr).toHaveLength(1);
      read.set(codes.qr[0] ?? '', codes.code128[0] ?? '');
      wanted.delete(codes.code128[0] ?? '');
    }

    expect(read.size).toBeGreaterThanOrEqual(labelsJudged);
    for (const [parcelId, trackingNumber] of read) {
      expect((await person.ask('parcels.read', { parcelId: parcelId as ParcelId })).trackingNumber).toBe(
        trackingNumber,
      );
    }
    for (const one of packed) expect(read.get(one.parcelId)).toBe(one.trackingNumber);
  },
  8 * minutes,
);

it('never made the browser complain', () => {
  expect(person.complaints).toEqual([]);
});

async function importFile(name: string, buffer: Buffer): Promise<void> {
  await person.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

async function fileShop() {
  const shop = (await person.ask('shops.list', {})).find((one) => one.connection === 'files');
  if (!shop) throw new Error('the file’s shop was not made');
  return shop.shopId;
}

async function allGroups() {
  const groups = [];
  for (let offset = 0; ; offset += 500) {
    const page = await person.ask('parcels.groups', { state: 'proposed', offset, limit: 500 });
    groups.push(...page.groups);
    if (groups.length >= page.total) return groups;
  }
}

/** Labelled parcels of both shops; those packed offline are of the one that is reached over the network. */
async function parcelsToPack() {
  const { rows } = await person.ask('parcels.page', { states: ['released'], offset: 0, limit: 500 });
  const labelled = rows
    .filter((row) => row.label !== null && row.verdict.verdict === 'allow')
    .sort((a, b) => (a.sortPosition ?? 0) - (b.sortPosition ?? 0));
  const overNetwork = labelled.filter((row) => row.shopId === 'training').slice(0, packedOffline + 2);
  const byFile = labelled.filter((row) => row.shopId !== 'training').slice(0, packedOnline - 2);
  return [...overNetwork.slice(0, 2), ...byFile, ...overNetwork.slice(2)];
}

async function plug(isIn: boolean): Promise<void> {
  await person.go('shipping');
  const shown = person.page.getByRole('switch', { name: wordsOf('shipping.plug') });
  await shown.click({ force: true });
  await expect
    .poll(async () => (await person.ask('station.describe', {})).network.isOnline, { timeout: minutes })
    .toBe(isIn);
  await person.go('bench');
}

/** What the shops really got: the training shop's own books, and the upload files of the others. */
function shippedNumbers(): string[] {
  const station = join(dataDir, 'training');
  const books = trainingBooks(station).shipments.map((one) => one.trackingNumber as string);
  const uploads = readdirSync(join(station, 'shipments'))
    .filter((name) => name.endsWith('.csv'))
    .flatMap((name) => readFileSync(join(station, 'shipments', name), 'utf8').split('\n'))
    .flatMap((line) =>
      packed.filter((one) => line.includes(one.trackingNumber)).map((one) => one.trackingNumber),
    );
  return [...new Set([...books, ...uploads])].sort();
}
