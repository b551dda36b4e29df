import { checkOptions, InvalidDataError, sizeOf, wholePositive, type Autoencoder, type NdArray, type Shape } from '@hourglass/core';
import { model as network, type layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { rowsAt } from './decoding.js';
import type { Row, Rows } from './rows.js';

export interface ActivationMapsOptions {
  /** How many maps of each layer, the strongest first; a whole number of 1 or more. Default 8. */
  readonly count?: number;
}

const schema = v.strictObject({ count: v.optional(wholePositive, 8) });
type Layer = InstanceType<typeof layers.Layer>;

/**
 * What each convolution of an encoder makes of a sample (Zeiler & Fergus, *Visualizing and understanding convolutional networks*,
 * 2014), after its activation where it has one.
 *
 * @param sample `[...inputShape]`, or a batch of one
 * @returns the sample, then a row for each layer from the input on: the maps with the largest sums of magnitudes, each with
 *   its channel below it; a row is as large and as long as its layer
 * @throws InvalidDataError for an encoder without two-dimensional convolutions, or other than one sample
 * @throws InvalidOptionError for a count that is no whole number of 1 or more
 */
export async function activationMaps(model: Pick<Autoencoder, 'encoder' | 'recipe' | 'forward'>, sample: NdArray, options: ActivationMapsOptions = {}): Promise<Rows> {
  const { count } = checkOptions('activationMaps', schema, options);
  const { inputShape, scaler, range } = model.recipe;
  if (sample.data.length !== sizeOf(inputShape))
    throw new InvalidDataError(`activationMaps: expected one sample of shape [${inputShape.join(', ')}], received [${sample.shape.join(', ')}].`);
  const convolutions = model.encoder.layers.filter(isConvolution);
  if (convolutions.length === 0)
    throw new InvalidDataError('activationMaps: expected an encoder with convolutions of images, received one without.');
  const input: NdArray = { data: sample.data, shape: [1, ...inputShape] };
  const inside = network({ inputs: model.encoder.inputs, outputs: convolutions.map(({ output }) => output as SymbolicTensor) });
  const forward = await model.forward(({ input }) => {
    const outputs = [inside.apply(scaler ? scaler.scale(input!) : input!, { training: false })].flat() as Tensor[];
    return Object.fromEntries(outputs.map((output, i) => [convolutions[i]!.name, output]));
  });
  const found = await forward.run({ input });
  forward.dispose();
  const rows = convolutions.map(({ name }) => strongest(name, found[name]!, count));
  return { kind: 'rows', rows: [{ name: 'sample', images: input }, ...rows], range: scaler ? [-Infinity, Infinity] : range };
}

const isConvolution = (layer: Layer): boolean => layer.getClassName().includes('Conv') && (layer.outputShape as Shape).length === 4;

/** The maps of a layer that are strongest, of `[1, height, width, channels]`. */
function strongest(name: string, { data, shape: [, height, width, channels] }: NdArray, count: number): Row {
  const size = height! * width!;
  const maps = new Float32Array(data.length);
  const strengths = new Float64Array(channels!);
  data.forEach((value, i) => {
    const channel = i % channels!;
    maps[channel * size + Math.floor(i / channels!)] = value;
    strengths[channel]! += Math.abs(value);
  });
  const chosen = Array.from(strengths.keys()).sort((a, b) => strengths[b]! - strengths[a]!).slice(0, count);
  const images = rowsAt({ data: maps, shape: [channels!, height!, width!] }, chosen);
  return { name: `${name} (${height!} × ${width!} × ${channels!})`, images, values: chosen, range: [-Infinity, Infinity] };
}
