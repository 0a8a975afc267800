// All of the fault runs of the network, started by `npm run faults`. Prints one line of JSON; what went wrong goes to the error output,
// with the seed that shows it again: `npm run faults -- --only sync --seed N --runs 1`.

import { parseArgs } from 'node:util';
import { runSyncFaults } from './run-sync-faults.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1000' },
    side: { type: 'string', default: '2' },
  },
});

const faults = await runSyncFaults({
  seed: Number(values.seed),
  runs: Number(values.runs),
  side: Number(values.side),
  tell: (done, { findings, trail }) => {
    for (const finding of findings) console.error(finding);
    if (findings.length > 0 && values.runs === '1') console.error(trail.join('\n'));
    if (done % 20 === 0) console.error(`sync: ${done} of ${values.runs}`);
  },
});
console.log(
  JSON.stringify({
    'sync.runs': faults.runs,
    'sync.lost': faults.lost,
    'sync.doubled': faults.doubled,
    'sync.refunds_rejected': faults.refundsRejected,
    'sync.stuck': faults.stuck,
    'sync.orders': faults.orders,
    'sync.shipped': faults.shipped,
    'sync.killed': faults.killed,
    'sync.hurt': faults.hurt,
    'sync.asked': faults.asked,
    'sync.numbers_left': faults.numbersLeft,
  }),
);
