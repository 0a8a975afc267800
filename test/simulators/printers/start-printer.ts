// Starts a simulated printer and drives it from a test. How:
//
//   await using printer = await startPrinter('zpl', { ips: 6, time: 100 });   // a process of its own, on 127.0.0.1:printer.port
//   await printer.tell({ do: 'fault', what: 'paper-out' });                   // now, in the middle of a label if one moves
//   await printer.tell({ do: 'fault', what: 'cut', atByte: 12_345 });         // when it has read so many bytes
//   await printer.tell({ do: 'mend' });                                       // paper in, head shut, power on, wire back
//   await printer.until({ labels: 50 });                                      // whole labels on the roll; also bytes, isResting, …
//   const { roll } = await printer.read();                                    // what lies on the paper, half labels included
//
// A label on the roll is known by `hash` (of its dots), by `note` (what ^FX, REM or ; comments in it said) or, with
// `read({ bits: true })`, by its dots in base64 (compare them as Buffers: vitest takes minutes to show long strings). `isWhole: false` is half a label; `isReprint` one that the printer printed again by itself.
// printer-commands.ts lists every option, command and report. The process ends with its parent, or after `lifeMs`.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type {
  PrinterAnswer,
  PrinterCommand,
  PrinterEvent,
  PrinterOptions,
  PrinterSight,
} from './printer-commands.ts';

export interface SimulatedPrinter extends AsyncDisposable {
  readonly port: number;
  /** Done when the printer has done it. */
  tell(command: Exclude<PrinterCommand, { do: 'read' | 'wait' }>): Promise<void>;
  until(what: Omit<Extract<PrinterCommand, { do: 'wait' }>, 'do'>): Promise<void>;
  read(wish?: { readonly bits?: boolean }): Promise<PrinterSight>;
  /** Every label as it comes out, and every fault as it strikes; the answer ends the listening. */
  onReport(listen: (report: PrinterEvent) => void): () => void;
  close(): Promise<void>;
}

const usual: Omit<PrinterOptions, 'language'> = {
  port: 0,
  dotsPerMm: 8,
  headDots: 832,
  gapMm: 2,
  ips: null,
  restartMs: 0,
  time: 1,
  bufferBytes: 512 * 1024,
  imageDepth: 2,
  paper: null,
  reprints: 'on',
  forgetsOnClose: false,
  isInverted: false,
  isSilentInTrouble: true,
  isRecent: true,
  model: 'SIM-100',
  answerDelayMs: 0,
  answerPieceBytes: null,
  lifeMs: 600_000,
};

export async function startPrinter(
  language: PrinterOptions['language'],
  wish: Partial<Omit<PrinterOptions, 'language'>> = {},
): Promise<SimulatedPrinter> {
  const options: PrinterOptions = { ...usual, ...wish, language };
  const file = fileURLToPath(new URL('./printer-process.ts', import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, (report: PrinterAnswer) => void>();
  const listeners = new Set<(report: PrinterEvent) => void>();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let no = 0;

  const listening = new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the simulated printer ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const report = JSON.parse(line) as PrinterEvent | PrinterAnswer; // written by printer-process.ts
      if (!('event' in report)) {
        waiting.get(report.no)?.(report);
        waiting.delete(report.no);
        return;
      }
      if (report.event === 'listening') resolve(report.port);
      for (const listen of listeners) listen(report);
    });
  });
  child.stdin.on('error', () => {}); // told by its exit

  function ask(command: PrinterCommand): Promise<PrinterAnswer> {
    no += 1;
    const mine = no;
    return new Promise((resolve) => {
      waiting.set(mine, resolve);
      child.stdin.write(`${JSON.stringify({ no: mine, ...command })}\n`);
    });
  }

  async function close(): Promise<void> {
    child.stdin.end();
    await gone;
  }

  return {
    port: await listening,
    tell: async (command) => {
      await ask(command);
    },
    until: async (what) => {
      await ask({ do: 'wait', ...what });
    },
    async read(look = {}) {
      const { state } = await ask({ do: 'read', ...look });
      if (!state) throw new Error('a printer that is read shows its state');
      return state;
    },
    onReport(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
