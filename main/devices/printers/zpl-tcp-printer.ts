// A ZPL printer on the network (raw port 9100). One connection for a whole run, always drained; at the end we close our
// side and wait for the printer to close its own: only then is it proved that it read every byte (printing.md 1.4, 1.5).

import { connect, type Socket } from 'node:net';
import type { Clock } from '../../basics/clock.ts';
import type { PrinterId } from '../../basics/ids.ts';
import type { FinishOutcome, LabelFormat, LabelPrinter, PrinterState, SendOutcome } from './printer.ts';

export interface ZplTcpOptions {
  readonly printerId: PrinterId;
  readonly host: string;
  readonly port: number;
  readonly format: LabelFormat;
  readonly connectTimeoutMs: number;
  /** A printer that takes nothing for so long (no paper, head open, cable out) is given up: what it has is in doubt. */
  readonly stallMs: number;
}

/** Small pieces, so that a stall is told from a slow printer by every one of them. */
const pieceBytes = 16 * 1024;

interface Line {
  readonly socket: Socket;
  /** Why the connection is gone, once it is. */
  lost: string | null;
  readonly closed: Promise<void>;
}

export function createZplTcpPrinter(options: ZplTcpOptions, clock: Clock): LabelPrinter {
  let line: Line | undefined;
  let isRunning = false;
  /** Labels were handed to the kernel on a connection whose end we have not seen yet. */
  let owesProof = false;
  let lostProof: string | null = null;
  let mustForget = false;

  async function open(): Promise<Line | string> {
    const socket = connect({ host: options.host, port: options.port, noDelay: true, keepAlive: true });
    socket.resume(); // unread answers would turn our own close into a reset that destroys what was sent
    const opened = await new Promise<string | null>((resolve) => {
      const cancel = clock.after(options.connectTimeoutMs, () => resolve('printer.no-answer'));
      const settle = (reason: string | null) => {
        cancel();
        resolve(reason);
      };
      socket.once('connect', () => settle(null));
      socket.once('error', (error) => settle(reasonOf(error)));
    });
    socket.on('error', () => {}); // told again by 'close'
    if (opened !== null) {
      socket.destroy();
      return opened;
    }
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const fresh: Line = { socket, lost: null, closed };
    socket.once('end', () => {
      fresh.lost ??= 'printer.hung-up';
    });
    socket.once('error', (error) => {
      fresh.lost = reasonOf(error);
    });
    socket.once('close', () => {
      fresh.lost ??= 'printer.connection-lost';
    });
    return fresh;
  }

  async function send(bytes: Uint8Array): Promise<SendOutcome> {
    if (line?.lost) dropLine(line.lost);
    if (lostProof !== null) return { kind: 'nothing-sent', reason: lostProof };
    if (!line) {
      const opened = await open();
      if (typeof opened === 'string') return { kind: 'nothing-sent', reason: opened };
      line = opened;
    }
    const current = line;
    owesProof = true;
    if (mustForget) {
      mustForget = false;
      // ~JA ends a label that was cut off in the middle and clears everything the printer still holds.
      const failure = await writePiece(current, Buffer.from('~JA\n', 'latin1'));
      if (failure !== null) {
        mustForget = true;
        dropLine(failure);
        return { kind: 'in-doubt', reason: failure };
      }
    }
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      const failure = await writePiece(current, bytes.subarray(start, start + pieceBytes));
      if (failure !== null) {
        dropLine(failure);
        return { kind: 'in-doubt', reason: failure };
      }
    }
    return { kind: 'delivered', evidence: 0 };
  }

  function writePiece(current: Line, piece: Uint8Array): Promise<string | null> {
    if (current.lost) return Promise.resolve(current.lost);
    return new Promise((resolve) => {
      const cancel = clock.after(options.stallMs, () => resolve('printer.stalled'));
      const settle = (reason: string | null) => {
        cancel();
        resolve(reason);
      };
      current.socket.write(piece, (error) => settle(error ? reasonOf(error) : null));
      void current.closed.then(() => settle(current.lost));
    });
  }

  function dropLine(reason: string): void {
    line?.socket.destroy();
    line = undefined;
    if (owesProof) lostProof = reason;
    owesProof = false;
  }

  async function finish(): Promise<FinishOutcome> {
    if (line && !line.lost) {
      const current = line;
      const reason = await hangUp(current);
      line = undefined;
      if (reason !== null && owesProof) lostProof = reason;
      owesProof = false;
    } else if (line?.lost) dropLine(line.lost);
    const doubt = lostProof;
    lostProof = null;
    return doubt === null ? { kind: 'taken', evidence: 1 } : { kind: 'in-doubt', reason: doubt };
  }

  /** Null when the printer read everything and closed its side after ours. */
  async function hangUp(current: Line): Promise<string | null> {
    const { socket } = current;
    let hasPrinterClosed = false;
    let failure: string | null = null;
    socket.once('end', () => {
      hasPrinterClosed = true;
    });
    socket.once('error', (error) => {
      failure = reasonOf(error);
    });
    socket.end();
    const isClosed = await new Promise<boolean>((resolve) => {
      const cancel = clock.after(options.stallMs, () => resolve(false));
      void current.closed.then(() => {
        cancel();
        resolve(true);
      });
    });
    if (!isClosed) socket.destroy();
    if (failure !== null) return failure;
    if (!isClosed) return 'printer.stalled';
    return hasPrinterClosed ? null : 'printer.connection-lost';
  }

  async function readState(): Promise<PrinterState> {
    if (isRunning || line) return { kind: 'busy' };
    const opened = await open();
    if (typeof opened === 'string') return { kind: 'unreachable', reason: opened };
    await hangUp(opened);
    return { kind: 'ready' };
  }

  return {
    printerId: options.printerId,
    format: options.format,
    async send(label) {
      isRunning = true;
      return send(label.bytes);
    },
    async finish() {
      try {
        return await finish();
      } finally {
        isRunning = false;
      }
    },
    forgetHeld() {
      mustForget = true;
    },
    readState,
    async close() {
      if (line) dropLine('printer.closed');
      isRunning = false;
    },
  };
}

/** Node's error codes in the words of the floor. */
function reasonOf(error: Error): string {
  switch ((error as { code?: unknown }).code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'printer.name-unknown';
    case 'ECONNREFUSED':
      return 'printer.refused';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ETIMEDOUT':
      return 'printer.unreachable';
    default:
      return 'printer.connection-lost';
  }
}
