/** One way of doing the work that a bench measures. */
interface Contender {
  readonly name: string;
  /** Does the work once. @returns a figure by which the contenders' work can be compared, such as a loss */
  run(): Promise<number>;
  /** How many of the measured unit one run holds, such as steps. Default 1. */
  readonly units?: number;
}

/** What is measured, and by how many rounds. */
export interface Bench {
  /** The unit that times are for: `step`, `load`. */
  readonly unit: string;
  readonly rounds: number;
  contenders(): Promise<readonly Contender[]>;
}

export interface Measurement {
  readonly bench: string;
  readonly contender: string;
  readonly median_ms: number;
  readonly min_ms: number;
  readonly max_ms: number;
  readonly loss: number;
  /** Resident memory of the process at the end, in MiB. */
  readonly resident_mib: number;
}

/**
 * Runs the contenders in turn, round by round, so that a busy moment of the machine meets them all; the first round only
 * warms up.
 */
export async function measure(name: string, { contenders, rounds }: Bench): Promise<Measurement[]> {
  const field = (await contenders()).map((contender) => ({ contender, times: [] as number[], loss: NaN }));
  for (let round = 0; round <= rounds; round++)
    for (const entry of field) {
      const start = performance.now();
      entry.loss = await entry.contender.run();
      const milliseconds = (performance.now() - start) / (entry.contender.units ?? 1);
      if (round > 0) entry.times.push(milliseconds);
    }
  return field.map(({ contender, times, loss }) => {
    const sorted = times.sort((a, b) => a - b);
    return {
      bench: name,
      contender: contender.name,
      median_ms: sorted[Math.floor(sorted.length / 2)]!,
      min_ms: sorted[0]!,
      max_ms: sorted.at(-1)!,
      loss,
      resident_mib: Math.round(process.memoryUsage().rss / 2 ** 20),
    };
  });
}
