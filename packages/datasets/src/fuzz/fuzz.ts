import { createSeed, HourglassError } from '@hourglass/core';
import { damage } from './mutations.js';

/**
 * A reader under attack. Each `<source>.fuzz.ts` exports its targets as `targets: readonly FuzzTarget[]`. Where checksums
 * would refuse every change, `read` wraps damaged contents in a container that is whole.
 */
export interface FuzzTarget<Result = unknown> {
  readonly name: string;
  /** Small files that the reader takes, a few, each of another kind. */
  valid(): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  /** Reads a file to its last value. */
  read(bytes: Uint8Array): Promise<Result>;
  /** Whether what was read is what the bytes say, found in another way than the reader's. Default: any result is. */
  agrees?(bytes: Uint8Array, result: Result): boolean | Promise<boolean>;
}

export interface FuzzOptions {
  readonly seed: number;
  /** The number of damaged files. */
  readonly cases: number;
  /** The first case: `{ seed, first: 123, cases: 1 }` runs case 123 again. Default 0. */
  readonly first?: number;
  /** Milliseconds that one case may take, and a sixth of those that it may wait. Default 5000. */
  readonly limit?: number;
  /** Counts the milliseconds of a case: those of the processor where other programs run beside it. Default `performance.now`. */
  readonly clock?: () => number;
  /** Told before each case runs; a reader that never lets go can be named only by one who watches from outside. */
  readonly onCase?: (number: number) => void | Promise<void>;
}

/** A case that went wrong. */
interface FuzzFailure {
  readonly target: string;
  readonly seed: number;
  /** Its number, or -1 for a valid file. */
  readonly case: number;
  readonly mutation: string;
  readonly reason: string;
}

export interface FuzzReport {
  /** Cases that were refused with one of Hourglass's errors. */
  readonly refused: number;
  /** Cases that gave a result, which agrees. */
  readonly read: number;
  readonly failures: readonly FuzzFailure[];
}

/**
 * Reads valid files, then damaged ones: each of these must be refused with one of Hourglass's errors or give what it says.
 * Case n of a seed is always the same file.
 */
export async function fuzz<Result>(target: FuzzTarget<Result>, options: FuzzOptions): Promise<FuzzReport> {
  const { seed, cases, first = 0, limit = 5000, clock = () => performance.now(), onCase } = options;
  const files = await target.valid();
  const failures: FuzzFailure[] = [];
  const counts = { refused: 0, read: 0 };
  const run = async (number: number, bytes: Uint8Array, mutation: string): Promise<void> => {
    await onCase?.(number);
    const outcome = await attempt(target, bytes, { limit, clock });
    if (outcome === 'read' || (outcome === 'refused' && number >= 0)) counts[outcome]++;
    else failures.push({ target: target.name, seed, case: number, mutation, reason: outcome });
  };
  for (const bytes of files) await run(-1, bytes, 'none');
  counts.read = 0;
  for (let number = first; number < first + cases; number++) {
    const { next } = createSeed(seed).fork(target.name).fork(number).stream();
    const { bytes, mutation } = damage(files[number % files.length]!, Math.floor(number / files.length), next);
    await run(number, bytes, mutation);
  }
  return { ...counts, failures };
}

/** `read`, `refused`, or what went wrong. */
async function attempt<Result>(target: FuzzTarget<Result>, bytes: Uint8Array, { limit, clock }: Required<Pick<FuzzOptions, 'limit' | 'clock'>>): Promise<string> {
  const start = clock();
  const outcome = await within(6 * limit, async () => {
    const result = await target.read(bytes.slice());
    return !target.agrees || (await target.agrees(bytes, result)) ? 'read' : 'gave another result than its bytes say';
  }).catch((error: unknown) => (HourglassError.isInstance(error) ? 'refused' : `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
  const took = clock() - start;
  return took > limit ? `took ${Math.round(took)} ms, more than ${limit}` : outcome;
}

function within(limit: number, run: () => Promise<string>): Promise<string> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('did not come to an end'), limit);
  });
  return Promise.race([run(), late]).finally(() => clearTimeout(timer));
}
