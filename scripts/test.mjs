// npm test: installs, builds, checks types and style, runs every test including the journeys. Each of the two checks counts
// as one test. The last line is `N passed, N failed, N skipped`, and the exit code tells the same.

import { ensureChromium } from './machine.mjs';
import { prepare } from './prepare.mjs';
import { checkStyle, checkTypes, runTests } from './steps.mjs';

prepare();
ensureChromium();
const checks = [checkTypes(), checkStyle()];
const tests = runTests(process.argv.slice(2));
const passed = tests.passed + checks.filter(Boolean).length;
const failed = tests.failed + checks.filter((isGood) => !isGood).length;
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed, ${tests.skipped} skipped`);
