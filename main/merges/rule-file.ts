// A rule file: dated entries that replace what the program knows by itself from their day on. Read as a whole or not at all; a
// mistake is told with its place. What holds can be written as such a file, too.

import { z } from 'zod';
import { dayMs } from '../basics/clock.ts';
import { wronglyShipped } from './built-in-rules.ts';
import type { DatedRule } from './rule-data.ts';
import { ruleIds } from './verdict.ts';

/** Newer programs may write more than this one understands; then the number is higher. */
const ruleFileFormat = 1;

const words = z.array(z.string().min(1).max(60)).min(1).max(500);
const carriers = z.array(z.strictObject({ code: z.string().min(1).max(30), names: words })).max(300);

const pattern = z
  .string()
  .max(500)
  .transform((text, context) => {
    try {
      return new RegExp(text, 'i');
    } catch {
      context.addIssue({ code: 'custom', message: 'not a pattern' });
      return z.NEVER;
    }
  });

/** A day (`2026-09-22`) begins at midnight UTC; a time says its zone. */
const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .transform((text) => Date.parse(text));

const every = {
  source: z.string().min(1).max(1_000),
  validFrom: moment,
  markets: z
    .array(z.enum(['douyin', 'tiktok']))
    .min(1)
    .optional(),
  consequence: z.record(z.string().max(30), z.number()).optional(),
};

const fed = [
  z.strictObject({
    rule: z.literal('door.order-untagged-mix'),
    ...every,
    doorWords: z.strictObject({ keys: words, texts: words, looksLike: pattern }),
  }),
  z.strictObject({
    rule: z.literal('door.carrier'),
    ...every,
    cooperating: carriers.min(1),
    others: carriers,
    unknown: z.enum(['warn', 'block']),
  }),
  z.strictObject({ rule: z.literal('door.pickup-point'), ...every, words }),
  z.strictObject({
    rule: z.literal('merge.platform'),
    ...every,
    shipsApart: z.strictObject({ keys: words, texts: words }),
  }),
  z.strictObject({
    rule: z.literal('merge.combine-limit'),
    ...every,
    mostOrders: z.number().int().min(1).max(1_000),
    wholeSkuZones: z.array(z.string().min(1).max(60)).max(100),
  }),
  z.strictObject({
    rule: z.literal('merge.remorse'),
    ...every,
    minutesAfterPayment: z.number().int().min(0).max(10_080),
  }),
] as const;

const isFed = (rule: string) => fed.some((each) => each.shape.rule.value === rule);
const unfed = z.strictObject({
  rule: z.enum(ruleIds).refine((rule) => !isFed(rule)),
  ...every,
});

const fileSchema = z.strictObject({
  format: z.literal(ruleFileFormat),
  /** What a person calls this version, e.g. the notice it follows. */
  name: z.string().min(1).max(200).optional(),
  rules: z.array(z.unknown()).min(1).max(1_000),
});

export type RuleFileRead =
  | { readonly kind: 'good'; readonly name: string | null; readonly rules: readonly DatedRule[] }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'newer-format'; readonly format: number }
  /** `place` as a person counts: `rules › 3 › mostOrders`; `{ }` is the file itself. */
  | { readonly kind: 'mistake'; readonly place: string; readonly reason: RuleMistake };

/** What is wrong there; the sentences are `rules.mistake.<code>`. */
export type RuleMistake = 'missing' | 'kind' | 'size' | 'not-known' | 'choice' | 'day' | 'pattern' | 'other';

export function parseRuleFile(text: string): RuleFileRead {
  let told: unknown;
  try {
    told = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'not-json' };
  }
  const format = (told as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > ruleFileFormat) return { kind: 'newer-format', format };
  const file = fileSchema.safeParse(told);
  if (!file.success) return mistakeOf(file.error, told, []);
  const rules: DatedRule[] = [];
  for (const [index, entry] of file.data.rules.entries()) {
    const rule = (entry as { rule?: unknown } | null)?.rule;
    const schema = fed.find((each) => each.shape.rule.value === rule) ?? unfed;
    const parsed = schema.safeParse(entry);
    if (!parsed.success) return mistakeOf(parsed.error, entry, ['rules', index + 1]);
    rules.push(parsed.data as DatedRule); // the schema of that very rule
  }
  return { kind: 'good', name: file.data.name ?? null, rules };
}

/** The same as text, for whoever changes a number in it and loads it again. What the terms of the day cost is left to them. */
export function writeRuleFile(rules: readonly DatedRule[]): string {
  const entries = rules.map(({ consequence, validFrom, ...rule }) => ({
    ...rule,
    validFrom: sayMoment(validFrom),
    ...(consequence === undefined || consequence === wronglyShipped ? {} : { consequence }),
  }));
  const asSource = (_key: string, value: unknown) => (value instanceof RegExp ? value.source : value);
  return JSON.stringify({ format: ruleFileFormat, rules: entries }, asSource, 2);
}

function sayMoment(at: number): string {
  const text = new Date(at).toISOString();
  return at % dayMs === 0 ? text.slice(0, 10) : text;
}

const reasons: Readonly<Record<string, RuleMistake>> = {
  invalid_type: 'kind',
  too_small: 'size',
  too_big: 'size',
  unrecognized_keys: 'not-known',
  invalid_value: 'choice',
  invalid_union: 'day', // days are the only thing that may be written in two ways
  custom: 'pattern',
};

function mistakeOf(error: z.ZodError, told: unknown, before: readonly (string | number)[]): RuleFileRead {
  const issue = error.issues[0];
  const path = issue?.path ?? [];
  const known = issue && issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const counted = path.map((step) => (typeof step === 'number' ? step + 1 : step));
  const place = [...before, ...counted, ...known].map(String).join(' › ');
  const isMissing =
    issue !== undefined && issue.code !== 'unrecognized_keys' && valueAt(told, path) === undefined;
  const reason = isMissing ? 'missing' : (reasons[issue?.code ?? ''] ?? 'other');
  return { kind: 'mistake', place: place === '' ? '{ }' : place, reason };
}

function valueAt(told: unknown, path: readonly PropertyKey[]): unknown {
  let value = told;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step]; // undefined where nothing is
  return value;
}
