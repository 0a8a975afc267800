// A printer on a serial port. Bytes are handed over no faster than the port takes them; the printer holds us back by flow control
// when its paper is out. At the end it waits until the last byte has left the port: that it was read, a serial cable cannot say.

import { stat } from 'node:fs/promises';
import type { SerialPort } from 'serialport';
import type { Clock } from '../../../basics/clock.ts';
import { pieceBytes, type Wire, type WireLine, type WireReason, wireReasonOf } from '../wire.ts';
import { createLineEnds, within } from './line-ends.ts';

export interface SerialWireOptions {
  /** `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  readonly baudRate: number;
  /** How the printer says "wait": by its RTS/CTS wires, by XON/XOFF bytes, or not at all. */
  readonly flowControl: 'rts-cts' | 'xon-xoff' | 'none';
  /** A printer that holds us back for so long is given up. */
  readonly stallMs: number;
}

/** A port that is being opened by another program answers within a moment or never. */
const openWithinMs = 5_000;

export function createSerialWire(options: SerialWireOptions, clock: Clock): Wire {
  return { open: () => openSerialLine(options, clock) };
}

async function openSerialLine(options: SerialWireOptions, clock: Clock): Promise<WireLine | WireReason> {
  const { path, stallMs } = options;
  const notOne = await whyNotASerialPort(path);
  if (notOne !== null) return notOne;
  const { SerialPort } = await import('serialport'); // native code, loaded where it is needed
  const port = new SerialPort({
    path,
    baudRate: options.baudRate,
    rtscts: options.flowControl === 'rts-cts',
    xon: options.flowControl === 'xon-xoff', // we wait when it says so; we never say it, so that our bytes stay ours
    autoOpen: false,
  });
  const ends = createLineEnds();
  port.on('error', () => {}); // told by the write that met it, and by 'close'
  port.on('data', ends.hear);
  const opening = new Promise<WireReason | null>((resolve) =>
    port.open((thrown) => resolve(thrown ? openReasonOf(thrown) : null)),
  );
  const refused = await within(clock, openWithinMs, opening, 'printer.no-answer' as const);
  if (refused !== null) {
    void opening.then((reason) => reason === null && port.close());
    return refused;
  }
  port.once('close', () => {
    ends.lose('printer.connection-lost');
    ends.close();
  });

  /** What the port still holds is thrown away: it must not be printed when the printer says "go on" later. */
  function giveUp(reason: WireReason): WireReason {
    if (port.isOpen && !port.closing) port.flush(() => port.close(() => {}));
    ends.lose(reason);
    return ends.lost ?? reason;
  }

  /** True once `work` called back without trouble, false with trouble, null when it stalled. */
  function settled(
    work: (done: (thrown: Error | null | undefined) => void) => void,
  ): Promise<boolean | null> {
    const taken = new Promise<boolean>((resolve) => {
      work((thrown) => resolve(!thrown));
      void ends.closed.then(() => resolve(false));
    });
    return within(clock, stallMs, taken, null);
  }

  const reasonOf = (isTaken: boolean | null): WireReason =>
    isTaken === null ? 'printer.stalled' : 'printer.connection-lost';

  return {
    answers: true,
    async write(bytes) {
      for (let start = 0; start < bytes.length; start += pieceBytes) {
        if (ends.lost !== null) return giveUp(ends.lost);
        const piece = Buffer.from(bytes.subarray(start, start + pieceBytes));
        const isTaken = await settled((done) => port.write(piece, done));
        if (isTaken !== true) return giveUp(reasonOf(isTaken));
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
      const hasLeft = await settled((done) => port.drain(done));
      if (hasLeft !== true) return giveUp(reasonOf(hasLeft));
      ends.lose('printer.closed');
      await new Promise<void>((resolve) => port.close(() => resolve()));
      return null;
    },
    destroy() {
      giveUp('printer.closed');
    },
  };
}

/** Where ports are files, a file that is no device is refused before anything opens it. */
async function whyNotASerialPort(path: string): Promise<WireReason | null> {
  if (process.platform === 'win32') return null; // COM3 is no path
  try {
    return (await stat(path)).isCharacterDevice() ? null : 'printer.not-a-device';
  } catch (thrown) {
    return wireReasonOf(thrown);
  }
}

/** The library puts the system's words into the message and leaves the code out. */
function openReasonOf(thrown: Error): WireReason {
  const said = thrown.message.toLowerCase();
  if (/cannot lock|temporarily unavailable|busy/.test(said)) return 'printer.in-use';
  // Windows says the same of a port that another program has open.
  if (said.includes('denied')) return process.platform === 'win32' ? 'printer.in-use' : 'printer.not-allowed';
  if (/no such file|file not found|no such device/.test(said)) return 'printer.name-unknown';
  if (/inappropriate ioctl|not a tty|invalid argument/.test(said)) return 'printer.not-a-device';
  return 'printer.connection-lost';
}

/** What the port list of a system says of one port. */
export interface FoundSerialPort {
  readonly path: string;
  readonly maker: string | null;
}

export async function listSerialPorts(
  load: () => Promise<Pick<typeof SerialPort, 'list'>> = async () => (await import('serialport')).SerialPort,
): Promise<FoundSerialPort[]> {
  const ports = await (await load()).list();
  return ports.map(({ path, manufacturer }) => ({ path, maker: manufacturer ?? null }));
}
