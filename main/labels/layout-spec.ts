// A label layout as data: which blocks a label has, from top to bottom, where each lies in millimetres and how large its text may be.
// What a layout may not do (leave the recipient out, let two blocks overlap, letters nobody can read) is refused with the place.

import { z } from 'zod';

/** Largest first; nothing smaller than 2.5 mm, below which strokes get lost (printing.md 5). */
const sizes = z
  .array(z.number().min(2.5).max(16))
  .min(1)
  .max(10)
  .refine((list) => list.every((size, index) => index === 0 || size < (list[index - 1] ?? 0)), {
    message: 'sizes go from large to small',
  });
const mm = z.number().min(0).max(148);
const span = { fromMm: mm, toMm: mm };

const block = z.discriminatedUnion('block', [
  /** Carrier, and the door delivery or training mark. */
  z.strictObject({ block: z.literal('carrier'), ...span, sizesMm: sizes }),
  /** The tracking code with its number below. */
  z.strictObject({ block: z.literal('tracking'), ...span, sizesMm: sizes }),
  z.strictObject({ block: z.literal('recipient'), ...span, nameSizesMm: sizes, addressSizesMm: sizes }),
  /** Shop, order numbers and the QR code of the parcel. */
  z.strictObject({ block: z.literal('shop'), ...span, sizesMm: sizes, orderSizesMm: sizes }),
  /** What is in the parcel, with the buyer's note below. */
  z.strictObject({ block: z.literal('goods'), ...span, sizesMm: sizes, hasNote: z.boolean() }),
  /** Head of a goods list: which parcel it belongs to, with a code of its own. */
  z.strictObject({ block: z.literal('list-head'), ...span, sizesMm: sizes }),
  /** Batch, place in it, slot, reprint mark. */
  z.strictObject({ block: z.literal('batch'), ...span, sizesMm: sizes }),
  z.strictObject({ block: z.literal('rule'), atMm: mm, thicknessMm: z.number().min(0.2).max(2) }),
]);
export type Block = z.output<typeof block>;
export type BlockOf<Name extends Block['block']> = Extract<Block, { block: Name }>;

/** Blocks without which a label is none, and the least height at which each does its work. */
const needed = {
  label: ['carrier', 'tracking', 'recipient', 'shop', 'batch'],
  goods: ['list-head', 'goods', 'batch'],
} as const;
const leastHeightMm: Readonly<Record<Exclude<Block['block'], 'rule'>, number>> = {
  carrier: 8,
  tracking: 20,
  recipient: 22,
  shop: 26,
  goods: 8,
  'list-head': 26,
  batch: 8,
};

const layoutSpec = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(40),
    title: z.strictObject({ 'zh-CN': z.string().min(1).max(40), en: z.string().min(1).max(60) }),
    /** `label`: a parcel's label. `goods`: the list of all goods, a label of its own. */
    kind: z.enum(['label', 'goods']),
    /** When a second label lists all goods: never, when the first had to fold them, always. */
    goodsList: z.enum(['never', 'when-folded', 'always']),
    blocks: z.array(block).min(3).max(30),
  })
  .superRefine((layout, context) => {
    const say = (index: number | undefined, message: string) =>
      context.addIssue({
        code: 'custom',
        message,
        path: index === undefined ? ['blocks'] : ['blocks', index],
      });
    let bottom = 0;
    layout.blocks.forEach((one, index) => {
      const [from, to] =
        one.block === 'rule' ? [one.atMm, one.atMm + one.thicknessMm] : [one.fromMm, one.toMm];
      if (from < bottom - 0.001)
        say(index, `${one.block} begins at ${from} mm, above the end of what lies over it (${bottom} mm)`);
      const least = one.block === 'rule' ? 0 : leastHeightMm[one.block];
      if (to - from < least - 0.001)
        say(index, `${one.block} is ${round(to - from)} mm high, it needs ${least} mm`);
      bottom = Math.max(bottom, to);
    });
    for (const name of needed[layout.kind]) {
      const count = layout.blocks.filter((one) => one.block === name).length;
      if (count !== 1) say(undefined, `${name} is there ${count} times, it must be there once`);
    }
    for (const name of ['goods', 'list-head'] as const) {
      if (layout.blocks.filter((one) => one.block === name).length > 1)
        say(undefined, `${name} is there twice`);
    }
  });
export type LayoutSpec = z.output<typeof layoutSpec>;

const round = (mm: number) => Math.round(mm * 100) / 100;

/** A layout out of the text of a file, or where and why it cannot be taken. */
export function parseLayout(
  text: string,
):
  | { readonly ok: true; readonly layout: LayoutSpec }
  | { readonly ok: false; readonly place: string; readonly problem: string } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (thrown) {
    return { ok: false, place: '', problem: thrown instanceof Error ? thrown.message.slice(0, 200) : '' };
  }
  const parsed = layoutSpec.safeParse(content);
  if (parsed.success) return { ok: true, layout: parsed.data };
  const issue = parsed.error.issues[0];
  return { ok: false, place: issue?.path.join('.') ?? '', problem: issue?.message ?? '' };
}
