import { expect, it } from 'vitest';
import { recordAudit } from '../../main/people/audit.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

function write(station: TestStation, person: string, count: number, facts = {}): void {
  station.parts.database.write((writer) => {
    for (let turn = 0; turn < count; turn += 1) {
      const subject = { kind: 'order', id: String(turn) };
      recordAudit(writer, station.clock, { person }, 'order.changed', subject, facts);
    }
  });
}

/** Somebody with the file in hand: the triggers are only a table's own wish. */
function tamper(station: TestStation, ...statements: string[]): void {
  station.parts.database.connection.exec(
    `DROP TRIGGER audit_only_grows_1; DROP TRIGGER audit_only_grows_2; ${statements.join(';')}`,
  );
}

it('finds a whole audit whole, across transactions', async () => {
  await using station = testStation();
  write(station, 'Lin', 1_500);
  write(station, 'Mo', 3);

  expect(await station.ask('audit.check', {})).toMatchObject({ isWhole: true, entries: 1_503 });
});

it('starts the chain anew where a refused use case has left no trace', async () => {
  await using station = testStation();
  write(station, 'Lin', 2);

  await station.askRefused('settings.set', { name: 'printing.batchSize', value: -1 });
  write(station, 'Lin', 2);

  expect(await station.ask('audit.check', {})).toMatchObject({ isWhole: true, entries: 4 });
});

it.each([
  ['an edited person', `UPDATE audit SET person = 'Nobody' WHERE entry_no = 40`, 'edited', 40],
  ['an edited fact', `UPDATE audit SET facts_json = '{"a":1}' WHERE entry_no = 1`, 'edited', 1],
  ['a moved time', `UPDATE audit SET at = at - 1 WHERE entry_no = 99`, 'edited', 99],
  ['an edited last entry', `UPDATE audit SET verb = 'x.y' WHERE entry_no = 100`, 'edited', 100],
  ['a missing entry', `DELETE FROM audit WHERE entry_no = 55`, 'gap', 55],
  ['a missing first entry', `DELETE FROM audit WHERE entry_no = 1`, 'gap', 1],
  ['missing last entries', `DELETE FROM audit WHERE entry_no > 97`, 'gap', 98],
  ['two that changed places', `UPDATE audit SET entry_no = 101 WHERE entry_no = 50`, 'gap', 50],
])('names %s', async (_what, statement, what, entryNo) => {
  await using station = testStation();
  write(station, 'Lin', 100);

  tamper(station, statement);

  expect(await station.ask('audit.check', {})).toMatchObject({ isWhole: false, what, entryNo });
});

it('still finds the gap when work went on after the last entry was taken out', async () => {
  await using station = testStation();
  write(station, 'Lin', 10);

  tamper(station, `DELETE FROM audit WHERE entry_no = 10`);
  write(station, 'Mo', 5);

  expect(await station.ask('audit.check', {})).toMatchObject({ isWhole: false, what: 'gap', entryNo: 10 });
});

it('names an entry that was put in behind its back', async () => {
  await using station = testStation();
  write(station, 'Lin', 10);

  tamper(
    station,
    `DROP TRIGGER audit_head_follows`,
    `INSERT INTO audit SELECT 11, at, person, verb, subject_kind, subject_id, facts_json, hash FROM audit WHERE entry_no = 10`,
  );

  expect(await station.ask('audit.check', {})).toMatchObject({ isWhole: false, what: 'edited', entryNo: 11 });
});

it('is looked through by person, deed, subject, words and time', async () => {
  await using station = testStation();
  write(station, 'Lin', 3);
  await station.clock.pass(60_000);
  const later = station.clock.now();
  write(station, 'Mo', 2, { carrier: 'ZTO' });
  const count = async (filter: object) => (await station.ask('audit.page', { filter })).total;

  expect(await count({})).toBe(5);
  expect(await count({ person: 'Lin' })).toBe(3);
  expect(await count({ verb: 'order.changed', subject: '1' })).toBe(2);
  expect(await count({ search: 'zto' })).toBe(2);
  expect(await count({ from: later })).toBe(2);
  expect(await count({ to: later })).toBe(3);
  const page = await station.ask('audit.page', { offset: 1, limit: 2 });
  expect(page.rows.map((row) => row.entryNo)).toEqual([4, 3]);
  expect(await station.ask('audit.choices', {})).toEqual({ people: ['Lin', 'Mo'], verbs: ['order.changed'] });
});

it('is taken away as a file that a spreadsheet reads whole', async () => {
  await using station = testStation();
  write(station, '=Lin', 1, { note: 'a "b", c' });
  write(station, 'Mo', 2_100);

  const { csv, rows, isCut, fileName } = await station.ask('audit.export', {});

  expect([rows, isCut, fileName]).toEqual([2_101, false, 'audit-2026-09-22.csv']);
  expect(csv.startsWith('\uFEFF编号 No,')).toBe(true);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(2_102);
  expect(csv).toContain('"\t=Lin",order.changed,order,0,"{""note"":""a \\""b\\"", c""}"');
});
