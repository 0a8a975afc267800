// All of the fault runs of the network, started by `npm run faults`. Prints one line of JSON; what went wrong goes to the error output,
// with its seed: `npm run faults -- --only sync --seed N --runs 1`.

import { parseArgs } from 'node:util';
import { runOfflineDays, runSyncFaults } from './run-sync-faults.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1000' },
    side: { type: 'string', default: '2' },
    /** Orders of the three days without a network; 0: not that. */
    offline: { type: 'string', default: '15000' },
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
// One seed alone is somebody who looks for what it found.
const offlineOrders = values.runs === '1' ? 0 : Number(values.offline);
const offline =
  offlineOrders > 0
    ? await runOfflineDays('douyin', offlineOrders, (words) => console.error(`offline: ${words}`))
    : undefined;
for (const finding of offline?.findings ?? []) console.error(`offline: ${finding}`);
console.log(
  JSON.stringify({
    'sync.runs': faults.runs,
    'sync.lost': faults.lost + (offline?.lost ?? 0),
    'sync.doubled': faults.doubled + (offline?.doubled ?? 0),
    'sync.refunds_rejected': faults.refundsRejected + (offline?.refundsRejected ?? 0),
    'sync.stuck': faults.stuck + (offline?.stuck ?? 0),
    'sync.orders': faults.orders,
    'sync.shipped': faults.shipped,
    'sync.killed': faults.killed,
    'sync.hurt': faults.hurt,
    'sync.asked': faults.asked,
    'sync.numbers_left': faults.numbersLeft,
    'sync.offline_orders': offline?.orders ?? 0,
    'sync.offline_shipped': offline?.shipped ?? 0,
  }),
);
