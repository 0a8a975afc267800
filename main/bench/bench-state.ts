// What a bench can be in the middle of. Calm states wait for the next scan; alarms latch until somebody acknowledges them.

import type { LineId, OrderId, ParcelId, SkuCode } from '../basics/ids.ts';
import type { Fact } from '../basics/refusal.ts';
import type { LineRef, Verdict } from '../merges/verdict.ts';
import type { OrderKey } from '../orders/order.ts';
import type { ParcelState } from '../parcels/parcel.ts';

/** A sentence for the packer: `bench.instruction.<code>` with its blanks filled. */
export interface Instruction {
  readonly code: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** How many pieces the next item scan counts, when `PB-QTY` has said so; `all` is whatever its lines still lack. */
export type ArmedQuantity = number | 'all';

export type CalmState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'open';
      readonly parcelId: ParcelId;
      readonly quantity: ArmedQuantity | null;
      /** The guard warned when it was opened: nothing is counted until the packer has confirmed. */
      readonly isToConfirm: boolean;
    }
  /** Every piece is in; waits for the seal. */
  | { readonly kind: 'complete'; readonly parcelId: ParcelId }
  | { readonly kind: 'sealed'; readonly parcelId: ParcelId };

export type AlarmKind = 'held' | 'wrong' | 'over' | 'take-out' | 'unknown' | 'duplicate';

/** What acknowledging does besides going on: what is held leaves, or the parcel is put aside or pulled. */
export type Acknowledging =
  | { readonly kind: 'go-on' }
  | { readonly kind: 'take-out'; readonly parcelId: ParcelId; readonly lines: readonly TakenOut[] }
  | { readonly kind: 'pull'; readonly parcelId: ParcelId; readonly reason: string }
  | { readonly kind: 'put-aside'; readonly parcelId: ParcelId }
  /** A packed parcel was scanned again: `PB-UNDO` now opens it. */
  | { readonly kind: 'offer-reopening'; readonly parcelId: ParcelId };

export interface Alarm {
  readonly kind: AlarmKind;
  readonly instruction: Instruction;
  /** Where the bench was; acknowledging leads back there, or to where `acknowledging` leads. */
  readonly before: CalmState;
  readonly acknowledging: Acknowledging;
  /** The guard's answer that the alarm is about, for its reasons. */
  readonly verdict: Verdict | null;
  /** The parcel that the guard stopped: a supervisor may let it pass. */
  readonly stoppedParcelId?: ParcelId;
  /** What was scanned and lies in another parcel: a supervisor may let it into this one. */
  readonly beside?: LinesBeside;
  /** Said to be out without a scan: it was asked whether it really is, and the next `PB-OK` says so. */
  readonly isAskedUnscanned?: boolean;
}

/** Lines of another parcel that nobody has packed yet. */
export interface LinesBeside {
  readonly parcelId: ParcelId;
  readonly lines: readonly LineRef[];
}

export type BenchState = CalmState | Alarm;
export type BenchStateKind = BenchState['kind'];

/** Where each state can lead in one step; a law checks that no step leaves this list. */
export const nextStates: Readonly<Record<BenchStateKind, readonly BenchStateKind[]>> = {
  idle: ['idle', 'open', 'complete', 'sealed', 'held', 'wrong', 'take-out', 'unknown', 'duplicate'],
  open: ['open', 'complete', 'sealed', 'idle', 'held', 'wrong', 'over', 'take-out', 'unknown', 'duplicate'],
  complete: [
    'complete',
    'sealed',
    'open',
    'idle',
    'held',
    'wrong',
    'over',
    'take-out',
    'unknown',
    'duplicate',
  ],
  sealed: ['sealed', 'open', 'complete', 'idle', 'held', 'wrong', 'over', 'take-out', 'unknown', 'duplicate'],
  held: ['held', 'idle', 'open', 'complete', 'sealed'],
  wrong: ['wrong', 'idle', 'open', 'complete', 'sealed'],
  over: ['over', 'open', 'complete', 'sealed'],
  'take-out': ['take-out', 'idle', 'open', 'complete', 'sealed'],
  unknown: ['unknown', 'idle', 'open', 'complete', 'sealed'],
  duplicate: ['duplicate', 'idle', 'open', 'complete', 'sealed'],
};

export function isAlarm(state: BenchState): state is Alarm {
  return 'acknowledging' in state;
}

/** The calm state itself, or the one an alarm interrupts. */
export function calmOf(state: BenchState): CalmState {
  return isAlarm(state) ? state.before : state;
}

export interface LineName {
  readonly orderKey: OrderKey;
  readonly lineId: LineId;
}

/** So many pieces of a line leave the parcel; all of them when the whole line is held. */
export interface TakenOut extends LineName {
  readonly pieces: number;
}

export interface BenchLine extends LineName {
  readonly orderId: OrderId;
  readonly skuCode: SkuCode;
  readonly quantity: number;
  readonly packed: number;
}

/** A parcel as the bench must know it to answer a scan. */
export interface BenchParcel {
  readonly parcelId: ParcelId;
  readonly state: ParcelState;
  /** The bench that has it open. */
  readonly openAt: string | null;
  readonly packedAt: number | null;
  readonly packedBy: string | null;
  readonly pulledReason: string | null;
  readonly lines: readonly BenchLine[];
  /** What the guard says about it now. */
  readonly verdict: Verdict;
  /** The debt to the platform: none yet, still waiting here, or already on its way. */
  readonly shipment: 'none' | 'waiting' | 'gone';
  /** Its label became void with goods that came or went: the new one is still to come, or must be scanned before the seal. */
  readonly newLabel?: NewLabel | null;
}

export type NewLabel = 'to-come' | 'to-scan';

/** What is done to the parcel besides the bench's own state. */
export type BenchEffect =
  | { readonly kind: 'open'; readonly parcelId: ParcelId }
  /** Back to what it was before it was opened; what is packed stays packed. */
  | { readonly kind: 'close'; readonly parcelId: ParcelId }
  /** `by` is negative when pieces are taken back. */
  | { readonly kind: 'count'; readonly parcelId: ParcelId; readonly line: LineName; readonly by: number }
  | { readonly kind: 'seal'; readonly parcelId: ParcelId }
  /** A packed parcel is open again; a shipment that still waits is withdrawn. */
  | { readonly kind: 'reopen'; readonly parcelId: ParcelId }
  | { readonly kind: 'take-out'; readonly parcelId: ParcelId; readonly lines: readonly TakenOut[] }
  | { readonly kind: 'pull'; readonly parcelId: ParcelId; readonly reason: string }
  /** Lines of another parcel come into this one: a supervisor has let them. */
  | { readonly kind: 'take-in'; readonly parcelId: ParcelId; readonly beside: LinesBeside }
  /** The label that counts was scanned. */
  | { readonly kind: 'confirm-label'; readonly parcelId: ParcelId };

/** One step that `PB-UNDO` can take back. */
export interface UndoStep {
  readonly what: 'opened' | 'counted' | 'sealed' | 'armed' | 'put-aside' | 'offered';
  readonly parcelId: ParcelId;
  readonly before: CalmState;
  readonly effects: readonly BenchEffect[];
}

export type BenchSound = 'ok' | 'wrong' | 'too-many' | 'stop';

/** Everything a bench remembers; saved with every scan. */
export interface Bench {
  readonly state: BenchState;
  /** Newest last. */
  readonly undo: readonly UndoStep[];
  /** Said once, beside what to do now; gone with the next scan. */
  readonly note: Instruction | null;
  readonly sound: BenchSound | null;
}

export const idleBench: Bench = { state: { kind: 'idle' }, undo: [], note: null, sound: null };

export function remainingPieces(lines: readonly BenchLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity - line.packed, 0);
}
