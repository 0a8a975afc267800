// How waves are grouped, as data a shop may change: the kinds of waves in the order in which they take parcels, how few and how many
// parcels each may hold, how it is picked, and what is never mixed.

import { z } from 'zod';

/**
 * - `same`: the same SKU and quantity again and again (爆款). One bin, no way to plan.
 * - `one-piece`: one piece each, whatever it is: no sorting, any label of a SKU fits any piece of it.
 * - `one-sku`: several pieces of one SKU.
 * - `pair`: one piece each of the same two SKUs.
 * - `main-gift`: the same main goods with the same gift.
 * - `one-zone`: everything lies in one zone of the warehouse.
 * - `mixed`: whatever is left.
 * - `leftovers`: what nothing else took, from the cut-off on, or when it is due soon.
 */
const waveKinds = [
  'same',
  'one-piece',
  'one-sku',
  'pair',
  'main-gift',
  'one-zone',
  'mixed',
  'leftovers',
] as const;
export type WaveKind = (typeof waveKinds)[number];

/** `run`: one bin after the other, nothing to sort. `cluster`: a cart with totes. `wall`: one heap, sorted at the put wall. */
const cartModes = ['run', 'cluster', 'wall'] as const;

const sizes = z.number().int().min(1).max(10_000);

const waveRuleSchema = z.strictObject({
  kind: z.enum(waveKinds),
  isOn: z.boolean(),
  /** Fewer parcels than this make no wave. */
  least: sizes,
  most: sizes,
  mode: z.enum(cartModes),
});

export const waveRulesSchema = z
  .strictObject({
    /** In the order in which they take parcels; each kind once. */
    rules: z.array(waveRuleSchema).length(waveKinds.length),
    /** What is never in one wave. `promise`: parcels due on different days. */
    apart: z.strictObject({
      carrier: z.boolean(),
      promise: z.boolean(),
      doorTag: z.boolean(),
      shop: z.boolean(),
    }),
    /** Minutes after midnight in the shop's time zone; null: never. */
    cutOffMinutes: z
      .number()
      .int()
      .min(0)
      .max(24 * 60 - 1)
      .nullable(),
    /** What is due within so many hours does not wait for others. */
    urgentHours: z.number().int().min(0).max(240),
    cart: z.strictObject({
      totes: z.number().int().min(1).max(500),
      weightGrams: z.number().int().min(1).max(10_000_000).nullable(),
      volumeMillilitres: z.number().int().min(1).max(100_000_000).nullable(),
    }),
    wallSlots: z.number().int().min(1).max(2_000),
    /** Where a SKU lies in several bins: the bins that make the way short, the oldest pieces first, or the fullest bin first. */
    bins: z.enum(['shortest', 'oldest', 'fullest']),
    /** A cart that is not walked on for so long is free again. */
    leaseMinutes: z.number().int().min(1).max(480),
    /** So long a release looks for shorter ways; somebody may take the best so far before that. */
    improveSeconds: z.number().int().min(0).max(120),
  })
  .refine(({ rules }) => new Set(rules.map((rule) => rule.kind)).size === waveKinds.length, {
    message: 'each kind once',
  })
  .refine(({ rules }) => rules.every((rule) => rule.least <= rule.most), { message: 'least above most' });

export type WaveRules = z.output<typeof waveRulesSchema>;
export type WaveRule = WaveRules['rules'][number];

/** Sizes as shops with live sales use them; every shop sets its own. */
export const usualWaveRules: WaveRules = {
  rules: [
    { kind: 'same', isOn: true, least: 20, most: 500, mode: 'run' },
    { kind: 'one-piece', isOn: true, least: 2, most: 100, mode: 'run' },
    { kind: 'one-sku', isOn: true, least: 2, most: 50, mode: 'run' },
    { kind: 'pair', isOn: true, least: 5, most: 50, mode: 'run' },
    { kind: 'main-gift', isOn: true, least: 5, most: 50, mode: 'run' },
    { kind: 'one-zone', isOn: true, least: 6, most: 60, mode: 'cluster' },
    { kind: 'mixed', isOn: true, least: 4, most: 100, mode: 'cluster' },
    { kind: 'leftovers', isOn: true, least: 1, most: 200, mode: 'cluster' },
  ],
  apart: { carrier: true, promise: true, doorTag: false, shop: false },
  cutOffMinutes: 17 * 60,
  urgentHours: 2,
  cart: { totes: 12, weightGrams: 60_000, volumeMillilitres: null },
  wallSlots: 50,
  bins: 'shortest',
  leaseMinutes: 15,
  improveSeconds: 3,
};
