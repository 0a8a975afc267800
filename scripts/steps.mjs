// Steps of `npm test` and `npm run check`: each runs to its end, its output visible, and says whether it succeeded.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, pinnedNode, root, say } from './prepare.mjs';

/** Runs a tool out of node_modules on the pinned Node; true when it ended well. */
export function runTool(title, file, words) {
  say(`\n── ${title}`);
  const env = { ...process.env, PATH: pathWithPinnedNode() };
  const script = join(root, 'node_modules', ...file.split('/'));
  return spawnSync(pinnedNode(), [script, ...words], { cwd: root, stdio: 'inherit', env }).status === 0;
}

/** Whoever starts `node` in a test gets the pinned one. */
function pathWithPinnedNode() {
  const separator = process.platform === 'win32' ? ';' : ':';
  return [join(root, 'node_modules', '.bin'), process.env.PATH].join(separator);
}

export const checkTypes = () => runTool('types', 'typescript/bin/tsc', ['-b']);
export const checkStyle = () =>
  runTool('format and lint', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '.']);

/** Runs Vitest; answers how many tests passed, failed and were skipped (a file that cannot be read is one failed). */
export function runTests(words) {
  const report = join(cacheFolder, 'tests.json');
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const isGreen = runTool('tests', 'vitest/vitest.mjs', ['run', ...reporters, ...words]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.flatMap((file) => file.assertionResults);
  const count = (...states) => tests.filter((test) => states.includes(test.status)).length;
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = count('passed');
  const failed = count('failed') + brokenFiles;
  // Vitest can fail without a failed test, by an error that belongs to none.
  return {
    passed,
    failed: failed === 0 && !isGreen ? 1 : failed,
    skipped: tests.length - passed - count('failed'),
  };
}
