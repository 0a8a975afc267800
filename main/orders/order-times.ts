// The times that only platforms tell of an order: until when it must be on its way, collected, its cancellation answered; and when it
// last changed there. Orders of files have none.

import type { Reader, Writer } from '../database/database.ts';
import type { IncomingOrder } from '../platforms/incoming-order.ts';
import type { OrderKey } from './order.ts';

export interface OrderTimes {
  readonly updatedAt: number | null;
  readonly transitByAt: number | null;
  readonly collectByAt: number | null;
  readonly cancelByAt: number | null;
}

interface TimesRow {
  updated_at: number | null;
  transit_by_at: number | null;
  collect_by_at: number | null;
  cancel_by_at: number | null;
}

export function findTimes(reader: Reader, orderKey: OrderKey): OrderTimes | undefined {
  const row = reader.get<TimesRow>(`SELECT * FROM order_times WHERE order_key = ?`, [orderKey]);
  return (
    row && {
      updatedAt: row.updated_at,
      transitByAt: row.transit_by_at,
      collectByAt: row.collect_by_at,
      cancelByAt: row.cancel_by_at,
    }
  );
}

/** As told now; undefined when this source tells no such times. */
export function timesTold(order: IncomingOrder): OrderTimes | undefined {
  const { updatedAt, transitByAt, collectByAt, cancellation } = order;
  if (updatedAt === undefined && transitByAt === undefined && collectByAt === undefined && !cancellation)
    return undefined;
  return {
    updatedAt: updatedAt ?? null,
    transitByAt: transitByAt ?? null,
    collectByAt: collectByAt ?? null,
    cancelByAt: cancellation?.answerBy ?? null,
  };
}

export function keepTimes(writer: Writer, orderKey: OrderKey, times: OrderTimes): void {
  writer.run(
    `INSERT INTO order_times (order_key, updated_at, transit_by_at, collect_by_at, cancel_by_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (order_key) DO UPDATE SET updated_at = excluded.updated_at, transit_by_at = excluded.transit_by_at,
       collect_by_at = excluded.collect_by_at, cancel_by_at = excluded.cancel_by_at`,
    [orderKey, times.updatedAt, times.transitByAt, times.collectByAt, times.cancelByAt],
  );
}
