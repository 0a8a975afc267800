// The platform's numbers about door delivery, each with the moment from which it holds. What nobody has set holds as DOMAIN.md
// tells it. A number that changes tomorrow never changes what was counted today. Carriers and pickup words are rules: the guard
// has them.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { Reader, Writer } from '../database/database.ts';

/** Shape and default of each term. Cents where it says so. */
export const doorTermSpecs = {
  /** door.ratio: below this the platform unbinds. Percent, two decimals. */
  leastPercent: { schema: z.number().min(1).max(100).multipleOf(0.01), byDefault: 95, rule: 'door.ratio' },
  /** door.penalty: an upheld ticket. */
  penaltyCents: { schema: z.number().int().min(0).max(1_000_000), byDefault: 1_000, rule: 'door.penalty' },
  /** door.fee: per parcel, as in the shop's own agreement; null until somebody has said. */
  feeCents: {
    schema: z.number().int().min(0).max(1_000_000).nullable(),
    byDefault: null as number | null,
    rule: 'door.fee',
  },
  /** door.fee: not signed within so many days of the order, and the fee comes back. */
  signWithinDays: { schema: z.number().int().min(1).max(365), byDefault: 30, rule: 'door.fee' },
  /** door.coverage: places that are left out wherever they lie; each template adds its own. */
  excludedWords: {
    schema: z.array(z.string().trim().min(1).max(40)).max(200),
    byDefault: ['学校', '小学', '中学', '大学', '学院', '医院'] as readonly string[],
    rule: 'door.coverage',
  },
} as const;

export type DoorTermName = keyof typeof doorTermSpecs;
export type DoorTerms = {
  readonly [Name in DoorTermName]: (typeof doorTermSpecs)[Name]['byDefault'] extends infer Value
    ? Value extends number
      ? number
      : Value
    : never;
};

export interface DatedTerm {
  readonly name: DoorTermName;
  readonly validFrom: number;
  readonly value: number | null | readonly string[];
  readonly setAt: number;
  readonly setBy: string;
}

interface TermRow {
  name: string;
  valid_from: number;
  value_json: string;
  set_at: number;
  set_by: string;
}

export function isDoorTerm(name: string): name is DoorTermName {
  return Object.hasOwn(doorTermSpecs, name);
}

/** Every term that somebody set, oldest first. A value that no longer fits its shape is left out. */
export function listDatedTerms(reader: Reader): DatedTerm[] {
  return reader.all<TermRow>(`SELECT * FROM door_terms ORDER BY name, valid_from`).flatMap((row) => {
    if (!isDoorTerm(row.name)) return [];
    const parsed = doorTermSpecs[row.name].schema.safeParse(JSON.parse(row.value_json));
    if (!parsed.success) return [];
    const { name, valid_from: validFrom, set_at: setAt, set_by: setBy } = row;
    return [{ name, validFrom, value: parsed.data, setAt, setBy }];
  });
}

/** The terms that hold at `time`. */
export function doorTermsAt(time: number, dated: readonly DatedTerm[]): DoorTerms {
  const terms: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(doorTermSpecs)) terms[name] = spec.byDefault;
  for (const term of [...dated].sort((a, b) => a.validFrom - b.validFrom)) {
    if (term.validFrom <= time) terms[term.name] = term.value;
  }
  return terms as DoorTerms; // one entry a name, each parsed by its own schema
}

export function readDoorTerms(reader: Reader, time: number): DoorTerms {
  return doorTermsAt(time, listDatedTerms(reader));
}

/** `value` was parsed by the term's own schema. The same name and day again replaces what was set. */
export function saveDoorTerm(
  writer: Writer,
  clock: Pick<Clock, 'now'>,
  term: Pick<DatedTerm, 'name' | 'validFrom' | 'value'>,
  person: string,
): void {
  writer.run(
    `INSERT INTO door_terms (name, valid_from, value_json, set_at, set_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name, valid_from) DO UPDATE SET value_json = excluded.value_json, set_at = excluded.set_at, set_by = excluded.set_by`,
    [term.name, term.validFrom, JSON.stringify(term.value), clock.now(), person],
  );
  writer.emit({ kind: 'settings.changed' });
}
