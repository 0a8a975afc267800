// All of the fault runs of the network, started by `npm run faults`. Prints one line of JSON; what went wrong goes to the error output,
// with its seed: `npm run faults -- --only sync --seed N --runs 1`.

import { parseArgs } from 'node:util';
import { runSyncFaults } from './run-sync-faults.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1000' },
    side: { type: 'string', default: '2' },
    // Tells all that was done in a run that went wrong; moments differ from run to run, so that it may be hard to see again.
    trail: { type: 'boolean', default: false },
  },
});

const faults = await runSyncFaults({
  seed: Number(values.seed),
  runs: Number(values.runs),
  side: Number(values.side),
  tell: (done, { findings, trail, ...counts }) => {
    for (const finding of findings) console.error(finding);
    if (findings.length > 0 && values.trail) console.error(trail.join('\n'));
    if (values.trail) console.error(JSON.stringify(counts));
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
