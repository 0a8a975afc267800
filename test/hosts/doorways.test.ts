// The same checks through all three doorways: real Chromium on the browser host, the built desktop program on the stand-in,
// and the terminal as a process. Whoever hosts the screens, they get the same answers.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StationEvent } from '../../main/basics/events.ts';
import type { Reply } from '../../main/basics/request.ts';
import { buildOnce, callFromTerminal, startBrowserHost, temporaryFolder } from './built.ts';
import { startChromium } from './chromium.ts';
import { startProgram } from './electron-stand-in/drive.ts';

interface Doorway {
  /** The reply, and every event that was heard from before the question until `until` was heard, or none was asked for. */
  call(
    name: string,
    argument: unknown,
    until?: StationEvent['kind'],
  ): Promise<{ reply: Reply<unknown>; events: StationEvent[] }>;
  close(): Promise<void>;
}

/** Runs in a page: asks, and waits for the event if one is wanted. */
const askInPage = (name: string, argument: unknown, until: string | undefined) => `(async () => {
  const events = [];
  let heard = () => {};
  const wanted = new Promise((resolve) => { heard = resolve; });
  const stop = window.station.on((event) => { events.push(event); if (event.kind === ${JSON.stringify(until ?? '')}) heard(); });
  const reply = await window.station.call(${JSON.stringify(name)}, ${JSON.stringify(argument)});
  if (${until !== undefined}) await wanted;
  stop();
  return { reply, events };
})()`;

type Answer = Awaited<ReturnType<Doorway['call']>>;

async function browserDoorway(dataFolder: string): Promise<Doorway> {
  const host = await startBrowserHost(['--no-open', '--data', dataFolder]);
  const chromium = await startChromium();
  const page = await chromium.newPage();
  const stream = page.waitForResponse(`${host.origin}/events`);
  await page.goto(host.address);
  await stream;
  return {
    call: (name, argument, until) => page.evaluate(askInPage(name, argument, until)) as Promise<Answer>,
    async close() {
      await chromium.close();
      await host.stop();
    },
  };
}

async function electronDoorway(dataFolder: string): Promise<Doorway> {
  const program = startProgram(['--data', dataFolder]);
  await program.whenShown();
  return {
    call: (name, argument, until) =>
      program.ask('evaluate', askInPage(name, argument, until)) as Promise<Answer>,
    close: () => program.close(),
  };
}

async function terminalDoorway(dataFolder: string): Promise<Doorway> {
  return {
    async call(name, argument) {
      const words = [name, JSON.stringify(argument), '--events', '--data', dataFolder];
      const { reply, said } = await callFromTerminal(words);
      const lines = said.split('\n').filter((line) => line.startsWith('{'));
      return {
        reply: reply as Answer['reply'],
        events: lines.map((line) => JSON.parse(line) as StationEvent),
      };
    },
    close: async () => {},
  };
}

const doorways = { browser: browserDoorway, electron: electronDoorway, terminal: terminalDoorway };

const goods = `SKU,Name,Barcode,Bin,Stock,Weight (g),Door bound,Fresh
TEA-01,Jasmine tea,6901234567892,A-01-1-1,40,250,yes,no
`;

beforeAll(buildOnce);

describe.each(Object.entries(doorways))('through the doorway of the %s', (host, open) => {
  const folder = temporaryFolder();
  let doorway: Doorway;

  beforeAll(async () => {
    doorway = await open(folder.path);
  });

  afterAll(async () => {
    await doorway?.close();
    folder[Symbol.dispose]();
  });

  it('the station describes itself', async () => {
    const { reply } = await doorway.call('station.describe', {});

    expect(reply).toMatchObject({
      ok: true,
      value: { mode: 'training', isReadOnly: false, role: 'supervisor' },
    });
  });

  it('a setting changes once for the same request, and everybody hears of it', async () => {
    const change = { name: 'printing.batchSize', value: 20, requestId: `${host}-1` };

    const first = await doorway.call('settings.set', change, 'settings.changed');
    const again = await doorway.call('settings.set', { ...change, value: 30 });

    expect(first.events).toContainEqual({ kind: 'settings.changed' });
    expect(again.reply).toEqual(first.reply);
    const { reply } = await doorway.call('settings.list', {});
    expect(reply.ok && reply.value).toContainEqual(
      expect.objectContaining({ name: 'printing.batchSize', value: 20 }),
    );
  });

  it('a refusal comes as it is, with its facts', async () => {
    const { reply } = await doorway.call('settings.set', { name: 'printing.batchSize', value: 0 });

    expect(reply).toMatchObject({
      ok: false,
      refusal: { code: 'setting.out-of-range', facts: { name: 'printing.batchSize' } },
    });
  });

  it('a request that makes no sense is refused, with the field', async () => {
    const { reply } = await doorway.call('settings.set', { name: 7 });

    expect(reply).toMatchObject({
      ok: false,
      refusal: { code: 'request.malformed', facts: { field: 'name' } },
    });
  });

  it('a request that nobody declared is refused by its name', async () => {
    const { reply } = await doorway.call('parcels.teleport', {});

    expect(reply).toEqual({
      ok: false,
      refusal: { code: 'request.unknown', facts: { name: 'parcels.teleport' } },
    });
  });

  it('the progress of a job is told while it runs', async () => {
    if (host === 'terminal') {
      const file = join(folder.path, 'goods.csv');
      writeFileSync(file, goods);

      const run = await doorway.call('imports.run', { path: file });

      expect(run.reply).toMatchObject({ ok: true, value: { counts: { new: 1 } } });
      expect(run.events.some((event) => event.kind === 'job.progress')).toBe(true);
      return;
    }
    const chunkBase64 = Buffer.from(goods).toString('base64');
    const received = await doorway.call('imports.receive', {
      fileName: 'goods.csv',
      chunkBase64,
      isLast: true,
    });
    const { uploadId } = (received.reply as { value: { uploadId: string } }).value;
    const inspected = await doorway.call('imports.inspect', { uploadId }, 'job.progress');
    const { importId } = (inspected.reply as { value: { importId: string } }).value;

    const applied = await doorway.call('imports.apply', { importId }, 'goods.changed');

    expect(applied.reply).toMatchObject({ ok: true, value: { counts: { new: 1 } } });
    expect(inspected.events.some((event) => event.kind === 'job.progress')).toBe(true);
  });
});
