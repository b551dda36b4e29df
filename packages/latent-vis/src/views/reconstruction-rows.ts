import { InvalidDataError, InvalidOptionError, sameShape, type Dataset, type NdArray } from '@hourglass/core';
import type { Rows } from './rows.js';

export interface RowsOptions {
  /** The number of samples, a whole number of 1 or more; fewer where the dataset has fewer. Default 10. */
  readonly count?: number;
}

/**
 * The first samples of a dataset beside what a model makes of them.
 *
 * @param model anything that reconstructs `[batch, ...inputShape]`, such as what `createAutoencoder` returns
 * @param dataset read in stored order, one batch of it
 * @returns the rows `original`, `corrupted` where the data come in pairs (it is then what the model was given), and
 *   `reconstruction`, each `[count, ...sampleShape]`
 * @throws InvalidDataError where the dataset is empty, or the reconstructions have another shape than the originals
 */
export async function reconstructionRows(
  model: { reconstruct(input: NdArray, condition?: NdArray): Promise<NdArray<Float32Array>> },
  dataset: Dataset,
  { count = 10 }: RowsOptions = {},
): Promise<Rows> {
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidOptionError(
      'count',
      `reconstructionRows: count: expected a whole number of 1 or more, received ${count}.`,
    );
  for await (const { clean, corrupted, condition } of dataset.batches({ batchSize: count })) {
    const reconstruction = await model.reconstruct(corrupted ?? clean, condition);
    if (!sameShape(reconstruction.shape, clean.shape))
      throw new InvalidDataError(
        `reconstruction: expected the shape of the originals, [${clean.shape.join(', ')}], received ` +
          `[${reconstruction.shape.join(', ')}]. Pass the dataset that the model was made for.`,
      );
    return {
      kind: 'rows',
      rows: [
        { name: 'original', images: clean },
        ...(corrupted ? [{ name: 'corrupted', images: corrupted }] : []),
        { name: 'reconstruction', images: reconstruction },
      ],
      range: dataset.info.range,
    };
  }
  throw new InvalidDataError('reconstructionRows: expected a dataset with at least one sample, received an empty one.');
}
