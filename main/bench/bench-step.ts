// What a step of the bench is made of: the scan, how things stand, where it leads, what is said and heard, and how it is taken back. Pure.

import type { OrderId, ParcelId, SkuCode } from '../basics/ids.ts';
import type { Paper } from '../labels/paper-in-hand.ts';
import type { Verdict } from '../merges/verdict.ts';
import type {
  Acknowledging,
  AlarmKind,
  ArmedQuantity,
  Bench,
  BenchEffect,
  BenchParcel,
  BenchSound,
  CalmState,
  Instruction,
  LineName,
  LinesBeside,
  UndoStep,
} from './bench-state.ts';

/** What a scan names, as resolved by `resolveCode`. */
export type BenchScan =
  | { readonly kind: 'ok' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'next' }
  | { readonly kind: 'quantity'; readonly quantity: ArmedQuantity }
  /** An action code that this bench does not offer. */
  | { readonly kind: 'other-action'; readonly action: string }
  /** `paper`: which label of it was scanned. */
  | { readonly kind: 'parcel'; readonly parcel: BenchParcel; readonly paper: Paper }
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
  /** Where what was scanned lies, if it could come into the open parcel. */
  readonly beside?: LinesBeside | null;
  /** The parcel of the newest step that can be undone. */
  readonly undoParcel: BenchParcel | null;
  readonly sealsOnLastItem: boolean;
  /** The parcel that an alarm is about, as it stands now. */
  readonly stopped?: BenchParcel | null;
  /** A supervisor has let pass what the alarm stopped. */
  readonly isLetPass?: boolean;
}

export type ScanOutcome =
  | 'opened'
  | 'counted'
  | 'completed'
  | 'sealed'
  | 'undone'
  | 'acknowledged'
  /** A piece that must leave was scanned out of the box. */
  | 'taken-out'
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

export function go(
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

export function stay(bench: Bench, outcome: ScanOutcome, sound: BenchSound): BenchStep {
  return { bench: { ...bench, note: null, sound }, effects: [], outcome };
}

/** Says something once and changes nothing. */
export function note(bench: Bench, code: string, facts: Instruction['facts'], sound: BenchSound): BenchStep {
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

export function alarm(
  bench: Bench,
  before: CalmState,
  kind: AlarmKind,
  instruction: Instruction,
  more: {
    readonly verdict?: Verdict | null;
    readonly acknowledging?: Acknowledging;
    readonly stoppedParcelId?: ParcelId;
    readonly beside?: LinesBeside | null;
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
        ...(more.beside && { beside: more.beside }),
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
export function undoing(
  what: UndoStep['what'],
  parcelId: ParcelId,
  before: CalmState,
  effects: readonly BenchEffect[],
): UndoStep {
  const inverse = effects.toReversed().flatMap((effect): BenchEffect[] => {
    if (effect.kind === 'count') return [{ ...effect, by: -effect.by }];
    return effect.kind === 'seal' ? [{ kind: 'reopen', parcelId }] : []; // a label that was scanned stays scanned
  });
  return { what, parcelId, before, effects: inverse };
}

/** Before a new parcel: only the one before it can still be taken back here; older ones by scanning their label. */
export function forgetOlder(bench: Bench): Bench {
  const last = bench.undo.at(-1)?.parcelId;
  return { ...bench, undo: bench.undo.filter((step) => step.parcelId === last) };
}

export function forgetUndo(bench: Bench): Bench {
  return { ...bench, undo: [] };
}

export function isSameLine(one: LineName, other: LineName): boolean {
  return one.orderKey === other.orderKey && one.lineId === other.lineId;
}
