// Reads what the guard must know, and asks it. `askGuard` is the one entry used at planning, scanning, printing and shipping.

import type { Clock } from '../basics/clock.ts';
import type { LineId, ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { DoorTag, OrderKey } from '../orders/order.ts';
import { compareAsPlanned, lineName, type PlannedParcel } from './as-planned.ts';
import { readGuardOrders } from './guard-orders.ts';
import { judgeParcel } from './judge-parcel.ts';
import { applyOverrides } from './overrides.ts';
import { readSiblings } from './read-siblings.ts';
import { readRules } from './rules-in-force.ts';
import type { GuardFacts, LineRef, Verdict, WaybillSource } from './verdict.ts';

export interface GuardExtra {
  /** The number the parcel carries or is about to get. */
  readonly trackingNumber?: string | null;
  /** Where that number comes from; without it the parcel's own is meant. */
  readonly source?: WaybillSource;
  /** Who is about to take it; without it the parcel's own carrier is meant. */
  readonly carrier?: string | null;
  /** The parcel that is meant; what is not told here is looked up there. */
  readonly parcelId?: string | null;
  /** The lines are not what that parcel holds, only what it might: neither how it was planned nor its siblings are asked. */
  readonly isThought?: boolean;
}

/** May these lines share a parcel, as the station knows things now? */
export function askGuard(
  reader: Reader,
  clock: Pick<Clock, 'now'>,
  lines: readonly LineRef[],
  extra: GuardExtra = {},
): Verdict {
  return judgeWithFacts(reader, clock, lines, extra).verdict;
}

/** The same with the facts that were looked at. What a supervisor let through for this parcel stops nobody. */
export function judgeWithFacts(
  reader: Reader,
  clock: Pick<Clock, 'now'>,
  lines: readonly LineRef[],
  extra: GuardExtra = {},
): { readonly verdict: Verdict; readonly facts: GuardFacts } {
  const facts = readGuardFacts(reader, lines, extra);
  const rules = readRules(reader, clock.now());
  const judged = judgeParcel(facts, rules);
  const planned = extra.isThought || !extra.parcelId ? undefined : findPlanned(reader, extra.parcelId);
  const verdict = planned ? compareAsPlanned(judged, facts, rules, planned) : judged;
  return { verdict: applyOverrides(reader, verdict, facts, extra.parcelId), facts };
}

export function readGuardFacts(
  reader: Reader,
  lines: readonly LineRef[],
  extra: GuardExtra = {},
): GuardFacts {
  const orders = readGuardOrders(
    reader,
    lines.map((line) => line.orderKey),
  );
  const parcel = extra.parcelId ? readParcelFacts(reader, extra.parcelId) : undefined;
  return {
    orders: [...orders.values()],
    lines,
    waybill: readWaybill(reader, lines, extra, parcel),
    carrier: extra.carrier ?? parcel?.carrier ?? null,
    siblings: parcel && extra.parcelId && !extra.isThought ? readSiblingsOf(reader, extra.parcelId) : [],
  };
}

function readSiblingsOf(reader: Reader, parcelId: string): GuardFacts['siblings'] {
  const id = parcelId as ParcelId; // a row of it was just read
  return readSiblings(reader, [id], (keys) => readGuardOrders(reader, keys)).get(id) ?? [];
}

interface ParcelFacts {
  readonly trackingNumber: string | null;
  readonly source: WaybillSource | null;
  readonly carrier: string | null;
}

function readParcelFacts(reader: Reader, parcelId: string): ParcelFacts | undefined {
  const row = reader.get<{
    tracking_number: string | null;
    waybill_source: WaybillSource | null;
    carrier: string | null;
  }>(`SELECT tracking_number, waybill_source, carrier FROM parcels WHERE parcel_id = ?`, [parcelId]);
  return row && { trackingNumber: row.tracking_number, source: row.waybill_source, carrier: row.carrier };
}

function findPlanned(reader: Reader, parcelId: string): PlannedParcel | undefined {
  const row = reader.get<{ parcel_id: ParcelId; recipient_key: string | null; door_tag: DoorTag }>(
    `SELECT parcel_id, recipient_key, door_tag FROM parcels WHERE parcel_id = ?`,
    [parcelId],
  );
  return (
    row && {
      recipientKey: row.recipient_key,
      isDoorDelivery: row.door_tag === 'tagged',
      elsewhere: readElsewhere(reader, [row.parcel_id]).get(row.parcel_id) ?? new Map(),
    }
  );
}

/** Who is further along keeps its pieces when a buyer wants fewer; of two that stand alike the one with the smaller id. */
const placeSql = (parcel: string) =>
  `instr('proposed planned released open packed shipped', ${parcel}.state)`;

const elsewhereSql = `SELECT mine.parcel_id, mine.order_key, mine.line_id, sum(theirs.quantity) AS pieces
  FROM json_each(?) AS wanted
  CROSS JOIN parcel_lines AS mine ON mine.parcel_id = wanted.value
  CROSS JOIN parcel_lines AS theirs INDEXED BY parcel_lines_by_line
    ON theirs.order_key = mine.order_key AND theirs.line_id = mine.line_id AND theirs.parcel_id <> mine.parcel_id
  CROSS JOIN parcels AS my_parcel ON my_parcel.parcel_id = mine.parcel_id
  CROSS JOIN parcels AS their_parcel ON their_parcel.parcel_id = theirs.parcel_id
  WHERE their_parcel.state NOT IN ('pulled', 'dissolved')
    AND (${placeSql('their_parcel')}, my_parcel.parcel_id) > (${placeSql('my_parcel')}, their_parcel.parcel_id)
  GROUP BY mine.parcel_id, mine.order_key, mine.line_id`;

/** Pieces of these parcels' lines that parcels further along hold; parcels and lines without such are missing. */
export function readElsewhere(
  reader: Reader,
  parcelIds: readonly ParcelId[],
): Map<ParcelId, Map<string, number>> {
  const found = new Map<ParcelId, Map<string, number>>();
  for (const row of reader.iterate<{
    parcel_id: ParcelId;
    order_key: OrderKey;
    line_id: LineId;
    pieces: number;
  }>(elsewhereSql, [JSON.stringify(parcelIds)])) {
    const lines = found.get(row.parcel_id) ?? new Map<string, number>();
    lines.set(lineName({ orderKey: row.order_key, lineId: row.line_id }), row.pieces);
    found.set(row.parcel_id, lines);
  }
  return found;
}

function readWaybill(
  reader: Reader,
  lines: readonly LineRef[],
  extra: GuardExtra,
  parcel: ParcelFacts | undefined,
): GuardFacts['waybill'] {
  const trackingNumber = extra.trackingNumber ?? parcel?.trackingNumber ?? null;
  if (trackingNumber === null) return null;
  const ownSource = parcel?.trackingNumber === trackingNumber ? parcel.source : null;
  return findWaybill(reader, trackingNumber, extra.source ?? ownSource, extra.parcelId ?? '', lines);
}

/** Who else has this number: other live parcels, and orders that are not in this one. */
function findWaybill(
  reader: Reader,
  trackingNumber: string,
  source: WaybillSource | null,
  parcelId: string,
  lines: readonly Pick<LineRef, 'orderKey'>[],
): NonNullable<GuardFacts['waybill']> {
  const here = new Set(lines.map((line) => line.orderKey));
  const otherParcelIds = reader
    .all<{ parcel_id: string }>(
      `SELECT parcel_id FROM parcels WHERE tracking_number = ? AND state NOT IN ('pulled', 'dissolved')`,
      [trackingNumber],
    )
    .map((row) => row.parcel_id)
    .filter((other) => other !== parcelId);
  const otherOrderIds = reader
    .all<{ order_key: number; order_id: string }>(
      `SELECT order_key, order_id FROM orders WHERE tracking_number = ? AND state <> 'cancelled' ORDER BY order_key`,
      [trackingNumber],
    )
    .filter((order) => !here.has(order.order_key))
    .map((order) => order.order_id);
  return { trackingNumber, source, otherParcelIds, otherOrderIds };
}

/** What a parcel is asked about its number when many are looked at together; parcels without a number are missing. */
export function readWaybills(
  reader: Reader,
  parcels: readonly {
    readonly parcelId: ParcelId;
    readonly trackingNumber: string | null;
    readonly waybillSource: WaybillSource | null;
    readonly lines: readonly Pick<LineRef, 'orderKey'>[];
  }[],
): Map<ParcelId, NonNullable<GuardFacts['waybill']>> {
  const found = new Map<ParcelId, NonNullable<GuardFacts['waybill']>>();
  for (const { parcelId, trackingNumber, waybillSource, lines } of parcels) {
    if (trackingNumber === null) continue;
    const waybill = findWaybill(reader, trackingNumber, waybillSource, parcelId, lines);
    found.set(parcelId, waybill);
  }
  return found;
}
