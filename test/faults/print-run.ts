// One fault run: five labels are printed, something goes wrong at a random byte or moment, in a third of the runs a second thing too, and
// a plain operator sees it through. The operator looks at the printer when it calls for a hand or nothing moves, looks at the paper when
// asked, and answers with the last label that came out whole. What is on the paper in the end is counted. The operator goes by what is
// seen, on the screen and of the printer, never by how long something took: a busy machine changes nothing.

import type { Dice } from './dice.ts';
import type { PrinterUnderTest, SeenLabel, StationUnderTest } from './print-parts.ts';
import type { BatchSight } from './print-station-commands.ts';

export const labelsARun = 5;

/** The languages and what each may be asked. */
export const machines = [
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
  'kill-at-answer',
  'stop',
  'let-go',
  'none',
] as const;
/** What may strike as well, by the byte. */
const seconds = ['cut', 'power-cut', 'deaf', 'silent', 'nonsense', 'pause', 'jam', 'head-open'] as const;
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
  /** All that was done and said, with the milliseconds; told with a finding. */
  readonly trail: readonly string[];
}

export interface RunParts {
  readonly seed: number;
  readonly dice: Dice;
  readonly batchNo: number;
  readonly machine: string;
  readonly printer: PrinterUnderTest;
  readonly other: PrinterUnderTest;
  station(): StationUnderTest;
  restart(): Promise<StationUnderTest>;
}

/** How long an operator waits before getting up to look; how long mending takes at the least, 3 s by the printer's clock. */
const patienceMs = 350;
const mendMs = 250;
/** A batch that rested so often, or that nothing moved in so many looks, is stuck: that is a finding. */
const mostRests = 60;
const mostIdleLooks = 300;
/** Whatever hangs so long was forgotten by somebody. */
const longestRunMs = 600_000;

export interface Run {
  readonly batchId: string;
  whole(): Promise<RunOutcome>;
  /** Tells, long after the run should be over, where it hangs. */
  hung(): Promise<RunOutcome>;
}

export function createRun(parts: RunParts): Run {
  const { seed, dice, batchNo, printer, other } = parts;
  const picked = dice.pick(faults);
  // A receipt printer has no ribbon to run out, nor a word for it.
  const isWithoutRibbon = printer.place.profile.language === 'escpos';
  const fault = picked === 'ribbon-out' && isWithoutRibbon ? 'paper-out' : picked;
  const second = dice.chance(1 / 3) && fault !== 'none' ? dice.pick(seconds) : null;
  const batchId = `batch-${seed}-${batchNo}`;
  const firstNo = 1 + ((batchNo * labelsARun) % 60_000);
  const counts: RunCounts = { ...noCounts };
  const findings: string[] = [];
  const wasUncertain = new Set<number>();
  const wasTold = new Set<number>();
  const doubts: string[] = [];
  const rests: string[] = [];
  const trail: string[] = [];
  const startedAt = Date.now();
  const note = (what: string) => trail.push(`${String(Date.now() - startedAt).padStart(6)} ${what}`);
  const timers: NodeJS.Timeout[] = [];
  let at = printer; // where the batch prints now
  let isOver = false;
  let bookFindings = 0;
  let wasKilledAtAnswer = false;
  /** Labels that had left the station when the operator last answered; nobody touches the printer before one more has, or it rests. */
  let givenAtAnswer: number | null = null;

  let step = 'beginning';
  const tell = async (command: Parameters<StationUnderTest['tell']>[0]) => {
    step = `station: ${JSON.stringify(command)}`.slice(0, 100);
    note(`> ${JSON.stringify(command).slice(0, 120)}`);
    const told = await parts.station().tell(command);
    const labels = told.batch?.labels.map(
      ({ state, evidence }) => `${state}${evidence ? `/${evidence}` : ''}`,
    );
    note(`< ${told.refused ?? 'done'} ${told.batch?.state} ${told.batch?.stopReason}: ${labels?.join(' ')}`);
    return told;
  };
  const places = () => [printer.place, other.place];
  const later = (ms: number, work: () => void) => {
    timers.push(setTimeout(() => !isOver && work(), ms));
  };
  const find = (what: string) => {
    const finding = `seed ${seed} ${parts.machine} ${fault}${second ? ` and ${second}` : ''}: ${what}`;
    if (!findings.includes(finding)) findings.push(finding);
  };

  async function hurt(): Promise<void> {
    const { receivedBytes } = await printer.simulated.read();
    const perLabel = printer.place.profile.language === 'zpl' ? 1_500 : 12_100;
    if (second) {
      const later = receivedBytes + dice.between(1, perLabel * labelsARun * 2);
      await printer.simulated.tell({ do: 'fault', what: second, atByte: later });
    }
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
      case 'kill-at-answer':
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
    if (fault.startsWith('kill') && fault !== 'kill-at-answer') {
      counts.killed += 1;
      later(ms, () => parts.station().kill());
    }
  }

  /** A person waits until the printer stands still, and a moment longer; half a label may wait for its other half for ever. */
  async function waitForRest(): Promise<void> {
    step = 'waits for the printer to stand still';
    let before = '';
    let sameLooks = 0;
    for (;;) {
      const sight = await at.simulated.read();
      const { isPrinting, heldLabels, heldBytes, receivedBytes, trouble, isPaused, roll } = sight;
      const isEmpty = heldLabels === 0 && heldBytes === 0;
      const now = JSON.stringify([isPrinting, heldLabels, heldBytes, receivedBytes, trouble, roll.length]);
      sameLooks = now === before && !isPrinting ? sameLooks + 1 : 0;
      before = now;
      if (sameLooks >= (isEmpty || trouble !== null || isPaused ? 6 : 40)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const isDead = () => fault === 'dies' && at === printer;
  async function mend(): Promise<void> {
    if (isDead()) return;
    step = 'mends';
    if ((await at.simulated.read()).trouble !== null) {
      note('begins to mend');
      await new Promise((resolve) => setTimeout(resolve, mendMs));
    }
    await at.simulated.tell({ do: 'mend', paper: 1_000_000 });
    note('mended');
  }

  const givenOf = (batch: BatchSight) =>
    batch.labels.filter(({ state }) => state === 'sent' || state === 'printed').length;
  /** The screen has not said yet what follows from the answer: it may be "switch it off". */
  const mustWait = (batch: BatchSight) =>
    batch.state === 'printing' && givenAtAnswer !== null && givenOf(batch) <= givenAtAnswer;

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
    note(`sees ${paper.map(({ number, isWhole }) => `${number - firstNo + 1}${isWhole ? '' : ' torn'}`)}`);
    if (fault === 'kill-at-answer' && !wasKilledAtAnswer) {
      wasKilledAtAnswer = true;
      counts.killed += 1;
      later(dice.between(0, 40), () => parts.station().kill());
    }
    const answered = await tell({ do: 'settle', batchId, code, missing });
    const { refused } = answered;
    parts.station().hearNoMore();
    givenAtAnswer = answered.batch && givenOf(answered.batch);
    if (refused !== null && refused !== 'ended') {
      find(`the answer ${last} (missing: ${missing.join(' ')}) was refused: ${refused}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** The batch rests: what does the screen ask for? True when it is through. */
  async function goOn(batch: BatchSight): Promise<boolean> {
    givenAtAnswer = null;
    rests.push(`${batch.state} ${batch.stopReason ?? ''} on ${at === other ? 'the other' : 'the first'}`);
    await checkBooks(batch);
    const isOver = batch.state === 'finished' || batch.state === 'cancelled';
    if (batch.stopReason === 'printer.may-hold' && !isDead() && !isOver) {
      await at.simulated.tell({ do: 'fault', what: 'power-cut' });
      await mend();
      if (batch.state === 'in-doubt') await answer(batch);
      else await tell({ do: 'start', batchId });
    } else if (batch.state === 'in-doubt') await answer(batch);
    else if (isOver) {
      if (batch.unconfirmed === 0) return true;
      await answer(batch);
    } else if (isDead()) {
      const { refused } = await tell({ do: 'move', batchId, printerId: other.place.printerId });
      if (refused === 'batch.unconfirmed') await answer(batch);
      else if (refused === null) {
        counts.moved += 1;
        at = other;
        await tell({ do: 'start', batchId });
      } else if (refused !== 'ended') find(`could not be moved: ${refused}`);
    } else {
      await mend();
      await tell({ do: 'start', batchId });
    }
    return false;
  }

  /** Nothing is said: what does the screen show? True when the batch is through. */
  async function look(idleLooks: number): Promise<boolean> {
    // The screen asks for a hand, and this printer is beyond mending: it is let go.
    if (isDead() && idleLooks % 8 === 0) await tell({ do: 'let-go', batchId });
    const { batch } = await tell({ do: 'read', batchId });
    if (!batch) return false;
    if (batch.state !== 'printing') return goOn(batch);
    if (!mustWait(batch)) await mend();
    return false;
  }

  async function seeThrough(): Promise<boolean> {
    let idleLooks = 0;
    while (rests.length < mostRests && idleLooks < mostIdleLooks) {
      const event = await parts.station().next(patienceMs);
      note(event === 'nothing' ? 'nothing is said' : `hears ${JSON.stringify(event)}`);
      if (event === 'nothing') {
        idleLooks += 1;
        if (await look(idleLooks)) return true;
      } else if (event.event === 'ended') {
        step = 'starts the station again';
        const fresh = await parts.restart();
        await fresh.tell({ do: 'printers', printers: places() });
        const { batch } = await tell({ do: 'read', batchId });
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
        `is stuck: ${batch?.state} ${batch?.stopReason}, ${rests.length} rests, at last ${rests.slice(-4).join(' < ')}`,
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
    stopHearing();
    return { ...counts, seed, machine: parts.machine, fault, doubts, findings, trail };
  }

  const listening = [printer, other].map(({ simulated, place }) =>
    simulated.onReport((report) => note(`  ${place.printerId}: ${JSON.stringify(report)}`)),
  );
  const stopHearing = () => {
    for (const stop of listening) stop();
  };

  let watch: NodeJS.Timeout | undefined;
  function hung(): Promise<RunOutcome> {
    return new Promise((resolve) => {
      watch = setTimeout(() => {
        isOver = true;
        find(`hangs: ${step}`);
        stopHearing();
        resolve({ ...counts, stuck: 1, seed, machine: parts.machine, fault, doubts, findings, trail });
      }, longestRunMs);
    });
  }

  return { batchId, whole, hung };
}
