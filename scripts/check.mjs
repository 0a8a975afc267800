// npm run check: format, lint, types, house rules and unit tests; what is worth a minute before a commit.

import { prepare } from './prepare.mjs';
import { checkStyle, checkTypes, runTests } from './steps.mjs';

prepare();
// Journeys, faults and hosts start whole programs; they belong to npm test.
const slow = ['journeys', 'faults', 'hosts'].map((folder) => `--exclude=test/${folder}/**`);
const checks = [checkStyle(), checkTypes()];
const tests = runTests([...slow, ...process.argv.slice(2)]);
const passed = tests.passed + checks.filter(Boolean).length;
const failed = tests.failed + checks.filter((isGood) => !isGood).length;
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed, ${tests.skipped} skipped`);
