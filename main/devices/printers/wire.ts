// How bytes travel to one device: a narrow line that never throws for what a device may do, and answers every trouble with one of
// a closed list of reasons. What the bytes mean is the language's affair; when they are sent is the spool's.

/** Each has its sentence under `printing.why.<reason>`. */
export const wireReasons = [
  'printer.no-answer', // nothing answered in time
  'printer.refused', // somebody is there and says no
  'printer.name-unknown', // no such host, queue or port
  'printer.unreachable', // no way there
  'printer.not-a-device', // the path is a file, a folder, a pipe: opened would be lost paper
  'printer.not-allowed', // the system keeps us out
  'printer.in-use', // another program has it open
  'printer.hung-up', // the far side closed in the middle
  'printer.connection-lost', // the way broke
  'printer.stalled', // takes nothing any more
  'printer.closed', // we let go ourselves
  'printer.spooler-off', // the system's print service does not run
  'printer.queue-stopped', // the queue is there and holds its jobs
  'printer.job-failed', // the system took the job and gave it up
  'printer.job-cancelled', // somebody cancelled the job in the system's queue
  'printer.driver-differs', // its driver prints on other paper, or in other dots
  'printer.nonsense', // what answers is no printer
  'printer.other-system', // this way exists on another system only
  'printer.disk-full',
  'printer.folder-closed',
] as const;
export type WireReason = (typeof wireReasons)[number];

export interface Wire {
  /** A line, or why not: then nothing was sent. */
  open(): Promise<WireLine | WireReason>;
  /**
   * Only where the system queues jobs, also without a line and after a restart: cancels by their ids what this wire handed over and
   * the queue still holds, so that sending again cannot print twice. Null when the queue holds nothing of ours any more.
   */
  cancelHeld?(): Promise<WireReason | null>;
}

export interface WireLine {
  /** True when the device can talk back on this line (tcp, serial, usb-lp); spoolers and folders cannot. */
  readonly answers: boolean;
  /**
   * Hands bytes over in pieces and waits until each is taken; null, or the reason it stopped: the line is then lost, and nothing
   * of it is sent later. A stall longer than the wire's `stallMs` is `printer.stalled`. One write at a time. Where the system
   * queues jobs (Windows, CUPS) and in a folder, one write is one job or one file: `title` is what a person sees there.
   */
  write(bytes: Uint8Array, title?: string): Promise<WireReason | null>;
  /** What the device says, in pieces as they come; always drained, also when nobody listens. The answer ends the listening. */
  onBytes(listen: (piece: Uint8Array) => void): () => void;
  /** Why the line is gone, once it is. */
  readonly lost: WireReason | null;
  /** Resolves when the line is gone. */
  readonly closed: Promise<void>;
  /** Ends our side and waits for the far side: null when it is proved that everything was read (TCP) or accepted (spoolers). */
  end(): Promise<WireReason | null>;
  /** Lets go at once. */
  destroy(): void;
  /** The wire's own `cancelHeld`, where it has one. */
  cancelHeld?(): Promise<WireReason | null>;
}

/** Small pieces, so that a stall is told from a slow printer by every one of them. */
export const pieceBytes = 16 * 1024;

/** The system's error codes in the words of the floor. */
export function wireReasonOf(thrown: unknown): WireReason {
  switch ((thrown as { code?: unknown } | null)?.code /* node's own errors carry one */) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENOENT':
    case 'ENXIO':
    case 'ENODEV':
      return 'printer.name-unknown';
    case 'ECONNREFUSED':
      return 'printer.refused';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ETIMEDOUT':
      return 'printer.unreachable';
    case 'EACCES':
    case 'EPERM':
      return 'printer.not-allowed';
    case 'EBUSY':
      return 'printer.in-use';
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ENOTTY':
      return 'printer.not-a-device';
    case 'ENOSPC':
      return 'printer.disk-full';
    default:
      return 'printer.connection-lost';
  }
}
