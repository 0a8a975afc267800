// Laws of the bench: whatever is scanned, in whatever order, no line is ever over-packed, a sealed parcel holds exactly its lines,
// never while its new label was not scanned, an undo right after a scan leaves things as they were, and no step leads where the list of next states does not.

import { expect, it } from 'vitest';
import type { LineId, OrderId, ParcelId, SkuCode } from '../../main/basics/ids.ts';
import { listToScanOut } from '../../main/bench/bench-actions.ts';
import {
  type Bench,
  type BenchEffect,
  type BenchLine,
  type BenchParcel,
  calmOf,
  idleBench,
  isAlarm,
  nextStates,
} from '../../main/bench/bench-state.ts';
import type { BenchFacts, BenchScan, BenchStep } from '../../main/bench/bench-step.ts';
import { stepBench } from '../../main/bench/step-bench.ts';
import type { Paper } from '../../main/labels/paper-in-hand.ts';
import type { Verdict } from '../../main/merges/verdict.ts';
import { fc } from '../builders/laws.ts';

const allow: Verdict = { verdict: 'allow', reasons: [], split: [] };
const warn: Verdict = { verdict: 'warn', reasons: [], split: [] };

/** A floor in memory: parcels, one bench, and whether a hold has come for a parcel's first line. */
interface Floor {
  readonly parcels: Map<string, BenchParcel>;
  readonly sealsOnLastItem: boolean;
  readonly heldParcels: Set<string>;
}

type Move =
  | { readonly kind: 'label'; readonly parcel: number; readonly paper: Paper }
  | { readonly kind: 'item'; readonly sku: number }
  | { readonly kind: 'action'; readonly action: 'ok' | 'undo' | 'hold' | 'next' }
  | { readonly kind: 'quantity'; readonly quantity: number | 'all' }
  | { readonly kind: 'rubbish' }
  | { readonly kind: 'cancellation'; readonly parcel: number }
  | { readonly kind: 'sent'; readonly parcel: number };

const skus = ['MUG', 'CUP', 'PLATE', 'BOWL'];

const aLine = fc.record({ sku: fc.nat(2), quantity: fc.integer({ min: 1, max: 3 }) });
const aParcel = fc.record({
  lines: fc.array(aLine, { minLength: 1, maxLength: 3 }),
  isWarned: fc.boolean(),
});

const aMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('label' as const),
      parcel: fc.nat(2),
      paper: fc.constantFrom(
        'live' as const,
        'live' as const,
        'either' as const,
        'void' as const,
        'none' as const,
      ),
    }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('item' as const), sku: fc.nat(3) }) },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('action' as const),
      action: fc.constantFrom(
        'ok' as const,
        'ok' as const,
        'undo' as const,
        'hold' as const,
        'next' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('quantity' as const),
      quantity: fc.oneof(fc.constant('all' as const), fc.integer({ min: 1, max: 4 })),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'rubbish' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancellation' as const), parcel: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sent' as const), parcel: fc.nat(2) }) },
);

const aMorningAtTheBench = fc.record({
  parcels: fc.array(aParcel, { minLength: 3, maxLength: 3 }),
  sealsOnLastItem: fc.boolean(),
  moves: fc.array(aMove, { maxLength: 60 }),
});

it('never packs more than a line has, seals exactly its lines, and never under a label that is void', () => {
  fc.assert(
    fc.property(aMorningAtTheBench, (morning) => {
      const floor = floorOf(morning.parcels, morning.sealsOnLastItem);
      let bench = idleBench;
      for (const move of morning.moves) bench = play(floor, bench, move).bench;
    }),
    { numRuns: 400 },
  );
});

it('leads only where the list of next states says', () => {
  fc.assert(
    fc.property(aMorningAtTheBench, (morning) => {
      const floor = floorOf(morning.parcels, morning.sealsOnLastItem);
      let bench = idleBench;
      for (const move of morning.moves) {
        const before = bench.state.kind;
        bench = play(floor, bench, move).bench;
        expect(nextStates[before]).toContain(bench.state.kind);
      }
    }),
    { numRuns: 400 },
  );
});

it('is as it was when a scan is taken back at once', () => {
  fc.assert(
    fc.property(aMorningAtTheBench, (morning) => {
      const floor = floorOf(morning.parcels, morning.sealsOnLastItem);
      let bench = idleBench;
      for (const move of morning.moves) {
        const before = { state: bench.state, parcels: packing(floor) };
        const step = play(floor, bench, move);
        const newest = step.bench.undo.at(-1);
        const canBeTakenBack =
          newest !== undefined && step.outcome !== 'undone' && newest !== bench.undo.at(-1);
        const isLatched =
          isAlarm(step.bench.state) || (step.bench.state.kind === 'open' && step.bench.state.isToConfirm);
        if (canBeTakenBack && !isLatched && !isAlarm(bench.state) && floor.heldParcels.size === 0) {
          const undone = play(copyOf(floor), step.bench, { kind: 'action', action: 'undo' }, (after) => {
            expect(packing(after)).toEqual(before.parcels);
          });
          expect(undone.bench.state).toEqual(before.state);
        }
        bench = step.bench;
      }
    }),
    { numRuns: 400 },
  );
});

it('never takes for out what nobody scanned out, unless it is said twice', () => {
  fc.assert(
    fc.property(aMorningAtTheBench, (morning) => {
      const floor = floorOf(morning.parcels, morning.sealsOnLastItem);
      let bench = idleBench;
      for (const move of morning.moves) {
        const { state } = bench;
        const lines = stoppedOf(floor, bench)?.lines ?? [];
        const isTakeOut = isAlarm(state) && state.kind === 'take-out';
        const isInTheBox = isTakeOut && listToScanOut(state.acknowledging, lines).length > 0;
        const step = play(floor, bench, move);
        const goesOn = step.effects.some(({ kind }) => kind === 'take-out' || kind === 'pull');
        const isSaid = move.kind === 'action' && move.action === 'ok';
        if (goesOn && isSaid && isInTheBox) expect(state.isAskedUnscanned).toBe(true);
        bench = step.bench;
      }
    }),
    { numRuns: 400 },
  );
});

it('does nothing at all while an alarm stands', () => {
  fc.assert(
    fc.property(aMorningAtTheBench, (morning) => {
      const floor = floorOf(morning.parcels, morning.sealsOnLastItem);
      let bench = idleBench;
      for (const move of morning.moves) {
        const step = play(floor, bench, move);
        const isOther = !(move.kind === 'action' && move.action === 'ok');
        const isScan = move.kind !== 'cancellation' && move.kind !== 'sent';
        if (isAlarm(bench.state) && isOther && isScan) {
          expect(step).toMatchObject({ outcome: 'ignored', effects: [] });
          expect(step.bench.state).toEqual(bench.state);
        }
        bench = step.bench;
      }
    }),
    { numRuns: 300 },
  );
});

// --- the floor -------------------------------------------------------------------------------------------------------

function floorOf(
  parcels: readonly { lines: readonly { sku: number; quantity: number }[]; isWarned: boolean }[],
  sealsOnLastItem: boolean,
): Floor {
  const entries = parcels.map((parcel, at): [string, BenchParcel] => [
    `P${at}`,
    {
      parcelId: `P${at}` as ParcelId,
      state: 'released',
      openAt: null,
      packedAt: null,
      packedBy: null,
      pulledReason: null,
      verdict: parcel.isWarned ? warn : allow,
      shipment: 'none',
      lines: parcel.lines.map(({ sku, quantity }, line) => ({
        orderKey: at,
        orderId: `order-${at}` as OrderId,
        lineId: `${at}-${line}` as LineId,
        skuCode: (skus[sku] ?? '') as SkuCode,
        quantity,
        packed: 0,
      })),
    },
  ]);
  return { parcels: new Map(entries), sealsOnLastItem, heldParcels: new Set() };
}

function copyOf(floor: Floor): Floor {
  return { ...floor, parcels: new Map(floor.parcels), heldParcels: new Set(floor.heldParcels) };
}

function packing(floor: Floor) {
  return [...floor.parcels.values()].map(({ parcelId, state, lines }) => ({
    parcelId,
    state,
    packed: lines.map((line) => line.packed),
  }));
}

function play(floor: Floor, bench: Bench, move: Move, look?: (floor: Floor) => void): BenchStep {
  if (move.kind === 'cancellation') {
    floor.heldParcels.add(`P${move.parcel}`);
    return { bench, effects: [], outcome: 'noted' };
  }
  if (move.kind === 'sent') {
    const parcel = floor.parcels.get(`P${move.parcel}`);
    if (parcel?.shipment === 'waiting') floor.parcels.set(parcel.parcelId, { ...parcel, shipment: 'gone' });
    return { bench, effects: [], outcome: 'noted' };
  }
  const calm = calmOf(bench.state);
  const facts: BenchFacts = {
    benchId: 'A',
    parcel: 'parcelId' in calm ? see(floor, calm.parcelId) : null,
    together: null,
    stopped: stoppedOf(floor, bench),
    undoParcel: see(floor, bench.undo.at(-1)?.parcelId ?? ''),
    sealsOnLastItem: floor.sealsOnLastItem,
  };
  const step = stepBench(bench, scanOf(floor, move), facts);
  for (const effect of step.effects) apply(floor, effect);
  look?.(floor);
  return step;
}

function stoppedOf(floor: Floor, { state }: Bench): BenchParcel | null {
  if (!isAlarm(state) || !('parcelId' in state.acknowledging)) return null;
  return see(floor, state.acknowledging.parcelId);
}

function see(floor: Floor, parcelId: string): BenchParcel | null {
  const parcel = floor.parcels.get(parcelId);
  if (!parcel) return null;
  const first = parcel.lines[0];
  if (!floor.heldParcels.has(parcelId) || !first?.lineId.endsWith('-0')) return parcel;
  const lines = [{ orderId: first.orderId, lineId: first.lineId, skuCode: first.skuCode }];
  const why = 'cancel-requested';
  return {
    ...parcel,
    verdict: {
      verdict: 'block',
      reasons: [
        { rule: 'merge.hold', verdict: 'block', lines, facts: { why }, validFrom: 0, consequence: {} },
      ],
      split: [],
    },
  };
}

function scanOf(floor: Floor, move: Exclude<Move, { kind: 'cancellation' | 'sent' }>): BenchScan {
  switch (move.kind) {
    case 'label': {
      const parcel = see(floor, `P${move.parcel}`);
      return parcel ? { kind: 'parcel', parcel, paper: move.paper } : { kind: 'unknown', code: '', hint: '' };
    }
    case 'item':
      return { kind: 'item', code: '', skuCodes: [(skus[move.sku] ?? '') as SkuCode] };
    case 'action':
      return { kind: move.action };
    case 'quantity':
      return { kind: 'quantity', quantity: move.quantity };
    case 'rubbish':
      return { kind: 'unknown', code: '???', hint: 'nothing-known' };
  }
}

function apply(floor: Floor, effect: BenchEffect): void {
  const parcel = floor.parcels.get(effect.parcelId);
  if (!parcel) throw new Error('an effect names a parcel that there is');
  const set = (change: Partial<BenchParcel>) => floor.parcels.set(parcel.parcelId, { ...parcel, ...change });
  switch (effect.kind) {
    case 'open':
      expect(['planned', 'released', 'open']).toContain(parcel.state);
      set({ state: 'open', openAt: 'A' });
      break;
    case 'close':
      set({ state: 'released', openAt: null });
      break;
    case 'count': {
      // A piece that must leave is scanned out of a box that nobody has open, too.
      if (effect.by > 0) expect(parcel.state).toBe('open');
      const lines = parcel.lines.map((line): BenchLine => {
        if (line.lineId !== effect.line.lineId) return line;
        const packed = line.packed + effect.by;
        expect(packed).toBeGreaterThanOrEqual(0);
        expect(packed).toBeLessThanOrEqual(line.quantity);
        return { ...line, packed };
      });
      set({ lines });
      break;
    }
    case 'seal':
      expect(parcel.state).toBe('open');
      for (const line of parcel.lines) expect(line.packed).toBe(line.quantity);
      expect(parcel.newLabel ?? null).toBe(null);
      set({ state: 'packed', openAt: null, shipment: 'waiting' });
      break;
    case 'reopen':
      expect(parcel).toMatchObject({ state: 'packed' });
      expect(parcel.shipment).not.toBe('gone');
      set({ state: 'open', openAt: 'A', shipment: 'none' });
      break;
    case 'take-out':
      set({
        newLabel: 'to-scan',
        lines: parcel.lines.flatMap((line) => {
          const pieces = effect.lines.find(({ lineId }) => lineId === line.lineId)?.pieces ?? 0;
          const quantity = line.quantity - pieces;
          return quantity > 0 ? [{ ...line, quantity, packed: Math.min(line.packed, quantity) }] : [];
        }),
      });
      break;
    case 'pull':
      set({ state: 'pulled', openAt: null, lines: parcel.lines.map((line) => ({ ...line, packed: 0 })) });
      break;
    case 'confirm-label':
      set({ newLabel: null });
      break;
    case 'take-in':
      break;
  }
}
