import type { Dataset } from './dataset.js';
import { InvalidDataError } from './errors.js';
import { allFinite } from './extent.js';
import type { Scaler } from './scaler.js';

/** Samples in memory at once. */
const batchSize = 256;

/**
 * Fits a scaler to the part of the data that a model learns from, in one pass: `await fitScaler(standard(), train)`. In pairs
 * both sides count; values that a mask leaves out do not.
 *
 * @throws InvalidDataError for indices (dtype `int32`), pairs of unlike last axes, values that are not finite, or no samples
 */
export async function fitScaler(scaler: Scaler, data: Dataset): Promise<Scaler> {
  const { dtype, inputShape, targetShape } = data.info;
  const features = targetShape.at(-1)!;
  if (dtype === 'int32') throw new InvalidDataError('fitScaler: expected float32 values, received int32, which are indices and have no scale. Leave the scaler out.');
  if (inputShape.at(-1) !== features)
    throw new InvalidDataError(
      `fitScaler: expected as many features on the last axis of inputs as of clean samples, received [${inputShape.join(', ')}] and [${targetShape.join(', ')}].`,
    );
  const fitting = scaler.fitting(features);
  let number = 0;
  for await (const { clean, corrupted, mask } of data.batches({ batchSize, reuse: true })) {
    for (const { data: values } of corrupted ? [clean, corrupted] : [clean])
      if (!allFinite(values))
        throw new InvalidDataError(`fitScaler, batch ${number}: expected finite values, received NaN or Infinity among them. Fill or drop missing values, or give a mask.`);
    fitting.add(clean.data, mask?.data);
    if (corrupted) fitting.add(corrupted.data);
    number++;
  }
  if (number === 0) throw new InvalidDataError('fitScaler: expected at least one sample, received none.');
  return fitting.end();
}
