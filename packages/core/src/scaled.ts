import * as v from 'valibot';
import { batchBuffers } from './batch-buffers.js';
import type { Dataset } from './dataset.js';
import { InvalidOptionError } from './errors.js';
import { checkOptions } from './options.js';
import { definePart } from './part.js';
import type { Recipe } from './recipe.js';
import type { Scaler } from './scaler.js';
import type { NdArray } from './values.js';

export interface ScaledOptions {
  /** Fitted to the training part: `await fitScaler(standard(), train)`. */
  readonly scaler: Scaler;
}

const schema = v.strictObject({
  scaler: v.custom<Scaler>((value) => typeof value === 'object' && value !== null && 'invert' in value, 'Expected a scaler'),
});

/**
 * A recipe whose model takes data as they are: they are scaled before the encoder and scaled back after the decoder. Loss,
 * corruption, penalties and errors are in scaled units.
 *
 * @param of a recipe of the scaler's range: `undercomplete({ …, range: scaler.range })`
 * @throws InvalidOptionError for a scaler that is not fitted or fitted to another number of features, or a recipe of another range
 */
export const scaled = definePart('scaled', (of: Recipe, options: ScaledOptions): Recipe => {
  const { scaler } = checkOptions('scaled', schema, options);
  const refuse = (expected: string, received: string): never => {
    throw new InvalidOptionError('scaler', `scaled: scaler: expected ${expected}, received ${received}.`);
  };
  if (of.scaler) refuse(`a recipe that is not scaled yet`, `one that ${of.scaler.kind} scales`);
  if (scaler.features === undefined) refuse(`a fitted scaler, await fitScaler(${scaler.kind}(), train)`, 'one that has seen no data');
  for (const shape of [of.inputShape, of.outputShape])
    if (shape.at(-1) !== scaler.features) refuse(`one of ${shape.at(-1)} features, the last axis of [${shape.join(', ')}]`, `one of ${scaler.features}`);
  const [low, high] = scaler.range;
  if (low < of.range[0] || high > of.range[1])
    refuse(`a recipe that can give values from ${low} to ${high}, ${of.kind}({ …, range: scaler.range })`, `one of the range [${of.range.join(', ')}]`);
  return { ...of, kind: 'scaled', options, of, scaler };
});

/** A dataset as a recipe's networks see it: scaled, where the recipe is; where a mask says that a value is missing, 0. */
export function scaledFor({ scaler }: Recipe, data: Dataset): Dataset {
  if (!scaler) return data;
  return {
    info: { ...data.info, range: scaler.range },
    async *batches(options) {
      const buffers = batchBuffers(options.reuse);
      const scale = (field: string, { data: values, shape }: NdArray): NdArray<Float32Array> => {
        const into = buffers.float32(field, values.length);
        scaler.write(values, into);
        return { data: into, shape };
      };
      for await (const batch of data.batches(options)) {
        const clean = scale('clean', batch.clean);
        batch.mask?.data.forEach((counts, i) => { if (counts === 0) clean.data[i] = 0; });
        yield { ...batch, clean, ...(batch.corrupted && { corrupted: scale('corrupted', batch.corrupted) }) };
      }
    },
  };
}
