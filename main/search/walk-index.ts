// Reads any stretch of a long run of orders off its index without walking there from the start: from the nearest place that was
// read before, or from the far end when that is nearer.

import type { Reader, SqlValue } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';

/** A run of orders in the order in which an index has them. */
export interface Segment {
  /** `FROM … WHERE …` with the index named. */
  readonly fromSql: string;
  readonly values: Readonly<Record<string, SqlValue>>;
  readonly orderSql: string;
  /** The same, turned round. */
  readonly backwardSql: string;
  /** What comes after a place: `:dueAt`, `:orderKey`. */
  readonly afterSql: string;
}

/** A place in a segment: `offset` orders lie before and up to this one. */
interface Place {
  readonly offset: number;
  readonly dueAt: number | null;
  readonly orderKey: OrderKey;
}

/** Places read before, for as long as nothing has changed. */
export interface Walk {
  readonly places: Place[];
}

interface Row {
  order_key: number;
  due_at: number | null;
}

const mostPlaces = 500;

export function countSegment(reader: Reader, segment: Segment): number {
  return (
    reader.get<{ count: number }>(`SELECT count(*) AS count ${segment.fromSql}`, segment.values)?.count ?? 0
  );
}

/** `limit` orders from `offset` on, of `count` in all. */
export function readStretch(
  reader: Reader,
  segment: Segment,
  walk: Walk,
  stretch: { readonly count: number; readonly offset: number; readonly limit: number },
): OrderKey[] {
  const { count, offset } = stretch;
  const limit = Math.min(stretch.limit, count - offset);
  const place = nearestPlace(walk, offset);
  const fromPlace = offset - (place?.offset ?? 0);
  const fromEnd = count - offset - limit;
  const rows =
    fromEnd < fromPlace
      ? readBackwards(reader, segment, fromEnd, limit)
      : readOnwards(reader, segment, place, fromPlace, limit);
  const last = rows.at(-1);
  if (last) remember(walk, { offset: offset + rows.length, dueAt: last.due_at, orderKey: last.order_key });
  return rows.map((row) => row.order_key);
}

function readOnwards(
  reader: Reader,
  segment: Segment,
  place: Place | undefined,
  skip: number,
  limit: number,
): Row[] {
  const after = place ? `AND ${segment.afterSql}` : '';
  // Only what the statement names may be bound.
  const at = place && {
    ...(segment.afterSql.includes(':dueAt') ? { dueAt: place.dueAt } : {}),
    orderKey: place.orderKey,
  };
  return reader.all<Row>(
    `SELECT order_key, due_at ${segment.fromSql} ${after} ORDER BY ${segment.orderSql} LIMIT :limit OFFSET :skip`,
    { ...segment.values, ...at, limit, skip },
  );
}

function readBackwards(reader: Reader, segment: Segment, skip: number, limit: number): Row[] {
  return reader
    .all<Row>(
      `SELECT order_key, due_at ${segment.fromSql} ORDER BY ${segment.backwardSql} LIMIT :limit OFFSET :skip`,
      { ...segment.values, limit, skip },
    )
    .toReversed();
}

function nearestPlace(walk: Walk, offset: number): Place | undefined {
  let nearest: Place | undefined;
  for (const place of walk.places) {
    if (place.offset <= offset && place.offset >= (nearest?.offset ?? 0)) nearest = place;
  }
  return nearest;
}

function remember(walk: Walk, place: Place): void {
  if (walk.places.some((known) => known.offset === place.offset)) return;
  walk.places.push(place);
  if (walk.places.length > mostPlaces) walk.places.shift();
}
