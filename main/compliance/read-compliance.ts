// The day of one shop, as door.ratio counts it: tagged orders that left, how many were right, what may still fail, where the day
// ends, and which products the platform would unbind.

import type { ShopId, SkuCode } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { readDoorTerms } from '../settings/door-terms.ts';
import type { Shop } from '../shops/shops-table.ts';
import { countWaiting, listParcelsToGo, readContents } from './parcels-to-go.ts';
import {
  type Counted,
  type Forecast,
  forecastDay,
  isBelow,
  mayFail,
  mayFailInARow,
  ratioOf,
  toGetBack,
} from './ratio.ts';
import { type ShopDay, shopDayOf } from './shop-day.ts';

/** `below`: the line is crossed. `near`: it is about to be. `none`: nothing tagged has left or waits. */
export type RatioLevel = 'none' | 'ok' | 'near' | 'below';

export interface ShopCompliance {
  readonly shop: Pick<Shop, 'shopId' | 'name' | 'timeZone'>;
  readonly day: ShopDay;
  readonly now: number;
  readonly leastPercent: number;
  /** Tagged orders that left today; an order counts as right when every tagged parcel of it was. */
  readonly orders: Counted;
  readonly parcels: Counted;
  readonly ratio: number | null;
  readonly level: RatioLevel;
  readonly mayFail: { readonly inARow: number; readonly untilEnd: number };
  /** Right ones in a row that lead back to the line; null when none can. */
  readonly toGetBack: number | null;
  /** Tagged orders that still wait, and of these the ones that would fail as they are. */
  readonly waiting: number;
  readonly wouldFail: number;
  /** The same in parcels. */
  readonly failingParcels: number;
  readonly forecast: Forecast;
  /** After each order that left, oldest first; thinned out to at most 240. */
  readonly line: ReadonlyArray<Counted & { readonly at: number }>;
  /** Products with a failure today or one to come, the worst first. */
  readonly products: readonly ProductAtRisk[];
}

export interface ProductAtRisk extends Counted {
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly spec: string;
  /** Orders still to go that would fail as they are. */
  readonly wouldFail: number;
  /** By its own ratio below the line: the platform would unbind it tomorrow. */
  readonly isBelow: boolean;
}

interface ShippedLine {
  order_key: number;
  sku_code: string;
  is_compliant: number;
  shipped_at: number;
}

/** When one failure has happened and so few more are left, somebody should know. */
const fewLeft = 1;
const mostPoints = 240;

export function readShopCompliance(reader: Reader, shop: Shop, now: number): ShopCompliance {
  const day = shopDayOf(now, shop.timeZone);
  const { leastPercent } = readDoorTerms(reader, now);
  const lines = reader.all<ShippedLine>(
    `SELECT order_key, sku_code, is_compliant, shipped_at
     FROM shipped_door_parcels INDEXED BY shipped_door_parcels_by_day JOIN shipped_door_lines USING (parcel_id)
     WHERE shop_id = ? AND day = ? ORDER BY shipped_at, parcel_id`,
    [shop.shopId, day.date],
  );
  const parcels = readParcelCounts(reader, shop.shopId, day.date);
  const line = walkDay(lines);
  const last = line.at(-1);
  const orders: Counted = { compliant: last?.compliant ?? 0, all: last?.all ?? 0 };

  const toGo = listParcelsToGo(reader, shop.shopId, now);
  const { waiting, wouldFail } = countWaiting(reader, shop.shopId, toGo);
  const forecast = forecastDay({
    ...orders,
    waiting,
    wouldFail,
    firstAt: lines[0]?.shipped_at ?? null,
    now,
    dayEndsAt: day.endsAt,
  });
  const untilEnd = mayFail(orders, leastPercent, forecast.further);
  const failing = toGo.filter((parcel) => parcel.reasons.length > 0).map((parcel) => parcel.parcelId);
  return {
    shop: { shopId: shop.shopId, name: shop.name, timeZone: shop.timeZone },
    day,
    now,
    leastPercent,
    orders,
    parcels,
    ratio: ratioOf(orders),
    level: levelOf(orders, leastPercent, { waiting, wouldFail, untilEnd, forecast }),
    mayFail: { inARow: mayFailInARow(orders, leastPercent), untilEnd },
    toGetBack: toGetBack(orders, leastPercent),
    waiting,
    wouldFail,
    failingParcels: failing.length,
    forecast,
    line: thinOut(line),
    products: readProducts(reader, lines, readFailingSkus(), leastPercent),
  };

  /** Orders of each product in the parcels that would fail. */
  function readFailingSkus(): Map<string, Set<number>> {
    const found = new Map<string, Set<number>>();
    for (const content of readContents(reader, failing, now).values()) {
      for (const { skuCode, orderKey, isDoor } of content.lines) {
        if (isDoor) found.set(skuCode, (found.get(skuCode) ?? new Set()).add(orderKey));
      }
    }
    return found;
  }
}

/** Pure: when to speak up. */
function levelOf(
  orders: Counted,
  leastPercent: number,
  ahead: {
    readonly waiting: number;
    readonly wouldFail: number;
    readonly untilEnd: number;
    readonly forecast: Pick<Forecast, 'points'>;
  },
): RatioLevel {
  if (orders.all === 0 && ahead.waiting === 0) return 'none';
  if (isBelow(orders, leastPercent)) return 'below';
  const failed = orders.all - orders.compliant;
  const end = ahead.forecast.points.at(-1);
  if (ahead.wouldFail > ahead.untilEnd) return 'near';
  if (failed > 0 && ahead.untilEnd <= fewLeft) return 'near';
  return end !== undefined && end.expected * 100 < leastPercent ? 'near' : 'ok';
}

/** The count after each moment at which something left. */
function walkDay(lines: readonly ShippedLine[]): Array<Counted & { readonly at: number }> {
  const right = new Map<number, boolean>();
  let compliant = 0;
  const points: Array<Counted & { readonly at: number }> = [];
  for (const row of lines) {
    const before = right.get(row.order_key);
    const isRight = row.is_compliant === 1 && before !== false;
    if (before === undefined && isRight) compliant += 1;
    if (before === true && !isRight) compliant -= 1;
    right.set(row.order_key, isRight);
    const point = { at: row.shipped_at, compliant, all: right.size };
    if (points.at(-1)?.at === row.shipped_at) points[points.length - 1] = point;
    else points.push(point);
  }
  return points;
}

function thinOut<Point>(points: readonly Point[]): Point[] {
  if (points.length <= mostPoints) return [...points];
  const step = (points.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, index) => points[Math.round(index * step)]).filter(
    (point): point is Point => point !== undefined,
  );
}

function readParcelCounts(reader: Reader, shopId: ShopId, date: string): Counted {
  const row = reader.get<{ compliant: number; count: number }>(
    `SELECT coalesce(sum(is_compliant), 0) AS compliant, count(*) AS count
     FROM shipped_door_parcels INDEXED BY shipped_door_parcels_by_day WHERE shop_id = ? AND day = ?`,
    [shopId, date],
  );
  return { compliant: row?.compliant ?? 0, all: row?.count ?? 0 };
}

function readProducts(
  reader: Reader,
  lines: readonly ShippedLine[],
  failingSkus: ReadonlyMap<string, ReadonlySet<number>>,
  leastPercent: number,
): ProductAtRisk[] {
  const orders = new Map<string, Map<number, boolean>>();
  for (const row of lines) {
    const ofSku = orders.get(row.sku_code) ?? new Map<number, boolean>();
    ofSku.set(row.order_key, row.is_compliant === 1 && ofSku.get(row.order_key) !== false);
    orders.set(row.sku_code, ofSku);
  }
  const counted = [...new Set([...orders.keys(), ...failingSkus.keys()])].map((skuCode) => {
    const right = [...(orders.get(skuCode)?.values() ?? [])];
    const count: Counted = { all: right.length, compliant: right.filter(Boolean).length };
    return {
      skuCode,
      ...count,
      wouldFail: failingSkus.get(skuCode)?.size ?? 0,
      isBelow: isBelow(count, leastPercent),
    };
  });
  const risky = counted.filter((product) => product.compliant < product.all || product.wouldFail > 0);
  const names = readNames(
    reader,
    risky.map((product) => product.skuCode),
  );
  return risky
    .map((product) => ({
      ...product,
      skuCode: product.skuCode as SkuCode, // branded when the order was taken in
      name: names.get(product.skuCode)?.name ?? product.skuCode,
      spec: names.get(product.skuCode)?.spec ?? '',
    }))
    .sort(
      (a, b) =>
        Number(b.isBelow) - Number(a.isBelow) ||
        b.all - b.compliant - (a.all - a.compliant) ||
        b.wouldFail - a.wouldFail ||
        (a.skuCode < b.skuCode ? -1 : 1),
    );
}

function readNames(reader: Reader, skuCodes: readonly string[]): Map<string, { name: string; spec: string }> {
  const rows = reader.all<{ sku_code: string; name: string; spec: string }>(
    `SELECT sku_code, name, spec FROM skus WHERE sku_code IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(skuCodes)],
  );
  return new Map(rows.map((row) => [row.sku_code, row]));
}
