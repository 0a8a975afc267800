// All of the fault runs of printing, started by `npm run faults`. Prints one line of JSON; what went wrong goes to the error output,
// with the seed that shows it again: `npm run faults -- --only print --seed N --runs 1`.

import { parseArgs } from 'node:util';
import { runPrintFaults } from './run-print-faults.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '2000' },
    side: { type: 'string', default: '2' },
  },
});

const faults = await runPrintFaults({
  seed: Number(values.seed),
  runs: Number(values.runs),
  side: Number(values.side),
  tell: (done, { findings, trail }) => {
    if (findings.length > 0) console.error([...findings, ...trail].join('\n'));
    if (done % 100 === 0) console.error(`print: ${done} of ${values.runs}`);
  },
});
console.error(`asked because: ${JSON.stringify(faults.doubts)}`);
console.log(
  JSON.stringify({
    'print.runs': faults.runs,
    'print.lost': faults.lost,
    'print.doubled': faults.doubled,
    'print.uncertain': faults.uncertain,
    'print.asked': faults.asked,
    'print.doubled_by_printer_and_told': faults.doubledAndTold,
    'print.killed': faults.killed,
    'print.moved': faults.moved,
    'print.spoilt_paper': faults.spoilt,
    'print.stuck': faults.stuck,
  }),
);
