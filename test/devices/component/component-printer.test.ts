import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../main/basics/clock.ts';
import type { PrinterId } from '../../../main/basics/ids.ts';
import { componentReasons } from '../../../main/devices/component/component-messages.ts';
import {
  createComponentPrinter,
  listComponentPrinters,
} from '../../../main/devices/component/component-printer.ts';
import { en } from '../../../renderer/text/en.ts';
import { zhCN } from '../../../renderer/text/zh-CN.ts';
import { movedClock } from '../../builders/moved-clock.ts';
import { testStation } from '../../builders/test-station.ts';
import { startComponent } from '../../simulators/printers/start-component.ts';

let asked = 0;
/** A different one each time, as signing at the moment of printing makes it. */
const signParams = async () => {
  asked += 1;
  return {
    params:
      `access_token=invented&app_key=1&method=logistics.getShopKey&param_json={}` +
      `&timestamp=${asked}&v=2&sign=s${asked}&sign_method=hmac-sha256`,
  };
};

function printerAt(
  port: number,
  more: Partial<Parameters<typeof createComponentPrinter>[0]> & { clock?: Clock } = {},
) {
  const { clock = systemClock(), ...rest } = more;
  const options = {
    printerId: 'printer-1' as PrinterId, // a test's own
    dialect: 'douyin' as const,
    printer: '面单 1',
    port,
    answerWithinMs: 30_000,
    stallMs: 60_000,
    signParams,
    ...rest,
  };
  return createComponentPrinter(options, { clock, random });
}

let drawn = 0;
const random = (count: number) => {
  drawn += 1;
  return Uint8Array.from({ length: count }, (_, index) => (drawn + index * 13) & 0xff);
};

const label = (position: number, bytes?: Uint8Array) => ({
  labelId: `L${position}`,
  batchNo: 7,
  position,
  trackingNumber: `YT000${position}`,
  bytes:
    bytes ??
    Buffer.from(
      JSON.stringify({
        encryptedData: 'c2VhbGVk',
        signature: 'MEUCIQ',
        templateURL: 'https://templates.example/one.xml',
      }),
    ),
});

const printed = (position: number) => ({
  labelId: `L${position}`,
  evidence: 3,
  printedCount: null,
  isMaybeTwice: false,
});

describe('a printer behind a print component', () => {
  it('is confirmed by the word "printed", one document to a task, each signed anew', async () => {
    await using component = await startComponent();
    const printer = printerAt(component.port);

    const sent = [await printer.send(label(1)), await printer.send(label(2))];
    const finished = await printer.finish();

    const { roll, complaints, connectionCount } = await component.read();
    expect(sent.map(({ kind }) => kind)).toEqual(['delivered', 'delivered']);
    expect(finished).toEqual({ confirmed: [printed(1), printed(2)], doubt: null });
    expect(roll.map(({ taskID, documentID }) => [taskID, documentID])).toEqual([
      ['L1', 'L1'],
      ['L2', 'L2'],
    ]);
    expect(new Set(roll.map(({ document }) => /sign=s\d+/.exec(JSON.stringify(document))?.[0])).size).toBe(2);
    expect(complaints).toEqual([]);
    expect(connectionCount).toBe(1);
  });

  it('is not confirmed by "rendered": a label that was only drawn is in doubt in the end', async () => {
    await using component = await startComponent();
    await component.tell({ do: 'behave', like: [{ as: 'renders-only' }] });
    const clock = movedClock();
    const printer = printerAt(component.port, { clock });
    await printer.send(label(1));

    let news: Awaited<ReturnType<typeof printer.confirm>> | undefined;
    void printer.confirm().then((told) => {
      news = told;
    });
    while (!news) await clock.pass(10_000);

    expect(news).toEqual({ confirmed: [], doubt: 'component.no-answer' });
    expect(printer.unconfirmed).toBe(1);
    expect(await printer.send(label(2))).toEqual({ kind: 'nothing-sent', reason: 'component.no-answer' });
  });

  it('is confirmed once, however often it is said', async () => {
    await using component = await startComponent();
    await component.tell({ do: 'behave', like: [{ as: 'says-twice' }, { as: 'result-first' }] });
    const printer = printerAt(component.port);

    await printer.send(label(1));
    await printer.send(label(2));

    expect(await printer.finish()).toEqual({ confirmed: [printed(1), printed(2)], doubt: null });
  });

  it.each([
    { when: 'before-answer' as const, prints: true },
    { when: 'before-answer' as const, prints: false },
    { when: 'after-answer' as const, prints: true },
    { when: 'after-answer' as const, prints: false },
  ])('is in doubt when its socket is lost %o, and nothing is sent again', async ({ when, prints }) => {
    await using component = await startComponent();
    await component.tell({ do: 'behave', like: [{ as: 'loses-socket', when, prints }] });
    const printer = printerAt(component.port);

    await printer.send(label(1));
    const news = await printer.confirm();
    const next = await printer.send(label(2));
    const finished = await printer.finish();

    expect(news).toEqual({ confirmed: [], doubt: 'component.connection-lost' });
    expect(next).toEqual({ kind: 'nothing-sent', reason: 'component.connection-lost' });
    expect(finished.doubt).toBe('component.connection-lost');
    const { roll, taken } = await component.read();
    expect([roll.length, taken]).toEqual([prints ? 1 : 0, 1]);
    // The doubt has been told: what a person sends from now on goes.
    await printer.send(label(3));
    expect(await printer.finish()).toEqual({ confirmed: [printed(3)], doubt: null });
  });

  it.each([
    ['fails', 'component.print-failed'],
    ['is-cancelled', 'component.print-cancelled'],
    ['talks-nonsense', 'component.nonsense'],
  ] as const)('is in doubt when the component %s', async (as, reason) => {
    await using component = await startComponent();
    await component.tell({ do: 'behave', like: [{ as }] });
    const printer = printerAt(component.port);

    await printer.send(label(1));

    expect(await printer.finish()).toEqual({ confirmed: [], doubt: reason });
  });

  it('is in doubt when "printed" says nothing about the document, and when nothing is said at all', async () => {
    for (const as of ['says-no-document', 'is-silent'] as const) {
      await using component = await startComponent();
      await component.tell({ do: 'behave', like: [{ as }] });
      const clock = movedClock();
      const printer = printerAt(component.port, { clock });

      let finished: Awaited<ReturnType<typeof printer.finish>> | undefined;
      void printer
        .send(label(1))
        .then(() => printer.finish())
        .then((told) => {
          finished = told;
        });
      await component.tell({ do: 'wait', tasks: 1 });
      while (!finished) await clock.pass(10_000);

      expect(finished).toEqual({ confirmed: [], doubt: 'component.no-answer' });
    }
  });

  it.each([
    ['余额不足', 'component.refused-task'],
    ['组件版本过低，请升级', 'component.too-old'],
  ])('has sent nothing when the task is turned away: %s', async (msg, reason) => {
    await using component = await startComponent();
    await component.tell({ do: 'behave', like: [{ as: 'refuses', msg }] });
    const printer = printerAt(component.port);

    const refused = await printer.send(label(1));

    expect(refused).toEqual({ kind: 'nothing-sent', reason });
    expect(await printer.finish()).toEqual({ confirmed: [], doubt: null });
  });

  it('has sent nothing when the key cannot be signed for', async () => {
    await using component = await startComponent();
    const printer = printerAt(component.port, {
      signParams: async () => ({ reason: 'network.away' }),
    });

    expect(await printer.send(label(1))).toEqual({ kind: 'nothing-sent', reason: 'network.away' });
    expect((await component.read()).taken).toBe(0);
  });

  it('has sent nothing of what is no label of a platform', async () => {
    await using component = await startComponent();
    const printer = printerAt(component.port);

    const answers = [
      await printer.send(label(1, Buffer.from('not JSON'))),
      await printer.send(label(2, Buffer.from('{"encryptedData":"x"}'))),
    ];

    expect(new Set(answers.map((answer) => ('reason' in answer ? answer.reason : '')))).toEqual(
      new Set(['component.label-unreadable']),
    );
  });

  it('lets the label go in doubt when the station lets go of it', async () => {
    await using component = await startComponent();
    await component.tell({ do: 'behave', like: [{ as: 'renders-only' }] });
    const printer = printerAt(component.port);
    await printer.send(label(1));
    const confirming = printer.confirm();

    await printer.close();

    expect(await confirming).toEqual({ confirmed: [], doubt: 'component.closed' });
  });

  it('speaks the Cainiao dialect without params', async () => {
    await using component = await startComponent({ wantsParams: false });
    const printer = printerAt(component.port, { dialect: 'cainiao' });

    await printer.send(label(1));

    expect(await printer.finish()).toEqual({ confirmed: [printed(1)], doubt: null });
    expect((await component.read()).complaints).toEqual([]);
  });
});

describe('a component that is not as it should be', () => {
  const reach = (port: number) =>
    listComponentPrinters({ port, answerWithinMs: 30_000 }, { clock: systemClock(), random });

  it('lists its printers when it is', async () => {
    await using component = await startComponent({ printers: ['面单 1', '小票'] });

    expect(await reach(component.port)).toEqual({ printers: ['面单 1', '小票'], defaultPrinter: '面单 1' });
    expect(await printerAt(component.port).readState()).toEqual({ kind: 'ready' });
  });

  it('is not running', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const printer = printerAt(port);

    expect(await reach(port)).toBe('component.not-running');
    expect(await printer.send(label(1))).toEqual({ kind: 'nothing-sent', reason: 'component.not-running' });
    expect(await printer.readState()).toEqual({ kind: 'unreachable', reason: 'component.not-running' });
  });

  it('is too old to know what it is asked', async () => {
    await using component = await startComponent({ isOld: true });

    expect(await reach(component.port)).toBe('component.too-old');
  });

  it('is something else that listens there', async () => {
    await using component = await startComponent({ isNonsense: true });
    const page = createHttpServer((_asked, answer) => answer.end('hello'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const address = page.address();

    expect(await reach(component.port)).toBe('component.nonsense');
    expect(await reach(typeof address === 'object' && address ? address.port : 0)).toBe('component.nonsense');
    page.closeAllConnections();
    await new Promise<void>((resolve) => page.close(() => resolve()));
  });

  it('says nothing', async () => {
    await using component = await startComponent({ isSilent: true });
    const clock = movedClock();

    let found: unknown;
    void listComponentPrinters({ port: component.port, answerWithinMs: 5_000 }, { clock, random }).then(
      (answer) => {
        found = answer;
      },
    );
    while (found === undefined) await clock.pass(1_000);

    expect(found).toBe('component.no-answer');
  });

  it('knows no printer of that name', async () => {
    await using component = await startComponent();

    const printer = printerAt(component.port, { printer: 'sold last year' });

    expect(await printer.send(label(1))).toEqual({
      kind: 'nothing-sent',
      reason: 'component.printer-unknown',
    });
  });
});

it('is set up like any printer, and says what is missing until a shop signs for it', {
  timeout: 60_000,
}, async () => {
  await using component = await startComponent();
  await using station = testStation();
  const wire = { kind: 'component', printer: '面单 1', port: component.port };
  const saved = await station.ask('printers.save', {
    name: '抖店组件',
    kind: 'profile',
    settings: { language: 'page', wire },
  });

  const refused = await station.askRefused('printers.test', { printerId: saved.printerId });

  expect(refused).toMatchObject({
    code: 'printer.test-failed',
    facts: { reason: 'component.label-unreadable' },
  });
  expect((await component.read()).taken).toBe(0);
});

it('says in both languages what is wrong with the component, and what to do', () => {
  const words: readonly Readonly<Record<string, string>>[] = [zhCN, en];

  expect(
    componentReasons.filter((reason) => words.some((table) => !table[`printing.why.${reason}`])),
  ).toEqual([]);
});
