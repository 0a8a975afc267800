import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../main/basics/clock.ts';
import type { PrinterId } from '../../main/basics/ids.ts';
import { createLabelPrinter } from '../../main/devices/printers/create-label-printer.ts';
import type { LabelFormat } from '../../main/devices/printers/printer.ts';
import { createTcpWire } from '../../main/devices/printers/wires/tcp-wire.ts';
import { movedClock } from '../builders/moved-clock.ts';
import { startZplSimulator } from '../simulators/printers/zpl-simulator.ts';

const format: LabelFormat = {
  dotsPerMm: 8,
  encoding: { kind: 'zpl', compression: 'acs', media: 'gap', speed: null, darkness: null },
};

function printerAt(port: number, clock: Clock = movedClock(), host = '127.0.0.1') {
  const printerId = 'printer-1' as PrinterId; // a test's own printer
  return createLabelPrinter(
    {
      printerId,
      wire: createTcpWire({ host, port, connectTimeoutMs: 3_000, stallMs: 60_000 }, clock),
      language: { clearHeld: () => Buffer.from('~JA\n', 'latin1'), status: null },
      format,
      reprintsByItself: true,
      line: { evidence: 1, isWhole: false, isProofOfPower: true },
      labelMs: null,
      hasAnswered: false,
      mayAsk: () => true,
      giveUpMs: 60_000,
      mendMs: null,
    },
    clock,
  );
}

/** The two ends of a connection can hold tens of megabytes that nobody has read: this is more than they take. */
const moreThanBuffers = 64_000_000;
const bytesOf = (length: number) => Buffer.from(`^XA${'0'.repeat(length)}^XZ`, 'latin1');
const label = (bytes: Uint8Array = bytesOf(50_000)) => ({
  labelId: 'L1',
  batchNo: 1,
  position: 1,
  trackingNumber: 'YT1',
  bytes,
});

describe('a printer on the network that is not asked', () => {
  it('proves by its own closing that it read every byte', async () => {
    const paper = await startZplSimulator();
    const printer = printerAt(paper.port);

    const sent = [await printer.send(label()), await printer.send(label())];
    const finished = await printer.finish();

    expect(sent).toEqual([
      { kind: 'delivered', evidence: null },
      { kind: 'delivered', evidence: null },
    ]);
    expect(finished.doubt).toBeNull();
    expect(finished.confirmed.map((one) => one.evidence)).toEqual([1, 1]);
    expect(paper.roll).toHaveLength(2);
    expect(paper.connectionCount).toBe(1);
    await paper.close();
  });

  it('has sent nothing when nobody listens', async () => {
    const paper = await startZplSimulator();
    await paper.close();
    const printer = printerAt(paper.port);

    const sent = await printer.send(label());

    expect(sent).toEqual({ kind: 'nothing-sent', reason: 'printer.refused' });
    expect(await printer.finish()).toEqual({ confirmed: [], doubt: null });
    expect(await printer.readState()).toEqual({ kind: 'unreachable', reason: 'printer.refused' });
  });

  it('has sent nothing when its name does not resolve', async () => {
    const printer = printerAt(9100, movedClock(), 'no-such-printer.invalid');

    expect(await printer.send(label())).toEqual({ kind: 'nothing-sent', reason: 'printer.name-unknown' });
  });

  it('has sent nothing when connecting takes too long', async () => {
    const clock = movedClock();
    const printer = printerAt(9100, clock, '192.0.2.1'); // a documentation address: packets to it vanish

    const sending = printer.send(label());
    await clock.pass(3_000);

    const outcome = await sending;
    expect(outcome.kind).toBe('nothing-sent');
  });

  it('is in doubt about every label of a connection that was cut', async () => {
    const paper = await startZplSimulator();
    const printer = printerAt(paper.port);
    await printer.send(label());
    await paper.labels(1);
    paper.hurt({ kind: 'cut', atByte: paper.receivedBytes + 10 });

    const cut = await printer.send(label(bytesOf(moreThanBuffers)));
    const after = await printer.send(label());
    const finished = await printer.finish();

    // How much the system swallows before the cut is noticed is its own affair; what came before is never proved by it.
    expect(cut.kind).not.toBe('nothing-sent');
    if (cut.kind === 'in-doubt') expect(after.kind).toBe('nothing-sent');
    expect(finished.doubt).not.toBeNull();
    expect(paper.roll).toHaveLength(1);
    await paper.close();
  });

  it('starts anew, without doubt, once the doubt has been told', async () => {
    const paper = await startZplSimulator();
    const printer = printerAt(paper.port);
    paper.hurt({ kind: 'cut', atByte: 10 });
    await printer.send(label(bytesOf(moreThanBuffers)));
    await printer.finish();

    const sent = await printer.send(label());

    expect(sent.kind).toBe('delivered');
    expect(await printer.finish()).toMatchObject({ doubt: null });
    await paper.close();
  });

  it('clears what the printer still holds before it sends again', async () => {
    const paper = await startZplSimulator();
    paper.jam();
    const printer = printerAt(paper.port);
    await printer.send(label());
    await printer.finish();

    await printer.forgetHeld(label().bytes.length);
    await printer.send(label());
    await printer.finish();
    paper.loadPaper();

    expect(paper.roll).toHaveLength(1);
    await paper.close();
  });

  it('gives up a printer that takes nothing any more, in doubt', async () => {
    const paper = await startZplSimulator();
    const clock = movedClock();
    const printer = printerAt(paper.port, clock);
    paper.hurt({ kind: 'stop-reading', atByte: 1_000 });

    const sending = printer.send(label(bytesOf(moreThanBuffers)));
    await paper.bytes(1_000);
    let outcome: Awaited<typeof sending> | undefined;
    void sending.then((value) => {
      outcome = value;
    });
    while (!outcome) await clock.pass(60_000);

    expect(outcome).toEqual({ kind: 'in-doubt', reason: 'printer.stalled' });
    await paper.close();
  });

  it('goes on by itself when paper is loaded in time', async () => {
    const paper = await startZplSimulator();
    const printer = printerAt(paper.port);
    paper.hurt({ kind: 'stop-reading', atByte: 1_000 });
    const sending = printer.send(label(bytesOf(8_000_000)));
    await paper.bytes(1_000);

    paper.loadPaper();

    expect((await sending).kind).toBe('delivered');
    expect(await printer.finish()).toMatchObject({ doubt: null });
    expect(paper.roll).toHaveLength(1);
    await paper.close();
  });

  it('drains what the printer says, so that closing destroys nothing', async () => {
    const paper = await startZplSimulator();
    const printer = printerAt(paper.port);
    await printer.send(label());
    await paper.labels(1);
    paper.say('\x02unasked status\x03\r\n'.repeat(1_000));
    await printer.send(label());

    expect(await printer.finish()).toMatchObject({ doubt: null });
    expect(paper.roll).toHaveLength(2);
    await paper.close();
  });

  it('is in doubt when it is let go in the middle of a label', async () => {
    const paper = await startZplSimulator();
    const printer = printerAt(paper.port);
    paper.hurt({ kind: 'stop-reading', atByte: 1_000 });
    const sending = printer.send(label(bytesOf(moreThanBuffers)));
    await paper.bytes(1_000);

    await printer.close();

    expect((await sending).kind).toBe('in-doubt');
    await paper.close();
  });

  it('is in doubt when the printer hangs up before we do', async () => {
    const silent = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const printer = printerAt(typeof address === 'object' && address ? address.port : 0, systemClock());

    await printer.send(label(bytesOf(10)));
    const finished = await printer.finish();

    expect(finished.doubt).not.toBeNull();
    await new Promise<void>((resolve) => silent.close(() => resolve()));
  });
});
