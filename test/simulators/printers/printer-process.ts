// One simulated printer as a process of its own, speaking one language on a port of 127.0.0.1. Told what to do, and read, by
// lines of JSON (see start-printer.ts, which starts it). Ends when its parent is gone or its time is over.

import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { createPaperPath, type PathClock, type Printed, type Trouble } from './paper-path.ts';
import type { PrinterAnswer, PrinterCommand, PrinterEvent, PrinterOptions } from './printer-commands.ts';
import { readerFor } from './readers.ts';
import type { Body, BodyState, Order } from './sheet.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as PrinterOptions; // written by start-printer.ts
setTimeout(() => process.exit(3), options.lifeMs).unref();

// --- time ------------------------------------------------------------------------------------------------------------

let movedMs = 0;
let timers: { at: number; work: () => void }[] = [];
const startedAt = performance.now();
const clock: PathClock = {
  now: () => (options.time === 'moved' ? movedMs : (performance.now() - startedAt) * options.time),
  after(ms, work) {
    if (options.time === 'moved') {
      const timer = { at: movedMs + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    }
    const timer = setTimeout(work, ms / options.time);
    return () => clearTimeout(timer);
  },
};

function pass(ms: number): void {
  const until = movedMs + ms;
  for (;;) {
    const next = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    movedMs = Math.max(movedMs, next.at);
    timers = timers.filter((timer) => timer !== next);
    next.work();
  }
  movedMs = until;
}

// --- the printer -----------------------------------------------------------------------------------------------------

let orders: Order[] = [];
let heldBytes = 0;
let receivedBytes = 0;
let connectionCount = 0;
let isPaperLow = false;
let isSilent = false;
let isDeaf = false;
let isNonsense = false;
let isReprintFixed = options.reprints !== 'asked';
let answersAfterMs = options.answerDelayMs;
let answerPieceBytes = options.answerPieceBytes;
let wires: { atByte: number; what: Extract<PrinterCommand, { do: 'fault' }>['what']; stay?: boolean }[] = [];
const complaints: string[] = [];
let current: Socket | undefined;
const sockets = new Set<Socket>();

const path = createPaperPath(options, clock, (printed) => {
  if (printed) report({ event: 'printed', no: printed.no, isWhole: printed.isWhole, note: printed.note });
  runOrders();
});
path.reprints = options.reprints !== 'off';
if (options.paper !== null) path.setPaper(options.paper);

const state: BodyState = {
  get trouble() {
    return path.trouble;
  },
  get isPaused() {
    return path.isPaused;
  },
  get isPrinting() {
    return path.isPrinting;
  },
  get waiting() {
    return Math.max(0, path.images.length - (path.isPrinting ? 1 : 0)) + wholeLabelsWaiting();
  },
  get isBufferFull() {
    return isFull();
  },
  get isPaperLow() {
    return isPaperLow;
  },
  get odometer() {
    return path.odometer;
  },
  dotsPerMm: options.dotsPerMm,
  headDots: options.headDots,
  isInverted: options.isInverted,
};

const body: Body = {
  order(order) {
    if (order.when === 'now') return order.run();
    orders.push(order);
    heldBytes += order.bytes;
    runOrders();
  },
  print: (sheet) => path.add(sheet),
  say,
  complain: (what) => complaints.push(what),
  clear() {
    orders = [];
    heldBytes = 0;
    path.clear();
  },
  setReprint(isOn) {
    if (!isReprintFixed) path.reprints = isOn;
  },
  now: state,
};
const reader = readerFor(options, body);

/** Labels that have wholly arrived and wait for memory. Every reader's last order of a label is the one that prints it. */
function wholeLabelsWaiting(): number {
  return orders.filter((order) => order.printsLabel === true).length;
}

function isFull(): boolean {
  return heldBytes + (orders.length > 0 ? reader.partialBytes : 0) >= options.bufferBytes;
}

let isRunning = false;
function runOrders(): void {
  if (isRunning) return;
  isRunning = true;
  for (;;) {
    const order = orders[0];
    if (!order || path.images.length >= options.imageDepth) break;
    if (order.when === 'done' && (path.images.length > 0 || path.trouble || path.isPaused)) break;
    orders.shift();
    heldBytes -= order.bytes;
    order.run();
  }
  isRunning = false;
  for (const socket of sockets) read(socket);
  tellWaiting();
}

// --- the wire --------------------------------------------------------------------------------------------------------

let server: Server;
let port = options.port;

function listen(): Promise<void> {
  server = createServer({ noDelay: true }, (socket) => {
    connectionCount += 1;
    sockets.add(socket);
    current = socket;
    if (options.forgetsOnClose) reader.forget();
    socket.on('readable', () => read(socket));
    socket.on('error', () => {});
    socket.on('end', () => closeWhenRead(socket));
    socket.on('close', () => {
      sockets.delete(socket);
      tellWaiting();
    });
    tellWaiting();
  });
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      port = typeof address === 'object' && address ? address.port : port;
      resolve();
    }),
  );
}

function closeWhenRead(socket: Socket): void {
  if (!socket.destroyed) socket.end();
}

let isReading = false; // an order that runs makes room, and room is read: never one inside the other

/** Reads as far as the receive buffer has room, and not one byte further. */
function read(socket: Socket): void {
  if (isReading) return;
  isReading = true;
  readOn(socket);
  isReading = false;
}

function readOn(socket: Socket): void {
  for (;;) {
    if (isDeaf || socket.destroyed || isFull()) return;
    const room = Math.max(1, options.bufferBytes - heldBytes - reader.partialBytes);
    const wanted = Math.min(room, socket.readableLength, bytesToFault());
    if (wanted <= 0) {
      socket.read(0); // says to the stream that we want more; 'end' comes this way too
      return;
    }
    const piece = socket.read(wanted) as Buffer | null; // bytes: no encoding is set
    if (piece === null) return;
    current = socket;
    receivedBytes += piece.length;
    reader.take(piece);
    runFaults();
    tellWaiting();
  }
}

function bytesToFault(): number {
  const next = wires[0];
  return next ? Math.max(1, next.atByte - receivedBytes) : Number.POSITIVE_INFINITY;
}

function runFaults(): void {
  while (wires[0] && receivedBytes >= wires[0].atByte) {
    const [fault] = wires;
    wires = wires.slice(1);
    if (fault) hurt(fault.what, fault.stay === true);
  }
}

function hurt(what: Extract<PrinterCommand, { do: 'fault' }>['what'], isStaying: boolean): void {
  report({ event: 'fault', what, receivedBytes, printed: path.roll.length });
  switch (what) {
    case 'cut':
      dropSockets();
      if (isStaying) server.close();
      return;
    case 'power-cut':
      powerOff(isStaying);
      return;
    case 'deaf':
      isDeaf = true;
      return;
    case 'silent':
      isSilent = true;
      return;
    case 'nonsense':
      isNonsense = true;
      return;
    case 'pause':
      path.pause(true);
      return;
    default:
      path.stop(what satisfies Trouble);
  }
}

function powerOff(isStaying: boolean): void {
  orders = [];
  heldBytes = 0;
  reader.forget();
  dropSockets();
  path.powerOff();
  isDeaf = false;
  if (isStaying) server.close();
}

function dropSockets(): void {
  for (const socket of sockets) socket.resetAndDestroy();
  sockets.clear();
  current = undefined;
}

/** Answers come late and in pieces when they are told to. */
function say(answer: Uint8Array | string): void {
  if (isSilent) return;
  const socket = current;
  const bytes = isNonsense
    ? Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')
    : Buffer.from(answer as string, 'latin1');
  const whole = isNonsense || typeof answer === 'string' ? bytes : Buffer.from(answer);
  const step = answerPieceBytes ?? whole.length;
  const sendFrom = (start: number): void => {
    if (!socket || socket.destroyed || start >= whole.length) return;
    socket.write(whole.subarray(start, start + step));
    setTimeout(() => sendFrom(start + step), 1);
  };
  if (answersAfterMs > 0) clock.after(answersAfterMs, () => sendFrom(0));
  else sendFrom(0);
}

// --- being told and read ---------------------------------------------------------------------------------------------

let waiting: { no: number; isDone: () => boolean }[] = [];

function tellWaiting(): void {
  for (const each of waiting.filter(({ isDone }) => isDone())) {
    waiting = waiting.filter((other) => other !== each);
    report({ no: each.no });
  }
}

function report(line: PrinterEvent | PrinterAnswer): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function viewOf(printed: Printed, withBits: boolean) {
  const { bits, ...rest } = printed;
  return withBits ? { ...rest, bits: Buffer.from(bits).toString('base64') } : rest;
}

async function obey(no: number, command: PrinterCommand): Promise<void> {
  switch (command.do) {
    case 'fault':
      if (command.atByte === undefined) hurt(command.what, command.stay === true);
      else {
        const { atByte, what, stay } = command;
        wires = [...wires, { atByte, what, ...(stay ? { stay } : {}) }].sort((a, b) => a.atByte - b.atByte);
        runFaults();
      }
      break;
    case 'mend':
      isSilent = false;
      isNonsense = false;
      isDeaf = false;
      path.pause(false);
      path.mend(command.paper);
      if (!server.listening) await listen();
      runOrders();
      break;
    case 'set':
      if (command.paper !== undefined) path.setPaper(command.paper);
      if (command.paperLow !== undefined) isPaperLow = command.paperLow;
      if (command.reprints !== undefined) {
        isReprintFixed = command.reprints !== 'asked';
        path.reprints = command.reprints !== 'off';
      }
      if (command.withoutFaults) wires = [];
      if (command.answerDelayMs !== undefined) answersAfterMs = command.answerDelayMs;
      if (command.answerPieceBytes !== undefined) answerPieceBytes = command.answerPieceBytes;
      break;
    case 'say':
      for (const socket of sockets) socket.write(Buffer.from(command.bytes, 'base64'));
      break;
    case 'pass':
      pass(command.ms);
      break;
    case 'read':
      report({
        no,
        state: {
          roll: path.roll.map((printed) => viewOf(printed, command.bits === true)),
          receivedBytes,
          heldBytes,
          heldLabels: state.waiting,
          isPrinting: path.isPrinting,
          connections: sockets.size,
          connectionCount,
          trouble: path.trouble,
          isPaused: path.isPaused,
          odometer: path.odometer,
          complaints,
          now: clock.now(),
        },
      });
      return;
    case 'wait': {
      const { labels, bytes, connections, isResting, trouble } = command;
      waiting.push({
        no,
        isDone: () =>
          (labels === undefined || path.roll.filter((printed) => printed.isWhole).length >= labels) &&
          (bytes === undefined || receivedBytes >= bytes) &&
          (connections === undefined || sockets.size === connections) &&
          (trouble === undefined || path.trouble === trouble) &&
          (isResting !== true || (path.images.length === 0 && orders.length === 0)),
      });
      tellWaiting();
      return;
    }
  }
  report({ no });
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { no, ...command } = JSON.parse(line) as { no: number } & PrinterCommand; // written by start-printer.ts
  void obey(no, command as PrinterCommand); // the rest of the union member it was
});
lines.on('close', () => process.exit(0)); // the parent is gone
await listen();
report({ event: 'listening', port });
