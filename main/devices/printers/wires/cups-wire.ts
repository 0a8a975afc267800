// A print queue that speaks IPP: one of this machine's CUPS, or a printer on the network that is its own queue. One write is one job:
// its id is kept, it is watched until the queue says how it ended, and it is cancelled by that id before we give it up, because a
// queue sends again behind our back what it still holds (printing.md 1.5). What is handed over never passes a shell.

import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Clock } from '../../../basics/clock.ts';
import type { Wire, WireReason } from '../wire.ts';
import {
  askIpp,
  type IppAnswer,
  type IppRequest,
  type IppServer,
  notFound,
  numberOf,
  operations,
  textOf,
} from './ipp.ts';
import {
  cancelHeld,
  createQueueLine,
  type FoundQueue,
  type JobEnd,
  type QueuePatience,
} from './queue-line.ts';

interface QueueOptions extends QueuePatience {
  /** Our jobs are called by this and their title, so that they are found again after a restart. One printer, one prefix. */
  readonly jobPrefix: string;
}

export interface CupsWireOptions extends QueueOptions {
  readonly queue: string;
  /** `raw`: the bytes go to the printer as they are. `driver`: the bytes are a PDF for the queue's driver. */
  readonly mode: 'raw' | 'driver';
  /** Where CUPS listens; left out, where it does on this machine. */
  readonly server?: IppServer;
}

export interface IppWireOptions extends QueueOptions {
  /** `ipp://192.168.1.30/ipp/print`. */
  readonly uri: string;
}

const ippPort = 631;
const formats = { raw: 'application/vnd.cups-raw', driver: 'application/pdf' } as const;
/** Where CUPS listens as a file: Linux, then macOS. */
const localSockets = ['/run/cups/cups.sock', '/var/run/cups/cups.sock', '/private/var/run/cupsd'];

const jobStates = { canceled: 7, aborted: 8, completed: 9 } as const;
const printerStopped = 5;

/** Where every program of this machine finds CUPS: what CUPS_SERVER names (a socket's path, or host and port), else its usual place. */
export function localCups(named = process.env.CUPS_SERVER ?? ''): IppServer {
  if (named.startsWith('/')) return { socketPath: named };
  const server = /^(?:\[([^\]]+)\]|([^:/]+))(?::(\d{1,5}))?(?:\/.*)?$/.exec(named);
  const host = server?.[1] ?? server?.[2];
  if (host !== undefined) return { host, port: Number(server?.[3] ?? ippPort) };
  const socketPath = localSockets.find((path) => existsSync(path));
  return socketPath === undefined ? { host: '127.0.0.1', port: ippPort } : { socketPath };
}

export function createCupsWire(options: CupsWireOptions, clock: Clock): Wire {
  const path = `/printers/${encodeURIComponent(options.queue)}`;
  return createQueueWire(
    {
      ...options,
      server: options.server ?? localCups(),
      path,
      uri: `ipp://localhost${path}`,
      format: formats[options.mode],
    },
    clock,
  );
}

export function createIppWire(options: IppWireOptions, clock: Clock): Wire {
  const uri = URL.canParse(options.uri) ? new URL(options.uri) : undefined;
  if (uri?.protocol !== 'ipp:' || uri.hostname === '') return { open: async () => 'printer.name-unknown' };
  const server = {
    host: uri.hostname.replace(/^\[|\]$/g, ''),
    port: uri.port === '' ? ippPort : Number(uri.port),
  };
  return createQueueWire(
    { ...options, server, path: uri.pathname || '/', uri: options.uri, format: formats.driver },
    clock,
  );
}

interface Queue extends QueueOptions {
  readonly server: IppServer;
  readonly path: string;
  readonly uri: string;
  readonly format: string;
}

function createQueueWire(queue: Queue, clock: Clock): Wire {
  const user = userInfo().username;
  /** Jobs whose end we have not seen. */
  const held = new Set<number>();

  function ask(operation: number, more: Partial<IppRequest> = {}): Promise<IppAnswer | WireReason> {
    const { server, path, answerWithinMs } = queue;
    return askIpp(
      { server, path, answerWithinMs, clock },
      {
        ...more,
        operation,
        attributes: [
          ['printer-uri', { tag: 'uri', value: queue.uri }],
          ...(more.attributes ?? []).filter(([name]) => name === 'job-id'),
          ['requesting-user-name', { tag: 'name', value: user }],
          ...(more.attributes ?? []).filter(([name]) => name !== 'job-id'),
        ],
      },
    );
  }

  /** Null when the queue is there and takes jobs that it will print now. */
  async function whyNotReady(): Promise<WireReason | null> {
    const answer = await ask(operations.getPrinterAttributes, {
      attributes: [
        [
          'requested-attributes',
          { tag: 'keyword', value: ['printer-state', 'printer-is-accepting-jobs', 'printer-name'] },
        ],
      ],
    });
    if (typeof answer === 'string') return answer;
    if (answer.status === notFound) return 'printer.name-unknown';
    const printer = answer.groups.find(({ kind }) => kind === 'printer');
    const state = numberOf(printer, 'printer-state');
    if (answer.status >= 0x100 || state === null) return 'printer.nonsense';
    const isAccepting = printer?.attributes.get('printer-is-accepting-jobs')?.[0] !== false;
    return state === printerStopped || !isAccepting ? 'printer.queue-stopped' : null;
  }

  async function submit(bytes: Uint8Array, title: string): Promise<number | WireReason> {
    const answer = await ask(operations.printJob, {
      attributes: [
        ['job-name', { tag: 'name', value: nameOf(title) }],
        ['document-format', { tag: 'mime-type', value: queue.format }],
      ],
      ...(queue.format === formats.driver
        ? { jobAttributes: [['print-scaling', { tag: 'keyword', value: 'none' }]] }
        : {}),
      data: bytes,
    });
    if (typeof answer === 'string') return answer;
    if (answer.status === notFound) return 'printer.name-unknown';
    const jobId = answer.groups.map((group) => numberOf(group, 'job-id')).find((id) => id !== null);
    if (answer.status >= 0x100) return 'printer.refused';
    return jobId ?? 'printer.nonsense';
  }

  const nameOf = (title: string) => `${queue.jobPrefix} ${title}`.slice(0, 80); // 255 bytes at most, in UTF-8

  async function look(jobId: number): Promise<JobEnd> {
    const answer = await ask(operations.getJobAttributes, {
      attributes: [
        ['job-id', { tag: 'integer', value: jobId }],
        ['requested-attributes', { tag: 'keyword', value: ['job-state', 'job-state-reasons'] }],
      ],
    });
    if (typeof answer === 'string') return answer;
    if (answer.status === notFound) {
      // A queue that keeps no history forgets a finished job; a queue that was deleted forgets an unprinted one.
      const reason = await whyNotReady();
      return reason === 'printer.name-unknown' ? reason : 'done';
    }
    const job = answer.groups.find(({ kind }) => kind === 'job');
    switch (numberOf(job, 'job-state')) {
      case jobStates.completed:
        return 'done';
      case jobStates.aborted:
        return 'printer.job-failed';
      case jobStates.canceled:
        return 'printer.job-cancelled';
      case null:
        return 'printer.nonsense';
      default:
        return job?.attributes.get('job-state-reasons')?.includes('printer-stopped')
          ? 'printer.queue-stopped'
          : 'queued';
    }
  }

  async function cancel(jobId: number): Promise<void> {
    await ask(operations.cancelJob, { attributes: [['job-id', { tag: 'integer', value: jobId }]] });
  }

  /** Ours that the queue has not finished: those whose id we kept, and after a restart those that bear our name. */
  async function listHeld(): Promise<number[] | WireReason> {
    const answer = await ask(operations.getJobs, {
      attributes: [
        ['which-jobs', { tag: 'keyword', value: 'not-completed' }],
        ['my-jobs', { tag: 'boolean', value: true }],
        ['requested-attributes', { tag: 'keyword', value: ['job-id', 'job-name'] }],
      ],
    });
    if (typeof answer === 'string') return answer;
    if (answer.status === notFound) return []; // the queue is gone, and its jobs with it
    if (answer.status >= 0x100) return 'printer.nonsense';
    return answer.groups.flatMap((group) => {
      const jobId = group.kind === 'job' ? numberOf(group, 'job-id') : null;
      if (jobId === null) return [];
      const isOurs = held.has(jobId) || textOf(group, 'job-name')?.startsWith(`${queue.jobPrefix} `);
      return isOurs ? [jobId] : [];
    });
  }

  const jobs = { submit, look, cancel, listHeld };
  return {
    async open() {
      const reason = await whyNotReady();
      return reason ?? createQueueLine(jobs, held, queue, clock);
    },
    cancelHeld: () => cancelHeld(jobs, held, queue, clock),
  };
}

/** The queues of this machine's CUPS. */
export async function listCupsQueues(
  asking: { readonly server: IppServer; readonly answerWithinMs: number },
  clock: Clock,
): Promise<FoundQueue[] | WireReason> {
  const ask = (operation: number) =>
    askIpp(
      { ...asking, path: '/', clock },
      {
        operation,
        attributes: [
          [
            'requested-attributes',
            { tag: 'keyword', value: ['printer-name', 'printer-make-and-model', 'printer-info'] },
          ],
        ],
      },
    );
  const [answer, chosen] = await Promise.all([
    ask(operations.cupsGetPrinters),
    ask(operations.cupsGetDefault),
  ]);
  if (typeof answer === 'string') return answer;
  if (answer.status === notFound) return []; // its way of saying that there are none
  const usual =
    typeof chosen === 'string'
      ? null
      : textOf(
          chosen.groups.find(({ kind }) => kind === 'printer'),
          'printer-name',
        );
  return answer.groups.flatMap((group) => {
    const name = group.kind === 'printer' ? textOf(group, 'printer-name') : null;
    if (name === null) return [];
    return [{ name, model: textOf(group, 'printer-make-and-model'), isDefault: name === usual }];
  });
}
