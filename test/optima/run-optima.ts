// npm run optima: walks against published optima. `DIR` holds instance files and a CSV with the optima of one and of two blocks; with
// `--batch --seconds N` its files have several orders each, and the total way per file is told. `--json` prints one object.

import { parseArgs } from 'node:util';
import { formBatches } from '../../main/picks/batches/form-batches.ts';
import { compareWithOptima } from './compare-with-optima.ts';
import { readFiles, readInstance } from './read-instances.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, batch: { type: 'boolean' }, seconds: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('npm run optima -- DIR [--json] [--batch --seconds N]\n');
  process.exit(2);
}
if (values.batch) batchAll(folder, Number(values.seconds ?? 1));
else compareAll(folder);

function compareAll(from: string): void {
  const outcome = compareWithOptima(from);
  if (values.json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  else {
    process.stdout.write(`one block:  ${outcome.one_block.agree} of ${outcome.one_block.of} agree\n`);
    process.stdout.write(`two blocks: ${outcome.two_blocks.agree} of ${outcome.two_blocks.of} agree\n`);
    for (const { file, blocks, ours, published } of outcome.differ.slice(0, 20)) {
      process.stdout.write(`${file} with ${blocks} block(s): ours ${ours}, published ${published}\n`);
    }
    for (const file of outcome.missing.slice(0, 20)) process.stdout.write(`${file} is not there\n`);
  }
  const compared = outcome.one_block.of + outcome.two_blocks.of;
  process.exitCode = compared > 0 && outcome.differ.length + outcome.missing.length === 0 ? 0 : 1;
}

function batchAll(from: string, seconds: number): void {
  const files = readFiles(from, '.txt').flatMap(({ file, text }) => readInstance(file, text) ?? []);
  const told = files
    .filter(({ orders }) => orders.length > 1)
    .map(({ file, layout, orders, capacity }) => {
      const endAt = performance.now() + seconds * 1_000;
      const batches = formBatches(
        layout,
        orders,
        { weightGrams: capacity },
        { seed: 1, budget: { shouldStop: () => performance.now() >= endAt } },
      );
      const metres = batches.reduce((sum, batch) => sum + batch.lengthMetres, 0);
      const row = { file, orders: orders.length, batches: batches.length, distance: round(metres) };
      if (!values.json) {
        process.stdout.write(`${file}: ${row.distance} (${row.orders} orders, ${row.batches} batches)\n`);
      }
      return row;
    });
  const distance = round(told.reduce((sum, row) => sum + row.distance, 0));
  if (values.json) process.stdout.write(`${JSON.stringify({ seconds, files: told, distance })}\n`);
  else process.stdout.write(`${told.length} files: ${distance}\n`);
  process.exitCode = told.length > 0 ? 0 : 1;
}

function round(metres: number): number {
  return Math.round(metres * 1_000) / 1_000;
}
