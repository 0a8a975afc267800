// npm run bench: every benchmark as a process of its own, each prints one JSON line with its numbers. A table, or with
// --json one object and nothing else on standard output. --only NAME runs one of them.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from './machine.mjs';
import { pinnedNode, prepare, root, say } from './prepare.mjs';

const atMost = (limit) => ({ limit, words: 'at most', isMet: (number) => number <= limit });
const atLeast = (limit) => ({ limit, words: 'at least', isMet: (number) => number >= limit });

/** What each number has to be, and where it comes from: the customer's pages on speed and size. */
const goals = {
  'import.floor_ratio': atMost(2),
  'import.again_ratio': atMost(0.45),
  'import.scan_p99_ms': atMost(50),
  'import.lag_ms_max': atMost(50),
  'import.rss_mb': atMost(400),
  'search.p99_ms': atMost(50),
  'scan.p99_ms': atMost(20),
  'labels.share_of_paper_time': atMost(1 / 30),
  'labels.first_ms': atMost(300),
  'start.ratio': atMost(1.5),
  'guard.p99_ms': atMost(1),
  'guard.parcel_p99_ms': atMost(1),
  'plan.s_100k': atMost(2),
  'plan.growth_10x': atMost(11),
  'print.rate_share': atLeast(0.97),
  'print.lag_ms_max': atMost(20),
  'labels.vs_chromium': atLeast(10),
  'labels.vs_ntp': atLeast(10),
  'wire.z64': atMost(0.2),
  'wire.rle': atMost(0.5),
  'route.us_30_picks': atMost(1000),
  'wave.10k_ratio': atMost(3),
  'wave.100k_ratio': atMost(3),
  'batch.200_orders_s': atMost(1),
  'pull.ratio': atMost(1.5),
  'drain.rate_share': atLeast(0.95),
  'drain.rss_growth_mb': atMost(16),
  'drain.scan_p99_ms': atMost(20),
  'drain.lag_ms_max': atMost(50),
};

/** What `--only` takes, and the files of test/bench it runs. */
const benches = {
  import: ['import'],
  lookup: ['lookup'],
  labels: ['labels'],
  start: ['start'],
  guard: ['guard'],
  print: ['print-wire', 'print-rate'],
  picking: ['picking-routes', 'picking-waves'],
  sync: ['sync', 'drain'],
};

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });
if (values.only !== undefined && !Object.hasOwn(benches, values.only)) {
  say(`--only takes one of: ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}

prepare();
ensureChromium();
const numbers = {};
let isWhole = true;
for (const name of (values.only ? [benches[values.only]] : Object.values(benches)).flat()) {
  const file = join(root, 'test', 'bench', `${name}.bench.ts`);
  if (!existsSync(file)) {
    say(`${name}: there is no ${file}`);
    isWhole = false;
    continue;
  }
  say(`── ${name} …`);
  const outcome = spawnSync(pinnedNode(), ['--expose-gc', file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  const line = outcome.stdout.trim().split('\n').at(-1) ?? '';
  try {
    Object.assign(numbers, JSON.parse(line));
  } catch {
    say(`${name}: ended with ${outcome.status} and without numbers`);
    isWhole = false;
  }
}

if (values.json) {
  process.stdout.write(`${JSON.stringify(numbers)}\n`);
} else {
  const rows = Object.entries(numbers).map(([measure, number]) => {
    const goal = goals[measure];
    return {
      measure,
      is: Number(number.toFixed(3)),
      goal: goal ? `${goal.words} ${Number(goal.limit.toFixed(3))}` : '',
      result: goal ? (goal.isMet(number) ? 'pass' : 'FAIL') : '',
    };
  });
  console.table(rows);
}
const isReached = Object.entries(goals).every(([key, goal]) => !(key in numbers) || goal.isMet(numbers[key]));
process.exitCode = isWhole && isReached ? 0 : 1;
