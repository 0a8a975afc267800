// Two ends of a cable that is none: the system's pseudo-terminal. The far end is a path that a wire opens as its device, a real
// character device with flow control; the near end is the printer's, in the test's hands.

import { ReadStream } from 'node:tty';
import koffi from 'koffi';

export interface PseudoTerminal extends Disposable {
  /** What a wire opens. */
  readonly path: string;
  /** All that came out at the near end. */
  received(): Buffer;
  /** Resolves when at least so many bytes came out. */
  bytes(count: number): Promise<void>;
  /** The printer says something. */
  say(text: string): void;
  /** The printer takes nothing any more: what is written fills the cable. */
  stopReading(): void;
  readOn(): void;
  /** The cable is pulled out. */
  pull(): void;
}

/** Where a system has them as files. */
export const hasPseudoTerminals = process.platform === 'linux';

/** O_RDWR | O_NOCTTY | O_CLOEXEC of Linux. */
const openFlags = 0x2 | 0x100 | 0x80000;

export function openPseudoTerminal(): PseudoTerminal {
  const libc = koffi.load('libc.so.6');
  const near: number = libc.func('int posix_openpt(int flags)')(openFlags);
  libc.func('int grantpt(int file)')(near);
  libc.func('int unlockpt(int file)')(near);
  const path: string = libc.func('char *ptsname(int file)')(near);
  // Bytes as they are: no echo, no line ends turned.
  const settings = Buffer.alloc(256);
  libc.func('int tcgetattr(int file, _Out_ uint8_t *settings)')(near, settings);
  libc.func('void cfmakeraw(_Inout_ uint8_t *settings)')(settings);
  libc.func('int tcsetattr(int file, int when, uint8_t *settings)')(near, 0, settings);
  const write = libc.func('long write(int file, const char *text, size_t count)');

  const pieces: Buffer[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let length = 0;
  const stream = new ReadStream(near);
  stream.on('error', () => {}); // the far end was closed
  stream.on('data', (piece: Buffer) => {
    pieces.push(piece);
    length += piece.length;
    for (const one of waiting) if (length >= one.count) one.resolve();
  });

  return {
    path,
    received: () => Buffer.concat(pieces),
    bytes: (count) =>
      new Promise((resolve) => {
        if (length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    say: (text) => write(near, text, Buffer.byteLength(text)),
    stopReading: () => stream.pause(),
    readOn: () => stream.resume(),
    pull: () => stream.destroy(),
    [Symbol.dispose]: () => stream.destroy(),
  };
}
