// What the station does with its printers between batches: the ones that answer are looked at, the ones that never did are left in peace.

import { expect, it } from 'vitest';
import type { PrinterId } from '../../main/basics/ids.ts';
import { createLabelPrinter } from '../../main/devices/printers/create-label-printer.ts';
import { languageOf } from '../../main/devices/printers/languages/language-of.ts';
import { createPrinterRegistry } from '../../main/devices/printers/printer-registry.ts';
import { noteAnswered } from '../../main/devices/printers/printers-table.ts';
import { lineInHand, wireOf } from '../builders/line-in-hand.ts';
import { movedClock, settle } from '../builders/moved-clock.ts';
import { aProfile } from '../builders/printer-profiles.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { type SimulatedPrinter, startPrinter } from '../simulators/printers/start-printer.ts';

async function withPrinter(station: TestStation, { port }: SimulatedPrinter): Promise<PrinterId> {
  const { printerId } = await station.ask('printers.save', {
    name: 'Gprinter',
    kind: 'profile',
    settings: { language: 'tspl', statusDialect: 'tspl', wire: { kind: 'tcp', host: '127.0.0.1', port } },
  });
  return printerId;
}

const note = (station: TestStation, printerId: PrinterId, hasAnswered: boolean) =>
  station.parts.database.write((writer) => noteAnswered(writer, printerId, hasAnswered));

it('looks at an idle printer that answers, every so many seconds, and says what it wants', async () => {
  await using station = testStation();
  await using paper = await startPrinter('tspl');
  const printerId = await withPrinter(station, paper);
  note(station, printerId, true);
  const registry = createPrinterRegistry(station.parts);
  registry.start();
  await expect.poll(() => registry.stateOf(printerId)).toEqual({ kind: 'ready' });

  await paper.tell({ do: 'fault', what: 'paper-out' });
  await station.clock.pass(10_000);
  await expect.poll(() => registry.stateOf(printerId)).toEqual({ kind: 'trouble', troubles: ['paper-out'] });
  await paper.tell({ do: 'mend', paper: 100 });
  await station.clock.pass(station.parts.settings.get('printing.watchSeconds') * 1_000);
  await expect.poll(() => registry.stateOf(printerId)).toEqual({ kind: 'ready' });

  await registry.stop();
});

it('asks an idle printer nothing that never answered', async () => {
  await using station = testStation();
  await using paper = await startPrinter('tspl');
  const printerId = await withPrinter(station, paper);
  const registry = createPrinterRegistry(station.parts);

  const state = await registry.look(printerId);
  await paper.until({ connections: 0 });

  expect(state).toEqual({ kind: 'ready' });
  expect((await paper.read()).receivedBytes).toBe(0);
  await registry.stop();
});

it('calls a printer asked in vain after three runs without an answer, until it is saved anew', async () => {
  await using station = testStation();
  await using paper = await startPrinter('tspl');
  const printerId = await withPrinter(station, paper);
  const asking = async () =>
    (await station.ask('printers.list', {})).find((one) => one.printerId === printerId)?.asking;

  const told = [await asking()];
  for (let run = 1; run <= 3; run += 1) {
    note(station, printerId, false);
    told.push(await asking());
  }
  const { settings } =
    (await station.ask('printers.list', {})).find((one) => one.printerId === printerId) ?? {};
  await station.ask('printers.save', {
    printerId,
    name: 'Gprinter',
    kind: 'profile',
    settings: { ...settings },
  });
  told.push(await asking());

  expect(told).toEqual(['untried', 'untried', 'untried', 'in-vain', 'untried']);
});

it('asks a printer that stays silent at the beginning of a run, says so, and prints without asking', async () => {
  const clock = movedClock();
  const line = lineInHand();
  const answered: boolean[] = [];
  const profile = aProfile({ language: 'tspl', statusDialect: 'tspl' });
  const printer = createLabelPrinter(
    {
      printerId: 'printer-1' as PrinterId, // the test's own
      wire: wireOf(line),
      language: languageOf(profile),
      format: { dotsPerMm: 8, encoding: { kind: 'profile', profile } },
      reprintsByItself: true,
      line: { evidence: 1, isWhole: false, isProofOfPower: true },
      labelMs: null,
      hasAnswered: false,
      mayAsk: () => true,
      giveUpMs: 60_000,
      mendMs: 5_000,
    },
    clock,
    { saw() {}, answered: (has) => answered.push(has) },
  );

  const sending = printer.send({
    labelId: 'L1',
    batchNo: 1,
    position: 1,
    trackingNumber: 'YT1',
    bytes: Buffer.from('LABEL'),
  });
  await settle();
  await clock.pass(1_500);
  const sent = await sending;
  const told = await printer.confirm();

  expect(sent).toEqual({ kind: 'delivered', evidence: null });
  expect(line.heard()).toBe('\x1b!?LABEL');
  expect(answered).toEqual([false]);
  expect(told).toMatchObject({ confirmed: [{ labelId: 'L1', evidence: 1 }], doubt: null });
});
