// Which parcels the lines that nobody has planned yet should become. Pure: the same lines give the same proposals, in
// whatever order they come; nothing the guard blocks is ever put together; one pass, so time grows with the lines.

import type { ShopId } from '../basics/ids.ts';
import type { RuleData } from '../merges/rule-data.ts';
import { cellOf, findLine, type SeenLine, seeLine, seeOrder } from '../merges/see-lines.ts';
import { partLines } from '../merges/split-lines.ts';
import type { GuardOrder, LineRef } from '../merges/verdict.ts';
import type { DoorTag } from '../orders/order.ts';

export interface LinesToPlan {
  readonly order: GuardOrder;
  /** What is left to plan of each line; lines that are wholly in parcels are not here. */
  readonly left: readonly LineRef[];
}

export interface ProposedParcel {
  readonly shopId: ShopId;
  readonly recipientKey: string | null;
  readonly doorTag: DoorTag;
  /** Lines of one cell may share a parcel; so may lines of a parcel that is already proposed for that cell. */
  readonly cell: string;
  readonly seen: readonly SeenLine[];
}

export interface Proposals {
  readonly parcels: readonly ProposedParcel[];
  /** Lines that something holds; they are planned when it is lifted. */
  readonly held: readonly SeenLine[];
}

export function planParcels(lines: readonly LinesToPlan[], rules: RuleData): Proposals {
  const seen: SeenLine[] = [];
  const held: SeenLine[] = [];
  for (const { order, left } of [...lines].sort((a, b) => a.order.orderKey - b.order.orderKey)) {
    const looked = seeOrder(order, rules);
    for (const ref of left.length > 1 ? [...left].sort(byLineId) : left) {
      const line = findLine(order, ref.lineId);
      if (!line) continue; // the order changed under us: the next planning sees it
      const seenLine = seeLine(looked, line, ref);
      (seenLine.hold === null ? seen : held).push(seenLine);
    }
  }
  const parcels = partLines(seen).map((part) => {
    const first = part[0];
    return {
      shopId: first?.order.shopId as ShopId, // a part has at least one line
      recipientKey: first?.order.recipientKey ?? null,
      doorTag: doorTagOf(part),
      cell: first ? cellOf(first) : '',
      seen: part,
    };
  });
  return { parcels, held };
}

/** What a parcel's lines say about door delivery: one tagged line makes it a tagged parcel. */
export function doorTagOf(seen: readonly SeenLine[]): DoorTag {
  for (const tag of ['tagged', 'look', 'unknown'] as const) {
    if (seen.some((line) => line.tag === tag)) return tag;
  }
  return 'untagged';
}

function byLineId(a: LineRef, b: LineRef): number {
  return a.lineId < b.lineId ? -1 : a.lineId > b.lineId ? 1 : 0;
}
