// Settings as they are saved. A value that no longer fits its shape is taken as the default, never as itself.

import type { Clock } from '../basics/clock.ts';
import type { Database, Reader, Writer } from '../database/database.ts';
import { type SettingName, type SettingValue, settingSpecs } from './setting.ts';

export interface Settings {
  get<Name extends SettingName>(name: Name): SettingValue<Name>;
}

/** Reads settings through a small cache that `settings.set` clears by way of `forget`. */
export function settingsOf(database: Database): Settings & { forget(): void } {
  const cache = new Map<SettingName, unknown>();
  return {
    get(name) {
      if (!cache.has(name)) cache.set(name, readSetting(database, name));
      return cache.get(name) as never; // the cache holds exactly what readSetting<Name> answered
    },
    forget: () => cache.clear(),
  };
}

export function readSetting<Name extends SettingName>(reader: Reader, name: Name): SettingValue<Name> {
  const spec = settingSpecs[name];
  const row = reader.get<{ value_json: string }>(`SELECT value_json FROM settings WHERE name = ?`, [name]);
  if (!row) return spec.byDefault as SettingValue<Name>;
  const parsed = spec.schema.safeParse(JSON.parse(row.value_json));
  return (parsed.success ? parsed.data : spec.byDefault) as SettingValue<Name>;
}

/** `value` was parsed by the setting's own schema. */
export function saveSetting(
  writer: Writer,
  clock: Clock,
  name: SettingName,
  value: unknown,
  person: string,
): void {
  writer.run(
    `INSERT INTO settings (name, value_json, changed_at, changed_by) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET value_json = excluded.value_json, changed_at = excluded.changed_at,
       changed_by = excluded.changed_by`,
    [name, JSON.stringify(value), clock.now(), person],
  );
  writer.emit({ kind: 'settings.changed' });
}
