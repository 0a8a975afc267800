// A queue of Windows' print spooler: one write is one job of its own, with the label's bytes as they are, or drawn by the queue's driver
// for printers that nothing else can speak to. The spooler says "done" when it has handed the bytes on; that paper came out, it
// cannot say.

import type { Clock } from '../../../basics/clock.ts';
import { readBmp } from '../encode-bmp.ts';
import { pieceBytes, type Wire, type WireReason } from '../wire.ts';
import { type Gdi, loadGdi } from './gdi.ts';
import { within } from './line-ends.ts';
import {
  cancelHeld,
  createQueueLine,
  type FoundQueue,
  type QueueJobs,
  type QueuePatience,
} from './queue-line.ts';
import { loadWinspool, type SpoolJob, type Winspool } from './winspool.ts';

export interface WindowsWireOptions extends QueuePatience {
  readonly queue: string;
  /** `raw`: the bytes go to the printer as they are. `driver`: they are a picture (`encodeBmp`), which the queue's driver prints. */
  readonly mode?: 'raw' | 'driver';
  /** Our jobs are called by this and their title, so that they are found again after a restart. One printer, one prefix. */
  readonly jobPrefix: string;
}

/** Undefined where there is no such spooler. */
export type FindWinspool = () => Promise<Winspool | undefined>;
export type FindGdi = () => Promise<Gdi | undefined>;

const deleting = 0x4;
const printed = 0x80;
const deleted = 0x100;
const complete = 0x1000;

let loaded: Promise<Winspool | undefined> | undefined;

/** The spooler of this machine: declared once, at the first use. */
export const windowsSpooler: FindWinspool = () => {
  loaded ??=
    process.platform === 'win32'
      ? import('koffi').then((module) => loadWinspool(module.default))
      : Promise.resolve(undefined);
  return loaded;
};

let loadedGdi: Promise<Gdi | undefined> | undefined;

const windowsDrivers: FindGdi = () => {
  loadedGdi ??=
    process.platform === 'win32'
      ? import('koffi').then((module) => loadGdi(module.default))
      : Promise.resolve(undefined);
  return loadedGdi;
};

export function createWindowsWire(
  options: WindowsWireOptions,
  clock: Clock,
  findWinspool: FindWinspool = windowsSpooler,
  findGdi: FindGdi = windowsDrivers,
): Wire {
  const held = new Set<number>();

  function jobsOf(spooler: Winspool): QueueJobs {
    /** Runs `work` on the open queue; a reason when it cannot be opened. */
    async function onQueue<Answer>(
      work: (printer: unknown) => Promise<Answer>,
    ): Promise<Answer | WireReason> {
      const printer = await spooler.openPrinter(options.queue);
      if (printer === undefined) return whyNotOpened(spooler, options.queue);
      try {
        return await work(printer);
      } finally {
        await spooler.closePrinter(printer);
      }
    }

    async function submitToDriver(bytes: Uint8Array, title: string): Promise<number | WireReason> {
      const label = readBmp(bytes);
      const gdi = await findGdi();
      if (!label || !gdi) return label ? 'printer.other-system' : 'printer.job-failed';
      const printing = gdi.printPage(options.queue, `${options.jobPrefix} ${title}`, label);
      const jobId = await within(clock, options.stallMs, printing, 'printer.stalled' as const);
      if (typeof jobId === 'number') held.add(jobId);
      // A driver that wakes up after we gave it up must not print what was given up.
      else if (jobId === 'printer.stalled')
        void printing.then((late) => (typeof late === 'number' ? cancel(late) : undefined)).catch(() => {});
      return jobId;
    }

    const submit = (bytes: Uint8Array, title: string) =>
      options.mode === 'driver' ? submitToDriver(bytes, title) : submitRaw(bytes, title);

    const submitRaw = (bytes: Uint8Array, title: string) =>
      onQueue(async (printer): Promise<number | WireReason> => {
        const name = `${options.jobPrefix} ${title}`;
        // Drivers of Windows 8 and later (v4) take their own bytes under another name.
        const jobId =
          (await spooler.startDocument(printer, name, 'RAW')) ??
          (await spooler.startDocument(printer, name, 'XPS_PASS'));
        if (jobId === undefined) return 'printer.refused';
        held.add(jobId);
        const writing = writeAll(spooler, printer, bytes);
        const outcome = await within(clock, options.stallMs, writing, 'printer.stalled' as const);
        if (outcome === null) return jobId;
        await cancel(jobId); // before its end is told, or what was written would print
        return outcome;
      });

    const cancel = async (jobId: number) => {
      await onQueue((printer) => spooler.deleteJob(printer, jobId));
    };

    return {
      submit,
      cancel,
      look: (jobId) => onQueue(async (printer) => endOf(await spooler.findJob(printer, jobId))),
      async listHeld() {
        const jobs = await onQueue((printer) => spooler.listJobs(printer));
        if (jobs === 'printer.name-unknown') return []; // the queue is gone, and its jobs with it
        if (typeof jobs === 'string') return jobs;
        return jobs
          .filter(({ status }) => (status & (printed | complete | deleted)) === 0)
          .filter((job) => held.has(job.jobId) || job.documentName.startsWith(`${options.jobPrefix} `))
          .map(({ jobId }) => jobId);
      },
    };
  }

  return {
    async open() {
      const spooler = await findWinspool();
      if (!spooler) return 'printer.other-system';
      const printer = await spooler.openPrinter(options.queue);
      if (printer === undefined) return whyNotOpened(spooler, options.queue);
      await spooler.closePrinter(printer);
      return createQueueLine(jobsOf(spooler), held, options, clock);
    },
    async cancelHeld() {
      const spooler = await findWinspool();
      return spooler ? cancelHeld(jobsOf(spooler), held, options, clock) : 'printer.other-system';
    },
  };
}

async function writeAll(spooler: Winspool, printer: unknown, bytes: Uint8Array): Promise<WireReason | null> {
  for (let start = 0; start < bytes.length; ) {
    const taken = await spooler.write(printer, bytes.subarray(start, start + pieceBytes));
    if (taken === undefined) return 'printer.job-failed';
    start += taken;
  }
  return (await spooler.endDocument(printer)) ? null : 'printer.job-failed';
}

function endOf(job: SpoolJob | undefined): 'queued' | 'done' | WireReason {
  if (!job) return 'done'; // the spooler forgets a job that it has handed on
  if (job.status & (deleting | deleted)) return 'printer.job-cancelled';
  return job.status & (printed | complete) ? 'done' : 'queued';
}

async function whyNotOpened(spooler: Winspool, queue: string): Promise<WireReason> {
  const names = await spooler.listPrinters();
  if (!names) return 'printer.spooler-off';
  return names.includes(queue) ? 'printer.not-allowed' : 'printer.name-unknown';
}

/** The queues of this machine's Windows; none on another system. */
export async function listWindowsQueues(
  findWinspool: FindWinspool = windowsSpooler,
): Promise<FoundQueue[] | WireReason> {
  const spooler = await findWinspool();
  if (!spooler) return [];
  const [names, usual] = await Promise.all([spooler.listPrinters(), spooler.findDefaultPrinter()]);
  if (!names) return 'printer.spooler-off';
  return names.map((name) => ({ name, model: null, isDefault: name === usual }));
}
