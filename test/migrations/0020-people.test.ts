import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEvents } from '../../main/basics/events.ts';
import { firstSchema } from '../../main/database/migrations/0010-first-schema.ts';
import { people } from '../../main/database/migrations/0020-people.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { checkAudit } from '../../main/people/check-audit.ts';

it('chains the entries that a station of the step before has written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0020-'));
  const file = join(folder, 'station.db');
  const before = openDatabase(file, { migrations: [firstSchema] });
  before.write((writer) => {
    for (let entryNo = 1; entryNo <= 4_500; entryNo += 1) {
      writer.run(
        `INSERT INTO audit (entry_no, at, person, verb, subject_kind, subject_id, facts_json)
         VALUES (?, ?, 'Lin', 'order.taken-in', 'order', ?, '{"source":"file"}')`,
        [entryNo, 1_000 + entryNo, String(entryNo)],
      );
    }
  });
  before.close();

  const after = openDatabase(file, { events: createEvents(), migrations: [firstSchema, people] });

  expect(await checkAudit(after)).toEqual({ isWhole: true, entries: 4_500 });
  expect(after.get(`SELECT person, subject_id FROM audit WHERE entry_no = 4500`)).toEqual({
    person: 'Lin',
    subject_id: '4500',
  });
  expect(() =>
    after.write((writer) => writer.run(`UPDATE audit SET person = 'Mo' WHERE entry_no = 7`)),
  ).toThrow('the audit only grows');
  expect(() => after.write((writer) => writer.run(`DELETE FROM audit WHERE entry_no = 4500`))).toThrow(
    'the audit only grows',
  );
  after.close();
  rmSync(folder, { recursive: true, force: true });
});

it('leaves an empty station with an empty chain and nobody in it', async () => {
  const database = openDatabase(':memory:');

  expect(await checkAudit(database)).toEqual({ isWhole: true, entries: 0 });
  expect(database.all(`SELECT * FROM people`)).toEqual([]);
  database.close();
});
