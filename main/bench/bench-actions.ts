// What a packer does besides scanning goods: takes note of an alarm, takes a step back, puts a parcel aside, goes to the next one,
// arms a quantity. Pure.

import {
  type Acknowledging,
  type Alarm,
  type ArmedQuantity,
  type Bench,
  type BenchEffect,
  type BenchLine,
  type CalmState,
  remainingPieces,
  type UndoStep,
} from './bench-state.ts';
import {
  type BenchFacts,
  type BenchScan,
  type BenchStep,
  forgetUndo,
  go,
  isSameLine,
  note,
  stay,
} from './bench-step.ts';

export function acknowledge(
  bench: Bench,
  before: CalmState,
  acknowledging: Acknowledging,
  facts: BenchFacts,
): BenchStep {
  if (isLifted(acknowledging, facts)) return go(bench, before, 'acknowledged');
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

/** The buyer has taken it back: what was to be taken out may stay. */
function isLifted(acknowledging: Acknowledging, { stopped }: BenchFacts): boolean {
  return acknowledging.kind === 'take-out' && !!stopped && stopped.verdict.verdict !== 'block';
}

/** Pieces that nobody scanned out are asked for once; null where there are none, or they were asked for. */
export function askForUnscanned(bench: Bench, state: Alarm, facts: BenchFacts): BenchStep | null {
  if (state.kind !== 'take-out' || state.isAskedUnscanned || isLifted(state.acknowledging, facts))
    return null;
  const pieces = piecesOf(listToScanOut(state.acknowledging, facts.stopped?.lines ?? []));
  if (pieces === 0) return null;
  const instruction = { code: 'take-out-unscanned', facts: { ...state.instruction.facts, pieces } };
  const after: Bench = {
    ...bench,
    state: { ...state, instruction, isAskedUnscanned: true },
    note: null,
    sound: 'stop',
  };
  return { bench: after, effects: [], outcome: 'take-out' };
}

function piecesOf(out: readonly { readonly pieces: number }[]): number {
  return out.reduce((sum, each) => sum + each.pieces, 0);
}

/** One piece of what must leave, scanned out of the box; with the last one the bench goes on by itself. */
export function scanOut(
  bench: Bench,
  state: Alarm,
  scan: Extract<BenchScan, { kind: 'item' }>,
  facts: BenchFacts,
): BenchStep {
  const out = listToScanOut(state.acknowledging, facts.stopped?.lines ?? []);
  const next = out.find(({ line }) => scan.skuCodes.includes(line.skuCode));
  if (!next || !facts.stopped) return stay(bench, 'ignored', 'stop');
  const { orderKey, lineId } = next.line;
  const count: BenchEffect = {
    kind: 'count',
    parcelId: facts.stopped.parcelId,
    line: { orderKey, lineId },
    by: -1,
  };
  const pieces = piecesOf(out) - 1;
  if (pieces === 0) {
    const step = acknowledge(bench, state.before, state.acknowledging, facts);
    return { ...step, effects: [count, ...step.effects], outcome: 'taken-out' };
  }
  const instruction = { code: 'take-out', facts: { ...state.instruction.facts, pieces } };
  const after: Bench = {
    ...bench,
    state: { ...state, instruction, isAskedUnscanned: false },
    note: null,
    sound: 'ok',
  };
  return { bench: after, effects: [count], outcome: 'taken-out' };
}

/** Lines of which packed pieces must still come out of the box, and how many. */
export function listToScanOut<Line extends BenchLine>(
  acknowledging: Acknowledging,
  lines: readonly Line[],
): { readonly line: Line; readonly pieces: number }[] {
  return lines.flatMap((line) => {
    const pieces = line.packed - piecesThatStay(acknowledging, line);
    return pieces > 0 ? [{ line, pieces }] : [];
  });
}

function piecesThatStay(acknowledging: Acknowledging, line: BenchLine): number {
  if (acknowledging.kind === 'pull') return 0;
  if (acknowledging.kind !== 'take-out') return line.packed;
  const leaving = acknowledging.lines.find((taken) => isSameLine(taken, line))?.pieces ?? 0;
  return Math.min(line.packed, line.quantity - leaving);
}

export function undo(bench: Bench, state: CalmState, facts: BenchFacts): BenchStep {
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

export function putAside(bench: Bench, state: CalmState): BenchStep {
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

export function goToNext(bench: Bench, state: CalmState, facts: BenchFacts): BenchStep {
  if (state.kind === 'idle' || state.kind === 'sealed') return go(bench, { kind: 'idle' }, 'acknowledged');
  const isUntouched = facts.parcel?.lines.every((line) => line.packed === 0) ?? false;
  if (isUntouched) return putAside(bench, state);
  return note(bench, 'finish-or-hold', { pieces: remainingPieces(facts.parcel?.lines ?? []) }, 'wrong');
}

export function arm(bench: Bench, state: CalmState, quantity: ArmedQuantity): BenchStep {
  if (state.kind !== 'open') return note(bench, 'no-parcel-to-count', {}, 'wrong');
  const { parcelId } = state;
  const step: UndoStep = { what: 'armed', parcelId, before: state, effects: [] };
  return go(bench, { ...state, quantity }, 'armed', { step });
}

/** Scans that lead away from the parcel or take something back: a blocked parcel may still be left. */
export function isLeaving(scan: BenchScan): boolean {
  return scan.kind === 'hold' || scan.kind === 'undo';
}
