import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { PrinterId } from '../../main/basics/ids.ts';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import { onItsWay } from '../builders/label-moment.ts';
import { dotsOf, renderZpl } from '../builders/label-oracles.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { settle } from '../builders/moved-clock.ts';
import { testStation } from '../builders/test-station.ts';
import { startZplSimulator } from '../simulators/printers/zpl-simulator.ts';

const none = 'none' as PrinterId; // names no printer

it('has a paperless printer from the first start on', async () => {
  await using station = testStation();

  expect(await station.ask('printers.list', {})).toMatchObject([
    { printerId: paperlessPrinterId, name: 'Paperless 无纸', kind: 'paperless', now: null, lastLabel: null },
  ]);
});

it('prints a test label on a new printer, with defaults that fit an unknown one', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const settings = { host: '127.0.0.1', port: paper.port };
  const { printerId } = await station.ask('printers.save', { name: 'Zebra', kind: 'zpl-tcp', settings });

  const tested = await station.ask('printers.test', { printerId });

  expect(tested).toMatchObject({ widthDots: 800, heightDots: 1200 });
  expect(paper.roll).toHaveLength(1);
  const picture = await renderZpl(paper.roll[0] ?? '', tested, 8);
  expect(await dotsOf(picture)).toMatchObject({ widthDots: 800, heightDots: 1200 });
  const shown = await station.ask('printers.test-picture', { printerId });
  const [onScreen, onPaper] = [await dotsOf(Buffer.from(shown.pngBase64, 'base64')), await dotsOf(picture)];
  expect(Buffer.from(onScreen.bits).equals(Buffer.from(onPaper.bits))).toBe(true);
  const listed = (await station.ask('printers.list', {})).find((printer) => printer.printerId === printerId);
  expect(listed).toMatchObject({ state: { kind: 'ready' }, settings: { compression: 'acs', media: 'gap' } });
  await paper.close();
});

it('counts a printer behind a system’s queue among those that are not asked', async () => {
  await using station = testStation();
  const presets = await station.ask('printers.presets', {});
  const { profile } = presets.find(({ id }) => id === 'zebra-203') ?? {};
  const save = (name: string, wire: object) =>
    station.ask('printers.save', { name, kind: 'profile', settings: { ...profile, wire } });

  await save('queue', { kind: 'cups', queue: 'Zebra', mode: 'raw', stallMs: 60_000 });
  await save('cable', { kind: 'serial', path: '/no/such/port', stallMs: 60_000 });

  const listed = await station.ask('printers.list', {});
  expect(listed.map(({ name, asking }) => [name, asking])).toEqual(
    expect.arrayContaining([
      ['queue', 'off'],
      ['cable', 'untried'],
    ]),
  );
});

it('has no picture of a test label for a printer nobody knows', async () => {
  await using station = testStation();

  expect(await station.askRefused('printers.test-picture', { printerId: none })).toMatchObject({
    code: 'printer.unknown',
  });
});

it('says why a test label did not arrive', async () => {
  await using station = testStation();
  const settings = { host: 'no-such-printer.invalid' };
  const { printerId } = await station.ask('printers.save', { name: 'Nowhere', kind: 'zpl-tcp', settings });

  const refused = await station.askRefused('printers.test', { printerId });

  expect(refused).toMatchObject({ code: 'printer.test-failed', facts: { reason: 'printer.name-unknown' } });
  await settle();
});

it('refuses settings that do not fit, and printers nobody knows', async () => {
  await using station = testStation();

  const refusals = [
    await station.askRefused('printers.save', {
      name: 'Z',
      kind: 'zpl-tcp',
      settings: { host: 'a', port: 0 },
    }),
    await station.askRefused('printers.save', {
      printerId: none,
      name: 'Z',
      kind: 'paperless',
      settings: {},
    }),
    await station.askRefused('printers.remove', { printerId: none }),
    await station.askRefused('printers.test', { printerId: none }),
    await station.askRefused('printers.remove', { printerId: paperlessPrinterId }),
  ];

  expect(refusals.map((refusal) => refusal.code)).toEqual([
    'printer.settings-wrong',
    'printer.unknown',
    'printer.unknown',
    'printer.unknown',
    'printer.last-resort',
  ]);
  expect(refusals[0]?.facts).toMatchObject({ field: 'port' });
});

it('is removed when nothing waits for it, and not before', async () => {
  await using station = testStation();
  const { printerId } = await station.ask('printers.save', {
    name: 'Second',
    kind: 'paperless',
    settings: {},
  });
  const { batches } = await station.ask('batches.create', {
    parcelIds: withParcels(station, [{}]),
    printerId,
  });

  const refused = await station.askRefused('printers.remove', { printerId });
  await station.ask('batches.cancel', { batchId: batches[0]?.batchId ?? ('none' as never) });
  await station.ask('printers.remove', { printerId });

  expect(refused).toMatchObject({ code: 'printer.has-batches', facts: { batchNo: 1 } });
  expect((await station.ask('printers.list', {})).map((printer) => printer.printerId)).toEqual([
    paperlessPrinterId,
  ]);
  expect(await station.ask('batches.list', {})).toMatchObject([{ printerName: 'Second' }]);
});

it('is not changed while it prints', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const settings = { host: '127.0.0.1', port: paper.port };
  const { printerId } = await station.ask('printers.save', { name: 'Zebra', kind: 'zpl-tcp', settings });
  const { batches } = await station.ask('batches.create', {
    parcelIds: withParcels(station, [{}]),
    printerId,
  });
  const batchId = batches[0]?.batchId ?? ('none' as never);
  const firstGoes = onItsWay(station, batchId);
  const printing = station.ask('batches.start', { batchId, wait: true });
  await firstGoes;

  const refused = await station.askRefused('printers.save', {
    printerId,
    name: 'Zebra',
    kind: 'zpl-tcp',
    settings,
  });

  expect(refused.code).toBe('printer.printing');
  await printing;
  await paper.close();
});

it('keeps the label queued when the folder of pictures cannot be written', async () => {
  await using station = testStation();
  writeFileSync(join(station.dataDir, 'labels'), 'a file where the folder should be');
  const { batches } = await station.ask('batches.create', {
    parcelIds: withParcels(station, [{}]),
    printerId: paperlessPrinterId,
  });

  const batch = await station.ask('batches.start', {
    batchId: batches[0]?.batchId ?? ('none' as never),
    wait: true,
  });

  expect(batch).toMatchObject({
    state: 'paused',
    stopReason: 'printer.folder-closed',
    counts: { queued: 1 },
  });
  expect(readdirSync(station.dataDir)).toContain('labels');
});
