import { setTimeout as wait } from 'node:timers/promises';
import { absence } from './absence.js';
import type { Settings } from './bench.js';
import type { Contender, Runner } from './contender.js';
import { disagreement } from './disagreement.js';
import type { Absence, Measurement } from './outcome.js';

/**
 * Measures contenders against each other: each does its first steps, whose figures are compared; then they run in turn,
 * round by round, so that a busy moment of the machine meets them all. Who is not asked waits, and a pause before each turn
 * lets the threads of the one before come to rest.
 *
 * @param compared steps whose figures must agree among contenders of equal batches
 */
export async function* measure(
  contenders: readonly Contender[],
  { name, rounds = 11, onProgress }: Settings,
  compared: number,
): AsyncGenerator<Measurement | Absence> {
  const field: Entry[] = [];
  try {
    for (const contender of contenders) {
      onProgress(`${name}: ${labelOf(contender)} starts`);
      const reference = field.find((entry) => entry.contender.batch === contender.batch);
      try {
        field.push(await enter(contender, compared, reference));
      } catch (error) {
        yield absence(name, contender, error);
      }
    }
    for (let round = 0; round <= rounds && field.length > 0; round++) {
      if (round > 0) onProgress(`${name}: round ${round} of ${rounds}`);
      for (const entry of field.slice()) {
        if (entry.slow && round !== 1) continue;
        try {
          const time = await timeOf(entry);
          if (round > 0) entry.times.push(time); // the first round only warms up
        } catch (error) {
          field.splice(field.indexOf(entry), 1);
          await entry.runner.stop();
          yield absence(name, entry.contender, error);
        }
      }
    }
    for (const entry of field) yield measurement(name, entry);
  } finally {
    for (const { runner } of field) await runner.stop();
  }
}

/** A contender in the field: its figures agree, and it knows how many steps make a round. */
interface Entry {
  readonly contender: Contender;
  readonly runner: Runner;
  readonly figures: readonly (number | null)[];
  readonly compile_ms: number | undefined;
  readonly steps: number;
  /** A single round of it takes so long that one must do. */
  readonly slow: boolean;
  readonly times: number[];
  resident_mib: number | undefined;
}

/** How long a round lasts, where the contender has data for it. */
const roundMilliseconds = 1000;
const slowMilliseconds = 5000;
const restMilliseconds = 200;

/** @throws where the contender cannot do the work, or does another */
async function enter(contender: Contender, compared: number, reference: Entry | undefined): Promise<Entry> {
  const runner = await contender.start();
  try {
    const figures: (number | null)[] = [];
    let compile_ms: number | undefined;
    let time = NaN;
    for (let from = 0; from < Math.max(compared, 1); from++) {
      const answer = await runner.run({ from, steps: 1 });
      figures.push(answer.figure);
      compile_ms ??= answer.compile_ms;
      time = answer.milliseconds;
    }
    const compare = compared > 0 && reference;
    const fault = compare && disagreement(figures.slice(0, contender.compared), { name: reference.contender.name, figures: reference.figures });
    if (fault) throw new Error(fault);

    const slow = time > slowMilliseconds;
    const stepsFor = (milliseconds: number): number =>
      Math.max(1, Math.min(contender.steps, Math.round(roundMilliseconds / milliseconds)));
    let steps = stepsFor(time);
    if (!slow) steps = stepsFor((await runner.run({ from: 0, steps })).milliseconds / steps);
    return { contender, runner, figures, compile_ms, steps, slow, times: [], resident_mib: undefined };
  } catch (error) {
    await runner.stop();
    throw error;
  }
}

async function timeOf(entry: Entry): Promise<number> {
  await wait(restMilliseconds);
  const { milliseconds, resident_mib } = await entry.runner.run({ from: 0, steps: entry.steps });
  entry.resident_mib = resident_mib;
  return milliseconds / entry.steps;
}

function measurement(bench: string, { contender, runner, figures, times, compile_ms, resident_mib }: Entry): Measurement {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  return {
    bench,
    contender: contender.name,
    ...(contender.batch !== undefined && { batch: contender.batch }),
    median_ms: median,
    min_ms: sorted[0]!,
    max_ms: sorted.at(-1)!,
    ...(contender.batch !== undefined && { samples_per_second: (contender.batch / median) * 1000 }),
    loss: figures.at(-1)!,
    ...(compile_ms !== undefined && { compile_ms }),
    ...(resident_mib !== undefined && { resident_mib }),
    version: runner.version,
  };
}

const labelOf = ({ name, batch }: Contender): string => (batch === undefined ? name : `${name}, batch ${batch},`);
