// A printer on a cable, which tells nothing and whose cable is pulled at any byte, or the station dies: the system took the bytes, and
// nobody knows more. The far end is a real character device (a pseudo-terminal), read by a printer that prints what arrived whole.
// Whatever happens, the person is asked, and in the end every label is on the paper exactly once.

import { closeSync, constants, openSync } from 'node:fs';
import { expect, it } from 'vitest';
import { systemClock } from '../../main/basics/clock.ts';
import type { BatchId } from '../../main/basics/ids.ts';
import type { Wire, WireLine } from '../../main/devices/printers/wire.ts';
import { createUsbLpWire } from '../../main/devices/printers/wires/usb-lp-wire.ts';
import { getBatch } from '../../main/labels/batches-table.ts';
import { listLabelsOfBatch } from '../../main/labels/labels-table.ts';
import { settleBatch, startBatch } from '../../main/labels/run-batch.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { hasPseudoTerminals, openPseudoTerminal, type PseudoTerminal } from '../builders/pseudo-terminal.ts';
import { Crash, caller, type Life, positionsOn, startLife } from '../builders/spool-bench.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { diceOf } from './dice.ts';

const runs = 24;
const labelsARun = 5;
const labelBytes = 6_000;
const realTime = { ...systemClock(), pass: async () => {}, set() {} };

interface Cable {
  readonly far: PseudoTerminal;
  /** A far end that is closed by its last owner takes the near end with it. */
  readonly kept: number;
  /** Bytes that the system took for it. */
  given: number;
  isPulled: boolean;
}

/** Every cable there ever was, the last one plugged in, and what came out of each: whole labels, in order. */
function printerOnCables() {
  const cables: Cable[] = [];
  const plugIn = (): Cable => {
    const far = openPseudoTerminal();
    const kept = openSync(far.path, constants.O_RDWR | constants.O_NOCTTY);
    const cable = { far, kept, given: 0, isPulled: false };
    cables.push(cable);
    return cable;
  };
  const now = () => cables.at(-1) ?? plugIn();
  const device = {
    stallMs: 10_000,
    get path() {
      return now().far.path;
    },
  };
  const usb = createUsbLpWire(device, realTime);
  /** Counts what the system took. */
  const wire: Wire = {
    async open() {
      const cable = now();
      const line = await usb.open();
      if (typeof line === 'string') return line;
      const counting = Object.create(line) as WireLine; // all of it but the writing
      counting.write = async (bytes, title) => {
        const failure = await line.write(bytes, title);
        if (failure === null) cable.given += bytes.length;
        return failure;
      };
      return counting;
    },
  };
  const came = () => cables.map(({ far }) => far.received().toString('latin1'));
  return {
    wire,
    path: device.path,
    pullAt(bytes: number): void {
      const cable = now();
      void cable.far.bytes(bytes).then(() => {
        cable.isPulled = true;
        cable.far.pull();
        plugIn();
      });
    },
    paper: () => came().flatMap((text) => text.match(/\^XA\^FX[^^]*\^FS0+\^XZ/g) ?? []),
    /** All that the system took has come out, and nothing more comes. */
    async comeToRest(): Promise<void> {
      for (let before = -1, sameLooks = 0; sameLooks < 10; ) {
        const length = came().join('').length;
        const isOwed = cables.some(({ far, given, isPulled }) => !isPulled && far.received().length < given);
        sameLooks = length === before && !isOwed ? sameLooks + 1 : 0;
        before = length;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    unplug(): void {
      for (const { far, kept } of cables) {
        far.pull();
        closeSync(kept);
      }
    },
  };
}

async function act(life: Life, asked: () => unknown): Promise<void> {
  try {
    asked();
  } catch (thrown) {
    if (!(thrown instanceof Crash)) throw thrown;
  }
  await Promise.resolve();
  await life.spool.idle();
}

it.skipIf(!hasPseudoTerminals)(`loses and doubles no label in ${runs} runs over a cable`, async () => {
  await using station = testStation({ clock: realTime });
  withParcels(station, new Array(labelsARun).fill({}));
  const counts = { asked: 0, crashes: 0, switchedOff: 0 };

  for (let seed = 1; seed <= runs; seed += 1) {
    const printed = await oneRun(station, seed, counts);
    expect(printed, `seed ${seed}`).toEqual([1, 2, 3, 4, 5]);
  }

  console.log(`spool on a cable: ${JSON.stringify({ runs, ...counts })}`);
  expect(counts.asked).toBeGreaterThanOrEqual(runs); // it tells nothing: each batch ends with a look at the paper
  expect(counts.crashes).toBeGreaterThan(0);
  expect(counts.switchedOff).toBeGreaterThan(0);
});

async function oneRun(
  station: TestStation,
  seed: number,
  counts: { asked: number; crashes: number; switchedOff: number },
): Promise<number[]> {
  const dice = diceOf(seed);
  const cable = printerOnCables();
  const { batchId, printerId } = await batchOn(station, cable.path);
  const way = {
    wire: cable.wire,
    line: { evidence: 0, isWhole: false, isProofOfPower: false } as const,
  };
  const isCrash = dice.chance(0.4);
  const crash = { atWrite: dice.between(2, labelsARun * 2 + 2), isAfterCommit: dice.chance(0.5) };
  if (!isCrash) cable.pullAt(dice.between(1, labelsARun * labelBytes));
  let life = startLife(station, printerId, way, isCrash ? crash : null, labelBytes);
  life.spool.start();
  for (let turn = 0; turn < 20; turn += 1) {
    if (life.isDead) {
      counts.crashes += 1;
      life = startLife(station, printerId, way, null, labelBytes);
      life.spool.start();
    }
    const { state, stopReason } = getBatch(station.parts.database, batchId);
    const labels = listLabelsOfBatch(station.parts.database, batchId);
    if (state === 'finished' && labels.every((label) => label.state === 'printed')) break;
    if (state === 'in-doubt' || state === 'finished') {
      counts.asked += 1;
      await cable.comeToRest();
      const out = new Set(positionsOn(cable.paper()));
      const position = Math.max(0, ...out);
      const missing = labels
        .map((label) => label.position)
        .filter((each) => each < position && !out.has(each));
      await act(life, () => settleBatch(life.run, batchId, { position, missing }, caller));
    } else {
      if (stopReason === 'printer.may-hold') counts.switchedOff += 1; // nothing it read waits in it: it has printed all
      await act(life, () => startBatch(life.run, batchId, caller));
    }
  }
  await life.spool.stop();
  await cable.comeToRest();
  cable.unplug();
  station.parts.database.write((writer) =>
    writer.run(`UPDATE labels SET state = 'void' WHERE batch_id = ?`, [batchId]),
  );
  return positionsOn(cable.paper()).sort((a, b) => a - b);
}

async function batchOn(station: TestStation, path: string) {
  const { printerId } = await station.ask('printers.save', {
    name: path,
    kind: 'profile',
    settings: { language: 'zpl', statusDialect: 'none', wire: { kind: 'usb-lp', path } },
  });
  const parcelIds = station.parts.database
    .all<{ parcel_id: string }>(`SELECT parcel_id FROM parcels ORDER BY parcel_id`)
    .map((row) => row.parcel_id);
  const { batches } = await station.ask('batches.create', { parcelIds, printerId });
  return { printerId, batchId: batches[0]?.batchId ?? ('none' as BatchId) }; // names no batch
}
