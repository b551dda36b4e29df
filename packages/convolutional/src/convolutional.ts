import { definePart, headFor, lossFor, sizeOf, type Recipe, type Seed, type Shape, glorotUniform } from '@hourglass/core';
import { input, layers, model, type LayersModel } from '@tensorflow/tfjs-layers';
import { chain, of, type Block } from './block.js';
import { convolution } from './convolution.js';
import { resolveOptions, type Activation, type ConvolutionalOptions } from './convolutional-options.js';
import { downward, upward } from './level.js';
import { planeOf, type Size } from './plane.js';
import { reshapeTo } from './reshape-to.js';

/**
 * The convolutional hourglass, for images, sound and series: levels that each halve the sample, and as many that double
 * it again (Masci et al., *Stacked convolutional auto-encoders for hierarchical feature extraction*, 2011). A side of odd
 * length is halved upwards and cut on the way back, so samples of any size return at that size.
 *
 * @param options `inputShape` and `filters` are required
 * @returns a recipe whose code has shape `[codeSize]`, or else that of the last level: `[height, width, channels]`, or
 *   `[length, channels]`
 * @throws InvalidOptionError for an option out of range, a kernel larger than the sample, or more levels than it can be
 *   halved
 */
export const convolutional = definePart('convolutional', (options: ConvolutionalOptions): Recipe => {
  const { inputShape, filters, kernelSize, codeSize, range, ...style } = resolveOptions(options);
  const { downsample, upsample, activation, batchNorm, residual } = style;
  const loss = style.loss ?? lossFor(range);
  const outputActivation = style.outputActivation ?? headFor(loss, range);

  const plane = planeOf(inputShape);
  const factor = plane.along(2);
  const sizes = filters.reduce<Size[]>((above) => [...above, quotient(above.at(-1)!, factor)], [plane.size]); // sample, …, code
  const deepest = [...sizes.at(-1)!, filters.at(-1)!]; // [height, width, channels]
  const codeShape = codeSize === undefined ? plane.shapeOf(deepest) : [codeSize];
  const layer = { kernelSize: plane.along(kernelSize), activation, batchNorm };
  const level = { ...layer, factor, residual };

  const encoder = (seed: Seed): LayersModel => {
    const levels = filters.map((count, i) => downward({ ...level, name: `down_${i + 1}`, filters: count, seed }, downsample));
    const code = codeSize === undefined
      ? reshapeTo(codeShape, 'code')
      : chain(of(layers.flatten({ name: 'flatten' })), dense({ name: 'code', units: codeSize, activation: 'linear', seed }));
    return network('encoder', inputShape, chain(reshapeTo([...plane.size, inputShape.at(-1)!], 'image'), ...levels, code));
  };

  const decoder = (seed: Seed): LayersModel => {
    const widened = codeSize === undefined ? [] : [dense({ name: 'widened', units: sizeOf(deepest), activation, seed })];
    const levels = filters.map((count, i) =>
      upward({ ...level, name: `up_${filters.length - i}`, filters: count, seed }, upsample, sizes[i]!),
    );
    const output = convolution({
      ...layer, name: 'output', filters: inputShape.at(-1)!, activation: outputActivation, batchNorm: false, seed,
    });
    return network('decoder', codeShape, chain(...widened, reshapeTo(deepest, 'image'), ...levels.reverse(), output, reshapeTo(inputShape, 'sample')));
  };

  return { kind: 'convolutional', options, inputShape, outputShape: inputShape, codeShape, range, loss, encoder, decoder };
});

const quotient = ([height, width]: Size, [rows, columns]: Size): Size => [Math.ceil(height / rows), Math.ceil(width / columns)];

interface DenseOptions {
  readonly name: string;
  readonly units: number;
  readonly activation: Activation;
  readonly seed: Seed;
}

const dense = ({ seed, ...config }: DenseOptions): Block =>
  of(layers.dense({ ...config, kernelInitializer: glorotUniform(seed.fork(config.name)) }));

function network(name: string, inputShape: Shape, block: Block): LayersModel {
  const x = input({ shape: [...inputShape], name: 'input' });
  return model({ name, inputs: x, outputs: block(x) });
}
