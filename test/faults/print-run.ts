// One fault run: five labels are printed, something goes wrong at a random byte or moment, and a plain operator sees it through. The
// operator looks at the printer when it calls for a hand or nothing moves, looks at the paper when asked, and answers with the last
// label that came out whole. What is on the paper in the end is counted.

import { type PrinterProfile, printerProfile } from '../../main/devices/printers/profile.ts';
import { type Dice, diceOf } from './dice.ts';
import {
  type PrinterUnderTest,
  type SeenLabel,
  type StationUnderTest,
  startPrinterUnderTest,
  startStation,
} from './print-parts.ts';
import type { BatchSight } from './print-station-commands.ts';

export const labelsARun = 5;

/** The languages and what each may be asked. */
const machines = [
  { language: 'zpl', statusDialect: 'zpl-counter' },
  { language: 'zpl', statusDialect: 'zpl' },
  { language: 'zpl', statusDialect: 'none' },
  { language: 'tspl', statusDialect: 'tspl' },
  { language: 'tspl', statusDialect: 'tspl-letters' },
  { language: 'tspl', statusDialect: 'none' },
  { language: 'escpos', statusDialect: 'escpos' },
  { language: 'escpos', statusDialect: 'none' },
  { language: 'epl', statusDialect: 'none' },
] as const;

/** A label of 50 x 30 mm takes about 18 ms on these printers. */
const runMs = 150;

const faults = [
  'cut',
  'power-cut',
  'dies',
  'deaf',
  'silent',
  'nonsense',
  'pause',
  'jam',
  'paper-out',
  'roll-ends',
  'head-open',
  'ribbon-out',
  'kill',
  'kill-and-jam',
  'kill-and-power-cut',
  'stop',
  'let-go',
  'none',
] as const;
type FaultName = (typeof faults)[number];

export interface RunCounts {
  lost: number;
  doubled: number;
  /** Twice on the paper, by the printer's own doing, and the person was told of that label. */
  doubledAndTold: number;
  uncertain: number;
  asked: number;
  killed: number;
  moved: number;
  /** Half labels and letters on the paper: thrown away by whoever sees them. */
  spoilt: number;
  stuck: number;
}

export const noCounts: RunCounts = {
  lost: 0,
  doubled: 0,
  doubledAndTold: 0,
  uncertain: 0,
  asked: 0,
  killed: 0,
  moved: 0,
  spoilt: 0,
  stuck: 0,
};

export interface RunOutcome extends RunCounts {
  readonly seed: number;
  readonly machine: string;
  readonly fault: FaultName;
  /** Why a person was asked. */
  readonly doubts: readonly string[];
  /** What was found wrong, each in a line. */
  readonly findings: readonly string[];
}

/** Where runs happen one after the other: books, a station, and a printer of each kind. */
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

interface RunParts {
  readonly seed: number;
  readonly dice: Dice;
  readonly batchNo: number;
  readonly machine: string;
  readonly printer: PrinterUnderTest;
  readonly other: PrinterUnderTest;
  station(): StationUnderTest;
  restart(): Promise<StationUnderTest>;
}

/** How long an operator waits before getting up to look. */
const patienceMs = 350;
/** A run that is not through by then is stuck: that is a finding. */
const longestRunMs = 60_000;

interface Run {
  readonly batchId: string;
  whole(): Promise<RunOutcome>;
  /** Tells, long after the run should be over, where it hangs. */
  hung(): Promise<RunOutcome>;
}

function createRun(parts: RunParts): Run {
  const { seed, dice, batchNo, printer, other } = parts;
  const picked = dice.pick(faults);
  // A receipt printer has no ribbon to run out, nor a word for it.
  const isWithoutRibbon = printer.place.profile.language === 'escpos';
  const fault = picked === 'ribbon-out' && isWithoutRibbon ? 'paper-out' : picked;
  const batchId = `batch-${seed}-${batchNo}`;
  const firstNo = 1 + ((batchNo * labelsARun) % 60_000);
  const counts: RunCounts = { ...noCounts };
  const findings: string[] = [];
  const wasUncertain = new Set<number>();
  const wasTold = new Set<number>();
  const doubts: string[] = [];
  const trail: string[] = [];
  const timers: NodeJS.Timeout[] = [];
  let at = printer; // where the batch prints now
  let isOver = false;
  let bookFindings = 0;
  let answeredAt = 0;

  let step = 'beginning';
  const tell = (command: Parameters<StationUnderTest['tell']>[0]) => {
    step = `station: ${JSON.stringify(command)}`.slice(0, 100);
    return parts.station().tell(command);
  };
  const places = () => [printer.place, other.place];
  const later = (ms: number, work: () => void) => {
    timers.push(setTimeout(() => !isOver && work(), ms));
  };
  const find = (what: string) => {
    const finding = `seed ${seed} ${parts.machine} ${fault}: ${what}`;
    if (!findings.includes(finding)) findings.push(finding);
  };

  async function hurt(): Promise<void> {
    const { receivedBytes } = await printer.simulated.read();
    const perLabel = printer.place.profile.language === 'zpl' ? 1_500 : 12_100;
    const atByte = receivedBytes + dice.between(1, perLabel * labelsARun);
    const ms = dice.between(0, runMs);
    const isByByte = dice.chance(0.5);
    const strike = (what: Parameters<typeof printer.simulated.tell>[0] & { do: 'fault' }) => {
      if (isByByte) void printer.simulated.tell({ ...what, atByte });
      else later(ms, () => void printer.simulated.tell(what));
    };
    switch (fault) {
      case 'none':
        return;
      case 'dies':
        return strike({ do: 'fault', what: 'power-cut', stay: true });
      case 'cut':
      case 'power-cut':
        return strike({ do: 'fault', what: fault, stay: dice.chance(0.3) });
      case 'roll-ends':
        await printer.simulated.tell({ do: 'set', paper: dice.roll() * labelsARun });
        return;
      case 'kill':
      case 'stop':
        return;
      case 'kill-and-jam':
        return strike({ do: 'fault', what: 'jam' });
      case 'kill-and-power-cut':
        return strike({ do: 'fault', what: 'power-cut' });
      case 'let-go':
        later(ms, () => void tell({ do: 'let-go', batchId }));
        return strike({ do: 'fault', what: 'head-open' });
      default:
        return strike({ do: 'fault', what: fault });
    }
  }

  /** The station dies with the batch, by the power or by a person's hand. */
  function hurtStation(): void {
    const ms = dice.between(0, runMs);
    if (fault === 'stop') later(ms, () => void tell({ do: 'stop' }));
    if (fault.startsWith('kill')) {
      counts.killed += 1;
      later(ms, () => parts.station().kill());
    }
  }

  /** A person waits until the printer stands still, and a moment longer. */
  async function waitForRest(): Promise<void> {
    step = 'waits for the printer to stand still';
    const since = Date.now();
    let stillLooks = 0;
    while (stillLooks < 6 && Date.now() - since < 5_000 /* half a label may wait for its other half */) {
      const { isPrinting, heldLabels, heldBytes, trouble, isPaused } = await at.simulated.read();
      const isStill = !isPrinting && ((heldLabels === 0 && heldBytes === 0) || trouble !== null || isPaused);
      stillLooks = isStill ? stillLooks + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const isDead = () => fault === 'dies' && at === printer;
  async function mend(): Promise<void> {
    if (isDead()) return;
    step = 'mends';
    // Nobody loads paper in the blink of an eye: what stands still does so for several looks of the station, 3 s by the
    // printer's clock, also on a machine that is busy with other things.
    if ((await at.simulated.read()).trouble !== null)
      await new Promise((resolve) => setTimeout(resolve, 250));
    await at.simulated.tell({ do: 'mend', paper: 1_000_000 });
  }

  async function seen(): Promise<SeenLabel[]> {
    step = 'looks at the paper';
    const looks = await Promise.all([printer.look(), other.look()]);
    return looks.flatMap(({ labels }) => labels);
  }

  const numberOf = (position: number) => firstNo + position - 1;

  /** Nothing that the books call printed is missing on the paper, nothing that is on the paper waits to be printed. */
  async function checkBooks(batch: BatchSight): Promise<void> {
    const whole = new Set((await seen()).filter(({ isWhole }) => isWhole).map(({ number }) => number));
    for (const { position, state, evidence, isMaybeTwice } of batch.labels) {
      if (state === 'uncertain') wasUncertain.add(position);
      if (isMaybeTwice) wasTold.add(position);
      if (state === 'printed' && !whole.has(numberOf(position))) {
        bookFindings += 1;
        find(`label ${position} is printed by ${evidence} and not on the paper`);
      }
      if (state === 'queued' && whole.has(numberOf(position))) {
        bookFindings += 1;
        find(`label ${position} is on the paper and queued`);
      }
    }
  }

  async function answer(batch: BatchSight): Promise<void> {
    counts.asked += 1;
    doubts.push(batch.stopReason ?? `${batch.unconfirmed} unconfirmed`);
    if (dice.chance(0.5)) await mend();
    await waitForRest();
    const paper = await seen();
    const isOut = (position: number) =>
      paper.some(({ number, isWhole }) => isWhole && number === numberOf(position));
    const positions = batch.labels.map(({ position }) => position);
    const last = positions.findLast(isOut) ?? 0;
    const missing = positions.filter((position) => position < last && !isOut(position));
    const code = last === 0 ? null : `YT${numberOf(last)}`;
    const { refused } = await tell({ do: 'settle', batchId, code, missing });
    answeredAt = Date.now();
    if (refused !== null && refused !== 'ended') {
      find(`the answer ${last} (missing: ${missing.join(' ')}) was refused: ${refused}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** The batch rests: what does the screen ask for? True when it is through. */
  async function goOn(batch: BatchSight): Promise<boolean> {
    await checkBooks(batch);
    trail.push(`${batch.state} ${batch.stopReason ?? ''} on ${at === other ? 'the other' : 'the first'}`);
    if (batch.state === 'in-doubt') await answer(batch);
    else if (batch.state === 'finished' || batch.state === 'cancelled') {
      if (batch.unconfirmed === 0) return true;
      await answer(batch);
    } else if (batch.stopReason === 'printer.may-hold' && !isDead()) {
      await at.simulated.tell({ do: 'fault', what: 'power-cut' });
      await mend();
      await tell({ do: 'start', batchId });
    } else if (isDead()) {
      const { refused } = await tell({ do: 'move', batchId, printerId: other.place.printerId });
      if (refused === 'batch.unconfirmed') await answer(batch);
      else if (refused === null) {
        counts.moved += 1;
        at = other;
        await tell({ do: 'start', batchId });
      } else find(`could not be moved: ${refused}`);
    } else {
      await mend();
      await tell({ do: 'start', batchId });
    }
    return false;
  }

  async function seeThrough(): Promise<boolean> {
    const until = Date.now() + longestRunMs;
    let idleLooks = 0;
    while (Date.now() < until) {
      const event = await parts.station().next(patienceMs);
      if (event === 'nothing') {
        // Who has just answered waits for what the screen says next, it may be "switch it off", before touching the printer.
        if (Date.now() - answeredAt > 2_000) await mend();
        idleLooks += 1;
        // The screen asks for a hand, and this printer is beyond mending: it is let go.
        if (isDead() && idleLooks % 8 === 0) await tell({ do: 'let-go', batchId });
        const { batch } = await tell({ do: 'read', batchId });
        if (batch && batch.state !== 'printing' && (await goOn(batch))) return true;
      } else if (event.event === 'ended') {
        step = 'starts the station again';
        const fresh = await parts.restart();
        await fresh.tell({ do: 'printers', printers: places() });
        const { batch } = await fresh.tell({ do: 'read', batchId });
        if (batch && (await goOn(batch))) return true;
      } else if (event.event === 'broken') find(`the station broke: ${event.why}`);
      else if (event.event === 'printer' && (event.kind === 'trouble' || event.kind === 'silent')) {
        await mend();
      } else if (event.event === 'rested' && event.batchId === batchId) {
        const { batch } = await tell({ do: 'read', batchId });
        if (batch && batch.state !== 'printing' && (await goOn(batch))) return true;
      }
    }
    return false;
  }

  async function countPaper(): Promise<void> {
    const paper = await seen();
    const looks = await Promise.all([printer.look(), other.look()]);
    counts.spoilt =
      paper.filter(({ isWhole }) => !isWhole).length + looks.reduce((sum, { rubbish }) => sum + rubbish, 0);
    for (let position = 1; position <= labelsARun; position += 1) {
      const copies = paper.filter(({ number, isWhole }) => isWhole && number === numberOf(position)).length;
      if (copies === 0) {
        counts.lost += 1;
        find(`label ${position} is not on the paper`);
      }
      if (copies > 1 && wasTold.has(position)) counts.doubledAndTold += 1;
      else if (copies > 1) {
        counts.doubled += 1;
        find(`label ${position} is on the paper ${copies} times`);
      }
    }
  }

  async function whole(): Promise<RunOutcome> {
    if (!parts.station().isAlive) await parts.restart();
    await tell({ do: 'printers', printers: places() });
    await tell({
      do: 'batch',
      batchId,
      batchNo,
      printerId: printer.place.printerId,
      labels: labelsARun,
      firstNo,
    });
    await hurt();
    await tell({ do: 'start', batchId });
    hurtStation();
    const isThrough = await seeThrough();
    isOver = true;
    for (const timer of timers) clearTimeout(timer);
    if (!parts.station().isAlive) {
      const fresh = await parts.restart();
      await fresh.tell({ do: 'printers', printers: places() });
    }
    const { batch } = await tell({ do: 'read', batchId });
    if (!isThrough) {
      counts.stuck += 1;
      find(
        `is stuck: ${batch?.state} ${batch?.stopReason}, ${trail.length} rests, at last ${trail.slice(-4).join(' < ')}`,
      );
    } else {
      await mend();
      await waitForRest();
      await countPaper();
    }
    counts.uncertain = wasUncertain.size;
    counts.lost += bookFindings > 0 && counts.lost + counts.doubled === 0 ? 1 : 0;
    await tell({ do: 'forget', batchId });
    clearTimeout(watch);
    return { ...counts, seed, machine: parts.machine, fault, doubts, findings };
  }

  let watch: NodeJS.Timeout | undefined;
  function hung(): Promise<RunOutcome> {
    return new Promise((resolve) => {
      watch = setTimeout(() => {
        isOver = true;
        find(`hangs: ${step}`);
        resolve({ ...counts, stuck: 1, seed, machine: parts.machine, fault, doubts, findings });
      }, longestRunMs * 1.5);
    });
  }

  return { batchId, whole, hung };
}
