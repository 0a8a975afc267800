// The terminal host: one request, its reply as JSON on standard output, exit code 0, 1 (refused) or 2 (fault or bug). A
// running station is asked; where none runs, the folder is opened for the time of this one call. Never two writers.

import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { isFault } from '../../basics/fault.ts';
import type { Caller, Reply } from '../../basics/request.ts';
import { appVersion } from '../app-folder.ts';
import { lastMode, type Mode, usualDataFolder } from '../data-folder.ts';
import { findDoorway } from '../doorway-file.ts';
import { fromWhereAsked } from '../host-flags.ts';
import { personHere } from '../person.ts';
import { createStationHost, no } from '../station-host.ts';
import { askRunning } from './ask-running.ts';

const usage = `parcelbench call NAME [JSON | -] [--data DIR] [--training | --shop] [--events] [--person NAME]
parcelbench call --list

Asks the station for one thing and prints its reply as JSON. "-" reads the JSON from standard input.
With --events, what happens meanwhile (the progress of an import, say) is told on standard error, one JSON line each.
Where people sign in, --person says who asks; the PIN comes from PARCELBENCH_PIN, else from the first line of standard input.
Exit code: 0 answered, 1 refused, 2 the world or the program failed.`;

/** While another call has the folder, a change waits this long for its turn. */
const longestWaitMs = 60_000;

interface Question {
  readonly name: string;
  readonly argument: unknown;
  readonly dataFolder: string;
  readonly mode: Mode | undefined;
  readonly tellsEvents: boolean;
  readonly credentials: Caller['credentials'] | undefined;
}

async function parseQuestion(words: string[]): Promise<Question | undefined> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      training: { type: 'boolean' },
      shop: { type: 'boolean' },
      list: { type: 'boolean' },
      events: { type: 'boolean' },
      person: { type: 'string' },
    },
  });
  const [name, json] = values.list ? ['host.requests', '{}'] : positionals;
  if (name === undefined || positionals.length > 2) return undefined;
  const credentials = values.person === undefined ? undefined : await readPin(values.person);
  const input = json === '-' ? await text(process.stdin) : (json ?? '{}');
  const argument: unknown = JSON.parse(input);
  return {
    name,
    argument: withWholePath(argument),
    dataFolder: values.data === undefined ? usualDataFolder() : fromWhereAsked(values.data),
    mode: values.training ? 'training' : values.shop ? 'shop' : undefined,
    tellsEvents: values.events ?? false,
    credentials,
  };
}

/** From the environment, else the first line of standard input; what follows it may be the argument. */
async function readPin(name: string): Promise<Caller['credentials']> {
  const given = process.env.PARCELBENCH_PIN;
  if (given !== undefined) return { name, pin: given };
  if (process.stdin.isTTY) process.stderr.write('PIN: ');
  let line = '';
  for (;;) {
    const piece: Buffer | null = process.stdin.read(1);
    if (piece === null) {
      if (process.stdin.readableEnded) break;
      const isMore = await new Promise<boolean>((resolve) => {
        process.stdin.once('readable', () => resolve(true));
        process.stdin.once('end', () => resolve(false));
      });
      if (!isMore) break;
    } else if (piece.toString() === '\n') break;
    else line += piece.toString();
  }
  return { name, pin: line.trim() };
}

/** The running station has another working directory than the person who asks. */
function withWholePath(argument: unknown): unknown {
  if (typeof argument !== 'object' || argument === null || !('path' in argument)) return argument;
  return typeof argument.path === 'string' ? { ...argument, path: fromWhereAsked(argument.path) } : argument;
}

async function ask(question: Question): Promise<Reply<unknown>> {
  for (let waitedMs = 0; ; waitedMs += 200) {
    const reply = (await askTheRunningOne(question)) ?? (await askInThisProcess(question));
    const isOthersTurn = !reply.ok && waitingCodes.has(reply.refusal.code);
    if (!isOthersTurn || waitedMs >= longestWaitMs) return reply;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What a folder that another call is just using answers to a change. */
const waitingCodes = new Set(['station.read-only', 'station.unreachable']);

async function askTheRunningOne(question: Question): Promise<Reply<unknown> | undefined> {
  const doorway = findDoorway(question.dataFolder);
  if (!doorway) return undefined;
  if (question.mode !== undefined) {
    const described = await askRunning(doorway, 'station.describe', {});
    if (described?.ok && lastMode(question.dataFolder) !== question.mode) {
      return no('host.other-mode', { running: lastMode(question.dataFolder), wanted: question.mode });
    }
  }
  const hear = question.tellsEvents ? tell : undefined;
  return askRunning(doorway, question.name, question.argument, { hear, credentials: question.credentials });
}

async function askInThisProcess(question: Question): Promise<Reply<unknown>> {
  const { credentials } = question;
  const caller: Caller = {
    host: 'terminal',
    person: personHere(),
    role: 'supervisor',
    ...(credentials && { credentials }),
  };
  const host = createStationHost({
    dataFolder: question.dataFolder,
    mode: question.mode,
    version: appVersion(),
    hasWindow: false,
  });
  if (question.tellsEvents) host.on(tell);
  try {
    // A folder that another process is only just making has no file to read yet.
    if (host.isReadOnly && !host.opened()) return no('station.unreachable');
    const reply = await host.call(caller, question.name, question.argument);
    // A batch that this call started is printed to its end: nobody else would.
    await host.opened()?.station.settled();
    return reply;
  } finally {
    await host.close();
  }
}

function tell(event: unknown): void {
  process.stderr.write(`${JSON.stringify(event)}\n`);
}

function exitCodeOf(reply: Reply<unknown>): number {
  if (reply.ok) return 0;
  return reply.refusal.code === 'bug' || reply.refusal.code.startsWith('fault.') ? 2 : 1;
}

async function run(words: string[]): Promise<number> {
  let question: Question | undefined;
  try {
    question = await parseQuestion(words);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    process.stdout.write(`${JSON.stringify(no('request.malformed', { name: '', field: '', reason }))}\n`);
    return 1;
  }
  if (!question) {
    process.stderr.write(`${usage}\n`);
    return 1;
  }
  let reply: Reply<unknown>;
  try {
    reply = await ask(question);
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    reply = no(`fault.${thrown.code}`, { ...thrown.facts, retry: thrown.retry });
  }
  const printed = reply.ok ? { ok: true, value: reply.value ?? null } : reply;
  await new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(printed)}\n`, () => resolve()));
  return exitCodeOf(reply);
}

try {
  process.exit(await run(process.argv.slice(2)));
} catch (thrown) {
  console.error(thrown);
  process.exit(2);
}
