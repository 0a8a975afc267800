// The supervisor's first glance: what is due, where everything stands, what needs a person, how fast the floor is. Every number is
// counted off an index that holds only what is alive, or only one day, however large the history.

import { dayMs, hourMs } from '../basics/clock.ts';
import { hasDoorDelivery } from '../compliance/judge-compliance.ts';
import { readShopCompliance, type ShopCompliance } from '../compliance/read-compliance.ts';
import type { HeavyRead } from '../database/beside.ts';
import type { Reader } from '../database/database.ts';
import { type DueBucket, dueRange, isOpenSql, isUnplannedSql } from '../search/order-filter.ts';
import { countUnsentParcels } from '../shipping/unsent-parcels.ts';
import { readStanding } from '../shops/shop-trouble.ts';
import { listShops } from '../shops/shops-table.ts';

export interface Today {
  /** Open orders, each in one bucket. */
  readonly due: {
    readonly overdue: number;
    readonly within2h: number;
    readonly within12h: number;
    readonly later: number;
  };
  readonly flow: Flow;
  /** Only what there is; one action each. */
  readonly needsPerson: readonly NeedsPerson[];
  /** Where each shop with door delivery stands; a shop in which nothing tagged left or waits is left out. */
  readonly ratios: readonly TodaysRatio[];
  /** The 24 hours of today. */
  readonly throughput: readonly {
    readonly hourAt: number;
    readonly packed: number;
    readonly packedYesterday: number;
  }[];
}

export type TodaysRatio = Pick<
  ShopCompliance,
  'shop' | 'orders' | 'ratio' | 'level' | 'leastPercent' | 'mayFail' | 'toGetBack' | 'wouldFail'
> & {
  /** Where the day ends; null while there is nothing to foresee. */
  readonly end: { readonly low: number; readonly expected: number; readonly high: number } | null;
};

/** Each order or parcel is in one place only. */
export interface Flow {
  /** Orders in no parcel, and proposals nobody has accepted. */
  readonly toPlan: number;
  readonly planned: number;
  /** In a wave that is being picked. */
  readonly picking: number;
  /** Picked, without a label that came out. */
  readonly toPrint: number;
  /** With a label that came out, or open at a bench. */
  readonly printed: number;
  /** Packed, nothing owed to the platform yet. */
  readonly packed: number;
  /** Owed to the platform. */
  readonly waiting: number;
  /** Today. */
  readonly confirmed: number;
}

export interface NeedsPerson {
  readonly kind:
    | 'ratio-below'
    | 'ratio-near'
    | 'shops'
    | 'consents'
    | 'cancellations'
    | 'held'
    | 'uncertain'
    | 'refused'
    | 'unreadable'
    | 'unread-orders'
    | 'own-cancellations'
    | 'first-mile'
    | 'miscounted'
    | 'bad-rows';
  readonly count: number;
  readonly openWith: Readonly<Record<string, unknown>> & { readonly screen: string };
}

export const todayRead: HeavyRead<Readonly<Record<string, never>>, Today> = {
  name: 'today.read',
  run: readToday,
};

function readToday(reader: Reader, now: number): Today {
  const startsAt = dayStart(now, listShops(reader)[0]?.timeZone);
  const ratios = listRatios(reader, now);
  return {
    due: {
      overdue: countDue(reader, 'overdue', now),
      within2h: countDue(reader, '2h', now),
      within12h: countDue(reader, '12h', now),
      later: countDue(reader, 'later', now),
    },
    flow: readFlow(reader, startsAt),
    needsPerson: [
      ...ratios.flatMap(needsPersonFor),
      ...listShopTroubles(reader, now),
      ...listNeedsPerson(reader, startsAt),
    ],
    ratios,
    throughput: readThroughput(reader, startsAt),
  };
}

function listRatios(reader: Reader, now: number): TodaysRatio[] {
  return listShops(reader)
    .filter(hasDoorDelivery)
    .map((shop) => readShopCompliance(reader, shop, now))
    .filter((day) => day.level !== 'none')
    .map(({ shop, orders, ratio, level, leastPercent, mayFail, toGetBack, wouldFail, forecast }) => {
      const last = forecast.points.at(-1);
      const end = last ? { low: last.low, expected: last.expected, high: last.high } : null;
      return { shop, orders, ratio, level, leastPercent, mayFail, toGetBack, wouldFail, end };
    });
}

/** Counted: the parcels a person can still put right, or the orders that failed. */
function needsPersonFor({ level, orders, wouldFail, shop }: TodaysRatio): NeedsPerson[] {
  const openWith = { screen: 'compliance', shopId: shop.shopId };
  const failed = orders.all - orders.compliant;
  if (level === 'below') return [{ kind: 'ratio-below', count: failed, openWith }];
  if (level === 'near') return [{ kind: 'ratio-near', count: wouldFail > 0 ? wouldFail : failed, openWith }];
  return [];
}

function countDue(reader: Reader, bucket: DueBucket, now: number): number {
  const [from, until] = dueRange(bucket, now);
  return count(
    reader,
    `SELECT count(*) AS count FROM orders INDEXED BY orders_open_by_due WHERE ${isOpenSql} AND due_at > ? AND due_at <= ?`,
    [from, until],
  );
}

function readFlow(reader: Reader, startsAt: number): Flow {
  const stages = new Map(
    reader
      .all<{ stage: string; count: number }>(
        `SELECT CASE
             WHEN parcels.state = 'proposed' THEN 'toPlan'
             WHEN parcels.state = 'open' OR EXISTS (SELECT 1 FROM labels WHERE labels.parcel_id = parcels.parcel_id
               AND labels.state IN ('sent', 'printed')) THEN 'printed'
             WHEN parcels.state = 'planned' THEN 'planned'
             WHEN waves.state = 'released' THEN 'picking'
             ELSE 'toPrint' END AS stage, count(*) AS count
         FROM parcels INDEXED BY parcels_by_state LEFT JOIN waves ON waves.wave_id = parcels.wave_id
         WHERE parcels.state IN ('proposed', 'planned', 'released', 'open') GROUP BY 1`,
      )
      .map((row) => [row.stage, row.count]),
  );
  const unplanned = count(
    reader,
    `SELECT count(*) AS count FROM orders INDEXED BY orders_open_by_due WHERE ${isOpenSql} AND ${isUnplannedSql}`,
  );
  return {
    toPlan: unplanned + (stages.get('toPlan') ?? 0),
    planned: stages.get('planned') ?? 0,
    picking: stages.get('picking') ?? 0,
    toPrint: stages.get('toPrint') ?? 0,
    printed: stages.get('printed') ?? 0,
    packed: countUnsentParcels(reader),
    waiting: count(
      reader,
      `SELECT count(*) AS count FROM outbox INDEXED BY outbox_by_state
       WHERE state IN ('waiting', 'sending', 'held', 'needs-person', 'unreadable') AND kind = 'shipment'`,
    ),
    confirmed: count(
      reader,
      `SELECT count(*) AS count FROM parcels INDEXED BY parcels_by_shipping
       WHERE shipped_at IS NOT NULL AND shipped_at >= ? AND state = 'shipped'`,
      [startsAt],
    ),
  };
}

/** Shops from which nothing comes until a person does something, and consents that end soon. */
function listShopTroubles(reader: Reader, now: number): NeedsPerson[] {
  const troubled = listShops(reader).flatMap((shop) => {
    const { trouble } = readStanding(reader, shop, now);
    return trouble === null ? [] : [{ shop, trouble }];
  });
  const kinds = [
    ['shops', troubled.filter(({ trouble }) => trouble !== 'consent-ending')],
    ['consents', troubled.filter(({ trouble }) => trouble === 'consent-ending')],
  ] as const;
  return kinds.flatMap(([kind, shops]) => {
    const [first] = shops;
    if (!first) return [];
    const openWith = { screen: 'settings', state: 'shops', shopId: first.shop.shopId };
    return [{ kind, count: shops.length, openWith }];
  });
}

function listNeedsPerson(reader: Reader, startsAt: number): NeedsPerson[] {
  const held = count(
    reader,
    `SELECT count(*) AS count FROM orders INDEXED BY orders_open_by_due WHERE ${isOpenSql} AND hold IS NOT NULL`,
  );
  const uncertain = reader.get<{ count: number; batch_id: string | null }>(
    `SELECT count(*) AS count, min(batch_id) AS batch_id FROM labels INDEXED BY labels_uncertain WHERE state = 'uncertain'`,
  );
  const refused = count(
    reader,
    `SELECT count(*) AS count FROM outbox WHERE state IN ('held', 'needs-person')`,
  );
  const unreadable = count(reader, `SELECT count(*) AS count FROM outbox WHERE state = 'unreadable'`);
  const miscounted = reader.get<{ count: number; sku_code: string | null }>(
    `SELECT count(*) AS count, min(sku_code) AS sku_code FROM skus INDEXED BY skus_miscounted WHERE stock < 0`,
  );
  const badRows = reader.get<{ count: number | null; import_id: string | null }>(
    `SELECT sum(bad_count) AS count, (SELECT import_id FROM imports WHERE bad_count > 0 ORDER BY imported_at DESC LIMIT 1) AS import_id
     FROM imports WHERE imported_at >= ?`,
    [startsAt],
  );
  const all: NeedsPerson[] = [
    {
      kind: 'cancellations',
      count: count(reader, `SELECT count(*) AS count FROM cancellations WHERE state = 'asked'`),
      openWith: { screen: 'shipping', state: 'cancellations' },
    },
    {
      kind: 'own-cancellations',
      count: count(reader, `SELECT count(*) AS count FROM own_cancellations WHERE state = 'refused'`),
      openWith: { screen: 'shipping', state: 'cancellations' },
    },
    {
      kind: 'unread-orders',
      count: count(reader, `SELECT count(*) AS count FROM unread_orders`),
      openWith: { screen: 'shipping', state: 'unread' },
    },
    {
      kind: 'first-mile',
      count: count(reader, `SELECT count(*) AS count FROM first_mile_bundles WHERE state = 'unsure'`),
      openWith: { screen: 'shipping', state: 'first-mile' },
    },
    { kind: 'held', count: held, openWith: { screen: 'orders', filter: { state: ['held'] } } },
    {
      kind: 'uncertain',
      count: uncertain?.count ?? 0,
      openWith: { screen: 'printing', batchId: uncertain?.batch_id ?? null },
    },
    { kind: 'refused', count: refused, openWith: { screen: 'shipping', state: 'needs-person' } },
    { kind: 'unreadable', count: unreadable, openWith: { screen: 'shipping', state: 'needs-person' } },
    {
      kind: 'miscounted',
      count: miscounted?.count ?? 0,
      openWith: { screen: 'orders', search: miscounted?.sku_code ?? '' },
    },
    {
      kind: 'bad-rows',
      count: badRows?.count ?? 0,
      openWith: { screen: 'orders', importId: badRows?.import_id ?? null },
    },
  ];
  return all.filter((needs) => needs.count > 0);
}

function readThroughput(reader: Reader, startsAt: number): Today['throughput'] {
  const perHour = new Map(
    reader
      .all<{ hour: number; count: number }>(
        `SELECT (packed_at - :from) / ${hourMs} AS hour, count(*) AS count FROM parcels INDEXED BY parcels_by_packing
         WHERE packed_at IS NOT NULL AND packed_at >= :from AND packed_at < :until GROUP BY 1`,
        { from: startsAt - dayMs, until: startsAt + dayMs },
      )
      .map((row) => [row.hour, row.count]),
  );
  return Array.from({ length: 24 }, (_, hour) => ({
    hourAt: startsAt + hour * hourMs,
    packed: perHour.get(24 + hour) ?? 0,
    packedYesterday: perHour.get(hour) ?? 0,
  }));
}

/** When today began where the shop is; where this PC is, if there is no shop yet. */
function dayStart(now: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).formatToParts(now);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return now - (now % 1000) - ((read('hour') * 60 + read('minute')) * 60 + read('second')) * 1000;
}

function count(reader: Reader, sql: string, values: readonly (string | number)[] = []): number {
  return reader.get<{ count: number }>(sql, values)?.count ?? 0;
}
