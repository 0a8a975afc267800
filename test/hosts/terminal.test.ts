import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { writeDoorway } from '../../main/hosts/doorway-file.ts';
import { buildOnce, callFromTerminal, startBrowserHost, temporaryFolder } from './built.ts';

beforeAll(buildOnce);

it('answers with 0 and the reply as JSON', async () => {
  using folder = temporaryFolder();

  const { reply, code } = await callFromTerminal(['station.describe', '{}', '--data', folder.path]);

  expect(reply).toMatchObject({ ok: true, value: { mode: 'training' } });
  expect(code).toBe(0);
});

it('ends with 1 when the floor says no', async () => {
  using folder = temporaryFolder();

  const { reply, code } = await callFromTerminal(['parcels.teleport', '{}', '--data', folder.path]);

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.unknown' } });
  expect(code).toBe(1);
});

it('ends with 2 when the world failed', async () => {
  using folder = temporaryFolder();
  await callFromTerminal(['station.describe', '{}', '--data', folder.path]);
  writeFileSync(join(folder.path, 'training', 'station.db'), 'this is no database '.repeat(1_000));

  const { reply, code } = await callFromTerminal(['station.describe', '{}', '--data', folder.path]);

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'fault.database.damaged' } });
  expect(code).toBe(2);
});

it('says what is wrong with an argument that is no JSON', async () => {
  using folder = temporaryFolder();

  const { reply, code } = await callFromTerminal(['station.describe', '{', '--data', folder.path]);

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.malformed' } });
  expect(code).toBe(1);
});

it('reads the argument from standard input', async () => {
  using folder = temporaryFolder();
  const setting = JSON.stringify({ name: 'printing.batchSize', value: 12 });

  const { reply } = await callFromTerminal(['settings.set', '-', '--data', folder.path], setting);

  expect(reply).toMatchObject({ ok: true, value: { value: 12 } });
});

it('explains itself when nothing is asked', async () => {
  const { said, code } = await callFromTerminal([]);

  expect(said).toContain('parcelbench call NAME');
  expect(code).toBe(1);
});

it('lists every request with the schema of its argument', async () => {
  using folder = temporaryFolder();

  const { reply } = await callFromTerminal(['--list', '--data', folder.path]);

  expect((reply as { value: unknown }).value).toContainEqual(
    expect.objectContaining({
      name: 'settings.set',
      kind: 'change',
      role: 'supervisor',
      argument: expect.objectContaining({ type: 'object', required: ['name', 'value'] }),
    }),
  );
});

it('opens the station that is named, and leaves the remembered one alone', async () => {
  using folder = temporaryFolder();

  const shop = await callFromTerminal(['station.describe', '{}', '--shop', '--data', folder.path]);
  const usual = await callFromTerminal(['station.describe', '{}', '--data', folder.path]);

  expect(shop.reply).toMatchObject({ value: { mode: 'shop' } });
  expect(usual.reply).toMatchObject({ value: { mode: 'training' } });
});

it('asks the station that runs on the folder, and that one changes', async () => {
  using folder = temporaryFolder();
  const host = await startBrowserHost(['--no-open', '--data', folder.path]);
  const setting = JSON.stringify({ name: 'printing.batchSize', value: 21 });

  const { reply, said } = await callFromTerminal([
    'settings.set',
    setting,
    '--events',
    '--data',
    folder.path,
  ]);

  expect(reply).toMatchObject({ ok: true, value: { value: 21 } });
  expect(said).toContain('"settings.changed"');
  await host.stop();
});

it('does not answer from another mode than the one that runs', async () => {
  using folder = temporaryFolder();
  const host = await startBrowserHost(['--no-open', '--data', folder.path]);

  const { reply, code } = await callFromTerminal(['station.describe', '{}', '--shop', '--data', folder.path]);

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'host.other-mode' } });
  expect(code).toBe(1);
  await host.stop();
});

it('is not misled by what a killed station left behind', async () => {
  using folder = temporaryFolder();
  await callFromTerminal(['station.describe', '{}', '--data', folder.path]);
  writeDoorway(folder.path, { port: 1, key: 'of a station that is gone', processId: 1 });

  const { reply } = await callFromTerminal(['station.describe', '{}', '--data', folder.path]);

  expect(reply).toMatchObject({ ok: true, value: { isReadOnly: false } });
});

it('two calls at once both get their turn to write', async () => {
  using folder = temporaryFolder();
  await callFromTerminal(['station.describe', '{}', '--data', folder.path]);
  const set = (name: string, value: number) =>
    callFromTerminal(['settings.set', JSON.stringify({ name, value }), '--data', folder.path]);

  const both = await Promise.all([set('printing.batchSize', 11), set('backup.keep', 3)]);

  expect(both.map(({ code }) => code)).toEqual([0, 0]);
});

it('prints a batch that it started to its end, with no station running', async () => {
  using folder = temporaryFolder();
  const call = async (name: string, argument: unknown) => {
    const { reply } = await callFromTerminal([name, JSON.stringify(argument), '--data', folder.path]);
    return reply as { ok: boolean; value: Record<string, unknown> };
  };
  await call('parcels.plan', {});
  await call('parcels.accept', { parcelIds: 'clean' });
  const wave = await call('waves.release', { acceptShortages: true });
  const created = await call('batches.create', { waveId: wave.value.waveId, printerId: 'paperless' });
  const [batch] = created.value.batches as { batchId: string; labelCount: number }[];

  await call('batches.start', { batchId: batch?.batchId });

  const read = await call('batches.read', { batchId: batch?.batchId });
  expect(read.value).toMatchObject({ state: 'finished', counts: { printed: batch?.labelCount } });
});
