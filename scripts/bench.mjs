// npm run bench: every benchmark as a process of its own, each prints one JSON line with its numbers. A table, or with
// --json one object and nothing else on standard output. --only import | lookup | labels | start | guard runs one of them.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from './machine.mjs';
import { pinnedNode, prepare, root, say } from './prepare.mjs';

/** What each number may be at most, and where it comes from: the customer's page on speed and size. */
const targets = {
  'import.floor_ratio': 2,
  'import.again_ratio': 0.45,
  'import.scan_p99_ms': 50,
  'import.lag_ms_max': 50,
  'import.rss_mb': 400,
  'search.p99_ms': 50,
  'scan.p99_ms': 20,
  'labels.share_of_paper_time': 1 / 30,
  'labels.first_ms': 300,
  'start.ratio': 1.5,
  'guard.p99_ms': 1,
  'plan.s_100k': 2,
  'plan.growth_10x': 11,
};
const benches = ['import', 'lookup', 'labels', 'start', 'guard'];

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });
if (values.only !== undefined && !benches.includes(values.only)) {
  say(`--only takes one of: ${benches.join(', ')}`);
  process.exit(1);
}

prepare();
ensureChromium();
const numbers = {};
let isWhole = true;
for (const name of values.only ? [values.only] : benches) {
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

const isMet = (key) => numbers[key] <= targets[key];
if (values.json) {
  process.stdout.write(`${JSON.stringify(numbers)}\n`);
} else {
  const rows = Object.keys(numbers).map((key) => ({
    measure: key,
    is: Number(numbers[key].toFixed(3)),
    'at most': targets[key] === undefined ? '' : Number(targets[key].toFixed(3)),
    result: targets[key] === undefined ? '' : isMet(key) ? 'pass' : 'FAIL',
  }));
  console.table(rows);
}
const missed = Object.keys(targets).filter((key) => key in numbers && !isMet(key));
process.exitCode = isWhole && missed.length === 0 ? 0 : 1;
