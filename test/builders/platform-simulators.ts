// Starts a simulated platform as a process of its own and controls it from a test. How:
//
//   await using tiktok = await startTiktok({ at: clock.now(), isRunning: false });
//   const shop = await tiktok.do({ do: 'shop', region: 'ID' });                    // shop.appKey, .appSecret, .shopId, .cipher, .code
//   const { orderIds } = await tiktok.do({ do: 'orders', shopId: shop.shopId, count: 1000, seed: 7 });
//   await tiktok.do({ do: 'fault', what: 'lost', path: '/packages/ship' });        // the next such call is done, its answer lost
//   const books = await tiktok.do({ do: 'books' });
//
// A link of the station carries `gateway: tiktok.url` (and `authGateway`, the same). Commands and faults: test/simulators/platforms/door.ts
// and the comment at the top of each simulator. The process ends with its parent, or after `lifeMs` (30 minutes).

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CallCounts, DoorCommand, DoorOptions } from '../simulators/platforms/door.ts';
import type {
  DouyinBooks,
  DouyinCommand,
  DouyinShopMade,
} from '../simulators/platforms/douyin/douyin-control.ts';
import type {
  TiktokBooks,
  TiktokCommand,
  TiktokShopMade,
} from '../simulators/platforms/tiktok/tiktok-control.ts';

interface DoorAnswers {
  readonly calls: CallCounts;
  readonly clock: { readonly now: number };
  readonly fault: null;
  readonly mend: null;
}

interface PlatformAnswers extends DoorAnswers {
  readonly app: null;
  readonly consent: string;
  readonly grant: readonly {
    readonly accessToken: string;
    readonly accessUntil: number;
    readonly refreshUntil: number;
  }[];
  readonly orders: { readonly orderIds: readonly string[] };
  readonly rules: null;
}

interface TiktokAnswers extends PlatformAnswers {
  readonly shop: TiktokShopMade;
  readonly change: { readonly status: string };
  readonly books: TiktokBooks;
}

interface DouyinAnswers extends PlatformAnswers {
  readonly shop: DouyinShopMade;
  readonly change: { readonly status: number };
  readonly books: DouyinBooks;
}

export interface SimulatedPlatform<Command extends { readonly do: string }, Answers> extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly pid: number;
  do<One extends Command>(
    command: One,
  ): Promise<One['do'] extends keyof Answers ? Answers[One['do']] : never>;
  close(): Promise<void>;
}

export type SimulatedTiktok = SimulatedPlatform<DoorCommand | TiktokCommand, TiktokAnswers>;

export type SimulatedDouyin = SimulatedPlatform<DoorCommand | DouyinCommand, DouyinAnswers>;

/** `program`: the same, made into a file that starts quicker. */
export const startDouyin = (
  options: DoorOptions = {},
  program = fileOf('../simulators/platforms/douyin/douyin-simulator.ts'),
): Promise<SimulatedDouyin> => start(program, options);

export const startTiktok = (
  options: DoorOptions = {},
  program = fileOf('../simulators/platforms/tiktok/tiktok-simulator.ts'),
): Promise<SimulatedTiktok> => start(program, options);

const fileOf = (beside: string) => fileURLToPath(new URL(beside, import.meta.url));

async function start<Command extends { readonly do: string }, Answers>(
  file: string,
  options: DoorOptions,
): Promise<SimulatedPlatform<Command, Answers>> {
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin.on('error', () => {}); // told by its exit
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the simulated platform ended with ${code}`)));
    createInterface({ input: child.stdout }).once(
      'line',
      (line) => resolve((JSON.parse(line) as { port: number }).port), // written by the simulator
    );
  });
  const url = `http://127.0.0.1:${port}`;
  async function close(): Promise<void> {
    child.stdin.end();
    child.kill();
    await gone;
  }
  return {
    url,
    pid: child.pid ?? 0,
    async do(command) {
      const answer = await fetch(`${url}/_control`, { method: 'POST', body: JSON.stringify(command) });
      const told = (await answer.json()) as { ok?: unknown; error?: string }; // written by the simulator
      if (told.error !== undefined) throw new Error(told.error);
      return told.ok as never; // of the type the command's answer has, by the simulator's own types
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
