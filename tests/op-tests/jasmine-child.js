// Runs the bundle named by its argument under jasmine; prints one line of JSON with the tally.
import { dirname } from 'node:path';
import Jasmine from 'jasmine';

const bundle = process.argv[2];
const jasmine = new Jasmine();
jasmine.loadConfig({ spec_dir: '.', spec_files: [], random: false });
jasmine.projectBaseDir = dirname(bundle);
jasmine.specFiles = [bundle];

let passed = 0;
const failures = [];
jasmine.env.clearReporters();
jasmine.env.addReporter({
  specDone({ status, fullName, failedExpectations }) {
    if (status === 'passed') passed++;
    if (status === 'failed') failures.push({ name: fullName, message: failedExpectations[0]?.message ?? '' });
  },
  jasmineDone({ failedExpectations }) {
    const tally = { passed, failed: failures.length, failures, errors: failedExpectations.map(({ message }) => message) };
    process.stdout.write(`\n${JSON.stringify(tally)}\n`, () => process.exit(0));
  },
});
await jasmine.execute();
