// A printer on the network (raw port 9100). One connection for a whole run, always drained; at the end we close our side and wait
// for the printer to close its own: only then is it proved that it read every byte (printing.md 1.4, 1.5).

import { connect } from 'node:net';
import type { Clock } from '../../../basics/clock.ts';
import { pieceBytes, type Wire, type WireLine, type WireReason, wireReasonOf } from '../wire.ts';

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
  const socket = connect({ host: options.host, port: options.port, noDelay: true, keepAlive: true });
  const listeners = new Set<(piece: Uint8Array) => void>();
  // Always read: unread answers would turn our own close into a reset that destroys what was sent.
  socket.on('data', (piece) => {
    for (const listen of listeners) listen(piece);
  });
  const refused = await new Promise<WireReason | null>((resolve) => {
    const cancel = clock.after(options.connectTimeoutMs, () => resolve('printer.no-answer'));
    const settle = (reason: WireReason | null) => {
      cancel();
      resolve(reason);
    };
    socket.once('connect', () => settle(null));
    socket.once('error', (thrown) => settle(wireReasonOf(thrown)));
  });
  socket.on('error', () => {}); // told again by 'close'
  if (refused !== null) {
    socket.destroy();
    return refused;
  }

  let lost: WireReason | null = null;
  let hasPrinterClosed = false;
  let isEnding = false;
  socket.once('end', () => {
    hasPrinterClosed = true;
    lost ??= 'printer.hung-up';
  });
  let failure: WireReason | null = null;
  socket.once('error', (thrown) => {
    failure = wireReasonOf(thrown);
    lost = failure;
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.once('close', () => {
    lost ??= 'printer.connection-lost';
  });

  function writePiece(piece: Uint8Array): Promise<WireReason | null> {
    if (lost !== null) return Promise.resolve(lost);
    return new Promise((resolve) => {
      const cancel = clock.after(options.stallMs, () => {
        lost ??= 'printer.stalled'; // given up for good: what is still queued here must not reach the printer later
        socket.destroy();
        settle('printer.stalled');
      });
      const settle = (reason: WireReason | null) => {
        cancel();
        resolve(reason);
      };
      socket.write(piece, (thrown) => settle(thrown ? (lost ?? wireReasonOf(thrown)) : null));
      void closed.then(() => settle(lost));
    });
  }

  return {
    answers: true,
    async write(bytes) {
      for (let start = 0; start < bytes.length; start += pieceBytes) {
        const reason = await writePiece(bytes.subarray(start, start + pieceBytes));
        if (reason !== null) return reason;
      }
      return null;
    },
    onBytes(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    get lost() {
      return lost;
    },
    closed,
    async end() {
      if (lost !== null && !isEnding) {
        socket.destroy();
        return lost;
      }
      isEnding = true;
      socket.end();
      const isClosed = await new Promise<boolean>((resolve) => {
        const cancel = clock.after(options.stallMs, () => resolve(false));
        void closed.then(() => {
          cancel();
          resolve(true);
        });
      });
      if (!isClosed) socket.destroy();
      if (failure !== null) return failure;
      if (!isClosed) return 'printer.stalled';
      return hasPrinterClosed ? null : 'printer.connection-lost';
    },
    destroy() {
      lost ??= 'printer.closed';
      socket.destroy();
    },
  };
}
