// Two windows are two benches of one station: what one does the other sees. Between them the network goes and comes back, a
// scanner sends rubbish, and somebody starts a second station on the same data.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { found } from '../builders/found.ts';
import { scanLabel } from '../builders/label-oracles.ts';
import { openedStation } from '../builders/opened-station.ts';
import { trainingBooks } from '../builders/training-books.ts';
import { startBrowserHost } from '../hosts/built.ts';
import { labelledMorning } from './labelled-morning.ts';
import { arrive, type Person } from './person.ts';

const minute = 60_000;
/** A label printer's 203 dots per inch for the 96 pixels of a browser. */
const dotsPerPixel = 203 / 96;
let one: Person;
let two: Person;
let morning: Awaited<ReturnType<typeof labelledMorning>>;

const { dataDir } = openedStation('two-benches', async ({ arrive }) => {
  one = await arrive({ isTraining: true });
});

it(
  'begins with printed labels and two windows',
  async () => {
    morning = (await labelledMorning(one)).slice(0, 6);
    await one.go('bench');
    two = await one.openWindow();
    await two.go('bench');

    await one.page.getByText('Bench 1', { exact: true }).waitFor();
    await two.page.getByText('Bench 2', { exact: true }).waitFor();
  },
  2 * minute,
);

it(
  'prints the picking list on A4 and on labels, whole, and its codes are read back',
  async () => {
    const wave = found((await one.ask('waves.list', {}))[0]);
    const third = await one.openWindow();
    await third.go('waves');
    await third.page.getByRole('tab', { name: third.words('waves.part.release') }).click();
    await third.page.getByText(wave.name, { exact: true }).first().click();
    await third.page.locator('.sheet-on-paper').waitFor({ state: 'attached' });
    await third.page.evaluate('window.print = () => {}');
    const devices = await third.page.context().newCDPSession(third.page);

    for (const [key, widthMm, size] of [
      ['waves.print-a4', 190, '595x842'],
      ['waves.print-label', 94, '283x425'],
    ] as const) {
      await third.button(key).click();
      const pdf = await third.page.pdf({ preferCSSPageSize: true });
      expect(pageSizes(pdf)).toEqual(new Set([size]));
      // The dialogue is over and the usual paper is back: once more, to look at the sheet itself.
      await third.button(key).click();
      await third.page.emulateMedia({ media: 'print' });
      await third.page.setViewportSize({ width: Math.round((widthMm * 96) / 25.4), height: 1_000 });
      expect(await third.page.locator('.sheet-on-paper').evaluate(cutTexts)).toEqual([]);
      const head = found(await third.page.locator('.sheet-on-paper header').boundingBox());
      const clip = { ...head, scale: dotsPerPixel };
      const { data } = await devices.send('Page.captureScreenshot', { clip });
      const codes = await scanLabel(Buffer.from(data, 'base64'));
      expect(codes).toEqual({ code128: [wave.waveId], qr: [wave.waveId] });
      await third.page.emulateMedia({ media: null });
      await third.page.setViewportSize({ width: 1440, height: 900 });
    }
    await third.page.close();
  },
  2 * minute,
);

it(
  'tells the second bench where a parcel lies open, by the name of the first',
  async () => {
    const parcel = found(morning[0]);
    await one.scan(parcel.trackingNumber ?? '');
    await expect.poll(() => openAt('bench-1'), { timeout: minute }).toBe(parcel.parcelId);

    await two.scan(parcel.trackingNumber ?? '');

    await two.page
      .getByRole('alert')
      .getByText(two.words('bench.instruction.open-elsewhere', { benchId: '1' }))
      .waitFor();
    expect(await openAt('bench-2')).toBeUndefined();
    await two.page.keyboard.press('Space');
    await two.page.getByText(two.words('bench.instruction.scan-a-label')).first().waitFor();
  },
  2 * minute,
);

it(
  'says what to do after rubbish and after ten thousand characters, and counts nothing',
  async () => {
    for (const [code, hint] of [
      ['%&/()=?', 'bench.hint.nothing-known'],
      ['x'.repeat(10_240), 'bench.hint.too-long'],
    ] as const) {
      await two.scan(code);

      const alert = two.page.getByRole('alert');
      await alert.getByText(two.words('bench.instruction.unknown-code')).waitFor();
      await alert.getByText(two.words(hint)).waitFor();
      await two.scan('PB-OK');
      await alert.waitFor({ state: 'detached' });
    }
    await two.go('today');
    await two.scan('y'.repeat(10_240));
    await two.page.getByText(/y{60}…/).waitFor();
    await two.page.keyboard.press('Enter');
    await two.go('bench');

    expect(await openAt('bench-1')).toBe(found(morning[0]).parcelId);
  },
  2 * minute,
);

it(
  'refuses a file that is far too large at once, and says what to do with one that cannot be read',
  async () => {
    await two.go('orders');
    const sheet = two.page.getByRole('dialog');
    await two.page.evaluate(chooseFile, { name: 'everything.csv', bytes: 200_000_001, isReadable: true });
    await sheet.getByText(two.words('refusal.import.too-large', { megabytes: 201, limit: 200 })).waitFor();
    await two.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    await two.page.evaluate(chooseFile, { name: 'a folder', bytes: 4_096, isReadable: false });

    await sheet.getByText(two.words('refusal.import.unreadable-file', { fileName: 'a folder' })).waitFor();
    await two.page.keyboard.press('Escape');
    await two.go('bench');
  },
  2 * minute,
);

it(
  'packs at both benches without a network, and all of it goes when the plug is in again',
  async () => {
    await one.ask('network.set', { isOnline: false });
    await two.page.locator('header').getByText(two.words('frame.offline')).first().waitFor();
    for (const [index, parcel] of morning.entries()) await pack(index % 2 === 0 ? one : two, parcel);

    const waiting = two.words('frame.waiting', { count: morning.length });
    for (const window of [one, two]) await window.page.locator('header').getByText(waiting).first().waitFor();
    expect(trainingBooks(join(dataDir, 'training')).shipments).toEqual([]);
    await two.ask('network.set', { isOnline: true });

    await expect
      .poll(bookedNumbers, { timeout: minute })
      .toEqual(morning.map((parcel) => parcel.trackingNumber).sort());
    for (const window of [one, two])
      await window.page.locator('header').getByText(waiting).waitFor({ state: 'detached' });
  },
  3 * minute,
);

it(
  'lets a second station on the same data look into every room, change nothing, and see what changes',
  async () => {
    const second = await startBrowserHost(['--no-open', '--data', dataDir]);
    const guest = await arrive(second);
    const notice = guest.words('refusal.station.read-only');
    await guest.page.getByText(notice).first().waitFor();

    for (const room of ['today', 'orders', 'waves', 'bench', 'printing', 'shipping', 'settings'] as const) {
      await guest.go(room);
    }
    await guest.go('bench');
    await guest.scan(found(morning[0]).trackingNumber ?? '');
    await guest.page.getByRole('alert').getByText(notice).waitFor();
    await guest.page.keyboard.press('Space');
    await guest.page.getByRole('alert').waitFor({ state: 'detached' });
    await guest.go('today');
    await one.ask('training.addOrders', { count: 7 });
    await one.ask('orders.pull', {});

    const flow = async () => (await one.ask('today.read', {})).flow.toPlan;
    await guest.page
      .getByRole('main')
      .getByText(String(await flow()), { exact: true })
      .first()
      .waitFor();
    expect(guest.complaints).toEqual([]);
    await guest.leave();
    await second.stop();
  },
  2 * minute,
);

it('never made the browser complain', () => {
  expect(one.complaints).toEqual([]);
});

type Parcel = (typeof morning)[number];

async function openAt(benchId: string): Promise<string | undefined> {
  return (await one.ask('bench.read', { benchId })).parcel?.parcelId;
}

async function pack(person: Person, parcel: Parcel): Promise<void> {
  const benchId = person === one ? 'bench-1' : 'bench-2';
  if ((await openAt(benchId)) !== parcel.parcelId) await person.scan(parcel.trackingNumber ?? '');
  await expect.poll(() => openAt(benchId), { timeout: minute }).toBe(parcel.parcelId);
  let packed = 0;
  for (const line of parcel.lines) {
    for (let piece = 0; piece < line.quantity; piece += 1) {
      await person.scan(line.skuCode);
      packed += 1;
      await expect.poll(() => packedPieces(parcel.parcelId), { timeout: minute }).toBe(packed);
    }
  }
}

async function packedPieces(parcelId: ParcelId): Promise<number> {
  const { lines } = await one.ask('parcels.read', { parcelId });
  return lines.reduce((sum, line) => sum + line.packedQuantity, 0);
}

function bookedNumbers(): string[] {
  return trainingBooks(join(dataDir, 'training'))
    .shipments.map((shipment) => shipment.trackingNumber as string)
    .sort();
}

/** Width and height of the PDF's pages in points, whole ones. */
function pageSizes(pdf: Buffer): Set<string> {
  const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return new Set(
    boxes.map(([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`),
  );
}

/** Runs in the page: what stands wider than its cell or leaves the sheet. */
function cutTexts(sheet: Element): string[] {
  const { right } = sheet.getBoundingClientRect();
  return [...sheet.querySelectorAll('td, h1, figcaption')]
    .filter(
      (cell) => cell.scrollWidth > cell.clientWidth + 1 || cell.getBoundingClientRect().right > right + 1,
    )
    .map((cell) => cell.textContent ?? '');
}

/** Runs in the page: a person chooses a file. One that cannot be read is what a browser makes of a folder or a pulled stick. */
function chooseFile(wish: {
  readonly name: string;
  readonly bytes: number;
  readonly isReadable: boolean;
}): void {
  const file = new File([new Uint8Array(wish.bytes)], wish.name);
  if (!wish.isReadable) {
    file.slice = () => {
      throw new DOMException('it is gone', 'NotFoundError');
    };
  }
  const chosen = new DataTransfer();
  chosen.items.add(file);
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('the orders screen takes files');
  if (wish.isReadable) input.files = chosen.files;
  else Object.defineProperty(input, 'files', { value: [file], configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
