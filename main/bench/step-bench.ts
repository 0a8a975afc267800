// One scan moves the bench one step: (what the bench remembers, what was scanned, how things stand) → (what it remembers now, what
// is done). Pure. An alarm latches: until it is acknowledged every other scan is ignored, and counted as ignored.

import type { OrderId, ParcelId, SkuCode } from '../basics/ids.ts';
import type { Verdict } from '../merges/verdict.ts';
import {
  type Acknowledging,
  type AlarmKind,
  type ArmedQuantity,
  type Bench,
  type BenchEffect,
  type BenchLine,
  type BenchParcel,
  type BenchSound,
  type CalmState,
  type Instruction,
  isAlarm,
  type LineName,
  remainingPieces,
  type UndoStep,
} from './bench-state.ts';
import { type Stop, stopClosedParcel, stopOpenParcel } from './blocked-parcel.ts';

/** What a scan names, as resolved by `resolveCode`. */
export type BenchScan =
  | { readonly kind: 'ok' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'next' }
  | { readonly kind: 'quantity'; readonly quantity: ArmedQuantity }
  /** An action code that this bench does not offer. */
  | { readonly kind: 'other-action'; readonly action: string }
  | { readonly kind: 'parcel'; readonly parcel: BenchParcel }
  /** An order that is in no parcel, or in several. */
  | { readonly kind: 'order'; readonly orderId: OrderId; readonly parcelCount: number }
  /** Every SKU the code may mean, and what it was found under. */
  | { readonly kind: 'item'; readonly code: string; readonly skuCodes: readonly SkuCode[] }
  | { readonly kind: 'wave'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string; readonly hint: string };

/** How things stand when the scan arrives. */
export interface BenchFacts {
  readonly benchId: string;
  /** The parcel that the bench's state names. */
  readonly parcel: BenchParcel | null;
  /** What the guard says about the open parcel together with what was scanned, where that is another parcel's. */
  readonly together: Verdict | null;
  /** The parcel of the newest step that can be undone. */
  readonly undoParcel: BenchParcel | null;
  readonly sealsOnLastItem: boolean;
  /** The parcel that an alarm stopped: a supervisor has let it pass meanwhile. */
  readonly isLetPass?: boolean;
}

export type ScanOutcome =
  | 'opened'
  | 'counted'
  | 'completed'
  | 'sealed'
  | 'undone'
  | 'acknowledged'
  | 'put-aside'
  | 'armed'
  | 'noted'
  | 'ignored'
  | AlarmKind;

export interface BenchStep {
  readonly bench: Bench;
  readonly effects: readonly BenchEffect[];
  readonly outcome: ScanOutcome;
}

/** Enough to take back a large parcel piece by piece. */
const mostUndoSteps = 100;

export function stepBench(bench: Bench, scan: BenchScan, facts: BenchFacts): BenchStep {
  const { state } = bench;
  if (isAlarm(state)) {
    if (scan.kind !== 'ok') return { ...stay(bench, 'ignored', 'stop'), effects: [] };
    // What was to be pulled or put aside may go on after all.
    if (facts.isLetPass) return go(bench, state.before, 'acknowledged');
    return acknowledge(bench, state.before, state.acknowledging, facts);
  }
  if (state.kind === 'open' && state.isToConfirm) {
    if (scan.kind === 'undo') return undo(bench, state, facts);
    if (scan.kind !== 'ok') return stay(bench, 'ignored', 'stop');
    return go(bench, { ...state, isToConfirm: false }, 'acknowledged');
  }
  const isStillOpen = state.kind === 'open' || state.kind === 'complete';
  if (isStillOpen && facts.parcel && !isLeaving(scan)) {
    const stopped = stopBlocked(bench, state, facts.parcel);
    if (stopped) return stopped;
  }
  switch (scan.kind) {
    case 'ok':
      if (state.kind === 'complete' && facts.parcel) return seal(bench, state, facts.parcel, []);
      return note(bench, 'nothing-to-acknowledge', {}, 'ok');
    case 'undo':
      return undo(bench, state, facts);
    case 'hold':
      return putAside(bench, state);
    case 'next':
      return goToNext(bench, state, facts);
    case 'quantity':
      return arm(bench, state, scan.quantity);
    case 'other-action':
      return note(bench, 'action-not-here', { action: scan.action }, 'wrong');
    case 'parcel':
      return scanParcel(bench, state, scan.parcel, facts);
    case 'item':
      return scanItem(bench, state, scan, facts);
    case 'order':
      return alarm(bench, state, 'wrong', {
        code: scan.parcelCount === 0 ? 'order-not-planned' : 'order-has-parcels',
        facts: { orderId: scan.orderId, parcels: scan.parcelCount },
      });
    case 'wave':
      return alarm(bench, state, 'wrong', { code: 'not-for-the-bench', facts: { code: scan.code } });
    case 'unknown':
      return alarm(bench, state, 'unknown', {
        code: 'unknown-code',
        facts: { code: scan.code, hint: scan.hint },
      });
  }
}

// --- labels ----------------------------------------------------------------------------------------------------------

function scanParcel(bench: Bench, state: CalmState, scanned: BenchParcel, facts: BenchFacts): BenchStep {
  const { parcelId } = scanned;
  if (state.kind === 'open' || state.kind === 'complete') {
    if (state.parcelId !== parcelId) {
      const instruction = { code: 'other-parcel', facts: { openParcelId: state.parcelId, parcelId } };
      return alarm(bench, state, 'wrong', instruction, { verdict: facts.together });
    }
    if (state.kind === 'complete') return seal(bench, state, scanned, []);
    return note(bench, 'same-label', { pieces: remainingPieces(scanned.lines) }, 'ok');
  }
  // The label once more, right after the last piece has sealed it: a habit, not a mistake.
  if (state.kind === 'sealed' && state.parcelId === parcelId) return note(bench, 'already-sealed', {}, 'ok');
  return openParcel(bench, state, scanned, facts);
}

function openParcel(bench: Bench, state: CalmState, scanned: BenchParcel, facts: BenchFacts): BenchStep {
  const { parcelId, verdict } = scanned;
  switch (scanned.state) {
    case 'proposed':
      return alarm(bench, state, 'wrong', { code: 'not-planned', facts: { parcelId } });
    case 'pulled':
    case 'dissolved':
      return alarm(bench, state, 'held', {
        code: scanned.state === 'pulled' ? 'parcel-pulled' : 'parcel-dissolved',
        facts: { parcelId, reason: scanned.pulledReason },
      });
    case 'packed':
    case 'shipped': {
      const canReopen = scanned.state === 'packed' && scanned.shipment !== 'gone';
      return alarm(
        bench,
        state,
        'duplicate',
        {
          code: canReopen
            ? 'already-packed'
            : scanned.state === 'shipped'
              ? 'already-shipped'
              : 'already-told',
          facts: { parcelId, at: scanned.packedAt, person: scanned.packedBy },
        },
        { acknowledging: canReopen ? { kind: 'offer-reopening', parcelId } : { kind: 'go-on' } },
      );
    }
    case 'open':
      if (scanned.openAt !== null && scanned.openAt !== facts.benchId) {
        return alarm(bench, state, 'duplicate', {
          code: 'open-elsewhere',
          facts: { parcelId, benchId: scanned.openAt },
        });
      }
      break;
    case 'planned':
    case 'released':
      break;
  }
  const stop = stopClosedParcel(scanned);
  if (stop) return stopAt(bench, state, stop, scanned);
  const after: CalmState =
    remainingPieces(scanned.lines) === 0
      ? { kind: 'complete', parcelId }
      : { kind: 'open', parcelId, quantity: null, isToConfirm: verdict.verdict === 'warn' };
  const isToConfirm = after.kind === 'open' && after.isToConfirm;
  const effects: BenchEffect[] = [
    { kind: 'open', parcelId },
    { kind: 'confirm-label', parcelId },
  ];
  const step: UndoStep = {
    what: 'opened',
    parcelId,
    before: state,
    effects: [{ kind: 'close', parcelId }],
  };
  return go(forgetOlder(bench), after, 'opened', { effects, step, sound: isToConfirm ? 'stop' : 'ok' });
}

/** A hold or another block that came while the parcel lies open: the next scan says so, whatever it is. */
function stopBlocked(bench: Bench, state: CalmState, parcel: BenchParcel): BenchStep | null {
  const stop = stopOpenParcel(parcel);
  return stop && stopAt(bench, state, stop, parcel);
}

function stopAt(bench: Bench, state: CalmState, stop: Stop, parcel: BenchParcel): BenchStep {
  const { kind, instruction, acknowledging } = stop;
  const { verdict, parcelId: stoppedParcelId } = parcel;
  return alarm(bench, state, kind, instruction, { verdict, acknowledging, stoppedParcelId });
}

// --- items -----------------------------------------------------------------------------------------------------------

function scanItem(
  bench: Bench,
  state: CalmState,
  scan: Extract<BenchScan, { kind: 'item' }>,
  facts: BenchFacts,
): BenchStep {
  const lines = (facts.parcel?.lines ?? []).filter((line) => scan.skuCodes.includes(line.skuCode));
  const skuCode = lines[0]?.skuCode ?? scan.skuCodes[0] ?? scan.code;
  if (state.kind === 'idle' || (state.kind === 'sealed' && lines.length === 0)) {
    return alarm(bench, state, 'wrong', { code: 'no-parcel', facts: { skuCode } });
  }
  if (lines.length === 0 || !facts.parcel) {
    const instruction = { code: 'wrong-item', facts: { skuCode } };
    return alarm(bench, state, 'wrong', instruction, { verdict: facts.together });
  }
  const remaining = remainingPieces(lines);
  const armed = state.kind === 'open' ? state.quantity : null;
  const pieces = armed === 'all' ? Math.max(1, remaining) : (armed ?? 1);
  if (state.kind !== 'open' || pieces > remaining) {
    return alarm(bench, state, 'over', { code: 'over', facts: { skuCode, pieces: pieces - remaining } });
  }
  return countPieces(bench, state, facts.parcel, lines, pieces, facts.sealsOnLastItem);
}

function countPieces(
  bench: Bench,
  state: Extract<CalmState, { kind: 'open' }>,
  parcel: BenchParcel,
  lines: readonly BenchLine[],
  pieces: number,
  sealsOnLastItem: boolean,
): BenchStep {
  const { parcelId } = parcel;
  const effects: BenchEffect[] = [];
  let left = pieces;
  for (const { orderKey, lineId, quantity, packed } of lines) {
    const by = Math.min(left, quantity - packed);
    if (by > 0) effects.push({ kind: 'count', parcelId, line: { orderKey, lineId }, by });
    left -= by;
  }
  if (remainingPieces(parcel.lines) === pieces) {
    if (sealsOnLastItem) return seal(bench, state, parcel, effects);
    return go(bench, { kind: 'complete', parcelId }, 'completed', {
      effects,
      step: undoing('counted', parcelId, state, effects),
    });
  }
  return go(bench, { ...state, quantity: null }, 'counted', {
    effects,
    step: undoing('counted', parcelId, state, effects),
  });
}

function seal(
  bench: Bench,
  state: CalmState,
  parcel: BenchParcel,
  counts: readonly BenchEffect[],
): BenchStep {
  const { parcelId } = parcel;
  const effects: BenchEffect[] = [...counts, { kind: 'seal', parcelId }];
  return go(bench, { kind: 'sealed', parcelId }, 'sealed', {
    effects,
    step: undoing('sealed', parcelId, state, effects),
  });
}

// --- actions ---------------------------------------------------------------------------------------------------------

function acknowledge(
  bench: Bench,
  before: CalmState,
  acknowledging: Acknowledging,
  facts: BenchFacts,
): BenchStep {
  switch (acknowledging.kind) {
    case 'go-on':
      return go(bench, before, 'acknowledged');
    case 'put-aside': {
      const { parcelId } = acknowledging;
      const effects: BenchEffect[] = [{ kind: 'close', parcelId }];
      return { ...go(forgetUndo(bench), { kind: 'idle' }, 'acknowledged'), effects };
    }
    case 'pull': {
      const { parcelId, reason } = acknowledging;
      const effects: BenchEffect[] = [{ kind: 'pull', parcelId, reason }];
      const isElsewhere = 'parcelId' in before && before.parcelId !== parcelId;
      const after: CalmState = isElsewhere ? before : { kind: 'idle' };
      return { ...go(forgetUndo(bench), after, 'acknowledged'), effects };
    }
    case 'take-out': {
      const { parcelId, lines } = acknowledging;
      const effects: BenchEffect[] = [{ kind: 'take-out', parcelId, lines }];
      const isOpenHere =
        (before.kind === 'open' || before.kind === 'complete') && before.parcelId === parcelId;
      // A parcel that was not opened yet is opened by its label, as it is by then.
      if (!isOpenHere) return { ...go(forgetUndo(bench), before, 'acknowledged'), effects };
      const kept = (facts.parcel?.lines ?? []).flatMap((line) => {
        const pieces = lines.find((taken) => isSameLine(taken, line))?.pieces ?? 0;
        const quantity = line.quantity - pieces;
        return quantity > 0 ? [{ ...line, quantity, packed: Math.min(line.packed, quantity) }] : [];
      });
      const after: CalmState =
        remainingPieces(kept) === 0
          ? { kind: 'complete', parcelId }
          : { kind: 'open', parcelId, quantity: null, isToConfirm: false };
      return { ...go(forgetUndo(bench), after, 'acknowledged'), effects };
    }
    case 'offer-reopening': {
      if (before.kind !== 'idle' && before.kind !== 'sealed') return go(bench, before, 'acknowledged');
      const { parcelId } = acknowledging;
      const step: UndoStep = {
        what: 'offered',
        parcelId,
        before: { kind: 'complete', parcelId },
        effects: [{ kind: 'reopen', parcelId }],
      };
      return go(bench, before, 'acknowledged', { step });
    }
  }
}

function undo(bench: Bench, state: CalmState, facts: BenchFacts): BenchStep {
  const step = bench.undo.at(-1);
  if (!step) return note(bench, 'nothing-to-undo', {}, 'wrong');
  const obstacle = whyNotUndone(step, state, facts);
  if (obstacle) return { ...note(forgetUndo(bench), obstacle, { parcelId: step.parcelId }, 'wrong') };
  return {
    bench: {
      state: step.before,
      undo: bench.undo.slice(0, -1),
      note: { code: `undone-${step.what}`, facts: { parcelId: step.parcelId } },
      sound: 'ok',
    },
    effects: step.effects,
    outcome: 'undone',
  };
}

/** Others work on the same parcels: what was done here can only be taken back while it still stands. */
function whyNotUndone(step: UndoStep, state: CalmState, facts: BenchFacts): string | null {
  const parcel = facts.undoParcel;
  if (!parcel || parcel.parcelId !== step.parcelId) return 'cannot-undo';
  const isOpenHere = 'parcelId' in state && state.parcelId === step.parcelId && parcel.state === 'open';
  switch (step.what) {
    case 'opened':
    case 'counted':
    case 'armed':
      return isOpenHere ? null : 'cannot-undo';
    case 'sealed':
    case 'offered':
      if (parcel.state === 'shipped' || parcel.shipment === 'gone') return 'cannot-undo-shipped';
      // What came to be blocked meanwhile may be opened: the next scan says what must come out.
      return parcel.state === 'packed' ? null : 'cannot-undo';
    case 'put-aside':
      return parcel.state === 'planned' || parcel.state === 'released' ? null : 'cannot-undo';
  }
}

function putAside(bench: Bench, state: CalmState): BenchStep {
  if (state.kind !== 'open' && state.kind !== 'complete') {
    return note(bench, 'nothing-to-put-aside', {}, 'wrong');
  }
  const { parcelId } = state;
  const step: UndoStep = {
    what: 'put-aside',
    parcelId,
    before: state,
    effects: [{ kind: 'open', parcelId }],
  };
  const put = go(bench, { kind: 'idle' }, 'put-aside', { effects: [{ kind: 'close', parcelId }], step });
  return { ...put, bench: { ...put.bench, note: { code: 'put-aside', facts: { parcelId } } } };
}

function goToNext(bench: Bench, state: CalmState, facts: BenchFacts): BenchStep {
  if (state.kind === 'idle' || state.kind === 'sealed') return go(bench, { kind: 'idle' }, 'acknowledged');
  const isUntouched = facts.parcel?.lines.every((line) => line.packed === 0) ?? false;
  if (isUntouched) return putAside(bench, state);
  return note(bench, 'finish-or-hold', { pieces: remainingPieces(facts.parcel?.lines ?? []) }, 'wrong');
}

function arm(bench: Bench, state: CalmState, quantity: ArmedQuantity): BenchStep {
  if (state.kind !== 'open') return note(bench, 'no-parcel-to-count', {}, 'wrong');
  const { parcelId } = state;
  const step: UndoStep = { what: 'armed', parcelId, before: state, effects: [] };
  return go(bench, { ...state, quantity }, 'armed', { step });
}

/** Scans that lead away from the parcel or take something back: a blocked parcel may still be left. */
function isLeaving(scan: BenchScan): boolean {
  return scan.kind === 'hold' || scan.kind === 'undo';
}

// --- small steps -----------------------------------------------------------------------------------------------------

function go(
  bench: Bench,
  state: CalmState,
  outcome: ScanOutcome,
  more: {
    readonly effects?: readonly BenchEffect[];
    readonly step?: UndoStep;
    readonly sound?: BenchSound;
  } = {},
): BenchStep {
  const undoSteps = more.step ? [...bench.undo, more.step].slice(-mostUndoSteps) : bench.undo;
  return {
    bench: { state, undo: undoSteps, note: null, sound: more.sound ?? 'ok' },
    effects: more.effects ?? [],
    outcome,
  };
}

function stay(bench: Bench, outcome: ScanOutcome, sound: BenchSound): BenchStep {
  return { bench: { ...bench, note: null, sound }, effects: [], outcome };
}

/** Says something once and changes nothing. */
function note(bench: Bench, code: string, facts: Instruction['facts'], sound: BenchSound): BenchStep {
  return { bench: { ...bench, note: { code, facts }, sound }, effects: [], outcome: 'noted' };
}

const alarmSounds: Readonly<Record<AlarmKind, BenchSound>> = {
  wrong: 'wrong',
  unknown: 'wrong',
  over: 'too-many',
  held: 'stop',
  'take-out': 'stop',
  duplicate: 'stop',
};

function alarm(
  bench: Bench,
  before: CalmState,
  kind: AlarmKind,
  instruction: Instruction,
  more: {
    readonly verdict?: Verdict | null;
    readonly acknowledging?: Acknowledging;
    readonly stoppedParcelId?: ParcelId;
  } = {},
): BenchStep {
  const acknowledging = more.acknowledging ?? ({ kind: 'go-on' } as const);
  return {
    bench: {
      state: {
        kind,
        instruction,
        before,
        acknowledging,
        verdict: more.verdict ?? null,
        ...(more.stoppedParcelId && { stoppedParcelId: more.stoppedParcelId }),
      },
      undo: bench.undo,
      note: null,
      sound: alarmSounds[kind],
    },
    effects: [],
    outcome: kind,
  };
}

/** The step that takes these effects back, last one first. */
function undoing(
  what: UndoStep['what'],
  parcelId: ParcelId,
  before: CalmState,
  effects: readonly BenchEffect[],
): UndoStep {
  const inverse = effects.toReversed().map((effect): BenchEffect => {
    if (effect.kind === 'count') return { ...effect, by: -effect.by };
    return { kind: 'reopen', parcelId };
  });
  return { what, parcelId, before, effects: inverse };
}

/** Before a new parcel: only the one before it can still be taken back here; older ones by scanning their label. */
function forgetOlder(bench: Bench): Bench {
  const last = bench.undo.at(-1)?.parcelId;
  return { ...bench, undo: bench.undo.filter((step) => step.parcelId === last) };
}

function forgetUndo(bench: Bench): Bench {
  return { ...bench, undo: [] };
}

function isSameLine(one: LineName, other: LineName): boolean {
  return one.orderKey === other.orderKey && one.lineId === other.lineId;
}
