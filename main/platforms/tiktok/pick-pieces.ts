// Which pieces of TikTok Shop a parcel of ours is made of. TikTok counts single pieces and puts them into packages; a parcel counts lines.
// A package that holds just what the parcel holds is this parcel's, whoever made it so.

import type { ShipmentLine } from '../platform.ts';
import { lineQuantities, unitsOfLines } from './incoming-tiktok.ts';
import { type TiktokOrder, type Unit, unitsToArrange, unitsToSend } from './tiktok-order.ts';

/** What of the platform's a parcel is: its orders, whole, and the pieces in it. */
export interface ParcelPieces {
  /** Ours, for telling the parcels of one call apart. */
  readonly name: string;
  readonly orders: readonly TiktokOrder[];
  readonly pieces: readonly Unit[];
}

/** `changed`: there are not so many pieces (any more); `torn`: only a part of a bundle is wanted. */
export type Unpicked = 'changed' | 'torn';

/** Pieces that nothing was arranged for, none of them in `taken`; those of a package that fits exactly, if there is one. */
export function pickPieces(
  lines: readonly ShipmentLine[],
  orders: readonly TiktokOrder[],
  taken: ReadonlySet<string>,
): readonly Unit[] | Unpicked {
  const isFree = (piece: Unit) => !taken.has(piece.id);
  for (const pieces of byPackage(orders, unitsToArrange).values()) {
    if (pieces.every(isFree) && isJust(pieces, lines, orders)) return pieces;
  }
  const picked = new Map<string, Unit>();
  for (const order of orders) {
    const there = unitsOfLines(unitsToArrange(order).filter(isFree));
    for (const line of lines.filter((each) => each.orderId === order.id)) {
      const units = there.get(line.lineId) ?? [];
      const count = line.quantity / piecesPerUnit(units, line.lineId);
      if (!Number.isInteger(count) || count > units.length) return 'changed';
      // Whole packages first, so that no package is torn without need.
      const sorted = [...units].sort((one, other) => compare(one.package_id ?? '', other.package_id ?? ''));
      for (const unit of sorted.slice(0, count)) picked.set(unit.id, unit);
    }
  }
  const pieces = [...picked.values()];
  if (pieces.length === 0) return 'changed';
  return isJust(pieces, lines, orders) ? pieces : 'torn';
}

/** The package of a parcel whose shipping was arranged before, by us or by hand, and that is no other parcel's. */
export function findArranged(
  lines: readonly ShipmentLine[],
  orders: readonly TiktokOrder[],
  isTaken: (packageId: string, trackingNumber: string) => boolean,
): { readonly packageId: string; readonly pieces: readonly Unit[] } | undefined {
  for (const [packageId, pieces] of byPackage(orders, unitsToSend)) {
    const isArranged = pieces.every((piece) => piece.display_status === 'AWAITING_COLLECTION');
    if (!isArranged || isTaken(packageId, numberOf(pieces)) || !isJust(pieces, lines, orders)) continue;
    return { packageId, pieces };
  }
  return undefined;
}

export function numberOf(pieces: readonly Unit[]): string {
  for (const piece of pieces) {
    const number = (piece.tracking_number ?? '').trim();
    if (number !== '') return number;
  }
  return '';
}

/** Pieces of these orders by the package they lie in; those without one are left out. */
export function byPackage(
  orders: readonly TiktokOrder[],
  unitsOf: (order: TiktokOrder) => readonly Unit[],
): Map<string, Unit[]> {
  const found = new Map<string, Unit[]>();
  for (const piece of orders.flatMap(unitsOf)) {
    if (piece.package_id) found.set(piece.package_id, [...(found.get(piece.package_id) ?? []), piece]);
  }
  return found;
}

/** True when these pieces are the lines, no more and no less. */
function isJust(
  pieces: readonly Unit[],
  lines: readonly ShipmentLine[],
  orders: readonly TiktokOrder[],
): boolean {
  const wanted = new Map<string, number>();
  for (const { orderId, lineId, quantity } of lines) add(wanted, `${orderId} ${lineId}`, quantity);
  const ids = new Set(pieces.map(({ id }) => id));
  const there = new Map<string, number>();
  for (const order of orders) {
    const inOrder = order.line_items.filter(({ id }) => ids.has(id));
    for (const [lineId, quantity] of lineQuantities(inOrder)) add(there, `${order.id} ${lineId}`, quantity);
  }
  return there.size === wanted.size && [...wanted].every(([line, quantity]) => there.get(line) === quantity);
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}

/** How many of our pieces one of theirs is: more than one only in a bundle. */
function piecesPerUnit(units: readonly Unit[], lineId: string): number {
  const [unit] = units;
  return (unit && lineQuantities([unit]).get(lineId)) ?? 1;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
