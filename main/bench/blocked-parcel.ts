// What the bench says of a parcel that the guard blocks, and what follows when the packer has read it: wait, take something out,
// or take everything out. Pure.

import type { ParcelId } from '../basics/ids.ts';
import type { RuleId, Verdict } from '../merges/verdict.ts';
import type { Acknowledging, AlarmKind, BenchLine, Instruction, TakenOut } from './bench-state.ts';

export interface Stop {
  readonly kind: AlarmKind;
  readonly instruction: Instruction;
  readonly acknowledging: Acknowledging;
}

/** Held for good: waiting changes nothing, what is held leaves the parcel. Other holds may still be lifted. */
const holdsForGood: readonly string[] = ['refunded', 'quantity-lowered', 'cancelled', 'already-shipped'];

/** A block that no waiting lifts: the parcel as it was planned is wrong, its goods are planned anew. */
const planAnewRules: readonly RuleId[] = [
  'merge.recipient',
  'merge.platform',
  'door.order-untagged-mix',
  'door.address-mix',
  'door.gift-binding',
];

interface BlockedParcel {
  readonly parcelId: ParcelId;
  readonly lines: readonly BenchLine[];
  readonly verdict: Verdict;
}

/** A parcel that lies open here: packed pieces are in the box. Null when nothing blocks it. */
export function stopOpenParcel(parcel: BlockedParcel): Stop | null {
  const { parcelId, lines, verdict } = parcel;
  if (verdict.verdict !== 'block') return null;
  const anew = planAnew(parcel);
  if (anew) return anew;
  const taken = listToTakeOut(verdict, lines);
  if (taken.length === 0) {
    return {
      kind: 'held',
      instruction: { code: 'blocked', facts: { rule: blockingRule(verdict) } },
      acknowledging: { kind: 'put-aside', parcelId },
    };
  }
  const pieces = packedPiecesOf(taken);
  return {
    kind: pieces > 0 ? 'take-out' : 'held',
    instruction: { code: pieces > 0 ? 'take-out' : 'held', facts: takeOutFacts(verdict, taken, pieces) },
    acknowledging: isEverything(taken, lines)
      ? { kind: 'pull', parcelId, reason: holdOf(verdict) }
      : { kind: 'take-out', parcelId, lines: taken.map(withoutLine) },
  };
}

/** A parcel whose label was scanned to open it. Null when nothing blocks it. */
export function stopClosedParcel(parcel: BlockedParcel): Stop | null {
  const { parcelId, lines, verdict } = parcel;
  if (verdict.verdict !== 'block') return null;
  const anew = planAnew(parcel);
  if (anew) return anew;
  const taken = listToTakeOut(verdict, lines);
  if (taken.length === 0) {
    return {
      kind: 'held',
      instruction: { code: 'blocked', facts: { rule: blockingRule(verdict) } },
      acknowledging: { kind: 'go-on' },
    };
  }
  const pieces = packedPiecesOf(taken);
  const facts = takeOutFacts(verdict, taken, pieces);
  const isForGood = holdsOf(verdict).every((hold) => holdsForGood.includes(hold));
  if (!isForGood) {
    return { kind: 'held', instruction: { code: 'held', facts }, acknowledging: { kind: 'go-on' } };
  }
  if (isEverything(taken, lines)) {
    const acknowledging = { kind: 'pull', parcelId, reason: holdOf(verdict) } as const;
    return { kind: 'held', instruction: { code: 'put-back', facts }, acknowledging };
  }
  return {
    kind: pieces > 0 ? 'take-out' : 'held',
    instruction: { code: pieces > 0 ? 'take-out' : 'take-out-first', facts },
    acknowledging: { kind: 'take-out', parcelId, lines: taken.map(withoutLine) },
  };
}

function planAnew({ parcelId, verdict }: BlockedParcel): Stop | null {
  const reason = verdict.reasons.find(
    (each) => each.verdict === 'block' && planAnewRules.includes(each.rule),
  );
  if (!reason) return null;
  const { why } = reason.facts;
  const isChanged = why === 'address-changed' || why === 'tag-changed';
  return {
    kind: 'held',
    instruction: { code: 'plan-anew', facts: { rule: reason.rule } },
    acknowledging: { kind: 'pull', parcelId, reason: isChanged ? why : 'plan-anew' },
  };
}

interface LineToTakeOut extends TakenOut {
  readonly line: BenchLine;
}

/** Held lines whole; of a line that was lowered only the pieces that are too many. */
function listToTakeOut(verdict: Verdict, lines: readonly BenchLine[]): LineToTakeOut[] {
  const holds = verdict.reasons.filter(({ rule }) => rule === 'merge.hold');
  return lines.flatMap((line) => {
    const reasons = holds.filter((reason) =>
      reason.lines.some(({ orderId, lineId }) => orderId === line.orderId && lineId === line.lineId),
    );
    if (reasons.length === 0) return [];
    const lowered = reasons.every(({ facts }) => facts.why === 'quantity-lowered');
    const tooMany = Number(reasons[0]?.facts.pieces ?? line.quantity);
    const pieces = lowered ? Math.min(line.quantity, tooMany) : line.quantity;
    return [{ orderKey: line.orderKey, lineId: line.lineId, pieces, line }];
  });
}

function withoutLine({ orderKey, lineId, pieces }: LineToTakeOut): TakenOut {
  return { orderKey, lineId, pieces };
}

function isEverything(taken: readonly LineToTakeOut[], lines: readonly BenchLine[]): boolean {
  return taken.length === lines.length && taken.every(({ line, pieces }) => pieces === line.quantity);
}

/** Pieces that must come out of the box: packed ones beyond what the line still wants. */
function packedPiecesOf(taken: readonly LineToTakeOut[]): number {
  return taken.reduce(
    (sum, { line, pieces }) => sum + Math.max(0, line.packed - (line.quantity - pieces)),
    0,
  );
}

function takeOutFacts(
  verdict: Verdict,
  taken: readonly LineToTakeOut[],
  pieces: number,
): Instruction['facts'] {
  return {
    orderIds: [...new Set(taken.map(({ line }) => line.orderId as string))],
    hold: holdOf(verdict),
    pieces,
    skuCodes: taken.map(({ line }) => line.skuCode as string),
  };
}

function holdsOf(verdict: Verdict): string[] {
  return verdict.reasons.filter(({ rule }) => rule === 'merge.hold').map(({ facts }) => facts.why);
}

function holdOf(verdict: Verdict): string {
  return holdsOf(verdict)[0] ?? 'held';
}

function blockingRule(verdict: Verdict): string {
  return verdict.reasons.find((reason) => reason.verdict === 'block')?.rule ?? '';
}
