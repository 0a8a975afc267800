// A printer at /dev/usb/lp0 and the like (Linux). Opens a character device or nothing: what is a file, a folder or a pipe is refused,
// and nothing is ever created, or a cable that is out would fill a file with labels that never come out (printing.md 3).

import { close, constants, fstat, open, read, write } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Clock } from '../../../basics/clock.ts';
import { pieceBytes, type Wire, type WireLine, type WireReason, wireReasonOf } from '../wire.ts';
import { createLineEnds, pause } from './line-ends.ts';

export interface UsbLpWireOptions {
  readonly path: string;
  /** A printer that takes nothing for so long is given up. */
  readonly stallMs: number;
}

/** The device is asked again so soon when it had no room, or nothing to say. */
const askAgainMs = 20;
/** Devices of the kernel's own memory (null, zero, full): paper never comes out of them. */
const memoryMajor = 1;

const openFile = promisify(open);
const statFile = promisify(fstat);
const closeFile = promisify(close);

export function createUsbLpWire(options: UsbLpWireOptions, clock: Clock): Wire {
  return { open: () => openUsbLine(options, clock) };
}

async function openUsbLine(options: UsbLpWireOptions, clock: Clock): Promise<WireLine | WireReason> {
  const opened = await openDevice(options.path);
  if (typeof opened === 'string') return opened;
  const { file } = opened;
  const ends = createLineEnds();
  let answers = opened.canRead;
  /** Asked of the system and not answered: the file is closed after them, or its number could be another file's by then. */
  const underWay = new Set<Promise<unknown>>();

  /** Closing throws away what is in flight, so nothing is sent later. */
  function letGo(reason: WireReason): WireReason {
    if (ends.lost === null) {
      ends.lose(reason);
      void Promise.all(underWay)
        .then(() => closeFile(file))
        .finally(ends.close);
    }
    return ends.lost ?? reason;
  }

  function ask<Answer>(work: (answer: (value: Answer) => void) => void): Promise<Answer> {
    const asked = new Promise<Answer>(work);
    underWay.add(asked);
    return asked.finally(() => underWay.delete(asked));
  }

  /** How many bytes it took; null when it had no room. */
  function offer(piece: Uint8Array): Promise<number | null | WireReason> {
    return ask((answer) => {
      write(file, piece, 0, piece.length, null, (thrown, count) => {
        if (!thrown) answer(count);
        else if (hasNoRoom(thrown)) answer(null);
        // The driver's word for "no paper".
        else answer(thrown.code === 'ENOSPC' ? 'printer.stalled' : wireReasonOf(thrown));
      });
    });
  }

  /** Offers until the device takes some, or all before it when the piece is empty. */
  async function give(piece: Uint8Array): Promise<number | WireReason> {
    for (let waitedMs = 0; ; waitedMs += askAgainMs) {
      if (ends.lost !== null) return ends.lost;
      const taken = await offer(piece);
      if (typeof taken === 'string') return letGo(taken);
      if (taken !== null) return taken;
      if (waitedMs >= options.stallMs) return letGo('printer.stalled');
      await pause(clock, askAgainMs);
    }
  }

  async function listen(): Promise<void> {
    const piece = Buffer.alloc(4096);
    while (ends.lost === null && answers) {
      const heard = await ask<number | null>((answer) => {
        read(file, piece, 0, piece.length, null, (thrown, count) => {
          if (!thrown) answer(count);
          else answer(hasNoRoom(thrown) ? 0 : null);
        });
      });
      if (heard === null)
        answers = false; // a printer with one direction only; what writing says is what counts
      else if (heard > 0) ends.hear(Uint8Array.from(piece.subarray(0, heard)));
      else await pause(clock, askAgainMs);
    }
  }

  if (answers) void listen();
  return {
    get answers() {
      return answers;
    },
    async write(bytes) {
      for (let start = 0; start < bytes.length; ) {
        const taken = await give(bytes.subarray(start, start + pieceBytes));
        if (typeof taken === 'string') return taken;
        start += taken;
      }
      return null;
    },
    onBytes: ends.onBytes,
    get lost() {
      return ends.lost;
    },
    closed: ends.closed,
    async end() {
      // Closed while bytes are in flight, the driver would throw them away: a write of nothing is answered once they are through.
      const through = await give(new Uint8Array(0));
      if (typeof through === 'string') return through;
      letGo('printer.closed');
      await ends.closed;
      return null;
    },
    destroy() {
      letGo('printer.closed');
    },
  };
}

async function openDevice(
  path: string,
): Promise<{ readonly file: number; readonly canRead: boolean } | WireReason> {
  const { O_RDWR, O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
  // Windows has neither these devices nor these ways of opening.
  if (O_NONBLOCK === undefined || process.platform === 'win32') return 'printer.other-system';
  try {
    if (!isPaper(await stat(path))) return 'printer.not-a-device'; // before opening: a pipe would hang
    let canRead = true;
    const file = await openFile(path, O_RDWR | O_NONBLOCK | O_NOCTTY).catch((thrown: unknown) => {
      if (wireReasonOf(thrown) !== 'printer.not-allowed') throw thrown;
      canRead = false;
      return openFile(path, O_WRONLY | O_NONBLOCK | O_NOCTTY);
    });
    // The one that was opened, not the one that was looked at.
    if (isPaper(await statFile(file))) return { file, canRead };
    await closeFile(file);
    return 'printer.not-a-device';
  } catch (thrown) {
    return wireReasonOf(thrown);
  }
}

function isPaper(found: { isCharacterDevice(): boolean; readonly rdev: number }): boolean {
  return found.isCharacterDevice() && ((found.rdev >> 8) & 0xfff) !== memoryMajor;
}

function hasNoRoom(thrown: NodeJS.ErrnoException): boolean {
  return thrown.code === 'EAGAIN';
}

/** The printers that the kernel shows in its folder. */
export async function listUsbPrinters(folder = '/dev/usb'): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^lp\d+$/.test(name))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((name) => `${folder}/${name}`);
}
