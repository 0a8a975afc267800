import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../main/database/open-database.ts';
import { settingsOf } from '../../../main/settings/settings-table.ts';
import { createStation } from '../../../main/station.ts';
import { supervisor, testStation } from '../../builders/test-station.ts';

it('lets a second station look into the training shop and write nothing there', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await station.clock.pass(1_000);
  const file = join(station.dataDir, 'training-shop.db');
  const before = [readFileSync(file), readFileSync(`${file}-wal`)];
  const database = openDatabase(join(station.dataDir, 'station.db'), { readOnly: true });
  const second = createStation({ ...station.parts, database, settings: settingsOf(database) });

  const described = await second.call(supervisor, 'training.describe', {});
  const changed = await second.call(supervisor, 'training.setBehaviour', { behaviour: 'slow' });
  const same = await station.ask('training.describe', {});
  await second.stop();
  database.close();

  expect(described).toMatchObject({ ok: true, value: { behaviour: 'normal' } });
  expect(changed).toMatchObject({ ok: false, refusal: { code: 'station.read-only' } });
  expect(same).toEqual(described.ok && described.value);
  expect([readFileSync(file), readFileSync(`${file}-wal`)]).toEqual(before);
});
