import { expect, it } from 'vitest';
import type { LineId, OrderId, ParcelId, SkuCode } from '../../main/basics/ids.ts';
import {
  type Bench,
  type BenchLine,
  type BenchParcel,
  idleBench,
  isAlarm,
} from '../../main/bench/bench-state.ts';
import type { BenchFacts, BenchScan } from '../../main/bench/bench-step.ts';
import { stepBench } from '../../main/bench/step-bench.ts';
import type { Verdict } from '../../main/merges/verdict.ts';

const allow: Verdict = { verdict: 'allow', reasons: [], split: [] };

function line(skuCode: string, quantity: number, packed = 0): BenchLine {
  return {
    orderKey: 1,
    orderId: '1001' as OrderId,
    lineId: skuCode as unknown as LineId,
    skuCode: skuCode as SkuCode,
    quantity,
    packed,
  };
}

function parcel(overrides: Partial<BenchParcel> & { parcelId?: ParcelId } = {}): BenchParcel {
  return {
    parcelId: 'P1' as ParcelId,
    state: 'released',
    openAt: null,
    packedAt: null,
    packedBy: null,
    pulledReason: null,
    lines: [line('MUG', 2), line('CUP', 1)],
    verdict: allow,
    shipment: 'none',
    ...overrides,
  };
}

function facts(overrides: Partial<BenchFacts> = {}): BenchFacts {
  return {
    benchId: 'A',
    parcel: null,
    together: null,
    undoParcel: null,
    sealsOnLastItem: true,
    ...overrides,
  };
}

function openBench(): Bench {
  return stepBench(idleBench, { kind: 'parcel', parcel: parcel(), paper: 'live' }, facts()).bench;
}

function item(skuCode: string): BenchScan {
  return { kind: 'item', code: skuCode, skuCodes: [skuCode as SkuCode] };
}

function held(lineIds: readonly string[]): Verdict {
  const lines = lineIds.map((lineId) => ({
    orderId: '1001' as OrderId,
    lineId: lineId as LineId,
    skuCode: lineId as SkuCode,
  }));
  const why = 'cancel-requested';
  return {
    verdict: 'block',
    reasons: [{ rule: 'merge.hold', verdict: 'block', lines, facts: { why }, validFrom: 0, consequence: {} }],
    split: [],
  };
}

const open = (lines = parcel().lines, verdict = allow) =>
  facts({ parcel: parcel({ state: 'open', openAt: 'A', lines, verdict }) });

it('opens a planned parcel and confirms the label that was scanned', () => {
  const step = stepBench(idleBench, { kind: 'parcel', parcel: parcel(), paper: 'live' }, facts());

  expect(step.bench.state).toMatchObject({ kind: 'open', parcelId: 'P1' });
  expect(step.effects.map((effect) => effect.kind)).toEqual(['open', 'confirm-label']);
});

it.each([
  ['proposed', 'wrong', 'not-planned'],
  ['pulled', 'held', 'parcel-pulled'],
  ['dissolved', 'held', 'parcel-dissolved'],
  ['packed', 'duplicate', 'already-packed'],
  ['shipped', 'duplicate', 'already-shipped'],
] as const)('does not open a parcel that is %s', (state, kind, code) => {
  const step = stepBench(idleBench, { kind: 'parcel', parcel: parcel({ state }), paper: 'live' }, facts());

  expect(step.bench.state).toMatchObject({ kind, instruction: { code } });
  expect(step.effects).toEqual([]);
});

it('names the bench that has the parcel open', () => {
  const elsewhere = parcel({ state: 'open', openAt: 'B' });

  const step = stepBench(idleBench, { kind: 'parcel', parcel: elsewhere, paper: 'live' }, facts());

  expect(step.bench.state).toMatchObject({
    kind: 'duplicate',
    instruction: { code: 'open-elsewhere', facts: { benchId: 'B' } },
  });
});

it('opens a parcel that lies open at no bench', () => {
  const step = stepBench(
    idleBench,
    { kind: 'parcel', parcel: parcel({ state: 'open' }), paper: 'live' },
    facts(),
  );

  expect(step.outcome).toBe('opened');
});

it('does not open a parcel of which an order is held', () => {
  const step = stepBench(
    idleBench,
    { kind: 'parcel', parcel: parcel({ verdict: held(['MUG']) }), paper: 'live' },
    facts(),
  );

  expect(step.bench.state).toMatchObject({
    kind: 'held',
    instruction: { facts: { hold: 'cancel-requested' } },
  });
  expect(step.bench.sound).toBe('stop');
});

it('counts nothing after a warning until the packer has confirmed it', () => {
  const warned = parcel({ verdict: { verdict: 'warn', reasons: [], split: [] } });
  const opened = stepBench(idleBench, { kind: 'parcel', parcel: warned, paper: 'live' }, facts()).bench;

  const ignored = stepBench(opened, item('MUG'), open());
  const confirmed = stepBench(ignored.bench, { kind: 'ok' }, open());
  const counted = stepBench(confirmed.bench, item('MUG'), open());

  expect(ignored.outcome).toBe('ignored');
  expect(counted.outcome).toBe('counted');
});

it('counts an item that belongs to the parcel', () => {
  const step = stepBench(openBench(), item('MUG'), open());

  expect(step.effects).toMatchObject([{ kind: 'count', by: 1 }]);
  expect(step.bench.sound).toBe('ok');
});

it('fills two lines of one SKU one after the other', () => {
  const first = { ...line('MUG', 1, 1), lineId: 'a' as LineId };
  const second = { ...line('MUG', 2), lineId: 'b' as LineId };

  const step = stepBench(openBench(), item('MUG'), open([first, second]));

  expect(step.effects).toMatchObject([{ kind: 'count', line: { lineId: 'b' }, by: 1 }]);
});

it('seals with the last right item', () => {
  const step = stepBench(openBench(), item('CUP'), open([line('MUG', 2, 2), line('CUP', 1)]));

  expect(step.bench.state.kind).toBe('sealed');
  expect(step.effects.map((effect) => effect.kind)).toEqual(['count', 'seal']);
});

it('waits for the label when the setting says so, and seals by it', () => {
  const last = facts({ ...open([line('CUP', 1)]), sealsOnLastItem: false });
  const complete = stepBench(openBench(), item('CUP'), last);
  const packed = facts({ ...open([line('CUP', 1, 1)]), sealsOnLastItem: false });

  const sealed = stepBench(
    complete.bench,
    { kind: 'parcel', parcel: parcel({ state: 'open', openAt: 'A' }), paper: 'live' },
    packed,
  );

  expect(complete.bench.state.kind).toBe('complete');
  expect(sealed.effects).toEqual([{ kind: 'seal', parcelId: 'P1' }]);
});

it('stops at an item that is not in the parcel, and says why the guard keeps its parcel apart', () => {
  const together: Verdict = {
    verdict: 'block',
    reasons: [
      {
        rule: 'door.gift-binding',
        verdict: 'block',
        lines: [],
        facts: { why: 'gift-unbound' },
        validFrom: 0,
        consequence: {},
      },
    ],
    split: [],
  };

  const step = stepBench(openBench(), item('PLATE'), { ...open(), together });

  expect(step.bench.state).toMatchObject({
    kind: 'wrong',
    instruction: { code: 'wrong-item' },
    verdict: together,
  });
  expect(step.effects).toEqual([]);
});

it("stops at another parcel's label while one is open", () => {
  const other = parcel({ parcelId: 'P2' as ParcelId });

  const step = stepBench(openBench(), { kind: 'parcel', parcel: other, paper: 'live' }, open());

  expect(step.bench.state).toMatchObject({ kind: 'wrong', instruction: { code: 'other-parcel' } });
});

it('says too many when a line is full', () => {
  const step = stepBench(openBench(), item('MUG'), open([line('MUG', 2, 2), line('CUP', 1)]));

  expect(step.bench.state).toMatchObject({ kind: 'over', instruction: { facts: { pieces: 1 } } });
  expect(step.bench.sound).toBe('too-many');
});

it('says too many when a piece more is scanned after the seal', () => {
  const sealed: Bench = { ...idleBench, state: { kind: 'sealed', parcelId: 'P1' as ParcelId } };
  const packed = facts({ parcel: parcel({ state: 'packed', lines: [line('MUG', 2, 2)] }) });

  const step = stepBench(sealed, item('MUG'), packed);

  expect(step.bench.state.kind).toBe('over');
});

it('asks for a label when an item is scanned and no parcel is open', () => {
  const step = stepBench(idleBench, item('MUG'), facts());

  expect(step.bench.state).toMatchObject({ kind: 'wrong', instruction: { code: 'no-parcel' } });
});

it('shows an unknown code with what it might be', () => {
  const step = stepBench(openBench(), { kind: 'unknown', code: 'JT1', hint: 'nothing-known' }, open());

  expect(step.bench.state).toMatchObject({
    kind: 'unknown',
    instruction: { facts: { code: 'JT1', hint: 'nothing-known' } },
  });
});

it.each([
  [0, 'order-not-planned'],
  [2, 'order-has-parcels'],
])('does not guess a parcel for an order with %i of them', (parcelCount, code) => {
  const step = stepBench(idleBench, { kind: 'order', orderId: '1001' as OrderId, parcelCount }, facts());

  expect(step.bench.state).toMatchObject({ kind: 'wrong', instruction: { code } });
});

it('does not take a wave for a parcel', () => {
  const step = stepBench(idleBench, { kind: 'wave', code: 'W1' }, facts());

  expect(step.bench.state).toMatchObject({ instruction: { code: 'not-for-the-bench' } });
});

it('ignores every other scan while an alarm stands, and goes on when it is acknowledged', () => {
  const wrong = stepBench(openBench(), item('PLATE'), open()).bench;

  const ignored = stepBench(wrong, item('MUG'), open());
  const acknowledged = stepBench(ignored.bench, { kind: 'ok' }, open());

  expect(ignored).toMatchObject({ outcome: 'ignored', effects: [] });
  expect(ignored.bench.sound).toBe('stop');
  expect(acknowledged.bench.state.kind).toBe('open');
});

it('says take out when a cancellation came while the parcel lay open, whatever is scanned next', () => {
  const lines = [line('MUG', 2, 1), line('CUP', 1)];

  const step = stepBench(openBench(), item('CUP'), open(lines, held(['MUG'])));

  expect(step.bench.state).toMatchObject({
    kind: 'take-out',
    instruction: { facts: { pieces: 1, orderIds: ['1001'] } },
  });
  expect(step.effects).toEqual([]);
});

it('goes on with the rest once the held lines are taken out', () => {
  const lines = [line('MUG', 2, 1), line('CUP', 1)];
  const stopped = stepBench(openBench(), item('CUP'), open(lines, held(['MUG']))).bench;

  const now = open(lines, held(['MUG']));
  const asked = stepBench(stopped, { kind: 'ok' }, { ...now, stopped: now.parcel });
  const ignored = stepBench(asked.bench, item('CUP'), { ...now, stopped: now.parcel });
  const step = stepBench(ignored.bench, { kind: 'ok' }, { ...now, stopped: now.parcel });

  expect(asked).toMatchObject({
    bench: { state: { kind: 'take-out', instruction: { code: 'take-out-unscanned', facts: { pieces: 1 } } } },
    effects: [],
  });
  expect(step.effects).toMatchObject([{ kind: 'take-out', lines: [{ lineId: 'MUG' }] }]);
  expect(step.bench.state.kind).toBe('open');
  expect(step.bench.undo).toEqual([]);
});

it('goes on by itself when the last piece that must leave is scanned out of the box', () => {
  const lines = [line('MUG', 2, 2), line('CUP', 1)];
  const stopped = stepBench(openBench(), item('CUP'), open(lines, held(['MUG']))).bench;
  const facts = (mugs: number) => {
    const now = open([line('MUG', 2, mugs), line('CUP', 1)], held(['MUG']));
    return { ...now, stopped: now.parcel };
  };

  const other = stepBench(stopped, item('CUP'), facts(2));
  const first = stepBench(other.bench, item('MUG'), facts(2));
  const last = stepBench(first.bench, item('MUG'), facts(1));

  expect(other).toMatchObject({ outcome: 'ignored', effects: [] });
  expect(first.bench.state).toMatchObject({ kind: 'take-out', instruction: { facts: { pieces: 1 } } });
  expect(first.effects).toMatchObject([{ kind: 'count', by: -1 }]);
  expect(last.effects.map((effect) => effect.kind)).toEqual(['count', 'take-out']);
  expect(last.bench.state.kind).toBe('open');
});

it('takes nothing out once the buyer has taken the cancellation back', () => {
  const lines = [line('MUG', 2, 1), line('CUP', 1)];
  const stopped = stepBench(openBench(), item('CUP'), open(lines, held(['MUG']))).bench;
  const now = open(lines);

  const step = stepBench(stopped, { kind: 'ok' }, { ...now, stopped: now.parcel });

  expect(step.effects).toEqual([]);
  expect(step.bench.state.kind).toBe('open');
});

it('lets lines of another parcel in when a supervisor has let them pass', () => {
  const beside = { parcelId: 'P2' as ParcelId, lines: [{ orderKey: 2, lineId: 'a' as LineId, quantity: 1 }] };
  const together: Verdict = { verdict: 'block', reasons: [], split: [] };
  const wrong = stepBench(openBench(), item('PLATE'), { ...open(), together, beside }).bench;

  const refused = stepBench(wrong, { kind: 'ok' }, open());
  const step = stepBench(wrong, { kind: 'ok' }, { ...open(), isLetPass: true });

  expect(refused.effects).toEqual([]);
  expect(step.effects).toEqual([{ kind: 'take-in', parcelId: 'P1', beside }]);
  expect(step.bench.state.kind).toBe('open');
});

it('pulls the parcel when everything in it is held', () => {
  const lines = [line('MUG', 2)];
  const stopped = stepBench(openBench(), item('MUG'), open(lines, held(['MUG']))).bench;

  const step = stepBench(stopped, { kind: 'ok' }, open(lines, held(['MUG'])));

  expect(step.effects).toEqual([{ kind: 'pull', parcelId: 'P1', reason: 'cancel-requested' }]);
  expect(step.bench.state.kind).toBe('idle');
});

it('puts a parcel aside that the guard has come to block for another reason', () => {
  const blocked: Verdict = {
    verdict: 'block',
    reasons: [
      {
        rule: 'waybill.duplicate',
        verdict: 'block',
        lines: [],
        facts: { why: 'parcel' },
        validFrom: 0,
        consequence: {},
      },
    ],
    split: [],
  };
  const stopped = stepBench(openBench(), item('MUG'), open(parcel().lines, blocked)).bench;

  const step = stepBench(stopped, { kind: 'ok' }, open(parcel().lines, blocked));

  expect(isAlarm(stopped.state)).toBe(true);
  expect(step.effects).toEqual([{ kind: 'close', parcelId: 'P1' }]);
});

it.each([
  { newLabel: 'to-come', note: 'new-label-to-come', state: 'complete' },
  { newLabel: 'to-scan', note: undefined, state: 'sealed' },
] as const)('asks for the new label before the seal: $newLabel', ({ newLabel, note, state }) => {
  const now = parcel({ state: 'open', openAt: 'A', lines: [line('MUG', 1)], newLabel });
  const full = stepBench(openBench(), item('MUG'), facts({ parcel: now })).bench;
  const packed = { ...now, lines: [line('MUG', 1, 1)] };

  const confirmed = stepBench(full, { kind: 'ok' }, facts({ parcel: packed }));
  const scanned = stepBench(
    full,
    { kind: 'parcel', parcel: packed, paper: 'live' },
    facts({ parcel: packed }),
  );

  expect(full.state.kind).toBe('complete');
  expect(confirmed).toMatchObject({
    bench: { state: { kind: 'complete' }, note: { code: `new-label-${newLabel}` } },
  });
  expect(scanned.bench.state.kind).toBe(state);
  expect(scanned.bench.note?.code).toBe(note);
});

it.each([
  { paper: 'void', code: 'void-label' },
  { paper: 'either', code: 'scan-the-square-code' },
  { paper: 'none', code: 'new-label-to-scan' },
] as const)('is not sealed by a paper that may be the old one: $paper', ({ paper, code }) => {
  const packed = parcel({ state: 'open', openAt: 'A', lines: [line('MUG', 1, 1)], newLabel: 'to-scan' });
  const full = { ...openBench(), state: { kind: 'complete' as const, parcelId: packed.parcelId } };
  const now = facts({ parcel: packed });

  const [whole, half] = [full, openBench()].map((bench) =>
    stepBench(bench, { kind: 'parcel', parcel: packed, paper }, now),
  );

  expect(whole).toMatchObject({
    effects: [],
    bench: { state: { kind: 'complete' }, note: { code }, sound: 'wrong' },
  });
  expect(half).toMatchObject({
    effects: [],
    bench: { state: { kind: 'open' }, note: { code }, sound: 'wrong' },
  });
});

it('opens nothing with a void label, and does not take an order for a label', () => {
  const [opened, named] = (['void', 'none'] as const).map((paper) =>
    stepBench(idleBench, { kind: 'parcel', parcel: parcel(), paper }, facts()),
  );

  expect(opened).toMatchObject({
    effects: [],
    bench: { state: { kind: 'wrong', instruction: { code: 'void-label' } } },
  });
  expect(named?.effects).toEqual([{ kind: 'open', parcelId: 'P1' }]);
});

it('takes the old label for void also after the seal', () => {
  const packed = parcel({ state: 'packed', lines: [line('MUG', 1, 1)] });
  const sealed = { ...idleBench, state: { kind: 'sealed' as const, parcelId: packed.parcelId } };

  const step = stepBench(
    sealed,
    { kind: 'parcel', parcel: packed, paper: 'void' },
    facts({ parcel: packed }),
  );

  expect(step).toMatchObject({ effects: [], bench: { note: { code: 'void-label' }, sound: 'wrong' } });
});

it('counts all that a line lacks after PB-QTY', () => {
  const armed = stepBench(openBench(), { kind: 'quantity', quantity: 'all' }, open()).bench;

  const step = stepBench(armed, item('MUG'), open());

  expect(step.effects).toMatchObject([{ kind: 'count', by: 2 }]);
});

it('counts nothing when the quantity is more than the line lacks', () => {
  const armed = stepBench(openBench(), { kind: 'quantity', quantity: 5 }, open()).bench;

  const step = stepBench(armed, item('MUG'), open());

  expect(step.bench.state).toMatchObject({ kind: 'over', instruction: { facts: { pieces: 3 } } });
  expect(step.effects).toEqual([]);
});

it('takes the last piece back', () => {
  const counted = stepBench(openBench(), item('MUG'), open()).bench;
  const now = open([line('MUG', 2, 1), line('CUP', 1)]);

  const step = stepBench(counted, { kind: 'undo' }, { ...now, undoParcel: now.parcel });

  expect(step.effects).toMatchObject([{ kind: 'count', by: -1 }]);
  expect(step.bench.state).toEqual(openBench().state);
});

it('opens a sealed parcel again, with the piece that sealed it taken back', () => {
  const sealed = stepBench(openBench(), item('CUP'), open([line('CUP', 1)])).bench;
  const packed = parcel({ state: 'packed', lines: [line('CUP', 1, 1)], shipment: 'waiting' });

  const step = stepBench(sealed, { kind: 'undo' }, facts({ parcel: packed, undoParcel: packed }));

  expect(step.effects).toMatchObject([{ kind: 'reopen' }, { kind: 'count', by: -1 }]);
  expect(step.bench.state.kind).toBe('open');
});

it('does not open a parcel again of which the platform may know', () => {
  const sealed = stepBench(openBench(), item('CUP'), open([line('CUP', 1)])).bench;
  const told = parcel({ state: 'packed', shipment: 'gone' });

  const step = stepBench(sealed, { kind: 'undo' }, facts({ parcel: told, undoParcel: told }));

  expect(step).toMatchObject({ effects: [], bench: { note: { code: 'cannot-undo-shipped' } } });
});

it('opens a packed parcel again that was scanned and acknowledged', () => {
  const packed = parcel({ state: 'packed', shipment: 'waiting' });
  const duplicate = stepBench(idleBench, { kind: 'parcel', parcel: packed, paper: 'live' }, facts()).bench;
  const offered = stepBench(duplicate, { kind: 'ok' }, facts()).bench;

  const step = stepBench(offered, { kind: 'undo' }, facts({ undoParcel: packed }));

  expect(step.effects).toEqual([{ kind: 'reopen', parcelId: 'P1' }]);
  expect(step.bench.state).toEqual({ kind: 'complete', parcelId: 'P1' });
});

it('says so when there is nothing to take back', () => {
  const step = stepBench(idleBench, { kind: 'undo' }, facts());

  expect(step.bench.note?.code).toBe('nothing-to-undo');
});

it('puts a parcel aside and takes it up again by undo', () => {
  const aside = stepBench(openBench(), { kind: 'hold' }, open());
  const back = stepBench(aside.bench, { kind: 'undo' }, facts({ undoParcel: parcel() }));

  expect(aside).toMatchObject({ bench: { state: { kind: 'idle' } }, effects: [{ kind: 'close' }] });
  expect(back).toMatchObject({ bench: { state: { kind: 'open' } }, effects: [{ kind: 'open' }] });
});

it('does not leave a half-packed parcel for the next one by PB-NEXT', () => {
  const step = stepBench(openBench(), { kind: 'next' }, open([line('MUG', 2, 1)]));

  expect(step).toMatchObject({
    effects: [],
    bench: { note: { code: 'finish-or-hold', facts: { pieces: 1 } } },
  });
});

it('says that an action is not offered here', () => {
  const step = stepBench(idleBench, { kind: 'other-action', action: 'PB-WHO' }, facts());

  expect(step.bench.note).toEqual({ code: 'action-not-here', facts: { action: 'PB-WHO' } });
});

it('takes the label scanned once more right after the seal for a habit', () => {
  const sealed: Bench = { ...idleBench, state: { kind: 'sealed', parcelId: 'P1' as ParcelId } };
  const packed = parcel({ state: 'packed' });

  const step = stepBench(
    sealed,
    { kind: 'parcel', parcel: packed, paper: 'live' },
    facts({ parcel: packed }),
  );

  expect(step.bench.note?.code).toBe('already-sealed');
});
