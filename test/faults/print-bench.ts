// Where fault runs happen one after the other: books, a station in a process of its own, and a printer of each kind, each in its own.

import { type PrinterProfile, printerProfile } from '../../main/devices/printers/profile.ts';
import { diceOf } from './dice.ts';
import { type PrinterUnderTest, startPrinterUnderTest, startStation } from './print-parts.ts';
import { createRun, machines, type RunOutcome } from './print-run.ts';

export interface PrintBench {
  run(seed: number): Promise<RunOutcome>;
  close(): Promise<void>;
}

export async function createPrintBench(dataDir: string): Promise<PrintBench> {
  let station = await startStation(dataDir);
  const printers = new Map<string, PrinterUnderTest>();
  let batchNo = 0;

  async function printerFor(name: string, machine: (typeof machines)[number], reprints: boolean) {
    const key = `${name}-${machine.language}-${machine.statusDialect}`;
    const profile = profileOf(machine, reprints);
    const known = printers.get(key);
    const printer = known ?? (await startPrinterUnderTest(key, profile));
    printers.set(key, printer);
    await printer.simulated.tell({ do: 'set', reprints: reprints ? 'on' : 'off' });
    await printer.cutPaper();
    return { ...printer, place: { ...printer.place, profile } };
  }

  return {
    async run(seed) {
      const dice = diceOf(seed);
      batchNo += 1;
      const machine = dice.pick(machines);
      const reprints = dice.chance(0.5);
      const printer = await printerFor('a', machine, reprints);
      const other = await printerFor('b', { language: 'zpl', statusDialect: 'zpl-counter' }, true);
      const run = createRun({
        seed,
        dice,
        batchNo,
        printer,
        other,
        machine: `${machine.language}/${machine.statusDialect}${reprints ? '' : '/no-reprint'}`,
        station: () => station,
        async restart() {
          if (station.isAlive) await station.end();
          station = await startStation(dataDir);
          return station;
        },
      });
      const outcome = await Promise.race([run.whole(), run.hung()]);
      if (outcome.stuck > 0) {
        // Whatever it hangs in is left behind: the next run gets a fresh station and fresh printers.
        if (station.isAlive) station.kill();
        station = await startStation(dataDir);
        for (const { simulated } of printers.values()) void simulated.close();
        printers.clear();
        await station.tell({ do: 'forget', batchId: run.batchId });
      }
      return outcome;
    },
    async close() {
      await station.end();
      await Promise.all([...printers.values()].map(({ simulated }) => simulated.close()));
    },
  };
}

function profileOf(machine: (typeof machines)[number], reprintsByItself: boolean): PrinterProfile {
  return printerProfile.parse({
    ...machine,
    labelWidthMm: 50,
    labelHeightMm: 30,
    reprintsByItself,
    wire: { kind: 'tcp', host: '127.0.0.1' },
  });
}
