// The audit in words: what was done, and each fact with its name and value. What is a code in the database is said in the person's
// language here; ids, numbers, names and what a person wrote stand as they are.

import type { Fact } from '../../main/basics/refusal.ts';
import type { AuditEntry } from '../../main/people/audit.ts';
import { sayCode } from '../text/sentence.tsx';
import { hasText, presentLanguage, say } from '../text/text.ts';
import { sayYuan } from './say-yuan.ts';

type Deed = Pick<AuditEntry, 'verb' | 'facts'> & Partial<Pick<AuditEntry, 'subjectId'>>;

/**
 * How a fact is said. `as-is`: an id, a number, a name, a rule's id, what a person wrote. Groups: a code whose words are
 * `<group>.<code>` in the first group that has them, else what a person wrote.
 */
export type FactWay =
  | 'as-is'
  /** Said only when there are any. */
  | 'if-any'
  | 'yes-no'
  | 'cents'
  | 'time'
  | 'name-and-role'
  | 'written-value'
  /** A code of the platform's answer or of a refusal. */
  | 'answer'
  /** Where it came from: a code, or `file:` and its name. */
  | 'source'
  | readonly string[];

/** Every fact that the station writes into the audit; under `verb fact` where one deed means something else by it. */
export const factWays: Readonly<Record<string, FactWay>> = {
  'person.changed after': 'name-and-role',
  'person.changed before': 'name-and-role',
  'order.cancelled before': ['order.state'],
  'order.changed before': ['order.state'],
  'order.held before': ['order.state'],
  'parcel.dissolved before': ['state.parcel'],
  'setting.changed before': 'written-value',
  'setting.changed after': 'written-value',
  'term.set before': 'written-value',
  'term.set after': 'written-value',
  'import.applied kind': ['import.kind'],
  'printer.saved kind': ['audit-value.printer'],
  accepted: 'as-is',
  after: 'as-is',
  aisles: 'as-is',
  appKey: 'as-is',
  askedBy: 'as-is',
  bad: 'as-is',
  batchNo: 'as-is',
  before: 'as-is',
  benchId: 'as-is',
  bin: 'as-is',
  blocks: 'as-is',
  bundleId: 'as-is',
  by: ['audit-value.by'],
  cancelId: 'as-is',
  carrier: 'as-is',
  cart: 'as-is',
  changed: 'as-is',
  code: 'answer',
  costCents: 'cents',
  count: 'as-is',
  counted: 'as-is',
  days: 'as-is',
  evidence: ['printing.evidence'],
  fileName: 'as-is',
  filedBy: ['audit-value.filedBy'],
  files: 'as-is',
  freedOf: ['hold'],
  from: 'as-is',
  goodsList: ['audit-value.goodsList'],
  hasNewBadge: 'yes-no',
  hasNewPin: 'yes-no',
  hold: ['hold'],
  how: ['audit-value.how'],
  labels: 'as-is',
  layout: 'as-is',
  line: 'as-is',
  market: ['market'],
  method: ['first-mile.method'],
  miscounted: 'as-is',
  missing: 'as-is',
  name: 'as-is',
  needsPlatformLabel: 'yes-no',
  new: 'as-is',
  of: 'as-is',
  order: 'as-is',
  orderId: 'as-is',
  orders: 'as-is',
  outcome: ['audit-value.outcome'],
  pageCount: 'as-is',
  parcels: 'as-is',
  part: ['audit-value.part'],
  picked: 'as-is',
  pieces: 'as-is',
  platformId: 'as-is',
  platformShopId: 'as-is',
  position: 'as-is',
  printed: 'as-is',
  products: 'as-is',
  proposed: 'as-is',
  quantity: 'as-is',
  reason: ['hold', 'audit-value.reason', 'stock.reason', 'printing.reason'],
  reasonCode: 'as-is',
  regionCount: 'as-is',
  regions: 'as-is',
  replaces: 'as-is',
  reprintCount: 'as-is',
  requeued: 'as-is',
  role: ['role'],
  rule: 'as-is',
  rules: 'as-is',
  same: 'as-is',
  shortages: 'as-is',
  sku: 'as-is',
  skuCode: 'as-is',
  slot: 'as-is',
  source: 'source',
  state: ['order.state'],
  templateId: 'as-is',
  to: 'as-is',
  trackingNumber: 'as-is',
  tries: 'as-is',
  unscanned: 'if-any',
  validFrom: 'time',
  warned: 'if-any',
  warnings: 'as-is',
  wave: 'as-is',
  way: ['picking.way'],
  words: 'as-is',
};

/** What was done, as one sentence with its facts in words; a deed of a newer version stands under its own name. */
export function sayDeed({ verb, facts }: Deed): string {
  const key = `audit.${verb}`;
  if (!hasText(key)) return verb;
  const unscanned = `${key}.unscanned`;
  return say(
    facts.unscanned && hasText(unscanned) ? unscanned : key,
    Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, sayFact(verb, name, fact)])),
  );
}

/** What was done, without what it was done to: the sentence up to its first blank. */
export function nameOfDeed(verb: string): string {
  const name = sayCode('audit', verb)
    .replace(/[\s:：(（“×由]*\{\{.*$/, '')
    .trim();
  return name === '' ? sayCode('audit-deed', verb) : name;
}

/** Each fact as `name: value`, the reason first. */
export function sayFacts({ verb, facts, subjectId }: Deed): string {
  if (verb === 'sku.changed') return sayChangedFields(facts);
  return Object.entries(facts)
    .map(([name, fact]) => [name, sayChoice(verb, subjectId, fact) ?? sayFact(verb, name, fact)] as const)
    .filter(([, words]) => words !== '')
    .sort(([a], [b]) => Number(b === 'reason') - Number(a === 'reason'))
    .map(([name, words]) => namedFact(name, words))
    .join(' · ');
}

/** What it was done to: a setting and a platform's number by their names, all else by its id. */
export function saySubject({
  subjectKind,
  subjectId,
}: Pick<AuditEntry, 'subjectKind' | 'subjectId'>): string {
  const group = { setting: 'setting', term: 'terms' }[subjectKind];
  return `${sayCode('audit-subject', subjectKind)} ${group ? sayCode(group, subjectId) : subjectId}`;
}

/** A setting that is chosen from a list, by the words of its choice. */
function sayChoice(verb: string, subjectId: string | undefined, fact: Fact): string | null {
  const key = `setting.${subjectId}.${fact}`;
  return verb === 'setting.changed' && hasText(key) ? say(key) : null;
}

function namedFact(name: string, words: string): string {
  return `${sayCode('audit-fact', name)}${presentLanguage() === 'en' ? ': ' : '：'}${words}`;
}

/** The value in words; empty where there is nothing to say. */
function sayFact(verb: string, name: string, fact: Fact): string {
  const way = factWays[`${verb} ${name}`] ?? factWays[name] ?? 'as-is';
  if (fact === null || fact === '') return '';
  if (typeof fact === 'object') return fact.join(presentLanguage() === 'en' ? ', ' : '、');
  if (typeof fact === 'boolean') return fact ? say('audit-value.yes') : '';
  const text = String(fact);
  if (typeof way === 'object') {
    const group = way.find((each) => hasText(`${each}.${text}`));
    return group === undefined ? text : sayCode(group, text);
  }
  switch (way) {
    case 'if-any':
      return fact === 0 ? '' : text;
    case 'cents':
      return typeof fact === 'number' ? sayYuan(fact, presentLanguage()) : text;
    case 'time':
      return typeof fact === 'number' ? new Date(fact).toLocaleString(presentLanguage(), shortTime) : text;
    case 'name-and-role': {
      const [role = '', ...names] = text.split(' · ').reverse();
      return names.length === 0 ? text : [...names.reverse(), sayCode('role', role)].join(' · ');
    }
    case 'written-value':
      return sayWritten(text);
    case 'answer': {
      const key = [`shipment.${text}`, `refusal.${text}`, `shipping.why.${text}`].find(hasText);
      return key === undefined ? text : say(key);
    }
    case 'source':
      return text.startsWith('file:')
        ? `${say('audit-value.source.file')} ${text.slice('file:'.length)}`
        : sayCode('audit-value.source', text);
    case 'as-is':
    case 'yes-no':
      return name === 'benchId' ? text.replace(/^bench-/, '') : text;
  }
}

const shortTime = { dateStyle: 'short', timeStyle: 'short' } as const;

/** A value kept as JSON or as plain text: `true`, `["中通"]`, `95`. */
function sayWritten(text: string): string {
  return sayValue(parseWritten(text));
}

function parseWritten(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // plain text it is
  }
}

function sayValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return say('audit-value.nothing');
  if (typeof value === 'boolean') return say(value ? 'audit-value.yes' : 'audit-value.no');
  if (Array.isArray(value)) {
    const each = value.map(sayValue).join(presentLanguage() === 'en' ? ', ' : '、');
    return each === '' ? say('audit-value.nothing') : each;
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, each]) => namedFact(name, sayValue(each)))
      .join(' · ');
  }
  return String(value);
}

/** Of goods only what changed, each field as it was and as it is: `stock: 3 → 5`. */
function sayChangedFields({ before, after }: Deed['facts']): string {
  const [was, is] = [before, after].map((told) => {
    const value = typeof told === 'string' ? parseWritten(told) : null;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  });
  const known = new Map<string, unknown>(was);
  return (is ?? [])
    .filter(([name, value]) => JSON.stringify(known.get(name) ?? null) !== JSON.stringify(value ?? null))
    .map(([name, value]) => namedFact(name, `${sayValue(known.get(name))} → ${sayValue(value)}`))
    .join(' · ');
}
