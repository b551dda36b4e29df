import { categoricalCrossEntropy, createAutoencoder, fromLayers, type Autoencoder, type Engine } from '@hourglass/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * A model from samples of any range to probabilities, with copies of these networks, which are disposed.
 *
 * @param encoder from samples to what the head sees
 * @param head from there to probabilities, `[batch, classes]`
 */
export function createClassifier(encoder: LayersModel, head: LayersModel, { seed, engine }: { readonly seed?: number; readonly engine: Engine }): Autoencoder {
  const recipe = fromLayers({ encoder, decoder: head, loss: categoricalCrossEntropy() });
  const model = createAutoencoder({ ...recipe, range: [-Infinity, Infinity] }, { engine, ...(seed !== undefined && { seed }) });
  encoder.dispose();
  head.dispose();
  return model;
}
