// Files and cables, in a real browser: a platform's labels are picked in the file window, the wrong ones say why; a printer that the
// system's own print service knows is found, set up and prints its test label.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RequestAnswer } from '../../main/api.ts';
import { dotsOf, scanLabel } from '../builders/label-oracles.ts';
import { openedStation } from '../builders/opened-station.ts';
import { aLockedPdf, aPdf, type PageLook } from '../builders/platform-labels.ts';
import { hasCups, startCups } from '../builders/print-servers.ts';
import { type SimulatedPrinter, startPrinter } from '../simulators/printers/start-printer.ts';
import type { Person } from './person.ts';

const minute = 60_000;
let zebra: SimulatedPrinter;
let person: Person;

const { dataDir } = openedStation('found-printer', async ({ beside, arrive }) => {
  zebra = await beside(startPrinter('zpl', { ips: 6, time: 12 }));
  const cups = hasCups ? await beside(startCups()) : undefined;
  cups?.addQueue('Zebra_ZD421', zebra.port);
  cups?.addQueue('Office', zebra.port);
  person = await arrive({
    isTraining: true,
    env: cups ? { CUPS_SERVER: `127.0.0.1:${cups.port}` } : {},
  });
  await person.ask('orders.pull', {});
  await person.ask('parcels.plan', {});
  await person.ask('parcels.accept', { parcelIds: 'clean' });
  await person.ask('waves.release', { acceptShortages: true });
});

it(
  'takes a label that is picked as a file, says of each wrong one what is wrong, and prints the right one',
  async () => {
    const { page } = person;
    const [parcel] = (await person.ask('parcels.page', { states: ['released'], offset: 0, limit: 1 })).rows;
    if (!parcel) throw new Error('a wave was released');
    const { batches } = await person.ask('batches.create', {
      parcelIds: [parcel.parcelId],
      printerId: 'paperless',
    });
    const batch = await person.ask('batches.read', { batchId: batches[0]?.batchId ?? '' });
    const trackingNumber = batch.labels[0]?.trackingNumber ?? '';
    const pages = Array.from({ length: 400 }, (): PageLook => ({ trackingNumber: null }));
    const offered: readonly (readonly [string, Uint8Array])[] = [
      ['right.pdf', await aPdf({ trackingNumber, inkFromMm: 120 })],
      ['a4.pdf', await aPdf({ trackingNumber, widthMm: 210, heightMm: 297 })],
      ['locked.pdf', aLockedPdf()],
      ['book.pdf', await aPdf(...pages)],
      ['empty.pdf', new Uint8Array()],
      ['sideways.pdf', await aPdf({ trackingNumber, turn: 90 })],
    ];

    await person.go('printing');
    await page.getByRole('tab', { name: person.words('printing.part.documents') }).click();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: person.words('documents.choose') }).click();
    await (await choosing).setFiles(
      offered.map(([name, bytes]) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) })),
    );
    await page.getByText(person.words('documents.kept-of', { kept: 1, of: offered.length })).waitFor();
    await person.picture('platform-labels-answers');
    const said = await page.locator('aside li').allTextContents();
    await page.getByText(person.words('documents.all'), { exact: true }).click();
    await page
      .getByRole('row')
      .filter({ hasText: 'PDF' })
      .filter({ hasText: trackingNumber.slice(-4) })
      .waitFor();
    await person.picture('platform-labels');

    const aboutFile = (name: string) => said.find((text) => text.startsWith(name)) ?? '';
    expect(aboutFile('right.pdf')).toContain(trackingNumber);
    const refusals = {
      'a4.pdf': person.words('refusal.document.page-size', {
        page: 'A4 (210 × 297 mm)',
        paper: '100 × 150 mm',
      }),
      'locked.pdf': person.words('refusal.document.locked'),
      'book.pdf': person.words('refusal.document.too-many-pages', { pages: 400 }),
      'empty.pdf': person.words('refusal.document.empty'),
      'sideways.pdf': person.words('refusal.document.page-rotated'),
    };
    for (const [name, words] of Object.entries(refusals)) expect(aboutFile(name)).toMatch(words);

    await person.ask('batches.start', { batchId: batch.batchId, wait: true });
    const [printed] = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith(`${trackingNumber}.png`),
    );
    const picture = readFileSync(join(dataDir, printed ?? ''));
    const paper = await dotsOf(picture);
    expect((await scanLabel(picture)).code128).toEqual([trackingNumber]);
    // Black from 120 mm down: the carrier's page, not ours.
    expect(paper.bits.subarray(1_100 * paper.rowBytes, 1_101 * paper.rowBytes)).toEqual(
      new Uint8Array(paper.rowBytes).fill(255),
    );
  },
  3 * minute,
);

it.skipIf(!hasCups)(
  'finds a printer that the system knows, guesses its make, and prints its test label (needs CUPS)',
  async () => {
    const { page } = person;
    await person.go('printing');
    await page.getByRole('tab', { name: person.words('printing.part.printers') }).click();
    await person.button('printing.add-printer').click();
    await page.getByRole('button', { name: /^Office/ }).waitFor();
    await person.picture('found-queues');
    await page.getByRole('button', { name: /^Zebra_ZD421/ }).click();

    const chosen = page.getByRole('button', { name: /^Zebra ZD.*203/ });
    await expect.poll(() => chosen.getAttribute('aria-pressed')).toBe('true');
    await person.button('setup.save-and-test').click();
    await page.getByRole('img', { name: person.words('printing.label-picture') }).waitFor();
    await person.picture('found-test-label');
    await person.button('printing.test').click();
    await person.button('setup.came.right').waitFor();
    await zebra.until({ labels: 1, isResting: true });

    const shown = await page
      .getByRole('img', { name: person.words('printing.label-picture') })
      .getAttribute('src');
    const right = await dotsOf(Buffer.from((shown ?? '').replace(/^.*,/, ''), 'base64'));
    const [label] = (await zebra.read({ bits: true })).roll;
    expect(label).toMatchObject({ isWhole: true, heightDots: right.heightDots });
    expect(Buffer.from(label?.bits ?? '', 'base64').equals(right.bits)).toBe(true);

    await person.button('setup.came.right').click();
    await person.button('setup.leave-it').click();
    await person.button('setup.to-printers').click();
    const today = page.getByRole('row').filter({ hasText: 'Zebra_ZD421' });
    await today.waitFor();
    await person.picture('daily-counts');
    expect(await today.getByRole('cell').allTextContents()).toEqual([
      expect.stringMatching(person.words('printing.counts.today')),
      'Zebra_ZD421',
      ...['0', '0', '1'],
    ]);
  },
  3 * minute,
);

it(
  'shows everything that could be a printer, and who opens the port in the network',
  async () => {
    const { page } = person;
    const found: RequestAnswer<'printers.find'> = {
      queues: {
        kind: 'windows',
        found: [{ name: 'Gprinter GP-1324D', model: null, isDefault: true }],
        reason: null,
      },
      serialPorts: [{ path: 'COM3', maker: 'Xprinter' }],
      usbPaths: ['/dev/usb/lp0'],
      components: [{ dialect: 'douyin', printers: ['TSC TE244'], reason: null }],
      network: { open: ['192.168.1.77'], asked: 253, left: 0 },
    };
    // What other machines have cannot be had here: the answer is given in the station's place, the screen is real.
    await page.route('**/call', async (route) => {
      const asked = route.request().postData() ?? '';
      if (!asked.includes('"printers.find"')) return route.continue();
      const isScan = asked.includes('"network":true');
      const value = isScan ? found : { ...found, network: null };
      return route.fulfill({ json: { ok: true, value } });
    });
    await page.reload();
    await person.go('printing');
    await page.getByRole('tab', { name: person.words('printing.part.printers') }).click();
    await person.button('printing.add-printer').click();
    await page.getByRole('button', { name: /^TSC TE244/ }).waitFor();
    await person.button('setup.scan').click();
    await page.getByRole('button', { name: /^192\.168\.1\.77/ }).waitFor();
    await person.picture('found-everything');

    const names = await page.locator('main li button b').allTextContents();
    expect(names).toEqual(['TSC TE244', 'Gprinter GP-1324D', '/dev/usb/lp0', 'COM3', '192.168.1.77']);
    await page.getByRole('button', { name: /^192\.168\.1\.77/ }).click();
    await page.getByText('192.168.1.77:9100').waitFor();
    await page.unroute('**/call');
    expect(person.complaints).toEqual([]);
  },
  2 * minute,
);
