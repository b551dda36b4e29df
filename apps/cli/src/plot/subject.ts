import type { Autoencoder, Dataset, History } from '@hourglass/core';
import type { CodeSet } from '@hourglass/latent-vis';

/** What is to be seen: a trained model, and samples that it has not learned from with their codes. */
export interface Subject {
  readonly model: Autoencoder;
  readonly history: History;
  readonly data: Dataset;
  readonly set: CodeSet;
  readonly signal: AbortSignal;
  /** Tells what takes a while. */
  readonly say: (line: string) => void;
}

/** Numbers in a code. */
export const unitsOf = ({ set }: Subject): number => set.codes.shape[1]!;

/** The share of all numbers of all codes that are 0: near 0 for a dense code, near 1 for a sparse one. */
export function shareOfZeros({ set: { codes } }: Subject): number {
  let zeros = 0;
  for (const value of codes.data) zeros += Number(value === 0);
  return zeros / codes.data.length;
}
