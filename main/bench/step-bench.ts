// One scan moves the bench one step: (what the bench remembers, what was scanned, how things stand) → (what it remembers now, what
// is done). Pure. An alarm latches: until it is acknowledged every other scan is ignored, and counted as ignored; only what must
// come out of the box is scanned out of it.

import {
  acknowledge,
  arm,
  askForUnscanned,
  goToNext,
  isLeaving,
  putAside,
  scanOut,
  undo,
} from './bench-actions.ts';
import {
  type Bench,
  type BenchEffect,
  type BenchLine,
  type BenchParcel,
  type CalmState,
  isAlarm,
  remainingPieces,
  type UndoStep,
} from './bench-state.ts';
import {
  alarm,
  type BenchFacts,
  type BenchScan,
  type BenchStep,
  forgetOlder,
  forgetUndo,
  go,
  note,
  stay,
  undoing,
} from './bench-step.ts';
import { type Stop, stopClosedParcel, stopOpenParcel } from './blocked-parcel.ts';

export function stepBench(bench: Bench, scan: BenchScan, facts: BenchFacts): BenchStep {
  const { state } = bench;
  if (isAlarm(state)) {
    if (scan.kind === 'item' && state.kind === 'take-out') return scanOut(bench, state, scan, facts);
    if (scan.kind !== 'ok') return stay(bench, 'ignored', 'stop');
    // What was to be pulled or put aside may go on after all.
    if (facts.isLetPass) {
      const { before, beside } = state;
      if (!beside || !('parcelId' in before)) return go(bench, before, 'acknowledged');
      const effects: BenchEffect[] = [{ kind: 'take-in', parcelId: before.parcelId, beside }];
      return { ...go(forgetUndo(bench), openAgain(before), 'acknowledged'), effects };
    }
    const asking = askForUnscanned(bench, state, facts);
    if (asking) return asking;
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
      if (state.kind === 'complete' && facts.parcel) {
        if (facts.parcel.newLabel) return note(bench, `new-label-${facts.parcel.newLabel}`, {}, 'wrong');
        return seal(bench, state, facts.parcel, []);
      }
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
      return scanParcel(bench, state, scan, facts);
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

type ParcelScan = Extract<BenchScan, { kind: 'parcel' }>;

function scanParcel(bench: Bench, state: CalmState, scan: ParcelScan, facts: BenchFacts): BenchStep {
  const { parcel: scanned, paper } = scan;
  const { parcelId, newLabel } = scanned;
  if (state.kind === 'open' || state.kind === 'complete') {
    if (state.parcelId !== parcelId) {
      const instruction = { code: 'other-parcel', facts: { openParcelId: state.parcelId, parcelId } };
      return alarm(bench, state, 'wrong', instruction, { verdict: facts.together });
    }
    if (paper === 'void') return note(bench, 'void-label', {}, 'wrong');
    if (state.kind === 'complete' && newLabel === 'to-come')
      return note(bench, 'new-label-to-come', {}, 'wrong');
    // Its number alone stands on the old paper too.
    if (newLabel === 'to-scan' && paper !== 'live') {
      return note(bench, paper === 'either' ? 'scan-the-square-code' : 'new-label-to-scan', {}, 'wrong');
    }
    const isStuck: readonly BenchEffect[] = newLabel ? [{ kind: 'confirm-label', parcelId }] : [];
    if (state.kind === 'complete') return seal(bench, state, scanned, isStuck);
    if (newLabel === 'to-scan') {
      const stuck = note(bench, 'new-label-scanned', { pieces: remainingPieces(scanned.lines) }, 'ok');
      return { ...stuck, effects: isStuck };
    }
    return note(bench, 'same-label', { pieces: remainingPieces(scanned.lines) }, 'ok');
  }
  // The label once more, right after the last piece has sealed it: a habit, not a mistake.
  if (state.kind === 'sealed' && state.parcelId === parcelId) {
    return paper === 'void'
      ? note(bench, 'void-label', {}, 'wrong')
      : note(bench, 'already-sealed', {}, 'ok');
  }
  return openParcel(bench, state, scan, facts);
}

function openParcel(
  bench: Bench,
  state: CalmState,
  { parcel: scanned, paper }: ParcelScan,
  facts: BenchFacts,
): BenchStep {
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
  if (paper === 'void') return alarm(bench, state, 'wrong', { code: 'void-label', facts: { parcelId } });
  const after: CalmState =
    remainingPieces(scanned.lines) === 0
      ? { kind: 'complete', parcelId }
      : { kind: 'open', parcelId, quantity: null, isToConfirm: verdict.verdict === 'warn' };
  const isToConfirm = after.kind === 'open' && after.isToConfirm;
  const effects: BenchEffect[] = [
    { kind: 'open', parcelId },
    ...(paper === 'live' ? [{ kind: 'confirm-label', parcelId } as const] : []),
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

/** With pieces to go once more. */
function openAgain(state: CalmState): CalmState {
  if (state.kind !== 'complete') return state;
  return { kind: 'open', parcelId: state.parcelId, quantity: null, isToConfirm: false };
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
    const { together: verdict, beside = null } = facts;
    return alarm(bench, state, 'wrong', instruction, { verdict, beside });
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
    if (sealsOnLastItem && !parcel.newLabel) return seal(bench, state, parcel, effects);
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

function seal(bench: Bench, state: CalmState, parcel: BenchParcel, first: readonly BenchEffect[]): BenchStep {
  const { parcelId } = parcel;
  const effects: BenchEffect[] = [...first, { kind: 'seal', parcelId }];
  return go(bench, { kind: 'sealed', parcelId }, 'sealed', {
    effects,
    step: undoing('sealed', parcelId, state, effects),
  });
}
