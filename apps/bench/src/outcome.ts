/** One line of a bench. */
export type Outcome = Measurement | Memory | Absence;

/** What was measured; times are for one step. */
export interface Measurement {
  readonly bench: string;
  readonly contender: string;
  /** Samples a step. */
  readonly batch?: number;
  readonly median_ms: number;
  readonly min_ms: number;
  readonly max_ms: number;
  /** By the median. */
  readonly samples_per_second?: number;
  /** The last of the figures that were compared. */
  readonly loss: number | null;
  readonly compile_ms?: number;
  readonly resident_mib?: number;
  /** Of what does the arithmetic. */
  readonly version: string;
}

/** What a process holds after so many steps. */
export interface Memory {
  readonly bench: string;
  readonly contender: string;
  readonly step: number;
  readonly tensors: number;
  readonly resident_mib: number;
}

/** A contender that was not measured. */
export interface Absence {
  readonly bench: string;
  readonly contender: string;
  readonly batch?: number;
  readonly reason: string;
  /** True where something went wrong; false where what it needs is not there. */
  readonly failed: boolean;
}

export const isAbsence = (outcome: Outcome): outcome is Absence => 'reason' in outcome;
export const isMeasurement = (outcome: Outcome): outcome is Measurement => 'median_ms' in outcome;
export const isMemory = (outcome: Outcome): outcome is Memory => 'step' in outcome;

/** An outcome as a line for people. */
export function describe(outcome: Outcome): string {
  const { contender, batch } = { batch: undefined, ...outcome };
  const name = `${contender}${batch === undefined ? '' : `, batch ${batch}`}`;
  if (isAbsence(outcome)) return `${outcome.bench}: ${name}: ${outcome.failed ? 'failed' : 'skipped'}: ${outcome.reason}`;
  if (isMemory(outcome))
    return `${name}, step ${outcome.step}: ${outcome.tensors} tensors, ${outcome.resident_mib} MiB`;
  const { median_ms: median, min_ms: min, max_ms: max, loss, compile_ms: compile } = outcome;
  const times = `${milliseconds(median)} (${milliseconds(min)} to ${milliseconds(max)})`;
  const figure = loss === null ? '' : `, loss ${loss.toFixed(6)}`;
  return `${name.padEnd(36)} ${times}${figure}${compile === undefined ? '' : `, compiled in ${milliseconds(compile)}`}`;
}

/** A time with three significant digits: `0.0123 ms`, `1.46 ms`, `511 ms`, `15,200 ms`. */
export const milliseconds = (time: number): string =>
  `${time.toLocaleString('en', { maximumSignificantDigits: 3 })} ms`;
