import { adam, fromSamples, train, type Batch, type BatchesOptions, type Dataset, type NdArray } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { EventEmitter, on, once } from 'node:events';
import { adamOptions } from './adam-options.js';
import type { Answer, Request, Runner } from '../contender.js';
import type { Feed } from './feeds.js';
import { isCompiled, loadEngine, type EngineName } from './engines.js';
import { createModel, part, samplesOf, type Work } from './handed-work.js';
import { residentMib } from './resident-mib.js';

/**
 * Hourglass's `train`, from the first step to the last in one call: each epoch waits for a request, is as long as it asks,
 * and is timed as a whole, the reading back of weights at its end included.
 *
 * @param feed where its batches come from; default the samples that were handed out
 */
export async function training(work: Work, name: EngineName, feed?: Feed): Promise<Runner> {
  const { engine, version } = await loadEngine(name);
  const model = createModel(work.recipe, engine);
  const samples = await samplesOf(work);
  const { batchSize } = work;

  const exchange = new EventEmitter();
  const requests = on(exchange, 'request') as AsyncIterableIterator<[Request]>;
  const created = performance.now();
  let prepared: number | undefined;
  let begun = NaN;

  const data: Dataset = {
    info: { inputShape: model.recipe.inputShape, targetShape: model.recipe.outputShape, dtype: 'float32', range: [0, 1] },
    async *batches(wanted) {
      prepared ??= performance.now() - created;
      const { from, steps } = ((await requests.next()) as { value: [Request] }).value[0];
      begun = performance.now();
      if (feed) yield* first(steps, feed(from));
      else yield* batchesOf(samples, wanted, { from, steps });
    },
  };
  const ended = train(model, data, {
    epochs: Number.MAX_SAFE_INTEGER,
    batchSize,
    shuffle: false,
    optimiser: adam(adamOptions),
    onProgress: ({ record }) => {
      if (!record) return;
      const milliseconds = performance.now() - begun;
      const compiling = record.epoch === 1 && isCompiled(name) && { compile_ms: prepared! + milliseconds };
      const { numTensors: tensors } = tf.memory();
      const answer: Answer = { milliseconds, figure: record.train['total']!, ...compiling, resident_mib: residentMib(), tensors };
      exchange.emit('answer', answer);
    },
  });
  ended.catch(() => undefined); // told with the next answer

  return {
    version,
    async run(request) {
      const answered = once(exchange, 'answer') as Promise<[Answer]>;
      exchange.emit('request', request);
      const [answer] = await Promise.race([answered, ended.then(() => { throw new Error('Training ended.'); })]);
      return answer;
    },
    stop: async () => undefined,
  };
}

async function* first(count: number, batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  let left = count;
  for await (const batch of batches) {
    yield batch;
    if (--left === 0) return;
  }
}

/** The batches of some steps, from the beginning again where the samples end. */
async function* batchesOf(samples: NdArray<Float32Array>, wanted: BatchesOptions, { from, steps }: Request): AsyncGenerator<Batch> {
  const { batchSize } = wanted;
  const count = samples.shape[0]! / batchSize;
  let start = from % count;
  for (let left = steps; left > 0; start = 0) {
    const taken = Math.min(left, count - start);
    const clean = part(samples, start * batchSize, (start + taken) * batchSize);
    yield* fromSamples({ clean }).batches(wanted);
    left -= taken;
  }
}
