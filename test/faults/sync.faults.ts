// All of the fault runs of the network, started by `npm run faults`. Prints one line of JSON; what went wrong goes to the error output,
// with its seed: `npm run faults -- --only sync --seed N --runs 1`.

import { parseArgs } from 'node:util';
import { runOfflineDays, runSyncFaults } from './run-sync-faults.ts';
import type { OfflineOutcome } from './sync-offline.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1000' },
    side: { type: 'string', default: '2' },
    /** Orders of the three days without a network, on either platform; 0: not that. `--runs 0` is that alone. */
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
const offline: OfflineOutcome[] = [];
console.error(`struck: ${JSON.stringify(faults.struck)}`);
for (const platform of ['douyin', 'tiktok'] as const) {
  if (offlineOrders === 0) break;
  const tell = (words: string) => console.error(`offline, ${platform}: ${words}`);
  const outcome = await runOfflineDays(platform, offlineOrders, tell);
  for (const finding of outcome.findings) tell(finding);
  offline.push(outcome);
}
const both = (name: 'lost' | 'doubled' | 'refundsRejected' | 'stuck' | 'numbersLeft') =>
  [faults, ...offline].reduce((sum, each) => sum + each[name], 0);
const ofOffline = (name: 'orders' | 'owed' | 'changed' | 'shipped') =>
  offline.reduce((sum, each) => sum + each[name], 0);
console.log(
  JSON.stringify({
    'sync.runs': faults.runs,
    'sync.lost': both('lost'),
    'sync.doubled': both('doubled'),
    'sync.refunds_rejected': both('refundsRejected'),
    'sync.stuck': both('stuck'),
    'sync.orders': faults.orders,
    'sync.shipped': faults.shipped,
    'sync.killed': faults.killed,
    'sync.hurt': faults.hurt,
    'sync.asked': faults.asked,
    'sync.numbers_left': both('numbersLeft'),
    'sync.offline_orders': ofOffline('orders'),
    'sync.offline_owed': ofOffline('owed'),
    'sync.offline_changed': ofOffline('changed'),
    'sync.offline_shipped': ofOffline('shipped'),
  }),
);
