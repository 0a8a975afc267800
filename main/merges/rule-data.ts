// The rules as dated data: id, what the platform says, from when, where it holds, what breaking it costs, and the words and
// numbers that may change. The functions in rules/ say how a rule works; this file says what each is fed.

import type { DoorWords } from '../platforms/read-door-tag.ts';
import type { Market } from '../shops/shops-table.ts';
import { builtInRules } from './built-in-rules.ts';
import type { RuleId } from './verdict.ts';

interface Dated<Id extends RuleId> {
  readonly rule: Id;
  /** The sentence of DOMAIN.md, or of the platform, that the rule stands for. */
  readonly source: string;
  /** Epoch ms; the newest entry of a rule that has begun is the one that holds. */
  readonly validFrom: number;
  /** Where it holds; everywhere where nothing is said. */
  readonly markets?: readonly Market[];
  /** What breaking it costs: fills the blanks of `rule.<id>.consequence`. */
  readonly consequence?: Readonly<Record<string, number>>;
}

export interface CarrierNames {
  readonly code: string;
  /** How its name begins, in any language it is written in. */
  readonly names: readonly string[];
}

/** What a rule is fed beside its date. */
export interface RuleFeed {
  /** How door delivery is called in tags. */
  'door.order-untagged-mix': { readonly doorWords: DoorWords };
  'door.carrier': {
    readonly cooperating: readonly CarrierNames[];
    /** Carriers that are known not to take part. */
    readonly others: readonly CarrierNames[];
    /** What a carrier text in neither list gets. */
    readonly unknown: 'warn' | 'block';
  };
  'door.pickup-point': { readonly words: readonly string[] };
  /** How orders are tagged that ship on a day of their own: pre-sale, by appointment. */
  'merge.platform': {
    readonly shipsApart: { readonly keys: readonly string[]; readonly texts: readonly string[] };
  };
  'merge.combine-limit': {
    /** Orders in one combined parcel. */
    readonly mostOrders: number;
    /** Time zones of the countries in which an order is split by whole SKU only. */
    readonly wholeSkuZones: readonly string[];
  };
  'merge.remorse': { readonly minutesAfterPayment: number };
}

/** One rule as it holds from a day on. */
export type DatedRule<Id extends RuleId = RuleId> = {
  [Each in Id]: Dated<Each> & (Each extends keyof RuleFeed ? RuleFeed[Each] : unknown);
}[Id];

/** Every rule as it holds at one moment. */
export type RuleData = { readonly [Id in RuleId]: DatedRule<Id> } & { readonly at: number };

/**
 * The rules that hold at `time`: of the built-in ones and those that were loaded the newest that has begun, of two of one day
 * the loaded one. Before a rule's first date its first entry holds: a wrong clock never switches a rule off.
 */
export function rulesAt(time: number, loaded: readonly DatedRule[] = []): RuleData {
  const chosen: Partial<Record<RuleId, DatedRule>> = {};
  for (const entry of [...builtInRules, ...loaded].sort((a, b) => a.validFrom - b.validFrom)) {
    if (entry.validFrom <= time || !chosen[entry.rule]) chosen[entry.rule] = entry;
  }
  return { ...chosen, at: time } as RuleData; // builtInRules has an entry for every id
}

/** Whether a rule speaks about orders of this market at all. */
export function holdsIn(rule: { readonly markets?: readonly Market[] }, market: Market): boolean {
  return rule.markets === undefined || rule.markets.includes(market);
}
