// door.fee, foreseen per parcel that left: charged with its first trace, whoever carries it; back when it is not signed for within
// the days of the term. The station hears of a signature when the platform calls the order finished.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';

/** `open`: on its way. `stays`: signed for in time. `comes-back`: not signed for in time. */
export const feeStates = ['open', 'stays', 'comes-back'] as const;
export type FeeState = (typeof feeStates)[number];

export interface Fee {
  readonly parcelId: ParcelId;
  readonly orderIds: readonly string[];
  readonly carrier: string;
  readonly trackingNumber: string | null;
  readonly shippedAt: number;
  /** Null where nobody had said what a parcel costs when it left. */
  readonly feeCents: number | null;
  readonly state: FeeState;
  readonly signedAt: number | null;
  /** When it comes back unless it is signed for by then. */
  readonly backAt: number;
}

/** Pure. A signature after the day does not take back what came back. */
function feeStateOf(
  fee: { readonly signedAt: number | null; readonly backAt: number },
  now: number,
): FeeState {
  if (fee.signedAt !== null && fee.signedAt <= fee.backAt) return 'stays';
  return now > fee.backAt ? 'comes-back' : 'open';
}

export interface Fees {
  readonly rows: readonly Fee[];
  readonly total: number;
  readonly counts: Readonly<Record<FeeState, { readonly parcels: number; readonly cents: number }>>;
  /** Parcels that left without anybody having said what one costs. */
  readonly unpriced: number;
}

// All lines of a parcel signed for, and the last of them counts.
const feeFacts = `WITH facts AS (
    SELECT shipped_door_parcels.*,
      CASE WHEN count(*) = count(signed_at) THEN max(signed_at) END AS signed_at
    FROM shipped_door_parcels JOIN shipped_door_lines USING (parcel_id)
    WHERE shop_id = coalesce(:shopId, shop_id) AND shipped_at >= :since GROUP BY parcel_id
  ), fees AS (
    SELECT *, CASE WHEN signed_at IS NOT NULL AND signed_at <= fee_back_at THEN 'stays'
      WHEN :now > fee_back_at THEN 'comes-back' ELSE 'open' END AS state FROM facts
  )`;

/** Parcels that left since then, newest first. */
export function readFees(
  reader: Reader,
  wanted: {
    readonly shopId?: string | undefined;
    readonly state?: FeeState | undefined;
    readonly since: number;
    readonly now: number;
    readonly offset: number;
    readonly limit: number;
  },
): Fees {
  const asked = { shopId: wanted.shopId ?? null, since: wanted.since, now: wanted.now };
  const counts: Record<FeeState, { parcels: number; cents: number }> = {
    open: { parcels: 0, cents: 0 },
    stays: { parcels: 0, cents: 0 },
    'comes-back': { parcels: 0, cents: 0 },
  };
  let unpriced = 0;
  for (const row of reader.all<{ state: FeeState; parcels: number; cents: number; unpriced: number }>(
    `${feeFacts} SELECT state, count(*) AS parcels, coalesce(sum(fee_cents), 0) AS cents, count(*) - count(fee_cents) AS unpriced
     FROM fees GROUP BY state`,
    asked,
  )) {
    counts[row.state] = { parcels: row.parcels, cents: row.cents };
    unpriced += row.unpriced;
  }
  const rows = reader.all<{
    parcel_id: string;
    order_ids: string;
    carrier: string;
    tracking_number: string | null;
    shipped_at: number;
    fee_cents: number | null;
    signed_at: number | null;
    fee_back_at: number;
  }>(
    `${feeFacts} SELECT fees.parcel_id, fees.carrier, parcels.tracking_number, fees.shipped_at, fees.fee_cents, fees.signed_at,
       fees.fee_back_at, (SELECT json_group_array(DISTINCT order_id) FROM shipped_door_lines JOIN orders USING (order_key)
         WHERE shipped_door_lines.parcel_id = fees.parcel_id) AS order_ids
     FROM fees JOIN parcels USING (parcel_id) WHERE fees.state = coalesce(:state, fees.state)
     ORDER BY fees.shipped_at DESC, fees.parcel_id LIMIT :limit OFFSET :offset`,
    { ...asked, state: wanted.state ?? null, limit: wanted.limit, offset: wanted.offset },
  );
  const total = wanted.state
    ? counts[wanted.state].parcels
    : feeStates.reduce((sum, state) => sum + counts[state].parcels, 0);
  return { rows: rows.map(toFee), total, counts, unpriced };

  function toFee(row: (typeof rows)[number]): Fee {
    const told = { signedAt: row.signed_at, backAt: row.fee_back_at };
    return {
      parcelId: row.parcel_id as ParcelId, // branded when it was planned
      orderIds: JSON.parse(row.order_ids) as string[], // made by the statement
      carrier: row.carrier,
      trackingNumber: row.tracking_number,
      shippedAt: row.shipped_at,
      feeCents: row.fee_cents,
      state: feeStateOf(told, wanted.now),
      ...told,
    };
  }
}
