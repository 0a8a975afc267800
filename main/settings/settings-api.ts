// Requests about settings: list them with what they change and their default, set one.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import { refuse } from '../basics/refusal.ts';
import { change, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import { type SettingName, settingSpecs } from './setting.ts';
import { readSetting, type Settings, saveSetting } from './settings-table.ts';

export function settingsApi(parts: {
  database: Database;
  clock: Clock;
  settings: Settings & { forget(): void };
}) {
  const { database, clock, settings } = parts;
  return {
    /** Every setting: name, value, default, whether it is dangerous, the rule it belongs to. */
    'settings.list': read({
      role: 'packer',
      isForAnyone: true,
      argument: z.strictObject({}),
      run: () =>
        (Object.keys(settingSpecs) as SettingName[]).map((name) => {
          const spec: { byDefault: unknown; isDangerous?: boolean; rule?: string } = settingSpecs[name];
          return {
            name,
            value: readSetting(database, name) as string | number | boolean,
            byDefault: spec.byDefault as string | number | boolean,
            isDangerous: spec.isDangerous ?? false,
            rule: spec.rule ?? null,
          };
        }),
    }),

    /** Sets one setting. Refusals: `setting.unknown` (name), `setting.out-of-range` (name, reason). */
    'settings.set': change({
      role: 'supervisor',
      argument: z.strictObject({
        name: z.string(),
        value: z.union([z.string(), z.number(), z.boolean()]),
        requestId: z.string().optional(),
      }),
      run: ({ name, value }, caller) => {
        if (!Object.hasOwn(settingSpecs, name)) return refuse('setting.unknown', { name });
        const known = name as SettingName; // just checked
        const parsed = settingSpecs[known].schema.safeParse(value);
        if (!parsed.success) {
          return refuse('setting.out-of-range', { name, reason: parsed.error.issues[0]?.message ?? '' });
        }
        return database.write((writer) => {
          const before = readSetting(writer, known);
          saveSetting(writer, clock, known, parsed.data, caller.person);
          recordAudit(
            writer,
            clock,
            caller,
            'setting.changed',
            { kind: 'setting', id: known },
            {
              before: String(before),
              after: String(parsed.data),
            },
          );
          settings.forget();
          return { name: known, value: parsed.data as string | number | boolean };
        });
      },
    }),
  };
}
