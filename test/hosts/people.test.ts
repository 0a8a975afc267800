// Who sits where, through the real doors: two tabs of one browser, and a terminal.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce, callFromTerminal, startBrowserHost, temporaryFolder } from './built.ts';
import { startChromium } from './chromium.ts';

const folder = temporaryFolder();
let host: Awaited<ReturnType<typeof startBrowserHost>>;
let chromium: Awaited<ReturnType<typeof startChromium>>;

beforeAll(async () => {
  buildOnce();
  host = await startBrowserHost(['--no-open', '--data', folder.path]);
  chromium = await startChromium();
}, 240_000);

afterAll(async () => {
  await chromium?.close();
  await host?.stop();
  folder[Symbol.dispose]();
}, 60_000);

const asking = (name: string, argument: unknown) =>
  `window.station.call(${JSON.stringify(name)}, ${JSON.stringify(argument)}).then((reply) => reply.ok ? reply.value : reply.refusal.code)`;

it('two tabs of one browser have two people, a reload keeps them, and a terminal says who it is', async () => {
  const context = await chromium.newContext();
  const one = await context.newPage();
  await one.goto(host.address);
  const lin = await one.evaluate(asking('people.save', { name: 'Lin', role: 'supervisor', pin: '2580' }));
  const mo = await one.evaluate(asking('people.save', { name: 'Mo', role: 'packer', pin: '7391' }));
  const two = await context.newPage();
  await two.goto(host.origin);

  const signedOut = await two.evaluate(asking('bench.read', { benchId: 'bench-2' }));
  await two.evaluate(
    asking('people.signIn', { personId: (mo as { personId: string }).personId, pin: '7391' }),
  );
  await two.reload();

  expect(lin).toMatchObject({ name: 'Lin' });
  expect(signedOut).toBe('people.signed-out');
  expect(await two.evaluate(asking('people.me', {}))).toMatchObject({ person: { name: 'Mo' } });
  expect(await one.evaluate(asking('people.me', {}))).toMatchObject({ person: { name: 'Lin' } });
  expect(await two.evaluate(asking('settings.set', { name: 'printing.batchSize', value: 9 }))).toBe(
    'request.not-allowed',
  );
  // Another window's secret that this door never gave is nobody's window.
  expect(
    await two.evaluate(
      `fetch('/call', { method: 'POST', headers: { 'content-type': 'application/json', 'x-parcelbench-window': 'made-up' }, body: JSON.stringify({ name: 'bench.read', argument: { benchId: 'b' } }) }).then((answer) => answer.json()).then((reply) => reply.refusal.code)`,
    ),
  ).toBe('people.signed-out');

  const set = ['settings.set', '-', '--data', folder.path];
  const argument = JSON.stringify({ name: 'printing.batchSize', value: 12 });
  const nobody = await callFromTerminal(set, argument);
  const wrong = await callFromTerminal([...set, '--person', 'Lin'], `0000\n${argument}`);
  const right = await callFromTerminal([...set, '--person', 'Lin'], `2580\n${argument}`);

  expect(nobody.reply).toMatchObject({ refusal: { code: 'people.person-needed' } });
  expect(wrong.reply).toMatchObject({ refusal: { code: 'people.pin-wrong' } });
  expect(right.reply).toMatchObject({ ok: true, value: { value: 12 } });
}, 240_000);
