// Starts a simulated print component and drives it from a test:
//
//   await using component = await startComponent({ printers: ['面单 1'] });  // a process of its own, on 127.0.0.1:component.port
//   await component.tell({ do: 'behave', like: [{ as: 'renders-only' }] });  // the next task; then it prints again
//   const { roll, complaints } = await component.read();                     // what came out; what was wrong with what it was told

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ComponentOptions {
  readonly port: number;
  readonly printers: readonly string[];
  /** The component of 抖店 fetches its key with signed params; that of Cainiao wants none. */
  readonly wantsParams: boolean;
  /** Knows none of the commands. */
  readonly isOld: boolean;
  /** Answers anything with what is no message. */
  readonly isNonsense: boolean;
  readonly isSilent: boolean;
}

/** What happens to one task. */
export type ComponentBehaviour =
  | {
      readonly as:
        | 'prints'
        | 'says-twice'
        | 'result-first'
        | 'renders-only'
        | 'says-no-document'
        | 'fails'
        | 'is-cancelled'
        | 'talks-nonsense'
        | 'is-silent';
    }
  | { readonly as: 'refuses'; readonly msg: string }
  | {
      readonly as: 'loses-socket';
      readonly when: 'before-answer' | 'after-answer';
      readonly prints: boolean;
    };

export type ComponentCommand =
  | { readonly do: 'behave'; readonly like: readonly ComponentBehaviour[] }
  | { readonly do: 'lose-sockets' }
  /** Until it has taken so many tasks. */
  | { readonly do: 'wait'; readonly tasks: number }
  | { readonly do: 'read' };

export interface PrintedTask {
  readonly taskID: string;
  readonly documentID: string;
  readonly printer: string;
  readonly document: object;
}

export interface ComponentSight {
  readonly roll: readonly PrintedTask[];
  readonly complaints: readonly string[];
  readonly taken: number;
  readonly connectionCount: number;
}

export interface SimulatedComponent extends AsyncDisposable {
  readonly port: number;
  tell(command: Exclude<ComponentCommand, { do: 'read' }>): Promise<void>;
  read(): Promise<ComponentSight>;
}

export async function startComponent(wish: Partial<ComponentOptions> = {}): Promise<SimulatedComponent> {
  const options: ComponentOptions = {
    port: 0,
    printers: ['面单 1'],
    wantsParams: true,
    isOld: false,
    isNonsense: false,
    isSilent: false,
    ...wish,
  };
  const file = fileURLToPath(new URL('./component-simulator.ts', import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, (answer: { port?: number; sight?: ComponentSight }) => void>();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let no = 0;
  const listening = new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the simulated component ended with ${code}`)));
    waiting.set(0, ({ port = 0 }) => resolve(port));
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as { no: number; port?: number; sight?: ComponentSight }; // written by component-simulator.ts
    waiting.get(answer.no)?.(answer);
    waiting.delete(answer.no);
  });
  child.stdin.on('error', () => {}); // told by its exit

  const ask = (command: ComponentCommand) =>
    new Promise<{ sight?: ComponentSight }>((resolve) => {
      no += 1;
      waiting.set(no, resolve);
      child.stdin.write(`${JSON.stringify({ no, ...command })}\n`);
    });

  return {
    port: await listening,
    tell: async (command) => {
      await ask(command);
    },
    async read() {
      const { sight } = await ask({ do: 'read' });
      if (!sight) throw new Error('a component that is read shows its roll');
      return sight;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await gone;
    },
  };
}
