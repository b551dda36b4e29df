import { InvalidDataError, sameShape, type NdArray } from '@hourglass/core';
import { readNpy, writeNpy } from '@hourglass/datasets';
import { inTiles, inWindows } from '@hourglass/denoising';
import { shape as described } from '../format.js';
import type { Cleaned, Cleaner } from './cleaned.js';

/**
 * Cleans an NPY file: samples of the model's shape, or of an image or sound of another size, or one such by itself. Values are in
 * the units of the data that the model was trained on.
 *
 * @returns float32 of the same shape
 * @throws InvalidDataError where the shape fits neither
 */
export async function cleanArray(bytes: Uint8Array, { model }: Cleaner): Promise<Cleaned> {
  const given = await readNpy(bytes);
  return { bytes: writeNpy({ data: (await cleanValues(given, model)).data, shape: given.shape }), notes: [] };
}

async function cleanValues(given: NdArray<Float32Array>, model: Cleaner['model']): Promise<NdArray<Float32Array>> {
  const { inputShape } = model.recipe;
  const { data, shape } = given;
  if (sameShape(shape.slice(1), inputShape) && data.length > 0) return model.reconstruct(given);
  const rank = inputShape.length;
  if (rank === 1 || (shape.length !== rank && shape.length !== rank + 1))
    throw new InvalidDataError(`Expected samples [samples, ${inputShape.join(', ')}]${rank === 1 ? '' : ', or of another size,'} received ${described(shape)}.`);
  const clean = rank === 3 ? inTiles : inWindows;
  if (shape.length === rank) return clean(model, given);
  const size = data.length / shape[0]!;
  const out = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += size)
    out.set((await clean(model, { data: data.subarray(start, start + size), shape: shape.slice(1) })).data, start);
  return { data: out, shape };
}
