// A day at the label printers, in a real browser against printers in processes of their own: one is set up with its test label, prints
// fifty, runs out of paper, loses its cable and is asked about; the rest of the next batch moves to the other; one label again.

import { expect, it } from 'vitest';
import type { BatchId } from '../../main/basics/ids.ts';
import { scanDots } from '../builders/label-oracles.ts';
import { openedStation } from '../builders/opened-station.ts';
import { type SimulatedPrinter, startPrinter } from '../simulators/printers/start-printer.ts';
import type { Person } from './person.ts';

const minute = 60_000;
/** Printed while the first printer is set up. */
const testLabels = 2;
let person: Person;
let zebra: SimulatedPrinter;
let gprinter: SimulatedPrinter;

openedStation('printing-day', async ({ beside, arrive }) => {
  zebra = await beside(startPrinter('zpl', { ips: 6, time: 12, isSilentInTrouble: false }));
  gprinter = await beside(startPrinter('tspl', { ips: 6, time: 12 }));
  person = await arrive({ isTraining: true });
  await person.ask('training.addOrders', { count: 160 });
  await person.ask('orders.pull', {});
  await person.ask('parcels.plan', {});
  await person.ask('parcels.accept', { parcelIds: 'clean' });
  await person.ask('waves.release', { acceptShortages: true });
});

it(
  'sets a printer up: its address, its make, a test label, and what was seen on it',
  async () => {
    const { page } = person;
    await person.go('printing');
    await page.getByRole('tab', { name: person.words('printing.part.printers') }).click();
    await person.button('printing.add-printer').click();
    await page.getByLabel(person.words('wire.tcp.where')).fill('127.0.0.1');
    await page.getByLabel(person.words('profile.wire.port')).fill(String(zebra.port));
    await person.picture('printer-find');
    await person.button('setup.next').click();
    await page.getByRole('button', { name: /^Zebra ZD.*203/ }).click();
    await page.getByLabel(person.words('profile.name')).fill('Zebra');
    await person.picture('printer-profile');
    await person.button('setup.save-and-test').click();
    await person.button('printing.test').click();
    await person.button('setup.came.right').waitFor();
    await person.picture('printer-test-label');

    // Too pale: the heat goes up, and one more label shows that it is right now.
    await person.button('setup.came.off').click();
    await page.getByText(person.words('setup.q.tone-pale')).click();
    await person.button('setup.change-it').click();
    await page.getByText(person.words('after-test.print-again')).waitFor();
    await person.button('printing.test').click();
    await person.button('setup.came.right').click();
    await person.button('setup.leave-it').click();
    await person.button('setup.to-printers').click();

    const [printer] = (await person.ask('printers.list', {})).filter(({ name }) => name === 'Zebra');
    expect(printer?.settings).toMatchObject({ preset: 'zebra-203', density: 19 });
    await zebra.until({ labels: testLabels });
    await page
      .getByRole('article', { name: 'Zebra' })
      .getByText(person.words('printing.printer.ready'))
      .waitFor();
  },
  3 * minute,
);

it(
  'says how much paper is left once a new roll was loaded',
  async () => {
    const { page } = person;
    const card = page.getByRole('article', { name: 'Zebra' });
    await card.getByRole('button', { name: person.words('printing.roll.load') }).click();
    await card.getByLabel(person.words('printing.roll.holds')).fill('200');
    await card.getByRole('button', { name: person.words('printing.roll.loaded') }).click();

    await card.getByText(person.words('printing.roll.left', { count: 200 })).waitFor();
    await person.picture('printers');
  },
  2 * minute,
);

it(
  'prints fifty: paper ends and comes again by itself, a cable is cut, a scan answers, each label is there once',
  async () => {
    const { page } = person;
    await page.getByRole('tab', { name: person.words('printing.part.batches') }).click();
    await page.locator('body').press('n');
    await page.getByRole('switch', { name: person.words('printing.start-at-once') }).click({ force: true });
    await person.button('printing.make-batches').click();
    await expect.poll(async () => (await person.ask('batches.list', {})).length, { timeout: minute }).toBe(2);
    const [, first] = await person.ask('batches.list', {});
    if (!first) throw new Error('two batches were made');
    expect(first.labelCount).toBe(50);
    await openBatch(first.batchNo);
    // It ends in the middle of the seventh.
    await zebra.tell({ do: 'set', paper: 6.4 });
    await batchButton('printing.start').click();

    await page.getByText(person.words('printing.trouble-word.paper-out')).first().waitFor();
    await page.getByText(person.words('printing.trouble.paper-out')).first().waitFor();
    await person.picture('printer-paper-out');
    const { receivedBytes } = await zebra.read();
    const bytesOfLabel = receivedBytes / (testLabels + 8);
    await zebra.tell({ do: 'fault', what: 'cut', atByte: Math.round(receivedBytes + 5.5 * bytesOfLabel) });
    await zebra.tell({ do: 'mend', paper: 500 });
    await page.getByRole('heading', { name: person.words('printing.which-is-last') }).waitFor();
    await zebra.until({ isResting: true });
    const last = (await codesOn(zebra)).at(-1) ?? '';
    await person.scan(last);
    await page.locator('footer').getByText(person.words('printing.by-scan')).waitFor();
    await person.picture('recovery');
    await person.button('printing.go-on-from').click();
    await page.getByText(person.words('printing.batch-state.finished')).first().waitFor();

    const printed = await codesOn(zebra);
    const { labels } = await person.ask('batches.read', { batchId: first.batchId });
    expect(printed).toEqual([...new Set(printed)]);
    expect(printed).toEqual(labels.map((label) => label.trackingNumber));
    expect(labels.every((label) => label.state === 'printed')).toBe(true);
  },
  4 * minute,
);

it(
  'moves the rest of a batch to another printer, and every label is on one of the two rolls',
  async () => {
    const { page } = person;
    await addGprinter();
    const [second] = await person.ask('batches.list', {});
    if (!second) throw new Error('two batches were made');
    const before = (await codesOn(zebra)).length;
    await openBatch(second.batchNo);
    await zebra.tell({ do: 'set', paper: 3 });
    await batchButton('printing.start').click();
    await page.getByText(person.words('printing.trouble.paper-out')).first().waitFor();
    await batchButton('printing.pause').click();
    await zebra.tell({ do: 'mend', paper: 500 });
    await batchButton('printing.move').click();
    await page.getByRole('menuitem', { name: /GP/ }).click();
    await page.getByText(person.words('printing.why.batch.moved')).waitFor();
    await batchButton('printing.resume').click();
    await page.getByText(person.words('printing.batch-state.finished')).first().waitFor();
    await finished(second.batchId);

    const labels = (await person.ask('batches.read', { batchId: second.batchId })).labels;
    const onZebra = (await codesOn(zebra)).slice(before);
    const onGprinter = await codesOn(gprinter);
    expect(onGprinter.length).toBeGreaterThan(0);
    expect([...onZebra, ...onGprinter]).toEqual(labels.map((label) => label.trackingNumber));
  },
  4 * minute,
);

it(
  'prints one label again with its reason, and history knows both',
  async () => {
    const { page } = person;
    const [, first] = await person.ask('batches.list', {});
    if (!first) throw new Error('two batches were made');
    await page.getByRole('tab', { name: person.words('printing.part.history') }).click();
    await page.getByLabel(person.words('history.batch'), { exact: true }).fill(String(first.batchNo));
    const { labels } = await person.ask('batches.read', { batchId: first.batchId });
    const again = labels[6]?.trackingNumber ?? '';
    await page.getByLabel(person.words('history.number')).first().fill(again);
    await page.getByRole('row').nth(1).dblclick();
    await page.getByRole('button', { name: person.words('printing.reason.smudged') }).click();
    const before = (await zebra.read()).roll.filter(({ isWhole }) => isWhole).length;
    await person.button('printing.reprint').click();
    await zebra.until({ labels: before + 1 });

    const rows = (await person.ask('labels.history', { trackingNumber: again })).rows;
    expect(rows.map(({ reprintCount, state }) => [reprintCount, state === 'void'])).toEqual([
      [1, false],
      [0, true],
    ]);
    const [old, renewed] = await papersOf(again);
    expect(renewed?.hash).not.toBe(old?.hash);
    await page.getByRole('tab', { name: person.words('printing.part.history') }).click();
    await page
      .getByText(person.words('printing.again', { count: 1 }))
      .first()
      .waitFor();
    await person.picture('printing-history');
    expect(person.complaints).toEqual([]);
  },
  3 * minute,
);

async function openBatch(batchNo: number): Promise<void> {
  const name = new RegExp(person.words('printing.batch', { number: batchNo }).source);
  await person.page.locator('main').getByRole('button', { name }).first().click();
}

/** One of the large buttons of the batch that lies open. */
function batchButton(key: Parameters<Person['button']>[0]) {
  return person.page.locator('[data-batch]').getByRole('button', { name: person.words(key) });
}

async function addGprinter(): Promise<void> {
  const preset = (await person.ask('printers.presets', {})).find(({ id }) => id === 'gprinter-tspl');
  const wire = { kind: 'tcp', host: '127.0.0.1', port: gprinter.port };
  const settings = { ...preset?.profile, preset: 'gprinter-tspl', wire };
  await person.ask('printers.save', { name: 'GP', kind: 'profile', settings });
}

async function finished(batchId: BatchId): Promise<void> {
  await expect
    .poll(async () => (await person.ask('batches.read', { batchId })).state, { timeout: minute })
    .toBe('finished');
}

/** Waybills on the roll in the order they came out, whole labels only, without those that set the printer up. */
async function codesOn(printer: SimulatedPrinter): Promise<string[]> {
  const papers = await wholePapers(printer);
  return papers.map(({ code }) => code).slice(printer === zebra ? testLabels : 0);
}

async function papersOf(code: string) {
  return (await wholePapers(zebra)).filter((paper) => paper.code === code);
}

const read = new Map<string, string>();

async function wholePapers(printer: SimulatedPrinter) {
  const { roll } = await printer.read({ bits: true });
  const papers: { readonly code: string; readonly hash: string }[] = [];
  for (const { isWhole, hash, bits = '', widthDots, heightDots } of roll) {
    if (!isWhole) continue;
    const known = read.get(hash);
    const [code = ''] = known
      ? [known]
      : await scanDots({ widthDots, heightDots, bits: Buffer.from(bits, 'base64') });
    read.set(hash, code);
    papers.push({ code, hash });
  }
  return papers;
}
