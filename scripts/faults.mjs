// npm run faults: everything is hurt at random bytes and moments, thousands of times, and what was lost or doubled is counted. Each
// room of faults is a process of its own that prints one JSON line. A table, or with --json one object and nothing else on standard
// output. --only print runs one of them, --seed and --runs say which runs and how many; --offline how many orders wait through the sync
// room's three days without a network, on either platform (0: not that).

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pinnedNode, prepare, root, say } from './prepare.mjs';

/** What must not happen once. */
const never = [
  'print.lost',
  'print.doubled',
  'print.stuck',
  'sync.lost',
  'sync.doubled',
  'sync.refunds_rejected',
  'sync.stuck',
];
const rooms = ['print', 'sync'];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    only: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    offline: { type: 'string' },
  },
});
if (values.only !== undefined && !rooms.includes(values.only)) {
  say(`--only takes one of: ${rooms.join(', ')}`);
  process.exit(1);
}

prepare();
const wordsOf = (room) =>
  ['seed', 'runs', ...(room === 'sync' ? ['offline'] : [])].flatMap((name) =>
    values[name] ? [`--${name}`, values[name]] : [],
  );
const numbers = {};
let isWhole = true;
for (const name of values.only ? [values.only] : rooms) {
  say(`── ${name} …`);
  const file = join(root, 'test', 'faults', `${name}.faults.ts`);
  const outcome = spawnSync(pinnedNode(), [file, ...wordsOf(name)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  try {
    Object.assign(numbers, JSON.parse(outcome.stdout.trim().split('\n').at(-1) ?? ''));
  } catch {
    say(`${name}: ended with ${outcome.status} and without numbers`);
    isWhole = false;
  }
}

const happened = never.filter((key) => numbers[key] > 0);
if (values.json) {
  process.stdout.write(`${JSON.stringify(numbers)}\n`);
} else {
  const rows = Object.keys(numbers).map((key) => ({
    count: key,
    is: numbers[key],
    result: never.includes(key) ? (happened.includes(key) ? 'FAIL' : 'pass') : '',
  }));
  console.table(rows);
}
process.exitCode = isWhole && happened.length === 0 ? 0 : 1;
