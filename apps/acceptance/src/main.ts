import { parseArgs } from 'node:util';
import type { Outcome } from './check.js';
import { datasetChecks } from './datasets.js';

const usage = `Usage: npm run -s acceptance -- datasets [options]

  --json           one JSON line a check
  --large gib      streams an NPY and a Parquet file of so many GiB as well, made on the spot and removed after
  --fuzz-cases n   damaged files a reader; default 100,000, 0 for none
`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, large: { type: 'string', default: '0' }, 'fuzz-cases': { type: 'string', default: '100000' } },
  });
  if (positionals.join() !== 'datasets' || [values.large, values['fuzz-cases']].some((text) => !/^\d+$/.test(text))) throw new Error(`Expected datasets, received "${process.argv.slice(2).join(' ')}".`);
  const data = process.env['HOURGLASS_DATA'];
  if (!data) throw new Error('Expected the environment variable HOURGLASS_DATA to name the folder that holds mnist, adbench, nab and the other sets of apps/acceptance/README.md.');
  const tally = { passed: 0, failed: 0 };
  for await (const outcome of datasetChecks({ data, large: Number(values.large), fuzzCases: Number(values['fuzz-cases']) })) {
    tally[outcome.passed ? 'passed' : 'failed']++;
    console.log(values.json ? JSON.stringify(outcome) : lineOf(outcome));
  }
  console.error(`${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 ? 1 : 0;
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}

function lineOf({ check, passed, found }: Outcome): string {
  return `${passed ? 'ok    ' : 'FAILED'}  ${check.padEnd(42)}  ${found}`;
}
