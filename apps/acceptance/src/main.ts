import { parseArgs } from 'node:util';
import type { Checks, Outcome } from './check.js';
import { datasetChecks } from './datasets.js';
import { experiments } from './results/experiments.js';
import { results } from './results/results.js';

const usage = `Usage: npm run -s acceptance -- datasets|results [experiment …] [options]

datasets
  --large gib      streams an NPY and a Parquet file of so many GiB as well, made on the spot and removed after
  --fuzz-cases n   damaged files a reader; default 100,000, 0 for none

results            all experiments, or those named; one that keeps its model goes on where it was stopped
  --seed n         default 1
  --epochs n       ends training after so many, at most the protocol's
  --out folder     where trained models are kept; default out/results

${experiments.map(({ name, about }) => `  ${name.padEnd(22)} ${about}`).join('\n')}

  --json           one JSON line a check
`;

const stopping = new AbortController();

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'json': { type: 'boolean', default: false },
      'large': { type: 'string', default: '0' },
      'fuzz-cases': { type: 'string', default: '100000' },
      'seed': { type: 'string', default: '1' },
      'epochs': { type: 'string' },
      'out': { type: 'string', default: 'out/results' },
    },
  });
  const wrong = Object.entries(values).find(([name, value]) => ['large', 'fuzz-cases', 'seed', 'epochs'].includes(name) && !/^\d+$/.test(String(value)));
  if (wrong) throw new Error(`--${wrong[0]}: expected a whole number, received "${wrong[1]}".`);
  const data = process.env['HOURGLASS_DATA'];
  if (!data) throw new Error('Expected the environment variable HOURGLASS_DATA to name the folder that holds mnist, adbench, nab and the other sets of apps/acceptance/README.md.');

  const [command, ...names] = positionals;
  const checks = checksOf();
  const tally = { passed: 0, failed: 0 };
  for await (const outcome of checks) {
    tally[outcome.passed ? 'passed' : 'failed']++;
    console.log(values.json ? JSON.stringify(outcome) : lineOf(outcome));
  }
  console.error(`${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 ? 1 : 0;

  function checksOf(): Checks {
    if (command === 'datasets' && names.length === 0) return datasetChecks({ data: data!, large: Number(values.large), fuzzCases: Number(values['fuzz-cases']) });
    if (command !== 'results') throw new Error(`Expected datasets or results, received "${process.argv.slice(2).join(' ')}".`);
    process.once('SIGINT', () => { stopping.abort(new Error('It was stopped.')); });
    const epochs = values.epochs === undefined ? undefined : Number(values.epochs);
    return results({ names, seed: Number(values.seed), epochs, out: values.out, signal: stopping.signal, say: (line) => { console.error(line); } });
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}

function lineOf({ check, passed, found }: Outcome): string {
  return `${passed ? 'ok    ' : 'FAILED'}  ${check.padEnd(42)}  ${found}`;
}
