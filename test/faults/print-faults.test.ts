// A tenth of the fault runs of `npm run faults`: printers and the station itself are hurt at random bytes and moments, the station's process
// killed among them. In the end every label lies on the paper exactly once, and wherever that was not certain a person was asked. How
// quick the machine is changes nothing of that, only how often somebody is asked.

import { expect, it } from 'vitest';
import { runPrintFaults } from './run-print-faults.ts';

const runs = 200;

it(`loses and doubles no label silently in ${runs} runs against printers of every language`, {
  timeout: 1_800_000,
}, async () => {
  const { findings, lost, doubled, stuck, ...counts } = await runPrintFaults({
    seed: 20_260_922,
    runs,
    side: 3,
    tell: (_, { findings: found, trail }) => {
      if (found.length > 0) console.error([...found, ...trail].join('\n'));
    },
  });

  console.log(`print faults: ${JSON.stringify({ lost, doubled, stuck, ...counts })}`);
  expect(findings).toEqual([]);
  expect({ lost, doubled, stuck }).toEqual({ lost: 0, doubled: 0, stuck: 0 });
  expect(counts.asked).toBeGreaterThan(0);
  expect(counts.killed).toBeGreaterThan(0);
});
