import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportOnnx } from '@hourglass/compile';
import { adam, createAutoencoder, train } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Trains an autoencoder, writes it as ONNX files, and runs its two halves with nothing but ONNX Runtime. */
export async function onnx({ count = 2000, epochs = 5, folder = 'out/examples/onnx' } = {}) {
  await tf.setBackend('wasm');
  const digits = glyphs({ split: 'train', count });
  const model = createAutoencoder(undercomplete({ inputShape: digits.info.inputShape, widths: [128], codeSize: 16 }));
  await train(model, digits, { epochs, optimiser: adam({ learningRate: 0.003 }) });

  await mkdir(folder, { recursive: true });
  for (const [name, { bytes, inputs, outputs }] of Object.entries(await exportOnnx(model))) {
    await writeFile(join(folder, `${name}.onnx`), bytes);
    console.log(`${join(folder, `${name}.onnx`)}:`, inputs, '→', outputs);
  }

  // What follows needs neither Hourglass nor TensorFlow.js, and could as well be written in Python, C++ or Rust.
  const encoder = await InferenceSession.create(join(folder, 'encoder.onnx'));
  const decoder = await InferenceSession.create(join(folder, 'decoder.onnx'));
  const differences: Record<number, number> = {};
  for (const batchSize of [1, 10, 100]) {
    const { clean } = await first(glyphs({ split: 'test', count: batchSize }).batches({ batchSize }));
    const { code } = await encoder.run({ input: new Tensor('float32', clean.data as Float32Array, clean.shape) });
    const { reconstruction } = await decoder.run({ code: code! });

    const expected = await model.reconstruct(clean);
    const errors = (reconstruction!.data as Float32Array).map((value, i) => Math.abs(value - expected.data[i]!));
    differences[batchSize] = Math.max(...errors);
    console.log(`batch of ${batchSize}: differs from the model by at most ${differences[batchSize].toExponential(1)}`);
  }
  model.dispose();
  return differences;
}

async function first<Item>(items: AsyncIterable<Item>): Promise<Item> {
  for await (const item of items) return item;
  throw new Error('Expected one item at least.');
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await onnx();
