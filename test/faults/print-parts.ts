// What one fault run needs, started once and used for many: the station in its own process, printers in theirs, a folder of books.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PrinterProfile } from '../../main/devices/printers/profile.ts';
import { type SimulatedPrinter, startPrinter } from '../simulators/printers/start-printer.ts';
import { readNumber } from './numbered-label.ts';
import type { BatchSight, PrinterPlace, StationCommand, StationReport } from './print-station-commands.ts';

type Answer = Extract<StationReport, { no: number }>;
export type StationEvent = Extract<StationReport, { event: string }> | { readonly event: 'ended' };

export interface StationUnderTest {
  tell(
    command: StationCommand,
  ): Promise<{ readonly refused: string | null; readonly batch: BatchSight | null }>;
  /** The next thing it says that was not said yet; `nothing` after so long. */
  next(ms: number): Promise<StationEvent | 'nothing'>;
  /** What it said up to now is old: whoever has just answered it acts on what it says next. Its end, and what broke, are kept. */
  hearNoMore(): void;
  /** As the power would: at once, whatever it was doing. */
  kill(): void;
  readonly isAlive: boolean;
  end(): Promise<void>;
}

/** Stopping takes its time while a label is in the printer; nothing else does. */
const mostAnswerMs = 30_000;

export async function startStation(dataDir: string): Promise<StationUnderTest> {
  const file = fileURLToPath(new URL('./print-station.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [file, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('both pipes were asked for');
  const waiting = new Map<number, (answer: Pick<Answer, 'refused' | 'batch'>) => void>();
  let said: StationEvent[] = [];
  let wake: (() => void) | undefined;
  let isAlive = true;
  let no = 0;
  const say = (event: StationEvent) => {
    said.push(event);
    wake?.();
  };
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      isAlive = false;
      for (const answer of waiting.values()) answer({ refused: 'ended', batch: null });
      waiting.clear();
      say({ event: 'ended' });
      resolve();
    }),
  );
  stdin.on('error', () => {}); // told by its exit
  createInterface({ input: stdout }).on('line', (line) => {
    const report = JSON.parse(line) as StationReport; // written by print-station.ts
    if ('no' in report) {
      waiting.get(report.no)?.(report);
      waiting.delete(report.no);
    } else say(report);
  });

  async function next(ms: number): Promise<StationEvent | 'nothing'> {
    const first = said.shift();
    if (first) return first;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return said.shift() ?? 'nothing';
  }

  const begun = await next(60_000);
  if (begun === 'nothing' || begun.event !== 'ready') throw new Error('the station did not start');
  return {
    tell(command) {
      if (!isAlive) return Promise.resolve({ refused: 'ended', batch: null });
      no += 1;
      const mine = no;
      return new Promise((resolve) => {
        // A station that does not answer is switched off by its operator; the run goes on with what its books say.
        const timer = setTimeout(() => void child.kill('SIGKILL'), mostAnswerMs);
        waiting.set(mine, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        stdin.write(`${JSON.stringify({ no: mine, ...command })}\n`);
      });
    },
    next,
    hearNoMore() {
      said = said.filter(({ event }) => event === 'ended' || event === 'broken');
    },
    kill: () => void child.kill('SIGKILL'),
    get isAlive() {
      return isAlive;
    },
    async end() {
      stdin.end();
      await ended;
    },
  };
}

/** One label as an operator sees it on the paper. */
export interface SeenLabel {
  readonly number: number;
  readonly isWhole: boolean;
}

export interface PrinterUnderTest {
  readonly place: PrinterPlace;
  readonly simulated: SimulatedPrinter;
  /** What came out since `cutPaper`. Letters on the paper, which are no label, are told by their number. */
  look(): Promise<{ readonly labels: readonly SeenLabel[]; readonly rubbish: number }>;
  /** Tears off what hangs out: the next run begins with an empty roll. */
  cutPaper(): Promise<void>;
}

export async function startPrinterUnderTest(
  printerId: string,
  profile: PrinterProfile,
): Promise<PrinterUnderTest> {
  const language = profile.language === 'page' ? 'zpl' : profile.language;
  const simulated = await startPrinter(language, {
    ips: 6,
    time: 12,
    restartMs: 60,
    lifeMs: 3_600_000,
    bufferBytes: 48 * 1024,
  });
  const numbers = new Map<string, number | undefined>();
  let cutAt = 0;

  return {
    place: { printerId, port: simulated.port, profile },
    simulated,
    async look() {
      let { roll } = await simulated.read();
      if (roll.slice(cutAt).some(({ hash }) => !numbers.has(hash))) {
        roll = (await simulated.read({ bits: true })).roll;
        for (const { hash, bits } of roll.slice(cutAt)) {
          if (bits !== undefined) numbers.set(hash, readNumber(Buffer.from(bits, 'base64')));
        }
      }
      const seen = roll
        .slice(cutAt)
        .map(({ hash, isWhole }) => ({ number: numbers.get(hash) ?? -1, isWhole }));
      return {
        labels: seen.filter(({ number }) => number >= 0),
        rubbish: seen.filter(({ number }) => number < 0).length,
      };
    },
    async cutPaper() {
      await simulated.tell({ do: 'set', withoutFaults: true });
      await simulated.tell({ do: 'fault', what: 'power-cut' });
      await simulated.tell({ do: 'mend', paper: 1_000_000 });
      cutAt = (await simulated.read()).roll.length;
    },
  };
}
