// The right split: the fewest parcels that break no rule, and among those the one that moves the fewest lines away from
// the rest of their order. Deterministic, linear but for a sort of the orders, and exact at any size. Why it is exact:
//
// Two lines must be apart if their cells differ (see-lines.ts), or if one is a gift that may not travel with the other,
// its main line (door.gift-binding). Cells are a partition, so no parcel ever spans two of them: the cells are solved one
// by one and the numbers of parcels add up. A cell holds orders of one shop, so of one market.
//
// Where door.gift-binding holds, only main-gift pairs are left inside a cell, and those join a gift (never a main line) with
// main lines (never gifts): the conflicts of a cell are bipartite. So a cell takes one parcel without such a pair and exactly
// two with one. Moves: an order has lines in one cell, or in several that no split can join; in a cell with two parcels its
// lines are free but for its own pairs, and two orders never bar each other there. So each order fills the first parcel with
// as many lines as two parcels allow: of every connected bunch of pairs the larger side, and all lines without a pair. No
// other split can beat that for that order, and all orders reach their best at the same time.
//
// Where merge.combine-limit holds there are no pairs: only the number of orders in a parcel is limited. A cell of n orders needs
// n / limit parcels, rounded up, since each order is in at least one; filled order by order nothing is moved at all. Should
// a rule file make both rules hold in one market, the cell's two halves are filled one after the other: right, if not always fewest.

import type { LineId } from '../basics/ids.ts';
import { cellOf, type SeenLine } from './see-lines.ts';
import type { LineRef } from './verdict.ts';

/** Parts in the order of their first line; lines in the order they came. Lines that something holds are in no part. */
export function splitLines(seen: readonly SeenLine[]): LineRef[][] {
  return partLines(seen).map((part) => part.map((line) => line.ref));
}

/** The same, with everything known about each line. */
export function partLines<Line extends SeenLine>(seen: readonly Line[]): Line[][] {
  const cells = new Map<string, Line[]>();
  let last: Line | undefined;
  let there: Line[] = [];
  for (const line of seen) {
    if (line.hold !== null) continue;
    // Lines of an order come one after the other and mostly go together: the name of their cell is asked once.
    if (line.order !== last?.order || line.doorCell !== last.doorCell) {
      const cell = cellOf(line);
      there = cells.get(cell) ?? [];
      if (there.length === 0) cells.set(cell, there);
      last = line;
    }
    there.push(line);
  }
  const parts: Line[][] = [];
  for (const cell of cells.values()) {
    const aside = linesSetAside(cell);
    if (aside.size === 0) {
      parts.push(...fillParcels(cell));
    } else {
      parts.push(
        ...fillParcels(cell.filter((line) => !aside.has(line))),
        ...fillParcels(cell.filter((line) => aside.has(line))),
      );
    }
  }
  return parts;
}

/** Lines that bar nobody, in parcels of as many whole orders as may be combined. Which order goes where follows its key, not when it came. */
function fillParcels<Line extends SeenLine>(lines: Line[]): Line[][] {
  const most = lines[0]?.mostOrders ?? Infinity;
  if (lines.length <= most) return [lines];
  const places = new Map(
    [...new Set(lines.map((line) => line.ref.orderKey))].sort((a, b) => a - b).map(numbered),
  );
  const parcels = new Map<number, Line[]>();
  for (const line of lines) {
    const parcel = Math.floor((places.get(line.ref.orderKey) ?? 0) / most);
    const there = parcels.get(parcel);
    if (there) there.push(line);
    else parcels.set(parcel, [line]);
  }
  return [...parcels.values()];
}

function numbered(orderKey: number, index: number): [number, number] {
  return [orderKey, index];
}

const nobody: ReadonlySet<SeenLine> = new Set();

/** The lines that go into the second parcel of a cell: the smaller side of each bunch of main-gift pairs, the gifts in a draw. */
function linesSetAside<Line extends SeenLine>(cell: readonly Line[]): ReadonlySet<SeenLine> {
  if (!cell.some((line) => line.giftBinding === 'apart')) return nobody;
  const aside = new Set<Line>();
  const orders = new Map<number, Line[]>();
  for (const line of cell) {
    const there = orders.get(line.ref.orderKey);
    if (there) there.push(line);
    else orders.set(line.ref.orderKey, [line]);
  }
  for (const lines of orders.values()) {
    for (const bunch of bunches(lines)) {
      const smaller = bunch.gifts.length > bunch.mains.length ? bunch.mains : bunch.gifts;
      for (const line of smaller) aside.add(line);
    }
  }
  return aside;
}

interface Bunch<Line> {
  readonly mains: readonly Line[];
  readonly gifts: readonly Line[];
}

/** Connected bunches of main-gift pairs of one order. Gifts with the same candidates for a main line share a bunch. */
function bunches<Line extends SeenLine>(lines: readonly Line[]): Bunch<Line>[] {
  const byId = new Map<LineId, Line>(lines.map((line) => [line.line.lineId, line]));
  const told = new Map<LineId, Line[]>();
  const untold: Line[] = [];
  for (const line of lines) {
    if (line.giftBinding !== 'apart') continue;
    const [mainId, ...others] = line.mainIds;
    if (mainId === undefined) continue;
    if (others.length > 0) untold.push(line);
    // A gift whose main line is not here bars nobody.
    else if (byId.has(mainId)) told.set(mainId, [...(told.get(mainId) ?? []), line]);
  }
  // A gift that may belong to any main line is paired with all of them: then the whole order is one bunch.
  if (untold.length > 0) {
    const mains = lines.filter((line) => !line.line.isGift);
    return [{ mains, gifts: [...untold, ...[...told.values()].flat()] }];
  }
  const found: Bunch<Line>[] = [];
  for (const [mainId, gifts] of told) {
    const main = byId.get(mainId);
    if (main) found.push({ mains: [main], gifts });
  }
  return found;
}
