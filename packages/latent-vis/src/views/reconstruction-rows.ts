import { InvalidDataError, InvalidOptionError, sameShape, type Dataset, type NdArray } from '@hourglass/core';
import type { Row, Rows } from './rows.js';

export interface RowsOptions {
  /** The number of samples, a whole number of 1 or more; fewer where the dataset has fewer. Default 10. */
  readonly count?: number;
  /** Whether a last row shows where the reconstructions are wrong. Default false. */
  readonly errors?: boolean;
}

/**
 * The first samples of a dataset beside what a model makes of them.
 *
 * @param model anything that reconstructs `[batch, ...inputShape]`, such as what `createAutoencoder` returns
 * @param dataset read in stored order, one batch of it
 * @returns the rows `original`, `corrupted` where the data come in pairs (it is then what the model was given), and
 *   `reconstruction`, each `[count, ...sampleShape]`; where asked, `|error|`, the mean over the channels of
 *   |original − reconstruction|
 * @throws InvalidDataError where the dataset is empty, or the reconstructions have another shape than the originals
 */
export async function reconstructionRows(
  model: { reconstruct(input: NdArray, condition?: NdArray): Promise<NdArray<Float32Array>> },
  dataset: Dataset,
  { count = 10, errors = false }: RowsOptions = {},
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
        ...(errors ? [errorRow(clean, reconstruction)] : []),
      ],
      range: dataset.info.range,
    };
  }
  throw new InvalidDataError('reconstructionRows: expected a dataset with at least one sample, received an empty one.');
}

/** |a − b|, the mean over channels, from 0 to the greatest. */
function errorRow({ data: a, shape }: NdArray, { data: b }: NdArray): Row {
  const channels = shape.length === 4 ? shape[3]! : 1;
  const errors = new Float32Array(a.length / channels);
  a.forEach((value, i) => (errors[Math.floor(i / channels)]! += Math.abs(value - b[i]!) / channels));
  const most = errors.reduce((most, error) => (error > most ? error : most), 0);
  const images = { data: errors, shape: shape.length === 4 ? [...shape.slice(0, 3), 1] : shape };
  return { name: '|error|', images, range: [0, most || 1] };
}
