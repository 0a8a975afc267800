// A ZPL printer that lives in a test: listens on a port of its own, reads as fast as its buffer allows, prints whole labels
// onto a roll that is a list, and can be hurt at any byte. Written from the manual's facts; shares no code with main/.

import { createServer, type Server, type Socket } from 'node:net';

/** What goes wrong, and at which byte of all bytes received. */
export type Fault =
  /** The cable is out: the connection is reset, what is in the buffer still prints. */
  | { readonly kind: 'cut'; readonly atByte: number }
  /** The power is out: the connection is reset, the buffer is lost. */
  | { readonly kind: 'power-cut'; readonly atByte: number }
  /** No paper: nothing is read any more until `loadPaper`. */
  | { readonly kind: 'stop-reading'; readonly atByte: number };

export interface ZplSimulator {
  readonly port: number;
  /** The labels that came out, each the text from ^XA to ^XZ. */
  readonly roll: readonly string[];
  /** Taken but not printed, in a jam. */
  readonly held: readonly string[];
  readonly receivedBytes: number;
  readonly connectionCount: number;
  readonly isConnected: boolean;
  /** Resolves when this many labels lie on the roll. */
  labels(count: number): Promise<void>;
  /** Resolves when at least this many bytes were read. */
  bytes(count: number): Promise<void>;
  /** Resolves when nobody is connected: nothing more is on its way. */
  quiet(): Promise<void>;
  hurt(fault: Fault): void;
  /** Holds the labels it takes back instead of printing them: a jam. */
  jam(): void;
  /** Prints what was held, and reads on. */
  loadPaper(): void;
  /** Says something nobody asked for. */
  say(bytes: string): void;
  close(): Promise<void>;
}

export async function startZplSimulator(port = 0): Promise<ZplSimulator> {
  const roll: string[] = [];
  const sockets = new Set<Socket>();
  const waiting: { isDone: () => boolean; resolve: () => void }[] = [];
  let received = 0;
  let connections = 0;
  let faults: Fault[] = [];
  let held: string[] = [];
  let isJammed = false;
  let isPaused = false;
  let text = '';

  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    text = ''; // a new connection begins with a fresh parser, as raw ports do
    socket.on('data', (chunk) => take(socket, chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      tell();
    });
    if (isPaused) socket.pause();
  });

  function take(socket: Socket, chunk: Buffer): void {
    const fault = faults[0];
    const isHurt = fault !== undefined && received + chunk.length >= fault.atByte;
    const used = isHurt ? Math.max(0, fault.atByte - received) : chunk.length;
    received += used;
    parse(chunk.toString('latin1', 0, used));
    if (isHurt) {
      faults = faults.slice(1);
      if (fault.kind === 'stop-reading') {
        isPaused = true;
        socket.pause();
        const rest = chunk.subarray(used);
        if (rest.length > 0) socket.unshift(rest);
      } else {
        if (fault.kind === 'power-cut') held = [];
        text = '';
        socket.resetAndDestroy();
      }
    }
    tell();
  }

  /** ~JA anywhere outside a label's data clears the buffer; ^XA … ^XZ is one label. */
  function parse(fresh: string): void {
    text += fresh;
    for (;;) {
      const clear = text.indexOf('~JA');
      const start = text.indexOf('^XA');
      if (clear >= 0 && (start < 0 || clear < start)) {
        held = [];
        text = text.slice(clear + 3);
        continue;
      }
      const end = text.indexOf('^XZ');
      if (start < 0 || end < 0) break;
      const label = text.slice(start, end + 3);
      text = text.slice(end + 3);
      if (isJammed) held.push(label);
      else roll.push(label);
    }
  }

  function tell(): void {
    for (const waiter of [...waiting]) {
      if (!waiter.isDone()) continue;
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.resolve();
    }
  }

  function until(isDone: () => boolean): Promise<void> {
    if (isDone()) return Promise.resolve();
    return new Promise((resolve) => waiting.push({ isDone, resolve }));
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    port: listening,
    roll,
    get held() {
      return held;
    },
    get receivedBytes() {
      return received;
    },
    get connectionCount() {
      return connections;
    },
    get isConnected() {
      return sockets.size > 0;
    },
    labels: (count) => until(() => roll.length >= count),
    bytes: (count) => until(() => received >= count),
    quiet: () => until(() => sockets.size === 0),
    hurt(fault) {
      faults = [...faults, fault].sort((a, b) => a.atByte - b.atByte);
    },
    jam() {
      isJammed = true;
    },
    loadPaper() {
      isJammed = false;
      isPaused = false;
      roll.push(...held.splice(0));
      for (const socket of sockets) socket.resume();
      tell();
    },
    say(bytes) {
      for (const socket of sockets) socket.write(bytes, 'latin1');
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
