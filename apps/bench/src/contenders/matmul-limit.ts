import * as tf from '@tensorflow/tfjs-core';
import type { Runner } from '../contender.js';
import { compiledStrictly, loadRuntime } from './engines.js';
import { createModel, part, samplesOf, type Work } from './handed-work.js';
import { recording } from './recorded-graph.js';

/**
 * The matrix products that a training step of a dense net cannot do without, and nothing else, as one graph on
 * onnxruntime-node: forward, by the kernels, and by the inputs.
 */
export async function matmulLimit(work: Work): Promise<Runner> {
  const { runtime, version } = await loadRuntime('compiled-node');
  const recorder = recording(runtime);
  const model = createModel(work.recipe, compiledStrictly(recorder.runtime));
  const kernels = Object.values(model.parameters).filter(({ rank }) => rank === 2);
  const { data } = part(await samplesOf(work), 0, work.batchSize);

  const forward = await model.forward(({ input }) => products(input!, kernels));
  await forward.run({ input: { data, shape: [work.batchSize, 784] } });
  const { session, inputs, outputs } = recorder.last();
  return {
    version,
    async run({ steps }) {
      const begun = performance.now();
      for (let step = 0; step < steps; step++) await session.run(inputs, outputs);
      return { milliseconds: performance.now() - begun, figure: null };
    },
    stop: async () => undefined,
  };
}

/** @param input `[batch, units]` @param kernels `[units before, units]` of each layer */
function products(input: tf.Tensor, kernels: readonly tf.Tensor[]): Record<string, tf.Tensor> {
  const activations = [input];
  for (const kernel of kernels) activations.push(tf.matMul(activations.at(-1)!, kernel));
  let gradient = activations.pop()!; // stands for that of the output
  const byKernel: Record<string, tf.Tensor> = {};
  for (let layer = kernels.length - 1; layer >= 0; layer--) {
    byKernel[`kernel_${layer}`] = tf.matMul(activations[layer]!, gradient, true, false);
    if (layer > 0) gradient = tf.matMul(gradient, kernels[layer]!, false, true);
  }
  return byKernel;
}
