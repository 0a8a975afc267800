// What a printer's answers prove about the labels that are in it. Pure: readings go in, and out comes which labels are on paper, or
// the first doubt. It never guesses: an interruption that may have eaten a label, a counter that does not fit, an endless silence
// are doubts, and a person is asked.

import type { DeviceTrouble } from './language.ts';
import type { ConfirmedLabel, PrintEvidence, PrinterState } from './printer.ts';

/** How a printer proves, as its profile says. */
export interface ProofRules {
  /** It counts its labels, and the counter can be asked. */
  readonly hasCounter: boolean;
  /** It says of each label by itself that it is printed. */
  readonly saysPrinted: boolean;
  /** After paper is loaded it prints the label again that was in it. */
  readonly reprintsByItself: boolean;
  /** A line that lives proves that the power never went: a network connection does, a cable does not. */
  readonly isLineProofOfPower: boolean;
  /** Rest that lasts so long is rest, even if nobody saw it work. */
  readonly restMs: number;
  /** Silence of so long is told to a person. */
  readonly silentAfterMs: number;
  /** Silence, or no label, for so long without a known reason is a doubt. */
  readonly giveUpMs: number;
  /**
   * Nobody opens a printer, mends and shuts it in less: a stop cannot come and go between two looks that lie closer together. Null on a
   * line so slow that handing over one label can take as long.
   */
  readonly mendMs: number | null;
}

/** What one round of questions brought. */
export interface Round {
  readonly now: number;
  /** Null when nothing was answered about the state; undefined when it was not asked. */
  readonly state?: {
    readonly troubles: readonly DeviceTrouble[];
    /** Undefined for printers that do not tell whether they rest. */
    readonly isIdle: boolean | undefined;
    /** How old it may be. */
    readonly askedAt: number;
    /** A question that it answers otherwise stayed open: many say nothing while something is wrong. */
    readonly isPartSilent?: boolean;
  } | null;
  readonly count?: { readonly value: number; readonly askedAt: number } | null;
  readonly printedIds?: readonly string[];
  /** The counter was asked and did not answer. */
  readonly isCounterSilent?: boolean;
}

export interface Judgement {
  readonly confirmed: readonly ConfirmedLabel[];
  readonly doubt: string | null;
  readonly state: PrinterState;
}

export interface LabelProof {
  /** Labels handed over and not confirmed. */
  readonly inPrinter: number;
  /** When the next label is due to be counted; null when nothing is. */
  readonly nextCount: number | null;
  readonly isInterrupted: boolean;
  /** The counter as it stands with nothing in the printer. */
  setBaseline(count: number | null): void;
  /** `since`: when its bytes began to leave; `at`: when all of them had left. */
  hand(label: {
    readonly labelId: string;
    readonly since: number;
    readonly at: number;
    readonly printedId: string | null;
  }): void;
  judge(round: Round): Judgement;
  /** Everything in the printer proved at once: the line closed cleanly, or a person let go. */
  takeAll(evidence: PrintEvidence): ConfirmedLabel[];
}

interface InPrinter {
  readonly labelId: string;
  readonly at: number;
  readonly printedId: string | null;
  /** What the counter says once it is out. */
  count: number | null;
}

/** A person must do something before anything prints. */
export function stopsPrinting(trouble: DeviceTrouble): boolean {
  return trouble !== 'paper-low' && trouble !== 'head-worn';
}

const goesOnWhole: ReadonlySet<DeviceTrouble> = new Set([
  'paused',
  'head-hot',
  'head-cold',
  'label-waiting',
  'paper-low',
  'head-worn',
  'offline',
]);

/** May have cost the label that was moving: the others only make it wait. */
function interrupts(trouble: DeviceTrouble): boolean {
  return !goesOnWhole.has(trouble);
}

export function createLabelProof(rules: ProofRules): LabelProof {
  let inside: InPrinter[] = [];
  let counted: number | null = null; // what the counter says when everything handed over is out
  let isInterrupted = false;
  let standing: readonly DeviceTrouble[] = [];
  let silentSince: number | null = null;
  let wasSilent = false;
  let missedAnswer = false;
  let restingSince: number | null = null;
  let wasSeenBusy = false;
  let progressAt = 0;
  let lookedAt = 0; // when the state that was told last was asked for, with something in the printer

  function takeFirst(
    count: number,
    evidence: PrintEvidence,
    printedCount: number | null,
    isMaybeTwice = false,
  ) {
    const taken = inside.slice(0, count).map((label, index) => ({
      labelId: label.labelId,
      evidence,
      // Two may have come out between two looks: each has a count of its own.
      printedCount: isMaybeTwice || printedCount === null ? printedCount : (label.count ?? printedCount),
      isMaybeTwice: isMaybeTwice && index === 0,
    }));
    inside = inside.slice(count);
    return taken;
  }

  /**
   * The label that was moving may be lost: a stop was seen, an answer was missing as it is while a printer stands still, or nobody
   * looked for so long that a stop may have come and gone; and this printer does not print such a label again by itself.
   */
  function mayHaveLostOne(): boolean {
    return !rules.reprintsByItself && (isInterrupted || missedAnswer);
  }

  /** Nothing is in the printer: what was remembered of those labels is over. */
  function beginAnew(count: number | null): void {
    isInterrupted = false;
    wasSilent = false;
    missedAnswer = false;
    wasSeenBusy = false;
    restingSince = null;
    counted = count;
  }

  function noteState(round: Round): void {
    if (round.state) lookedAt = round.state.askedAt;
    if (inside.length > 0 && round.isCounterSilent) missedAnswer = true;
    if (round.state === undefined) return;
    if (inside.length > 0 && (round.state === null || round.state.isPartSilent)) missedAnswer = true;
    if (round.state === null) {
      silentSince ??= round.now;
      if (round.now - silentSince >= rules.silentAfterMs) wasSilent = true;
      restingSince = null;
      return;
    }
    silentSince = null;
    standing = round.state.troubles.filter(stopsPrinting);
    if (inside.length > 0 && standing.some(interrupts)) isInterrupted = true;
    if (standing.length > 0) progressAt = round.now;
    const isResting = round.state.isIdle === true && standing.length === 0;
    const lastHandedAt = inside.at(-1)?.at ?? 0;
    if (!isResting) {
      restingSince = null;
      if (round.state.isIdle === false && round.state.askedAt >= lastHandedAt) wasSeenBusy = true;
    } else if (round.state.askedAt >= lastHandedAt) restingSince ??= round.now;
  }

  /** The printer rests and complains of nothing: then what it was given is out, unless something speaks against it. */
  function judgeRest(round: Round): Pick<Judgement, 'confirmed' | 'doubt'> {
    const none = { confirmed: [], doubt: null };
    if (restingSince === null || inside.length === 0) return none;
    const restsForMs = round.now - restingSince;
    if (!wasSeenBusy && restsForMs < rules.restMs) return none;
    const isLongRest = restsForMs >= rules.restMs;
    if (rules.saysPrinted) return isLongRest ? { confirmed: [], doubt: 'printer.fewer-printed' } : none;
    const mayHaveLostPower = wasSilent && !rules.isLineProofOfPower;
    if (rules.hasCounter && counted !== null) {
      const count = round.count;
      if (!count || count.askedAt < restingSince) return none;
      if (count.value < counted) {
        if (!isLongRest) return none;
        const out = inside.filter((label) => label.count !== null && label.count <= count.value).length;
        return {
          confirmed: isInterrupted || missedAnswer ? [] : takeFirst(out, 3, count.value),
          doubt: 'printer.fewer-printed',
        };
      }
      if (mayHaveLostOne()) return { confirmed: [], doubt: 'printer.was-interrupted' };
      const confirmed = takeFirst(inside.length, 3, count.value, isInterrupted);
      beginAnew(count.value);
      return { confirmed, doubt: null };
    }
    if (mayHaveLostOne()) return { confirmed: [], doubt: 'printer.was-interrupted' };
    if (mayHaveLostPower) return { confirmed: [], doubt: 'printer.was-silent' };
    const confirmed = takeFirst(inside.length, 2, null, isInterrupted);
    const isCountFresh = round.count && round.count.askedAt >= restingSince;
    beginAnew(rules.hasCounter && isCountFresh ? round.count.value : null);
    return { confirmed, doubt: null };
  }

  function stateNow(now: number): PrinterState {
    if (silentSince !== null && now - silentSince >= rules.silentAfterMs)
      return { kind: 'silent', troubles: standing };
    if (standing.length > 0) return { kind: 'trouble', troubles: standing };
    return { kind: 'busy' };
  }

  return {
    get inPrinter() {
      return inside.length;
    },
    get nextCount() {
      return isInterrupted || mayHaveLostOne() ? null : (inside[0]?.count ?? null);
    },
    get isInterrupted() {
      return isInterrupted || mayHaveLostOne();
    },
    setBaseline(count) {
      beginAnew(count);
      standing = [];
      silentSince = null;
    },
    hand({ labelId, since, at, printedId }) {
      if (inside.length === 0) lookedAt = since;
      if (counted !== null) counted += 1;
      progressAt = at;
      inside.push({ labelId, at, printedId, count: counted });
      restingSince = null;
      wasSeenBusy = false;
    },
    judge(round) {
      const confirmed: ConfirmedLabel[] = [];
      const isUnwatched = rules.mendMs !== null && round.now - lookedAt >= rules.mendMs;
      if (inside.length > 0 && isUnwatched) missedAnswer = true;
      for (const printedId of round.printedIds ?? []) {
        const at = inside.findIndex((label) => label.printedId === printedId);
        if (at < 0) continue;
        // It says printed of what went past its head: a label that it was stopped in can be half a label.
        if (mayHaveLostOne()) {
          return { confirmed, doubt: 'printer.was-interrupted', state: stateNow(round.now) };
        }
        confirmed.push(...takeFirst(at + 1, 3, null, isInterrupted));
      }
      if (rules.saysPrinted && confirmed.length > 0 && inside.length === 0) beginAnew(null);
      noteState(round);
      const count = round.count?.value;
      if (count !== undefined && !isInterrupted && !mayHaveLostOne()) {
        const out = inside.filter((label) => label.count !== null && label.count <= count).length;
        confirmed.push(...takeFirst(out, 3, count));
        // Somebody else's label was counted too: from here on the counter is read anew.
        if (counted !== null && count > counted) counted = inside.length === 0 ? count : null;
      }
      const rest = judgeRest(round);
      confirmed.push(...rest.confirmed);
      const isSilentTooLong =
        silentSince !== null && round.now - silentSince >= rules.giveUpMs && !standing.some(interrupts);
      if (confirmed.length > 0) progressAt = round.now;
      const isStuck = silentSince === null && round.now - progressAt >= rules.giveUpMs;
      const late = isSilentTooLong ? 'printer.silent' : isStuck ? 'printer.fewer-printed' : null;
      const doubt = rest.doubt ?? (inside.length > 0 ? late : null);
      return { confirmed, doubt, state: stateNow(round.now) };
    },
    takeAll: (evidence) => takeFirst(inside.length, evidence, null),
  };
}
