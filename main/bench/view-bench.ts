// A bench as its screen shows it: what to do now in one sentence, the lines with their counters, what must be seen.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { findLiveLabel } from '../labels/labels-table.ts';
import { readNewLabel } from '../labels/new-label.ts';
import { hasSquareCode } from '../labels/paper-in-hand.ts';
import type { Verdict } from '../merges/verdict.ts';
import type { ParcelLine } from '../parcels/parcel.ts';
import { findParcel } from '../parcels/parcels-table.ts';
import { type ParcelView, viewParcels } from '../parcels/view-parcel.ts';
import { findCartNo } from '../picks/carts/carts-table.ts';
import { listToScanOut } from './bench-actions.ts';
import {
  type ArmedQuantity,
  type Bench,
  type BenchSound,
  type BenchStateKind,
  calmOf,
  type Instruction,
  isAlarm,
  type LinesBeside,
} from './bench-state.ts';
import { type LastScan, listLastScans, readBench } from './benches-table.ts';

export interface BenchLineView
  extends Pick<ParcelLine, 'orderKey' | 'orderId' | 'lineId' | 'skuCode' | 'name' | 'spec' | 'isGift'> {
  readonly quantity: number;
  readonly packed: number;
}

export interface BenchView {
  readonly benchId: string;
  readonly state: {
    readonly kind: BenchStateKind;
    /** Latched: nothing but an acknowledgement goes on. */
    readonly needsAck: boolean;
    readonly parcelId: ParcelId | null;
    /** `PB-QTY`: how many pieces the next item scan counts. */
    readonly armed: ArmedQuantity | null;
    /** The guard's answer that an alarm is about. */
    readonly verdict: Verdict | null;
    /** The parcel that the guard stopped, for a supervisor to let pass. */
    readonly stoppedParcelId: ParcelId | null;
    /** What was scanned and lies in another parcel, for a supervisor to let into this one. */
    readonly beside: LinesBeside | null;
  };
  readonly parcel: ParcelView | null;
  /** The cart whose tote holds its goods; null where its wave is one cart. */
  readonly cartNo: number | null;
  readonly lines: readonly BenchLineView[];
  /** What must still come out of the box, piece by piece. */
  readonly takeOut: ReadonlyArray<
    Pick<BenchLineView, 'orderId' | 'skuCode' | 'name' | 'spec'> & { readonly pieces: number }
  >;
  /** Pieces to go. */
  readonly remaining: number;
  /** `bench.instruction.<code>`. */
  readonly instruction: Instruction;
  /** Said once, beside the instruction: `bench.note.<code>`. */
  readonly note: Instruction | null;
  readonly sound: BenchSound | null;
  /** Newest first, at most five. */
  readonly lastScans: readonly LastScan[];
  readonly buyerNote: string;
  readonly recipientMask: string;
  readonly isDoorDelivery: boolean;
  readonly canUndo: boolean;
}

const shownScans = 5;

export function viewBench(reader: Reader, clock: Clock, benchId: string): BenchView {
  const bench = readBench(reader, benchId);
  const { state } = bench;
  const calm = calmOf(state);
  const parcelId = 'parcelId' in calm ? calm.parcelId : null;
  const parcel = parcelId === null ? null : (viewParcels(reader, clock, [parcelId])[0] ?? null);
  const lines = (parcel?.lines ?? []).map(lineView);
  const remaining = lines.reduce((sum, line) => sum + line.quantity - line.packed, 0);
  return {
    benchId,
    state: {
      kind: state.kind,
      needsAck: isAlarm(state) || (state.kind === 'open' && state.isToConfirm),
      parcelId,
      armed: calm.kind === 'open' ? calm.quantity : null,
      verdict: isAlarm(state) ? state.verdict : null,
      stoppedParcelId: (isAlarm(state) ? state.stoppedParcelId : null) ?? null,
      beside: (isAlarm(state) ? state.beside : null) ?? null,
    },
    parcel,
    cartNo: parcelId === null ? null : findCartNo(reader, parcelId),
    lines,
    takeOut: readTakeOut(reader, state),
    remaining,
    instruction: instructionOf(reader, bench, parcel, remaining),
    note: bench.note,
    sound: bench.sound,
    lastScans: listLastScans(reader, benchId, shownScans),
    buyerNote: parcel?.buyerNote ?? '',
    recipientMask: parcel?.recipientMask ?? '',
    isDoorDelivery: parcel?.doorTag === 'tagged',
    canUndo: bench.undo.length > 0,
  };
}

function readTakeOut(reader: Reader, state: Bench['state']): BenchView['takeOut'] {
  if (state.kind !== 'take-out' || !isAlarm(state) || !('parcelId' in state.acknowledging)) return [];
  const held = findParcel(reader, state.acknowledging.parcelId);
  const lines = (held?.lines ?? []).map((line) => ({ ...line, packed: line.packedQuantity }));
  return listToScanOut(state.acknowledging, lines).map(
    ({ line: { orderId, skuCode, name, spec }, pieces }) => ({
      orderId,
      skuCode,
      name,
      spec,
      pieces,
    }),
  );
}

/** What to do now, in one sentence. */
function instructionOf(reader: Reader, bench: Bench, parcel: ParcelView | null, pieces: number): Instruction {
  const { state } = bench;
  if (isAlarm(state)) return state.instruction;
  switch (state.kind) {
    case 'idle':
      return { code: 'scan-a-label', facts: {} };
    case 'open':
      if (state.isToConfirm) {
        return {
          code: 'confirm-warning',
          facts: { rules: parcel?.verdict.reasons.map(({ rule }) => rule) ?? [] },
        };
      }
      if (state.quantity !== null)
        return { code: 'pieces-at-once', facts: { pieces, quantity: state.quantity } };
      return { code: 'pieces-to-go', facts: { pieces } };
    case 'complete':
      return {
        code: whichToScan(reader, state.parcelId),
        facts: {},
      };
    case 'sealed':
      return {
        code: 'sealed',
        facts: { parcelId: state.parcelId, trackingNumber: parcel?.trackingNumber ?? null },
      };
  }
}

/** All is in: the label once more, or the new one, by the code that no older print carries. */
function whichToScan(reader: Reader, parcelId: ParcelId): string {
  if (!readNewLabel(reader, parcelId)) return 'scan-the-label-to-seal';
  const live = findLiveLabel(reader, parcelId);
  return live && live.reprintCount > 0 && hasSquareCode(reader, live)
    ? 'scan-the-new-square-code'
    : 'scan-the-new-label';
}

function lineView(line: ParcelLine): BenchLineView {
  return {
    orderKey: line.orderKey,
    orderId: line.orderId,
    lineId: line.lineId,
    skuCode: line.skuCode,
    name: line.name,
    spec: line.spec,
    isGift: line.isGift,
    quantity: line.quantity,
    packed: line.packedQuantity,
  };
}
