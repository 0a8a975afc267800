// The station under test: a whole one on its own data folder in a process of its own, which may be killed at any moment and started
// again. Its clock runs faster than the machine's and is moved on when told. Driven by lines of JSON.

import { readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ParcelId } from '../../main/basics/ids.ts';
import { pullParcel } from '../../main/labels/pull-parcel.ts';
import { movedClock } from '../builders/moved-clock.ts';
import { supervisor, testStation } from '../builders/test-station.ts';
import { packByHand } from '../builders/tiktok-station.ts';

export type SyncCommand =
  | { readonly do: 'call'; readonly name: string; readonly argument: object }
  | { readonly do: 'pack'; readonly parcelIds: readonly string[] }
  /** What the bench does with a parcel that must not leave. */
  | { readonly do: 'pull'; readonly parcelId: string }
  | { readonly do: 'rows'; readonly sql: string; readonly values: readonly (string | number)[] }
  | { readonly do: 'pass'; readonly ms: number }
  /**
   * The clock alone moves, as after a night's sleep of the machine: nothing that was to be done meanwhile is done. Says that it sleeps,
   * and does nothing more until a byte on the fourth pipe wakes it.
   */
  | { readonly do: 'leap'; readonly ms: number }
  | { readonly do: 'now' }
  | { readonly do: 'stop' };

const [dataDir = '', startAt = '0', seed = '1', speed = '1', lifeMs = '1'] = process.argv.slice(2);
process.stdin.once('end', () => process.exit(0)); // whoever started it is gone
setTimeout(() => process.exit(3), Number(lifeMs)).unref();

const wakingPipe = 3;
const clock = movedClock(Number(startAt));
const station = testStation({ dataDir, clock, seed: Number(seed) });
let owedMs = 0;
let leapMs = 0;
let isStopped = false;
/** Told when what is owed has passed. */
let passed: (() => void)[] = [];

const say = (said: object) => process.stdout.write(`${JSON.stringify(said)}\n`);

async function runClock(): Promise<void> {
  let before = performance.now();
  while (!isStopped) {
    await new Promise((resolve) => setTimeout(resolve, 4));
    const now = performance.now();
    const ms = Math.round((now - before) * Number(speed)) + owedMs;
    const told = passed;
    owedMs = 0;
    passed = [];
    // Between two stretches of time, never in the middle of one.
    if (leapMs > 0) {
      say({ event: 'asleep', until: clock.now() + leapMs });
      readSync(wakingPipe, Buffer.alloc(1));
      clock.set(clock.now() + leapMs);
    }
    leapMs = 0;
    before = performance.now(); // asleep nothing passes by itself
    await clock.pass(ms);
    for (const tell of told) tell();
  }
}

async function obey(command: SyncCommand): Promise<unknown> {
  switch (command.do) {
    case 'call':
      return station.call(supervisor, command.name, command.argument);
    case 'pack':
      for (const parcelId of command.parcelIds) packByHand(station, parcelId as ParcelId); // its own
      return null;
    case 'pull':
      station.parts.database.write(
        (writer) => pullParcel(station.parts, writer, command.parcelId as ParcelId, 'blocked', supervisor), // its own
      );
      return null;
    case 'rows':
      return station.parts.database.all(command.sql, [...command.values]);
    case 'pass':
      owedMs += command.ms;
      await new Promise<void>((resolve) => passed.push(resolve));
      return null;
    case 'leap':
      leapMs += command.ms;
      await new Promise<void>((resolve) => passed.push(resolve));
      return null;
    case 'now':
      return clock.now();
    case 'stop':
      isStopped = true;
      await station.stop();
      station.parts.database.close();
      return null;
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { no, ...command } = JSON.parse(line) as SyncCommand & { readonly no: number }; // written by sync-parts.ts
  obey(command).then(
    (ok) => {
      say({ no, ok });
      if (command.do === 'stop') process.exit(0);
    },
    (thrown: unknown) => say({ no, broken: thrown instanceof Error ? thrown.stack : String(thrown) }),
  );
});
station.start();
void runClock();
say({ event: 'ready' });
