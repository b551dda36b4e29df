/** What a check came to; the first word says what was checked. */
export interface Outcome {
  readonly check: string;
  readonly passed: boolean;
  /** What was found, and where it failed what was expected. */
  readonly found: string;
  /** The figure, where it is one. */
  readonly value?: number;
}

/** Checks that are run one after the other. */
export type Checks = AsyncIterable<Outcome>;

/** Runs a check that gives what it found; what it throws is a failure. */
export async function checked(check: string, run: () => Promise<{ readonly passed: boolean; readonly found: string }>): Promise<Outcome> {
  try {
    return { check, ...(await run()) };
  } catch (error) {
    return { check, passed: false, found: error instanceof Error ? error.message : String(error) };
  }
}
