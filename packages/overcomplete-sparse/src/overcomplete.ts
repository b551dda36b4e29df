import { definePart, glorotUniform, headFor, lossFor, sizeOf, TiedDense, type Recipe, type Seed } from '@hourglass/core';
import { layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { centreOn } from './centre-on.js';
import { mirrorKernel, unitColumns } from './code-kernels.js';
import { resolveOptions, type Activation, type OvercompleteOptions } from './overcomplete-options.js';
import { unitDirections } from './unit-directions.js';

/**
 * A dense autoencoder whose code is wider than its input: a dictionary of directions, of which each sample takes a few once the
 * code is kept sparse (Olshausen & Field, 1996; Bricken et al., *Towards monosemanticity*, 2023). Alone it could copy: wrap
 * it in `sparsify`, or corrupt its input. The code's kernel begins as the transpose of the decoder's (Gao et al., *Scaling
 * and evaluating sparse autoencoders*, 2024), and the biases begin so that the code sees samples relative to their geometric
 * median, where the decoder begins.
 *
 * @param options `inputShape` and `codeSize` are required
 * @returns a recipe whose code has shape `[codeSize]`
 * @throws InvalidOptionError for an option out of range, or a code smaller than the input
 */
export const overcomplete = definePart('overcomplete', (options: OvercompleteOptions): Recipe => {
  const { inputShape, codeSize, widths, activation, codeActivation, range, tied, unitNorm, ...given } = resolveOptions(options);
  const loss = given.loss ?? lossFor(range);
  const outputActivation = given.outputActivation ?? headFor(loss, range);
  const size = sizeOf(inputShape);

  const flat = inputShape.length === 1;
  const codeLayer = (flat ? 0 : 1) + widths.length;

  const encoder = (seed: Seed): LayersModel => {
    const hidden = widths.map((units, i) => ({ name: `hidden_${i + 1}`, units, activation }));
    const code = { name: 'code', units: codeSize, activation: codeActivation };
    const network = sequential({
      name: 'encoder',
      layers: [
        ...(flat ? [] : [layers.flatten({ inputShape, name: 'flatten' })]),
        ...[...hidden, code].map((layer, i) => dense({ ...layer, seed, ...(flat && i === 0 && { inputShape }) })),
      ],
    });
    if (unitNorm) unitColumns(network.layers[codeLayer]!);
    return network;
  };

  const decoder = (seed: Seed, encoder: LayersModel): LayersModel => {
    const mirrored = encoder.layers.filter((layer) => layer.weights.length > 0).reverse();
    const names = [...widths.map((_, i) => `hidden_${i + 1}`), 'output'];
    const kernels = [...widths.toReversed(), size].map((units, i) => {
      const named = { name: names[i]!, ...(i === 0 && { inputShape: [codeSize] }) };
      return tied ? new TiedDense({ to: mirrored[i]!, ...named }) : dense({ ...named, units, activation: 'linear', seed });
    });
    const network = sequential({
      name: 'decoder',
      layers: [
        ...kernels.flatMap((layer, i) =>
          i < widths.length ? [layer, layers.activation({ activation, name: `${layer.name}_${activation}` })] : [layer],
        ),
        ...(flat ? [] : [layers.reshape({ targetShape: inputShape, name: 'reshape' })]),
        layers.activation({ activation: outputActivation, name: `output_${outputActivation}` }),
      ],
    });
    if (!tied) mirrorKernel(mirrored[0]!, kernels[0]!);
    return network;
  };

  return {
    kind: 'overcomplete',
    options,
    inputShape,
    outputShape: inputShape,
    codeShape: [codeSize],
    range,
    loss,
    encoder,
    decoder,
    initialise: centreOn(outputActivation),
    ...(unitNorm && { constrain: tied ? unitDirections(`encoder/${codeLayer}/kernel`, 0) : unitDirections('decoder/0/kernel', 1) }),
  };
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
