import { definePart, glorotUniform, headFor, lossFor, sizeOf, TiedDense, type Recipe, type Seed } from '@hourglass/core';
import { layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { resolveOptions, type Activation, type UndercompleteOptions } from './undercomplete-options.js';

/**
 * The dense hourglass: layers that narrow down to a code smaller than the input, and widen again. It has to find what
 * the samples have in common, since it cannot keep everything (Rumelhart, Hinton & Williams, 1986; Hinton &
 * Salakhutdinov, 2006).
 *
 * @param options `inputShape` and `codeSize` are required
 * @returns a recipe whose code has shape `[codeSize]`
 * @throws InvalidOptionError for an option out of range, or a code that is not smaller than the input
 */
export const undercomplete = definePart('undercomplete', (options: UndercompleteOptions): Recipe => {
  const { inputShape, codeSize, widths, activation, codeActivation, range, tied, ...given } = resolveOptions(options);
  const loss = given.loss ?? lossFor(range);
  const outputActivation = given.outputActivation ?? headFor(loss, range);
  const size = sizeOf(inputShape);

  const flat = inputShape.length === 1;

  const encoder = (seed: Seed): LayersModel => {
    const hidden = widths.map((units, i) => ({ name: `hidden_${i + 1}`, units, activation }));
    const code = { name: 'code', units: codeSize, activation: codeActivation };
    return sequential({
      name: 'encoder',
      layers: [
        ...(flat ? [] : [layers.flatten({ inputShape, name: 'flatten' })]),
        ...[...hidden, code].map((layer, i) => dense({ ...layer, seed, ...(flat && i === 0 && { inputShape }) })),
      ],
    });
  };

  const decoder = (seed: Seed, encoder: LayersModel): LayersModel => {
    const kernels = encoder.layers.filter((layer) => layer.weights.length > 0).reverse();
    const mirrored = [...widths.toReversed(), size].map((units, i) => {
      const name = i < widths.length ? `hidden_${i + 1}` : 'output';
      const first = i === 0 && { inputShape: [codeSize] };
      return tied
        ? new TiedDense({ to: kernels[i]!, name, ...first })
        : dense({ name, units, activation: i < widths.length ? activation : 'linear', seed, ...first });
    });
    return sequential({
      name: 'decoder',
      layers: [
        ...mirrored.flatMap((layer, i) =>
          tied && i < widths.length ? [layer, layers.activation({ activation, name: `${layer.name}_${activation}` })] : [layer],
        ),
        ...(flat ? [] : [layers.reshape({ targetShape: inputShape, name: 'reshape' })]),
        layers.activation({ activation: outputActivation, name: `output_${outputActivation}` }),
      ],
    });
  };

  return { kind: 'undercomplete', options, inputShape, outputShape: inputShape, codeShape: [codeSize], range, loss, encoder, decoder };
});

interface DenseOptions {
  readonly name: string;
  readonly units: number;
  readonly activation: Activation;
  readonly seed: Seed;
  readonly inputShape?: number[];
}

const dense = ({ seed, ...config }: DenseOptions): InstanceType<typeof layers.Layer> =>
  layers.dense({ ...config, kernelInitializer: glorotUniform(seed.fork(config.name)) });
