import { readdirSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import { encodePdf } from '../../../main/devices/printers/encode-pdf.ts';
import type { Wire, WireLine } from '../../../main/devices/printers/wire.ts';
import {
  createCupsWire,
  createIppWire,
  listCupsQueues,
  localCups,
} from '../../../main/devices/printers/wires/cups-wire.ts';
import {
  type Cups,
  freePort,
  hasCups,
  hasIppPrinter,
  startCups,
  startIppPrinter,
} from '../../builders/print-servers.ts';

const clock = systemClock();

async function opened(wire: Wire): Promise<WireLine> {
  const line = await wire.open();
  if (typeof line === 'string') throw new Error(`the wire says ${line}`);
  return line;
}

const everyByte = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) & 0xff);

/** The far end of a queue: keeps each connection's bytes. */
async function startSink(port = 0) {
  const jobs: Buffer[] = [];
  const server = createServer((socket) => {
    const pieces: Buffer[] = [];
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', () => {});
    socket.on('end', () => {
      jobs.push(Buffer.concat(pieces));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    jobs,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe.skipIf(!hasCups)('a queue of a real CUPS', () => {
  let cups: Cups;
  beforeAll(async () => {
    cups = await startCups();
  }, 60_000);
  afterAll(async () => {
    await cups[Symbol.asyncDispose]();
  });

  const wireTo = (
    queue: string,
    more: { stallMs?: number; jobPrefix?: string; mode?: 'raw' | 'driver' } = {},
  ) =>
    createCupsWire(
      {
        queue,
        mode: 'raw',
        jobPrefix: 'Parcelbench D1',
        stallMs: 60_000,
        answerWithinMs: 30_000,
        server: { host: '127.0.0.1', port: cups.port },
        ...more,
      },
      clock,
    );

  it('hands each label to the printer as a job of its own, byte for byte', { timeout: 120_000 }, async () => {
    const sink = await startSink();
    cups.addQueue('labels', sink.port);
    const line = await opened(wireTo('labels'));

    const written = [
      await line.write(everyByte(120_000), '1/50'),
      await line.write(everyByte(60_000), '2/50'),
    ];
    const ended = await line.end();

    expect([...written, ended]).toEqual([null, null, null]);
    expect(sink.jobs.map((job) => job.equals(Buffer.from(everyByte(job.length))))).toEqual([true, true]);
    expect(sink.jobs.map((job) => job.length)).toEqual([120_000, 60_000]);
    await sink.close();
  });

  it('cancels by its id what a printer that is away has not taken, and nothing comes out later', {
    timeout: 120_000,
  }, async () => {
    const port = await freePort(); // nobody listens: the queue tries again and again behind our back
    cups.addQueue('away', port);
    const line = await opened(wireTo('away', { stallMs: 300 }));

    const reason = await line.write(everyByte(1_000), '3/50');

    expect(reason).toBe('printer.stalled');
    expect(line.lost).toBe('printer.stalled');
    expect(await wireTo('away').cancelHeld?.()).toBeNull();
    expect(cups.waitingJobs('away')).toEqual([]);
  });

  it('finds after a restart what it left in the queue, and only that', { timeout: 120_000 }, async () => {
    const port = await freePort();
    cups.addQueue('left', port);
    const before = await opened(wireTo('left'));
    const other = await opened(wireTo('left', { jobPrefix: 'Parcelbench D2' }));
    void before.write(everyByte(1_000), '4/50');
    void other.write(everyByte(1_000), '1/9');
    while (cups.waitingJobs('left').length < 2) await new Promise((resolve) => setTimeout(resolve, 50));

    const cancelled = await wireTo('left').cancelHeld?.(); // another wire, that knows no ids

    expect(cancelled).toBeNull();
    expect(cups.waitingJobs('left')).toHaveLength(1);
    expect(await wireTo('left', { jobPrefix: 'Parcelbench D2' }).cancelHeld?.()).toBeNull();
    before.destroy();
    other.destroy();
  });

  it('sends nothing into a queue that is stopped, or that vanished', { timeout: 120_000 }, async () => {
    const sink = await startSink();
    cups.addQueue('stopped', sink.port);
    cups.addQueue('vanished', sink.port);
    cups.stopQueue('stopped');
    const line = await opened(wireTo('vanished'));
    cups.removeQueue('vanished');

    expect(await wireTo('stopped').open()).toBe('printer.queue-stopped');
    expect(await wireTo('vanished').open()).toBe('printer.name-unknown');
    expect(await line.write(everyByte(10), '1/1')).toBe('printer.name-unknown');
    expect(sink.jobs).toEqual([]);
    await sink.close();
  });

  it('tells that somebody cancelled the job in the queue', { timeout: 120_000 }, async () => {
    cups.addQueue('cancelled', await freePort());
    const wire = wireTo('cancelled');
    const writing = (await opened(wire)).write(everyByte(10), '1/1');
    while (cups.waitingJobs('cancelled').length < 1) await new Promise((resolve) => setTimeout(resolve, 50));

    await wireTo('cancelled').cancelHeld?.();

    expect(await writing).toBe('printer.job-cancelled');
  });

  it('lists its queues', { timeout: 120_000 }, async () => {
    cups.addQueue('面单', await freePort());
    const server = { host: '127.0.0.1', port: cups.port };

    const queues = await listCupsQueues({ server, answerWithinMs: 30_000 }, clock);

    expect(queues).toContainEqual({ name: '面单', model: expect.any(String), isDefault: false });
  });
});

it('is looked for where the system says that CUPS is', () => {
  const named = [
    '/run/own.sock',
    'printserver',
    '127.0.0.1:8631',
    '[fe80::1]:8631',
    'printserver:631/version=1.1',
  ];

  expect(named.map((text) => localCups(text))).toEqual([
    { socketPath: '/run/own.sock' },
    { host: 'printserver', port: 631 },
    { host: '127.0.0.1', port: 8_631 },
    { host: 'fe80::1', port: 8_631 },
    { host: 'printserver', port: 631 },
  ]);
  expect(['', ':'].map((text) => JSON.stringify(localCups(text)))).toEqual(
    new Array(2).fill(expect.stringMatching(/socketPath|127\.0\.0\.1/)),
  );
});

describe.skipIf(!hasIppPrinter)('a printer that speaks IPP itself', () => {
  it('takes the label as a page of exactly its size', { timeout: 120_000 }, async () => {
    await using printer = await startIppPrinter();
    const bitmap = { widthDots: 800, heightDots: 1200, rowBytes: 100, bits: everyByte(120_000) };
    const page = encodePdf(bitmap, 8);
    const wire = createIppWire(
      { uri: printer.uri, jobPrefix: 'Parcelbench D1', stallMs: 60_000, answerWithinMs: 30_000 },
      clock,
    );
    const line = await opened(wire);

    const written = await line.write(page, '1/50');

    const [kept] = readdirSync(printer.folder).filter((name) => name.endsWith('.pdf'));
    expect(written).toBeNull();
    expect(readFileSync(join(printer.folder, kept ?? '')).equals(page)).toBe(true);
    expect(await wire.cancelHeld?.()).toBeNull();
  });
});

describe('what answers and is no queue', () => {
  async function askedOf(answer: RequestListener): Promise<unknown> {
    const server = createHttpServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const wire = createIppWire(
      { uri: `ipp://127.0.0.1:${port}/`, jobPrefix: 'P', stallMs: 60_000, answerWithinMs: 30_000 },
      clock,
    );
    const line = await wire.open();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    return line;
  }

  it.each([
    ['a web page', (_asked, answer) => answer.end('<html>hello</html>'), 'printer.nonsense'],
    [
      'an answer that breaks off',
      (_asked, answer) => answer.end(Buffer.from([1, 1, 0, 0, 0, 0, 0, 1, 4, 0x44, 0, 90])),
      'printer.nonsense',
    ],
    ['a page of nothing', (_asked, answer) => answer.end(), 'printer.nonsense'],
    [
      'a door that asks for a password',
      (_asked, answer) => answer.writeHead(401).end(),
      'printer.not-allowed',
    ],
    ['a server without this queue', (_asked, answer) => answer.writeHead(404).end(), 'printer.name-unknown'],
    ['five megabytes', (_asked, answer) => answer.end(Buffer.alloc(5_000_000)), 'printer.nonsense'],
    ['a connection that breaks', (asked) => asked.socket.destroy(), 'printer.connection-lost'],
  ] satisfies [string, RequestListener, string][])('%s', async (_name, answer, reason) => {
    expect(await askedOf(answer)).toBe(reason);
  });

  it('a print service that does not run', async () => {
    const server = { host: '127.0.0.1', port: await freePort() };
    const shared = { jobPrefix: 'P', stallMs: 1_000, answerWithinMs: 30_000 };

    const answers = [
      await createCupsWire({ queue: 'labels', mode: 'raw', server, ...shared }, clock).open(),
      await createCupsWire(
        { queue: 'labels', mode: 'raw', server: { socketPath: '/no/such/cups.sock' }, ...shared },
        clock,
      ).open(),
      await listCupsQueues({ server, answerWithinMs: 30_000 }, clock),
    ];

    expect(answers).toEqual(['printer.spooler-off', 'printer.spooler-off', 'printer.spooler-off']);
  });

  it('an address that is none, and a name that does not resolve', async () => {
    const shared = { jobPrefix: 'P', stallMs: 1_000, answerWithinMs: 30_000 };

    const answers = await Promise.all(
      ['http://127.0.0.1/', 'nonsense', 'ipp://no-such-printer.invalid/ipp/print'].map((uri) =>
        createIppWire({ uri, ...shared }, clock).open(),
      ),
    );

    expect(new Set(answers)).toEqual(new Set(['printer.name-unknown']));
  });
});
