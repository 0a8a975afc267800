// A printer on the network (raw port 9100). One connection for a whole run, always drained; at the end we close our side and wait
// for the printer to close its own: only then is it proved that it read every byte (printing.md 1.4, 1.5).

import { connect } from 'node:net';
import type { Clock } from '../../../basics/clock.ts';
import { pieceBytes, type Wire, type WireLine, type WireReason, wireReasonOf } from '../wire.ts';
import { createLineEnds, within } from './line-ends.ts';

export interface TcpWireOptions {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  /** A printer that takes nothing for so long (no paper, head open, cable out) is given up. */
  readonly stallMs: number;
}

export function createTcpWire(options: TcpWireOptions, clock: Clock): Wire {
  return { open: () => openTcpLine(options, clock) };
}

async function openTcpLine(options: TcpWireOptions, clock: Clock): Promise<WireLine | WireReason> {
  const { host, port, stallMs } = options;
  const ends = createLineEnds();
  const socket = connect({ host, port, noDelay: true, keepAlive: true });
  // Always read: unread answers would turn our own close into a reset that destroys what was sent.
  socket.on('data', ends.hear);
  const opening = new Promise<WireReason | null>((resolve) => {
    socket.once('connect', () => resolve(null));
    socket.once('error', (thrown) => resolve(wireReasonOf(thrown)));
  });
  const refused = await within(clock, options.connectTimeoutMs, opening, 'printer.no-answer' as const);
  socket.on('error', () => {}); // told again by 'close'
  if (refused !== null) {
    socket.destroy();
    return refused;
  }

  let hasPrinterClosed = false;
  let failure: WireReason | null = null;
  socket.once('end', () => {
    hasPrinterClosed = true;
    ends.lose('printer.hung-up');
  });
  socket.once('error', (thrown) => {
    failure = wireReasonOf(thrown);
    ends.lose(failure);
  });
  socket.once('close', () => {
    ends.lose('printer.connection-lost');
    ends.close();
  });

  /** For good: what is still queued here must not reach the printer later. */
  function giveUp(reason: WireReason): WireReason {
    ends.lose(reason);
    socket.resetAndDestroy(); // a plain close would still deliver it
    return ends.lost ?? reason;
  }

  async function writePiece(piece: Uint8Array): Promise<WireReason | null> {
    const taken = new Promise<boolean>((resolve) => {
      socket.write(piece, (thrown) => resolve(!thrown));
      void ends.closed.then(() => resolve(false));
    });
    const isTaken = await within(clock, stallMs, taken, null);
    if (isTaken === true) return null;
    return giveUp(isTaken === null ? 'printer.stalled' : 'printer.connection-lost');
  }

  return {
    answers: true,
    async write(bytes) {
      for (let start = 0; start < bytes.length; start += pieceBytes) {
        const reason = ends.lost ?? (await writePiece(bytes.subarray(start, start + pieceBytes)));
        if (reason !== null) return giveUp(reason);
      }
      return null;
    },
    onBytes: ends.onBytes,
    get lost() {
      return ends.lost;
    },
    closed: ends.closed,
    async end() {
      if (ends.lost !== null) return giveUp(ends.lost);
      socket.end();
      const isClosed = await within(
        clock,
        stallMs,
        ends.closed.then(() => true),
        false,
      );
      if (!isClosed) socket.resetAndDestroy();
      if (failure !== null) return failure;
      if (!isClosed) return 'printer.stalled';
      return hasPrinterClosed ? null : 'printer.connection-lost';
    },
    destroy() {
      giveUp('printer.closed');
    },
  };
}
