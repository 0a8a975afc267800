// The spool over a real printer connection and a real database, without the rest of a station: quick enough for hundreds
// of runs. It can die at any write, before or after the commit, and be started again on the same data.

import { pino } from 'pino';
import type { Clock } from '../../main/basics/clock.ts';
import type { PrinterId } from '../../main/basics/ids.ts';
import type { Database } from '../../main/database/database.ts';
import {
  createLabelPrinter,
  type LabelPrinterOptions,
} from '../../main/devices/printers/create-label-printer.ts';
import type { LabelPrinter } from '../../main/devices/printers/printer.ts';
import type { PrinterRegistry } from '../../main/devices/printers/printer-registry.ts';
import type { Wire } from '../../main/devices/printers/wire.ts';
import { createTcpWire } from '../../main/devices/printers/wires/tcp-wire.ts';
import type { LabelDrawer } from '../../main/labels/label-drawer.ts';
import type { RunParts } from '../../main/labels/run-batch.ts';
import { createSpool, type Spool } from '../../main/labels/spool.ts';
import { supervisor, type TestStation } from './test-station.ts';

/** The station process ended here: nothing after this happens. */
export class Crash extends Error {}

export interface Life {
  readonly spool: Spool;
  readonly run: RunParts;
  readonly isDead: boolean;
  /** Ends this life as a kill would: no more writes, the connection closed by the system. */
  die(): Promise<void>;
}

export const caller = supervisor;

/** A way to the printer other than the network, and what it proves that it took a label. */
export interface OtherWay {
  readonly wire: Wire;
  readonly line: LabelPrinterOptions['line'];
}

/** `way`: the port of a printer on this machine, or another way. `crash`: dies at the n-th write of this life, after its commit or before. */
export function startLife(
  station: TestStation,
  printerId: PrinterId,
  way: number | OtherWay,
  crash: { readonly atWrite: number; readonly isAfterCommit: boolean } | null,
  labelBytes: number,
): Life {
  const { parts } = station;
  let isDead = false;
  let writes = 0;
  const printer: LabelPrinter = createLabelPrinter(
    {
      printerId,
      ...(typeof way === 'number' ? network(way, parts.clock) : way),
      language: { clearHeld: () => Buffer.from('~JA\n', 'latin1'), status: null },
      reprintsByItself: true,
      labelMs: null,
      hasAnswered: false,
      mayAsk: () => true,
      giveUpMs: 60_000,
      mendMs: null,
      format: {
        dotsPerMm: 8,
        encoding: { kind: 'zpl', compression: 'hex', media: 'gap', speed: null, darkness: null },
      },
    },
    parts.clock,
  );

  function die(): Promise<void> {
    isDead = true;
    return printer.close();
  }

  let depth = 0;
  const database: Database = {
    ...parts.database,
    write(work) {
      if (isDead) throw new Crash();
      if (depth > 0) return parts.database.write(work);
      writes += 1;
      const isLast = crash !== null && writes === crash.atWrite;
      if (isLast && !crash.isAfterCommit) {
        void die();
        throw new Crash();
      }
      depth += 1;
      try {
        return parts.database.write(work);
      } finally {
        depth -= 1;
        if (isLast) void die();
      }
    },
  };

  // A printer that belongs to a dead process takes nothing more: what the loop does after the crash never happened.
  const mortal: LabelPrinter = {
    ...printer,
    get unconfirmed() {
      return printer.unconfirmed;
    },
    confirm: () => (isDead ? Promise.reject(new Crash()) : printer.confirm()),
    send: (label) => (isDead ? Promise.reject(new Crash()) : printer.send(label)),
    finish: () => (isDead ? Promise.reject(new Crash()) : printer.finish()),
  };
  const printers: PrinterRegistry = {
    of: () => mortal,
    stateOf: () => ({ kind: 'unknown' }),
    saw() {},
    look: async () => ({ kind: 'unknown' }),
    start() {},
    stop: () => printer.close(),
  };
  const drawer: LabelDrawer = {
    warm: async () => {},
    check: async (contents) => contents.map(() => null),
    inspect: async () => ({ format: 'png', pageCount: 1, codes: [] }),
    draw: async ({ position, trackingNumber }) => {
      const text = `^XA^FX${position}:${trackingNumber}^FS${'0'.repeat(labelBytes)}^XZ\n`;
      return { bytes: Buffer.from(text, 'latin1'), widthDots: 800, heightDots: 1200 };
    },
    drawTest: () => Promise.reject(new TypeError('no test label here')),
    stop: async () => {},
  };
  // Nor does anything it meant to do later.
  const clock: Clock = {
    now: () => parts.clock.now(),
    after: (ms, work) => parts.clock.after(ms, () => !isDead && work()),
  };
  const spool = createSpool({
    database,
    clock,
    vault: parts.vault,
    log: pino({ level: 'silent' }),
    drawer,
    printers,
  });
  return {
    spool,
    run: { database, clock, spool },
    get isDead() {
      return isDead;
    },
    die,
  };
}

function network(port: number, clock: Clock): OtherWay {
  const reach = { host: '127.0.0.1', port, connectTimeoutMs: 3_000, stallMs: 60_000 };
  return { wire: createTcpWire(reach, clock), line: { evidence: 1, isWhole: false, isProofOfPower: true } };
}

/** The positions printed on a roll, in the order in which they came out. */
export function positionsOn(roll: readonly string[]): number[] {
  return roll.map((label) => Number(/\^FX(\d+):/.exec(label)?.[1]));
}
