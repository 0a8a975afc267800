// Which waves could be released, and why each is one. Pure and reproducible: the same rules, parcels and time give the same waves. Each
// rule in turn takes what it is for; what is too little for it is left to the next. Nothing is in two waves. Time grows with the
// number of parcels, nothing else.

import { hash } from 'node:crypto';
import type { BinCode, ParcelId, ShopId, SkuCode } from '../../basics/ids.ts';
import type { WaveKind, WaveRule, WaveRules } from './wave-rules.ts';

export interface ParcelToGroup {
  readonly parcelId: ParcelId;
  readonly shopId: ShopId;
  readonly carrier: string | null;
  readonly doorTag: string;
  readonly dueAt: number | null;
  readonly lines: readonly GroupedLine[];
}

export interface GroupedLine {
  readonly skuCode: SkuCode;
  readonly quantity: number;
  readonly isGift: boolean;
}

/** What all parcels of a wave have together; null where they differ or nobody asked. Facts of the sentence that says why. */
export interface WhyGrouped {
  readonly carrier: string | null;
  readonly shopId: ShopId | null;
  readonly doorTag: string | null;
  readonly skuCodes: readonly SkuCode[];
  readonly quantity: number | null;
  readonly zone: string | null;
}

export interface ProposedWave {
  /** Another text as soon as another parcel is in it. */
  readonly key: string;
  readonly kind: WaveKind;
  readonly mode: WaveRule['mode'];
  readonly why: WhyGrouped;
  /** Most urgent first. */
  readonly parcelIds: readonly ParcelId[];
  readonly skuCount: number;
  readonly pieces: number;
  readonly firstDueAt: number | null;
}

/** Parcels that wait until there are more of their kind. */
export interface WaitingParcels {
  readonly kind: WaveKind;
  readonly count: number;
  readonly least: number;
}

export interface GroupingFacts {
  readonly now: number;
  /** The day on which a deadline falls, and minutes after midnight, in the shop's time zone. */
  readonly dayOf: (at: number) => number;
  readonly minutesNow: number;
  readonly zoneOf: (skuCode: SkuCode) => string | null;
}

/** A parcel with what its rules look at, found once. */
interface Sorted {
  readonly parcel: ParcelToGroup;
  /** What keeps it from others: carrier, day, tag, shop, as a number that only the same ones have. */
  readonly apart: number;
  readonly goods: readonly GroupedLine[];
  readonly pieces: number;
}

/** `parcels` most urgent first. The waves most urgent first, then in the order of their rules. */
export function proposeWaves(
  rules: WaveRules,
  parcels: readonly ParcelToGroup[],
  facts: GroupingFacts,
): { readonly waves: ProposedWave[]; readonly waiting: WaitingParcels[] } {
  const apartOf = numberApart(rules, facts);
  let left: Sorted[] = parcels.map((parcel) => sortOut(parcel, apartOf));
  const waves: { readonly wave: ProposedWave; readonly rank: number }[] = [];
  rules.rules.forEach((rule, rank) => {
    if (!rule.isOn) return;
    const groups = new Map<number, Map<string, Sorted[]>>();
    const others: Sorted[] = [];
    for (const sorted of left) {
      const key = groupKey(rule.kind, sorted, rules, facts);
      if (key === null) {
        others.push(sorted);
        continue;
      }
      let alike = groups.get(sorted.apart);
      if (!alike) {
        alike = new Map();
        groups.set(sorted.apart, alike);
      }
      const group = alike.get(key);
      if (group) group.push(sorted);
      else alike.set(key, [sorted]);
    }
    if (groups.size === 0) return;
    for (const group of [...groups.values()].flatMap((alike) => [...alike.values()])) {
      for (const part of cutEvenly(group, rule)) {
        if (part.length < rule.least) others.push(...part);
        else waves.push({ wave: waveOf(rule, part, rules, facts), rank });
      }
    }
    left = others;
  });
  waves.sort(
    (a, b) =>
      (a.wave.firstDueAt ?? Infinity) - (b.wave.firstDueAt ?? Infinity) ||
      a.rank - b.rank ||
      (a.wave.key < b.wave.key ? -1 : 1),
  );
  return { waves: waves.map(({ wave }) => wave), waiting: countWaiting(left, rules, facts) };
}

function sortOut(parcel: ParcelToGroup, apartOf: (parcel: ParcelToGroup) => number): Sorted {
  const goods = joinLines(parcel.lines);
  let pieces = 0;
  for (const line of goods) pieces += line.quantity;
  return { parcel, apart: apartOf(parcel), goods, pieces };
}

/** Numbers what must not be mixed: a hundred thousand parcels have few carriers, days, tags and shops. */
function numberApart(rules: WaveRules, facts: GroupingFacts): (parcel: ParcelToGroup) => number {
  const { carrier, promise, doorTag, shop } = rules.apart;
  const numbers = { carrier: newNumbers(), day: newNumbers(), tag: newNumbers(), shop: newNumbers() };
  return (parcel) =>
    (carrier ? numbers.carrier(parcel.carrier) : 0) +
    2 ** 12 * (promise && parcel.dueAt !== null ? numbers.day(facts.dayOf(parcel.dueAt)) : 0) +
    2 ** 24 * (doorTag ? numbers.tag(parcel.doorTag) : 0) +
    2 ** 30 * (shop ? numbers.shop(parcel.shopId) : 0);
}

/** From 1, in the order in which they come. */
function newNumbers(): (value: string | number | null) => number {
  const known = new Map<string | number | null, number>();
  return (value) => {
    let number = known.get(value);
    if (number === undefined) {
      number = known.size + 1;
      known.set(value, number);
    }
    return number;
  };
}

/** One entry for each SKU, in the order of their codes; a gift stays a gift only when all of its pieces are. */
function joinLines(lines: readonly GroupedLine[]): readonly GroupedLine[] {
  const [first, second] = lines;
  if (!first || !second) return lines;
  if (lines.length === 2 && first.skuCode !== second.skuCode) {
    return first.skuCode < second.skuCode ? lines : [second, first];
  }
  const sorted = [...lines].sort((a, b) => (a.skuCode < b.skuCode ? -1 : a.skuCode > b.skuCode ? 1 : 0));
  const joined: GroupedLine[] = [];
  for (const line of sorted) {
    const last = joined.at(-1);
    if (last?.skuCode !== line.skuCode) joined.push(line);
    else {
      const quantity = last.quantity + line.quantity;
      joined[joined.length - 1] = { ...line, quantity, isGift: last.isGift && line.isGift };
    }
  }
  return joined;
}

/** Parcels with the same key may be one wave of this kind; null: it is none of this kind. */
function groupKey(
  kind: WaveKind,
  { parcel, goods, pieces }: Sorted,
  rules: WaveRules,
  facts: GroupingFacts,
): string | null {
  const [first, second] = goods;
  if (!first) return null;
  switch (kind) {
    case 'same':
      if (second) return null;
      // Most are one piece: its code alone says it, and no code holds the separator.
      return first.quantity === 1 ? first.skuCode : `${first.skuCode}\u0001${first.quantity}`;
    case 'one-piece':
      return pieces === 1 ? '' : null;
    case 'one-sku':
      return second ? null : first.skuCode;
    case 'pair':
      return goods.length === 2 && pieces === 2 ? signatureOf(goods) : null;
    case 'main-gift':
      return goods.some((line) => line.isGift) && goods.some((line) => !line.isGift)
        ? signatureOf(goods)
        : null;
    case 'one-zone':
      return zoneOf(goods, facts);
    case 'mixed':
      return '';
    case 'leftovers': {
      const isAfterCutOff = rules.cutOffMinutes !== null && facts.minutesNow >= rules.cutOffMinutes;
      const isUrgent = parcel.dueAt !== null && parcel.dueAt - facts.now <= rules.urgentHours * 3_600_000;
      return isAfterCutOff || isUrgent ? '' : null;
    }
  }
}

function signatureOf(goods: readonly GroupedLine[]): string {
  let signature = '';
  for (const line of goods)
    signature += `${line.skuCode}\u0001${line.quantity}${line.isGift ? '*' : ''}\u0001`;
  return signature;
}

/** The one zone in which everything lies; null where there are several, or nobody knows. */
function zoneOf(goods: readonly GroupedLine[], facts: GroupingFacts): string | null {
  let zone: string | null = null;
  for (const { skuCode } of goods) {
    const its = facts.zoneOf(skuCode);
    if (its === null || (zone !== null && zone !== its)) return null;
    zone = its;
  }
  return zone;
}

/** As few parts as may be, of nearly equal size: no wave of 50 is followed by a wave of one. */
function cutEvenly(group: readonly Sorted[], { least, most }: WaveRule): (readonly Sorted[])[] {
  const parts = Math.ceil(group.length / most);
  if (parts === 1) return [group];
  const isEven = Math.floor(group.length / parts) >= least;
  const from = (part: number) => (isEven ? Math.floor((part * group.length) / parts) : part * most);
  return Array.from({ length: parts }, (_, part) => group.slice(from(part), from(part + 1)));
}

function waveOf(
  rule: WaveRule,
  members: readonly Sorted[],
  rules: WaveRules,
  facts: GroupingFacts,
): ProposedWave {
  const skuCodes = new Set<SkuCode>();
  let pieces = 0;
  const parcelIds: ParcelId[] = [];
  for (const { parcel, goods, pieces: own } of members) {
    parcelIds.push(parcel.parcelId);
    pieces += own;
    for (const line of goods) skuCodes.add(line.skuCode);
  }
  const first = members[0];
  const { kind, mode } = rule;
  const isAlike = kind === 'same' || kind === 'one-sku' || kind === 'pair' || kind === 'main-gift';
  return {
    key: hash('sha1', `${kind} ${parcelIds.join(' ')}`, 'base64url'),
    kind,
    mode,
    why: {
      carrier: rules.apart.carrier ? (first?.parcel.carrier ?? null) : null,
      shopId: rules.apart.shop ? (first?.parcel.shopId ?? null) : null,
      doorTag: rules.apart.doorTag ? (first?.parcel.doorTag ?? null) : null,
      skuCodes: isAlike ? (first?.goods.map((line) => line.skuCode) ?? []) : [],
      quantity: kind === 'same' ? (first?.pieces ?? null) : null,
      zone: kind === 'one-zone' && first ? zoneOf(first.goods, facts) : null,
    },
    parcelIds,
    skuCount: skuCodes.size,
    pieces,
    firstDueAt: members.reduce<number | null>(
      (least, { parcel }) =>
        parcel.dueAt === null || (least !== null && least <= parcel.dueAt) ? least : parcel.dueAt,
      null,
    ),
  };
}

function countWaiting(left: readonly Sorted[], rules: WaveRules, facts: GroupingFacts): WaitingParcels[] {
  const counts = new Map<WaveRule, number>();
  for (const sorted of left) {
    const rule = rules.rules.findLast(
      (each) => each.isOn && groupKey(each.kind, sorted, rules, facts) !== null,
    );
    if (rule) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return [...counts].map(([{ kind, least }, count]) => ({ kind, count, least }));
}

/** The first part of a bin: `A` of `A-03-2-4`, `12` of `12-5`. */
export function zoneOfBin(binCode: BinCode | null): string | null {
  // Nearly all begin with plain letters or digits; thousands of bins are asked.
  const [zone] =
    /^(?:[A-Z]+(?=[-0-9])|[0-9]+(?=-))/.exec(binCode ?? '') ??
    /[0-9]+|[^0-9\s\p{P}\p{Sm}]+/u.exec(binCode ?? '') ??
    [];
  return zone ?? null;
}
