// What the training shop is made of: goods, buyers, carriers and its first day, read from resources/training/. All of it invented.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Bug } from '../../basics/assert.ts';

const goodsSchema = z.array(
  z.strictObject({
    skuCode: z.string(),
    name: z.string(),
    spec: z.string(),
    binCode: z.string(),
    stock: z.number().int(),
    weightGrams: z.number().int(),
    volumeMillilitres: z.number().int(),
    isDoorBound: z.boolean(),
    isFresh: z.boolean(),
    barcodes: z.array(z.string()),
    priceCents: z.number().int(),
  }),
);
const buyersSchema = z.array(
  z.strictObject({ name: z.string(), phone: z.string(), address: z.string(), region: z.string() }),
);
const carriersSchema = z.array(
  z.strictObject({
    name: z.string(),
    /** Takes parcels with door delivery. */
    isCooperating: z.boolean(),
    prefix: z.string(),
    digits: z.number().int(),
  }),
);
const plannedOrderSchema = z.strictObject({
  /** Index in buyers.json. */
  buyer: z.number().int(),
  door: z.enum(['tagged', 'untagged', 'look']),
  /** A gift belongs to the first line. */
  lines: z.array(
    z.strictObject({ skuCode: z.string(), quantity: z.number().int(), isGift: z.boolean().optional() }),
  ),
  paidMinutesAgo: z.number(),
  dueInMinutes: z.number(),
  note: z.string(),
  cancelAsked: z.boolean().optional(),
  /** The buyer changes their mind this long after the shop opened. */
  cancelInMinutes: z.number().optional(),
});

export type TrainingGood = z.infer<typeof goodsSchema>[number];
export type TrainingBuyer = z.infer<typeof buyersSchema>[number];
export type TrainingCarrier = z.infer<typeof carriersSchema>[number];
export type PlannedOrder = z.infer<typeof plannedOrderSchema>;

export interface TrainingData {
  readonly goods: readonly TrainingGood[];
  readonly buyers: readonly TrainingBuyer[];
  readonly carriers: readonly TrainingCarrier[];
  readonly firstDay: readonly PlannedOrder[];
}

/** Reads and checks the four files; a file that does not fit its shape is a bug of ours. */
export function readTrainingData(): TrainingData {
  const folder = findFolder();
  const file = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
  return {
    goods: goodsSchema.parse(file('goods.json')),
    buyers: buyersSchema.parse(file('buyers.json')),
    carriers: carriersSchema.parse(file('carriers.json')),
    firstDay: z.array(plannedOrderSchema).parse(file('first-day.json')),
  };
}

/** The same code runs from main/, bundled in out/main/ and packed in app.asar: resources/ lies above each of them. */
function findFolder(): string {
  for (let above = import.meta.dirname; ; above = dirname(above)) {
    const folder = join(above, 'resources', 'training');
    if (existsSync(join(folder, 'goods.json'))) return folder;
    if (dirname(above) === above) throw new Bug('resources/training lies above the running code');
  }
}
