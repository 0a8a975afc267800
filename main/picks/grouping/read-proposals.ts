// The waves that could be released now, from the parcels that are planned: read once, grouped by the rules of their shops, and held
// against the stock in the order in which they would be released.

import type { BinCode, ParcelId, ShopId, SkuCode } from '../../basics/ids.ts';
import type { Reader } from '../../database/database.ts';
import { listShops } from '../../shops/shops-table.ts';
import { readReserved, readStock } from '../find-shortages.ts';
import { listShopsWithPlan } from '../warehouse/warehouse-table.ts';
import type { Shortage } from '../wave.ts';
import {
  type GroupedLine,
  type ParcelToGroup,
  type ProposedWave,
  proposeWaves,
  type WaitingParcels,
  zoneOfBin,
} from './propose-waves.ts';
import type { WaveRules } from './wave-rules.ts';
import { readWaveRules } from './wave-rules-table.ts';

export interface Proposal extends ProposedWave {
  /** Whose rules made it; null: the station's. */
  readonly rulesOf: ShopId | null;
}

export interface Proposals {
  /** Most urgent first. */
  readonly waves: readonly Proposal[];
  readonly waiting: readonly WaitingParcels[];
  readonly parcels: ReadonlyMap<ParcelId, ParcelToGroup>;
}

export interface PlannedRow {
  parcel_id: ParcelId;
  shop_id: ShopId;
  carrier: string | null;
  door_tag: string;
  due_at: number | null;
  sku_code: SkuCode;
  quantity: number;
  is_gift: number;
}

/** Every line of every planned parcel, parcels in the order of their deadlines. */
export const plannedLinesSql = `SELECT parcels.parcel_id, parcels.shop_id, parcels.carrier, parcels.door_tag, parcels.due_at,
    order_lines.sku_code, parcel_lines.quantity, order_lines.is_gift
  FROM parcels INDEXED BY parcels_by_state
  CROSS JOIN parcel_lines ON parcel_lines.parcel_id = parcels.parcel_id
  CROSS JOIN order_lines ON order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id
  WHERE parcels.state = 'planned' ORDER BY parcels.due_at, parcels.parcel_id`;

/** Rules that are looked at before they are saved: the station's, or one shop's. */
export interface TriedRules {
  readonly shopId: ShopId | null;
  readonly rules: WaveRules;
}

export function readProposals(reader: Reader, now: number, tried?: TriedRules): Proposals {
  const saved = readWaveRules(reader);
  const station = tried?.shopId === null ? tried.rules : saved.station;
  const ofShops = new Map(saved.ofShops);
  if (tried && tried.shopId !== null) ofShops.set(tried.shopId, tried.rules);
  const parcels = new Map<ParcelId, ParcelToGroup>();
  // Goods of a shop with a plan of its own lie elsewhere: nobody walks for them and for others in one go.
  const shopsWithPlan = listShopsWithPlan(reader);
  const byOwner = new Map<ShopId | null, { dated: ParcelToGroup[]; undated: ParcelToGroup[] }>();
  let current: (ParcelToGroup & { readonly lines: GroupedLine[] }) | undefined;
  for (const row of reader.iterate<PlannedRow>(plannedLinesSql)) {
    if (current?.parcelId !== row.parcel_id) {
      current = {
        parcelId: row.parcel_id,
        shopId: row.shop_id,
        carrier: row.carrier,
        doorTag: row.door_tag,
        dueAt: row.due_at,
        lines: [],
      };
      parcels.set(current.parcelId, current);
      const owner = ofShops.has(row.shop_id) || shopsWithPlan.has(row.shop_id) ? row.shop_id : null;
      let list = byOwner.get(owner);
      if (!list) {
        list = { dated: [], undated: [] };
        byOwner.set(owner, list);
      }
      // The index begins with those that have no deadline; they wait for those that have one.
      (current.dueAt === null ? list.undated : list.dated).push(current);
    }
    current.lines.push({ skuCode: row.sku_code, quantity: row.quantity, isGift: row.is_gift === 1 });
  }
  const zoneOf = zonesOf(reader);
  const shops = new Map(listShops(reader).map((shop) => [shop.shopId, shop.timeZone]));
  const waves: Proposal[] = [];
  const waiting: WaitingParcels[] = [];
  for (const [owner, { dated, undated }] of byOwner) {
    const rulesOf = owner !== null && ofShops.has(owner) ? owner : null;
    const rules: WaveRules = (rulesOf === null ? undefined : ofShops.get(rulesOf)) ?? station;
    const timeZone = shops.get(owner ?? dated[0]?.shopId ?? undated[0]?.shopId ?? ('' as ShopId)) ?? 'UTC';
    const facts = { now, zoneOf, ...calendarOf(timeZone, now) };
    const proposed = proposeWaves(rules, [...dated, ...undated], facts);
    waves.push(...proposed.waves.map((wave) => ({ ...wave, rulesOf })));
    waiting.push(...proposed.waiting);
  }
  if (byOwner.size > 1) {
    waves.sort((a, b) => (a.firstDueAt ?? Infinity) - (b.firstDueAt ?? Infinity) || (a.key < b.key ? -1 : 1));
  }
  return { waves, waiting, parcels };
}

/** Zones by SKU, read when the first one is asked for. */
function zonesOf(reader: Reader): (skuCode: SkuCode) => string | null {
  let zones: Map<SkuCode, string | null> | undefined;
  return (skuCode) => {
    zones ??= new Map(
      reader
        .all<{ sku_code: SkuCode; bin_code: BinCode | null }>(
          `SELECT sku_code, bin_code FROM skus WHERE bin_code IS NOT NULL`,
        )
        .map((row) => [row.sku_code, zoneOfBin(row.bin_code)]),
    );
    return zones.get(skuCode) ?? null;
  };
}

const quarterHourMs = 15 * 60_000;

/** Days and minutes in a time zone; asked once for each quarter of an hour, which no time zone divides. */
function calendarOf(timeZone: string, now: number) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const read = (at: number): { readonly day: number; readonly minutes: number } => {
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return {
      day: of('year') * 10_000 + of('month') * 100 + of('day'),
      minutes: of('hour') * 60 + of('minute'),
    };
  };
  const days = new Map<number, number>();
  return {
    minutesNow: read(now).minutes,
    dayOf(at: number): number {
      const quarter = Math.floor(at / quarterHourMs);
      let day = days.get(quarter);
      if (day === undefined) {
        day = read(at).day;
        days.set(quarter, day);
      }
      return day;
    },
  };
}

/** What each wave lacks when the waves before it have taken theirs; goods that are counted only. */
export function findShortagesInTurn(
  reader: Reader,
  waves: readonly ProposedWave[],
  parcels: ReadonlyMap<ParcelId, ParcelToGroup>,
): Map<ProposedWave, Shortage[]> {
  const wanted = waves.map((wave) => {
    const needed = new Map<SkuCode, number>();
    for (const parcelId of wave.parcelIds) {
      for (const { skuCode, quantity } of parcels.get(parcelId)?.lines ?? []) {
        needed.set(skuCode, (needed.get(skuCode) ?? 0) + quantity);
      }
    }
    return { wave, needed };
  });
  const skuCodes = [...new Set(wanted.flatMap(({ needed }) => [...needed.keys()]))];
  const goods = readStock(reader, skuCodes);
  const left = readReserved(reader, skuCodes);
  for (const [skuCode, { stock }] of goods) {
    if (stock !== null) left.set(skuCode, Math.max(0, stock - (left.get(skuCode) ?? 0)));
    else left.delete(skuCode);
  }
  const found = new Map<ProposedWave, Shortage[]>();
  for (const { wave, needed } of wanted) {
    const short: Shortage[] = [];
    for (const [skuCode, quantity] of needed) {
      const stock = goods.has(skuCode) ? left.get(skuCode) : undefined;
      if (stock === undefined) continue;
      if (stock < quantity)
        short.push({ skuCode, name: goods.get(skuCode)?.name ?? skuCode, needed: quantity, stock });
      left.set(skuCode, Math.max(0, stock - quantity));
    }
    if (short.length > 0) found.set(wave, short);
  }
  return found;
}
