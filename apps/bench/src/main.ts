import { HourglassError } from '@hourglass/core';
import { measure, type Bench } from './bench.js';
import { eagerStep } from './eager-step.js';
import { load } from './load.js';

const benches: Readonly<Record<string, Bench>> = { 'eager-step': eagerStep, load };

const [name = '', ...flags] = process.argv.slice(2);
const bench = benches[name];
const unknown = flags.find((flag) => flag !== '--json');
if (!bench || unknown) {
  console.error(`Usage: npm run -s bench -- <${Object.keys(benches).join(' | ')}> [--json]`);
  process.exit(2);
}

try {
  const measurements = await measure(name, bench);
  for (const measurement of measurements) {
    const { contender, median_ms: median, min_ms: min, max_ms: max, loss } = measurement;
    const times = `${median.toFixed(2)} ms a ${bench.unit} (${min.toFixed(2)} to ${max.toFixed(2)})`;
    console.log(flags.length ? JSON.stringify(measurement) : `${contender.padEnd(20)} ${times}, figure ${loss.toFixed(6)}`);
  }
} catch (error) {
  if (!HourglassError.isInstance(error)) throw error;
  console.error(error.message);
  process.exit(2);
}
