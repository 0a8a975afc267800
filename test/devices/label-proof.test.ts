import { describe, expect, it } from 'vitest';
import { createLabelProof, type ProofRules, type Round } from '../../main/devices/printers/label-proof.ts';

const rules: ProofRules = {
  hasCounter: false,
  saysPrinted: false,
  reprintsByItself: true,
  isLineProofOfPower: true,
  restMs: 1_000,
  silentAfterMs: 4_000,
  giveUpMs: 180_000,
  mendMs: null,
};

/** Two labels handed over at 100 and 200; the counter stood at 40. */
function withTwo(wish: Partial<ProofRules> = {}) {
  const proof = createLabelProof({ ...rules, ...wish });
  proof.setBaseline(wish.hasCounter ? 40 : null);
  proof.hand({ labelId: 'L1', since: 100, at: 100, printedId: 'AAAA' });
  proof.hand({ labelId: 'L2', since: 200, at: 200, printedId: 'AAAB' });
  return proof;
}

const state = (
  now: number,
  isIdle: boolean | undefined,
  ...troubles: NonNullable<Round['state']>['troubles']
): Round => ({ now, state: { troubles, isIdle, askedAt: now } });
const count = (now: number, value: number): Round => ({ now, count: { value, askedAt: now } });
const namesOf = (judged: { confirmed: readonly { labelId: string }[] }) =>
  judged.confirmed.map(({ labelId }) => labelId);

describe('a printer that counts its labels', () => {
  it('proves one label after the other, by itself', () => {
    const proof = withTwo({ hasCounter: true });

    const told = [40, 41, 41, 42].map((value, index) => namesOf(proof.judge(count(300 + index, value))));

    expect(told).toEqual([[], ['L1'], [], ['L2']]);
    expect(proof.inPrinter).toBe(0);
  });

  it('is in doubt when it rests and counted fewer, and says how far it came', () => {
    const proof = withTwo({ hasCounter: true });
    const rest = (now: number): Round => ({ ...state(now, true), count: { value: 41, askedAt: now } });

    const soon = proof.judge(rest(300));
    const late = proof.judge(rest(1_400));

    expect([namesOf(soon), soon.doubt]).toEqual([['L1'], null]);
    expect([namesOf(late), late.doubt]).toEqual([[], 'printer.fewer-printed']);
  });

  it('is not believed before it rests, once somebody else’s label was counted too', () => {
    const proof = withTwo({ hasCounter: true });
    proof.judge(count(300, 45));
    proof.hand({ labelId: 'L3', since: 400, at: 400, printedId: null });

    const counted = proof.judge(count(500, 46));
    proof.judge({ ...state(600, false), count: { value: 46, askedAt: 600 } });
    const rested = proof.judge({ ...state(700, true), count: { value: 46, askedAt: 700 } });

    expect(namesOf(counted)).toEqual(['L3']);
    expect(rested.doubt).toBeNull();
  });

  it('says nothing about a label that was moving when the paper ended, until it rests again', () => {
    const proof = withTwo({ hasCounter: true });
    proof.judge(state(300, false, 'paper-out'));

    const counting = proof.judge(count(400, 41));
    proof.judge(state(500, false));
    const rested = proof.judge({ ...state(600, true), count: { value: 42, askedAt: 600 } });

    expect(namesOf(counting)).toEqual([]);
    expect(rested.confirmed).toMatchObject([
      { labelId: 'L1', evidence: 3, printedCount: 42, isMaybeTwice: true },
      { labelId: 'L2', isMaybeTwice: false },
    ]);
  });

  it('is not believed after a counter that did not answer, where a lost label is not printed again', () => {
    const proof = withTwo({ hasCounter: true, reprintsByItself: false });
    proof.judge({ ...state(300, false), isCounterSilent: true });

    const counting = proof.judge(count(400, 41));
    const rested = proof.judge({ ...state(500, true), count: { value: 42, askedAt: 500 } });

    expect(namesOf(counting)).toEqual([]);
    expect(rested).toMatchObject({ confirmed: [], doubt: 'printer.was-interrupted' });
  });
});

describe('a printer that tells only how it is', () => {
  it('proves both labels by coming to rest after it worked', () => {
    const proof = withTwo();

    const working = proof.judge(state(300, false));
    const resting = proof.judge(state(400, true));

    expect(namesOf(working)).toEqual([]);
    expect(resting.confirmed).toMatchObject([
      { labelId: 'L1', evidence: 2 },
      { labelId: 'L2', evidence: 2 },
    ]);
  });

  it('is not believed to rest before it has begun: an answer from before the label proves nothing', () => {
    const proof = withTwo();

    const late = proof.judge({ now: 5_000, state: { troubles: [], isIdle: true, askedAt: 150 } });

    expect(late).toMatchObject({ confirmed: [], doubt: null });
  });

  it('proves a label nobody saw it print once it has rested long enough', () => {
    const proof = withTwo();

    const first = proof.judge(state(300, true));
    const later = proof.judge(state(1_300, true));

    expect([namesOf(first), namesOf(later)]).toEqual([[], ['L1', 'L2']]);
  });

  it('waits while paper is out, however long, and says so', () => {
    const proof = withTwo();

    const told = proof.judge(state(300, false, 'paper-out'));
    const silent = proof.judge({ now: 3_600_000, state: null });
    const afterLong = proof.judge({ now: 7_200_000, state: null });

    expect(told.state).toEqual({ kind: 'trouble', troubles: ['paper-out'] });
    expect([silent.doubt, afterLong.doubt]).toEqual([null, null]);
    expect(afterLong.state).toEqual({ kind: 'silent', troubles: ['paper-out'] });
  });

  it('is told to be silent after a while, and given up only after a long one', () => {
    const proof = withTwo();
    proof.judge({ now: 300, state: null });

    const soon = proof.judge({ now: 4_400, state: null });
    const late = proof.judge({ now: 180_400, state: null });

    expect([soon.state.kind, soon.doubt]).toEqual(['silent', null]);
    expect(late.doubt).toBe('printer.silent');
  });

  it('is in doubt after a stop when it does not print such a label again by itself', () => {
    const proof = withTwo({ reprintsByItself: false });
    proof.judge(state(300, false, 'head-open'));
    proof.judge(state(400, false));

    const rested = proof.judge(state(500, true));

    expect(rested).toMatchObject({ confirmed: [], doubt: 'printer.was-interrupted' });
  });

  it('is in doubt after silence on a cable that outlives the power', () => {
    const proof = withTwo({ isLineProofOfPower: false });
    proof.judge({ now: 300, state: null });
    proof.judge({ now: 5_000, state: null });
    proof.judge(state(5_100, false));

    const rested = proof.judge(state(5_200, true));

    expect(rested).toMatchObject({ confirmed: [], doubt: 'printer.was-silent' });
  });

  it('goes on as if nothing had been after a pause, a hot head or little paper', () => {
    const proof = withTwo({ reprintsByItself: false });
    for (const trouble of ['paused', 'head-hot', 'paper-low'] as const)
      proof.judge(state(300, false, trouble));

    const rested = proof.judge(state(500, true));

    expect(namesOf(rested)).toEqual(['L1', 'L2']);
  });
});

describe('a printer that says of each label that it is printed', () => {
  it('proves that label and the ones before it', () => {
    const proof = withTwo({ saysPrinted: true });

    const told = proof.judge({ now: 300, printedIds: ['AAAB'] });

    expect(told.confirmed).toMatchObject([
      { labelId: 'L1', evidence: 3 },
      { labelId: 'L2', evidence: 3 },
    ]);
  });

  it('is in doubt when it is well for very long and never says so', () => {
    const proof = withTwo({ saysPrinted: true });

    const soon = proof.judge(state(100_000, undefined));
    const late = proof.judge(state(180_300, undefined));

    expect([soon.doubt, late.doubt]).toEqual([null, 'printer.fewer-printed']);
  });
});

describe('a printer nobody looked at for as long as mending it takes', () => {
  const gap = { mendMs: 5_000 };

  it('is not believed to rest, where it does not print a torn label again by itself', () => {
    const proof = withTwo({ ...gap, reprintsByItself: false });
    proof.judge(state(300, false));

    const rested = proof.judge(state(5_400, true));
    const later = proof.judge(state(6_500, true));

    expect(namesOf(rested)).toEqual([]);
    expect(later).toMatchObject({ confirmed: [], doubt: 'printer.was-interrupted' });
  });

  it('is not believed when it says printed, either', () => {
    const proof = withTwo({ ...gap, reprintsByItself: false, saysPrinted: true });

    const told = proof.judge({ now: 5_400, printedIds: ['AAAB'] });

    expect(told).toMatchObject({ confirmed: [], doubt: 'printer.was-interrupted' });
  });

  it('is believed where it prints such a label again, and where somebody looked in between', () => {
    const reprinting = withTwo(gap);
    const watched = withTwo({ ...gap, reprintsByItself: false });
    reprinting.judge(state(300, false));
    watched.judge(state(300, false));
    watched.judge(state(4_000, false));

    const rested = [reprinting.judge(state(8_000, true)), watched.judge(state(8_000, true))];

    expect(rested.map(namesOf)).toEqual([
      ['L1', 'L2'],
      ['L1', 'L2'],
    ]);
  });

  it('counts from the first byte of the first label that it was given', () => {
    const proof = createLabelProof({ ...rules, ...gap, reprintsByItself: false });
    proof.setBaseline(null);
    proof.judge(state(100, true));
    proof.hand({ labelId: 'L1', since: 60_000, at: 64_000, printedId: null });

    const working = proof.judge(state(64_100, false));
    const rested = proof.judge(state(65_100, true));

    expect([working.doubt, namesOf(rested)]).toEqual([null, ['L1']]);
  });
});
