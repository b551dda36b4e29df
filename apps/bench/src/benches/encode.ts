import { onnxWeb } from '@hourglass/compile/web';
import type * as tf from '@tensorflow/tfjs-core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { comparison } from './comparison.js';
import type { Contender } from '../contender.js';
import { compiledStrictly, type EngineName } from '../contenders/engines.js';
import { createModel, handOut, part, samplesOf, type Work } from '../contenders/handed-work.js';
import { inNode, inPython } from '../contenders/in-process.js';
import { recording } from '../contenders/recorded-graph.js';
import { sampleCount } from './step-contenders.js';

const engines: readonly EngineName[] = ['wasm', 'compiled-node', 'compiled-web-1', 'compiled-web-2', 'native'];

/** The codes of batches of 1, 32 and 1,024 samples by the dense net. */
export const encode = comparison(2, async (folder) => {
  await handOut(folder, ['dense'], sampleCount);
  const contenders: Contender[] = [];
  for (const batchSize of [1, 32, 1024]) {
    const work = { folder, recipe: 'dense', batchSize } as const;
    const steps = sampleCount / batchSize;
    await writeEncoder(work);
    contenders.push(
      ...engines.map((on) => inNode(on, { ...work, task: 'encoding', on }, steps)),
      inPython('onnxruntime-python', work, steps),
    );
  }
  return contenders;
});

/** Writes the graph that the compiled engine makes of the encoder for one size of batch, `encoder-<size>.onnx`. */
async function writeEncoder(work: Work): Promise<void> {
  const recorder = recording(await onnxWeb());
  const model = createModel(work.recipe, compiledStrictly(recorder.runtime));
  const forward = await model.forward(({ input }) => ({ output: model.encoder.apply(input!) as tf.Tensor }));
  await forward.run({ input: part(await samplesOf(work), 0, work.batchSize) });
  await writeFile(join(work.folder, `encoder-${work.batchSize}.onnx`), recorder.last().model);
  model.dispose();
}
