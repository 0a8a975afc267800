import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import type { Wire, WireLine } from '../../../main/devices/printers/wire.ts';
import {
  createWindowsWire,
  listWindowsQueues,
  windowsSpooler,
} from '../../../main/devices/printers/wires/windows-wire.ts';
import { loadWinspool } from '../../../main/devices/printers/wires/winspool.ts';
import { movedClock } from '../../builders/moved-clock.ts';
import { type WinspoolStandIn, winspoolStandIn } from '../../builders/winspool-stand-in.ts';

const everyByte = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) & 0xff);

function wireTo(
  standIn: WinspoolStandIn,
  more: { clock?: ReturnType<typeof movedClock>; queue?: string } = {},
): Wire {
  const spooler = loadWinspool(standIn.koffi);
  const options = {
    queue: more.queue ?? '面单 1',
    jobPrefix: 'Parcelbench D1',
    stallMs: 60_000,
    answerWithinMs: 5_000,
  };
  return createWindowsWire(options, more.clock ?? systemClock(), async () => spooler);
}

async function opened(wire: Wire): Promise<WireLine> {
  const line = await wire.open();
  if (typeof line === 'string') throw new Error(`the wire says ${line}`);
  return line;
}

describe('a queue of the Windows spooler', () => {
  it('takes each label as one raw job, in the order Windows wants its calls', async () => {
    const standIn = winspoolStandIn(['面单 1']);
    const line = await opened(wireTo(standIn));
    standIn.calls.length = 0;

    const written = [await line.write(everyByte(25_000), '1/50'), await line.write(everyByte(10), '2/50')];

    expect(written).toEqual([null, null]);
    expect(standIn.jobs.map(({ documentName, datatype }) => [documentName, datatype])).toEqual([
      ['Parcelbench D1 1/50', 'RAW'],
      ['Parcelbench D1 2/50', 'RAW'],
    ]);
    expect(Buffer.concat(standIn.jobs[0]?.pieces ?? []).equals(everyByte(25_000))).toBe(true);
    expect(standIn.calls.slice(0, 10)).toEqual([
      'OpenPrinterW',
      'StartDocPrinterW',
      ...['WritePrinter', 'WritePrinter', 'WritePrinter'],
      'EndDocPrinter',
      'ClosePrinter',
      ...['OpenPrinterW', 'GetJobW', 'GetJobW'],
    ]);
    expect(standIn.openHandles).toBe(0);
  });

  it('uses the other name for raw bytes where the driver is of the newer kind', async () => {
    const standIn = winspoolStandIn(['面单 1']);
    standIn.trouble = 'takes-no-raw';
    const line = await opened(wireTo(standIn));

    await line.write(everyByte(10), '1/1');

    expect(standIn.jobs.map(({ datatype }) => datatype)).toEqual(['XPS_PASS']);
  });

  it('deletes by its id what the printer has not taken in time, before it gives up', async () => {
    const standIn = winspoolStandIn(['面单 1']);
    standIn.trouble = 'keeps-jobs';
    const clock = movedClock();
    const line = await opened(wireTo(standIn, { clock }));

    let outcome: string | null | undefined;
    void line.write(everyByte(10), '1/1').then((reason) => {
      outcome = reason;
    });
    while (outcome === undefined) await clock.pass(1_000);

    expect(outcome).toBe('printer.stalled');
    expect(standIn.jobs.map(({ status }) => status & 0x100)).toEqual([0x100]);
    expect(standIn.openHandles).toBe(0);
  });

  it('deletes a job that broke off, so that half a label never prints', async () => {
    const standIn = winspoolStandIn(['面单 1']);
    const line = await opened(wireTo(standIn));
    standIn.trouble = 'write-fails';

    const reason = await line.write(everyByte(10), '1/1');

    expect(reason).toBe('printer.job-failed');
    expect(standIn.jobs.map(({ status, isEnded }) => [status & 0x100, isEnded])).toEqual([[0x100, false]]);
  });

  it('deletes a job whose writing hangs', async () => {
    const standIn = winspoolStandIn(['面单 1']);
    const clock = movedClock();
    const line = await opened(wireTo(standIn, { clock }));
    standIn.trouble = 'write-hangs';

    let outcome: string | null | undefined;
    void line.write(everyByte(10), '1/1').then((reason) => {
      outcome = reason;
    });
    while (outcome === undefined) await clock.pass(10_000);

    expect(outcome).toBe('printer.stalled');
    expect(standIn.jobs.map(({ status }) => status & 0x100)).toEqual([0x100]);
  });

  it('finds after a restart what it left in the queue, and only that', async () => {
    const standIn = winspoolStandIn(['面单 1']);
    standIn.trouble = 'keeps-jobs';
    const before = await opened(wireTo(standIn));
    void before.write(everyByte(10), '4/50');
    while (!standIn.jobs[0]?.isEnded) await new Promise((resolve) => setImmediate(resolve));
    standIn.jobs.push({
      jobId: 90,
      documentName: 'Somebody’s letter',
      datatype: 'RAW',
      pieces: [],
      pages: [],
      status: 0,
      isEnded: true,
    });
    before.destroy();

    const reason = await wireTo(standIn).cancelHeld?.();

    expect(reason).toBeNull();
    expect(standIn.jobs.map(({ jobId, status }) => [jobId, status & 0x100])).toEqual([
      [11, 0x100],
      [90, 0],
    ]);
  });

  it('tells a job that somebody deleted', async () => {
    const standIn = winspoolStandIn(['面单 1']);
    standIn.trouble = 'keeps-jobs';
    const line = await opened(wireTo(standIn));
    const writing = line.write(everyByte(10), '1/1');
    while (!standIn.jobs[0]?.isEnded) await new Promise((resolve) => setImmediate(resolve));

    standIn.jobs[0].status |= 0x4;

    expect(await writing).toBe('printer.job-cancelled');
  });

  it('says whether the queue vanished, may not be used, or the service is off', async () => {
    const standIn = winspoolStandIn(['面单 1']);
    const vanished = await wireTo(standIn, { queue: 'gone' }).open();
    standIn.trouble = 'not-running';

    expect(vanished).toBe('printer.name-unknown');
    expect(await wireTo(standIn).open()).toBe('printer.spooler-off');
    expect(await listWindowsQueues(async () => loadWinspool(standIn.koffi))).toBe('printer.spooler-off');
  });

  it('lists the queues and which is usual', async () => {
    const standIn = winspoolStandIn(['面单 1', 'Zebra']);

    const queues = await listWindowsQueues(async () => loadWinspool(standIn.koffi));

    expect(queues).toEqual([
      { name: '面单 1', model: null, isDefault: true },
      { name: 'Zebra', model: null, isDefault: false },
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('on another system', () => {
  it('there is no Windows spooler: said so, and nothing is loaded', async () => {
    const options = { queue: 'Zebra', jobPrefix: 'P', stallMs: 1_000, answerWithinMs: 1_000 };

    expect(await createWindowsWire(options, systemClock()).open()).toBe('printer.other-system');
    expect(await listWindowsQueues()).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'win32')('the spooler of a real Windows', () => {
  it('lists its queues, and knows none that is not there', async () => {
    const spooler = await windowsSpooler();
    const options = { queue: 'no such queue', jobPrefix: 'P', stallMs: 1_000, answerWithinMs: 1_000 };

    expect(Array.isArray(await spooler?.listPrinters())).toBe(true);
    expect(await createWindowsWire(options, systemClock()).open()).toBe('printer.name-unknown');
  });
});
