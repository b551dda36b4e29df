import type { Checks } from './check.js';
import { fuzzChecks } from './fuzz-checks.js';
import { largeChecks } from './large-checks.js';
import { setChecks } from './set-checks.js';

export interface DatasetChecks {
  /** The folder of the sets. */
  readonly data: string;
  /** GiB of the large files; none are made where it is 0. */
  readonly large: number;
  /** Damaged files a reader. */
  readonly fuzzCases: number;
}

/** Every set loads with the values that it is known to have, large files stream, and damaged ones are refused. */
export async function* datasetChecks({ data, large, fuzzCases }: DatasetChecks): Checks {
  yield* setChecks(data);
  if (large > 0) yield* largeChecks(large);
  if (fuzzCases > 0) yield* fuzzChecks(fuzzCases);
}
