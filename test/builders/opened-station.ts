// What a journey begins with: machines beside the station, the built program on a folder of its own, a person in a Chromium. All of it is
// closed after the file's last test, what came last first; of a test that fails the pictures, the log and the complaints are kept.
//
//   let person: Person;
//   const { dataDir } = openedStation('a-name', async ({ beside, arrive }) => {
//     const printer = await beside(startPrinter('zpl'));
//     person = await arrive({ language: 'zh-CN', isTraining: true });
//   });

import { afterAll, afterEach, beforeAll } from 'vitest';
import { buildOnce, startBrowserHost, temporaryFolder } from '../hosts/built.ts';
import { arrive, type Language, type Person } from '../journeys/person.ts';

type Machine = AsyncDisposable | { close(): Promise<unknown> };

export interface Opening {
  /** Where the station will keep its data; empty until somebody arrives. */
  readonly dataDir: string;
  /** Something that stands beside the station: a simulated platform, a printer. */
  beside<Beside extends Machine>(starting: Promise<Beside>): Promise<Beside>;
  /** Starts the station and opens it in a browser; in the shop's own data unless it is for training. */
  arrive(as?: {
    readonly language?: Language;
    readonly isTraining?: boolean;
    readonly env?: Record<string, string>;
  }): Promise<Person>;
}

/** `name`: of the journey's file, for what is kept of a failed test. */
export function openedStation(
  name: string,
  open: (opening: Opening) => Promise<void>,
): { readonly dataDir: string } {
  const folder = temporaryFolder();
  const closings: (() => unknown)[] = [() => folder[Symbol.dispose]()];
  let keepEvidence = async () => {};

  beforeAll(async () => {
    buildOnce();
    await open({
      dataDir: folder.path,
      async beside(starting) {
        const machine = await starting;
        closings.push(() => ('close' in machine ? machine.close() : machine[Symbol.asyncDispose]()));
        return machine;
      },
      async arrive({ language = 'en', isTraining = false, env = {} } = {}) {
        const words = ['--no-open', ...(isTraining ? ['--training'] : []), '--data', folder.path];
        const host = await startBrowserHost(words, env);
        closings.push(() => host.stop());
        const person = await arrive(host, language);
        closings.push(() => person.leave());
        keepEvidence = () => person.keepEvidence(name, host);
        return person;
      },
    });
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence();
  });

  afterAll(async () => {
    for (const close of closings.reverse()) await close();
  });

  return { dataDir: folder.path };
}
