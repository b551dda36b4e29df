import { type serialization, tidy } from '@tensorflow/tfjs-core';
import { LayersModel, Sequential } from '@tensorflow/tfjs-layers';
import { InvalidOptionError } from './errors.js';
import type { Json } from './part.js';
import { TiedDense } from './tied-dense.js';

/** The layers of a network without its weights, as JSON. */
export interface NetworkJson {
  readonly className: 'Sequential' | 'Functional';
  readonly config: Json;
}

/** The layers of a network as JSON, tied layers written out as the plain ones that they equal. */
export const networkToJson = (network: LayersModel): NetworkJson => ({
  className: network instanceof Sequential ? 'Sequential' : 'Functional',
  config: JSON.parse(JSON.stringify(network.getConfig())) as Json,
});

/**
 * Builds a network from its layers, with fresh weights.
 *
 * @throws InvalidOptionError where a layer is of a class that TensorFlow.js does not know
 */
export function networkFromJson({ className, config }: NetworkJson): LayersModel {
  const type = className === 'Sequential' ? Sequential : LayersModel;
  try {
    return type.fromConfig(type, structuredClone(config) as serialization.ConfigDict) as LayersModel; // it takes its argument apart
  } catch (cause) {
    throw new InvalidOptionError(
      'network',
      `A saved network could not be built: ${(cause as Error).message} ` +
        'Layers of your own must be registered with serialization.registerClass before the file is loaded.',
      { cause },
    );
  }
}

/** A network with the same layers and weights of its own; tied kernels become plain ones, so it stands alone. */
export function copyNetwork(network: LayersModel): LayersModel {
  const copy = networkFromJson(networkToJson(network));
  tidy(() => {
    copy.layers.forEach((layer, place) => {
      const original = network.layers[place]!;
      layer.setWeights(original instanceof TiedDense ? original.plainWeights() : original.getWeights());
    });
  });
  return copy;
}
