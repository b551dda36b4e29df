import { HourglassError } from '@hourglass/core';
import { readArguments, UsageError } from './arguments.js';
import { benches, runBench, type BenchName } from './benches/benches.js';
import { describe, isAbsence, type Outcome } from './outcome.js';
import { writePerformance } from './performance/performance.js';

const names = [...(Object.keys(benches) as BenchName[]), 'performance'] as const;

const usage = `Usage: npm run -s bench -- <${names.join(' | ')}> [options]

  --json        one JSON line a measurement
  --only a,b    these contenders alone
  --rounds n    how often each is measured
`;

try {
  const { name, json, ...given } = readArguments(process.argv.slice(2), names);
  for await (const outcome of run(name, { ...given, onProgress: (line) => { console.error(line); } })) print(outcome, json);
} catch (error) {
  if (!(error instanceof UsageError) && !HourglassError.isInstance(error)) throw error;
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error.message);
  process.exitCode = 2;
}

function run(name: BenchName | 'performance', settings: Parameters<typeof runBench>[1]): AsyncIterable<Outcome> {
  if (name !== 'performance') return runBench(name, settings);
  if (settings.only) throw new UsageError('--only: performance measures all contenders.');
  return writePerformance(settings);
}

/** What was measured goes to stdout; what was not, to stderr. */
function print(outcome: Outcome, json: boolean): void {
  if (isAbsence(outcome)) {
    console.error(describe(outcome));
    if (outcome.failed) process.exitCode = 1;
  } else console.log(json ? JSON.stringify(outcome) : describe(outcome));
}
