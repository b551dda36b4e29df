import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './packages.mjs';
import { progress, setUp } from './setup.mjs';

const bin = (path) => join(root, 'node_modules', ...path.split('/'));
const timeout = 15 * 60_000; // a test that blocks its process would otherwise never end
const node = (...command) => spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit', timeout }).status === 0;

/** The checks beside the tests; each counts as one. */
const checks = {
  lint: () => node(bin('eslint/bin/eslint.js'), '.'),
  types: () => node(bin('typescript/bin/tsc'), '--noEmit'),
  'unused files, exports and dependencies': () => node(bin('knip/bin/knip.js')),
};

let summary = '0 passed, 1 failed'; // unless the end is reached
process.on('exit', () => console.log(summary));

setUp({ build: '*' });
const results = Object.entries(checks).map(([name, check]) => {
  progress(`\n${name} …`);
  const passed = check();
  progress(`${name}: ${passed ? 'passed' : 'failed'}`);
  return passed;
});
const tests = runTests();
for (const { file, names } of tests.skipped) {
  const remedy = /browser/i.test(file) ? '; set HOURGLASS_CHROMIUM to a Chromium, or install one on the PATH' : '';
  console.log(`Not run: ${names.length} in ${file}${remedy}\n${names.map((name) => `  ${name}`).join('\n')}`);
}
const skippedCount = tests.skipped.reduce((sum, { names }) => sum + names.length, 0);
const passed = tests.passed + results.filter(Boolean).length;
const failed = tests.failed + results.filter((result) => !result).length + (process.env.CI ? skippedCount : 0);
summary = `${passed} passed, ${failed} failed`;
process.exitCode = failed > 0 ? 1 : 0;

/** Runs all tests, on the screen and into a report; a file that fails outside its tests counts as one failure. */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'hourglass-test-'));
  const report = join(folder, 'report.json');
  progress('\ntests …');
  const succeeded = node(bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`);
  try {
    const { testResults, numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    ).length;
    const failures = numFailedTests + broken;
    const skipped = testResults
      .map(({ name, assertionResults }) => ({
        file: relative(root, name),
        names: assertionResults.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
      }))
      .filter(({ names }) => names.length > 0);
    return { passed: numPassedTests, failed: succeeded ? failures : Math.max(failures, 1), skipped };
  } catch (error) {
    progress(`The tests left no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
