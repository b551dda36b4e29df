import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { adam, createAutoencoder, mse, train, type NdArray } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { denoise, saltAndPepper } from '@hourglass/denoising';
import { png } from '@hourglass/latent-vis/png';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

/** Learns to take salt and pepper off drawn digits, and cleans some that it never saw. */
export async function basic({ count = 3000, epochs = 15, folder = 'out/examples/denoising' } = {}) {
  await tf.setBackend('wasm');
  const digits = glyphs({ split: 'train', count });
  const recipe = denoise(undercomplete({ inputShape: digits.info.inputShape, widths: [256], codeSize: 48 }), {
    corruption: saltAndPepper({ rate: 0.3 }),
  });
  const model = createAutoencoder(recipe);
  await train(model, digits, {
    epochs,
    optimiser: adam({ learningRate: 0.003 }),
    onProgress: ({ epoch, record }) => record && console.log(`epoch ${epoch}: loss ${record.train['total']!.toFixed(4)}`),
  });

  const clean = await samplesOf(500);
  const spoiled = withSaltAndPepper(clean, 0.3);
  const cleaned = await model.reconstruct(spoiled);
  const errors = { spoiled: mse(clean, spoiled), cleaned: mse(clean, cleaned) };
  console.log(`Mean squared error on digits it never saw: spoiled ${errors.spoiled.toFixed(4)}, cleaned ${errors.cleaned.toFixed(4)}`);

  const rows = Object.entries({ original: clean, spoiled, cleaned }).map(([name, images]) => ({ name, images: first(images, 10) }));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rows.png'), png({ kind: 'rows', rows, range: [0, 1] }));
  console.log(`Originals, spoiled and cleaned digits are in ${join(folder, 'rows.png')}.`);
  model.dispose();
  return errors;
}

async function samplesOf(count: number): Promise<NdArray> {
  for await (const { clean } of glyphs({ split: 'test', count }).batches({ batchSize: count })) return clean;
  throw new Error('No sample was drawn.');
}

/** Every place falls to the same share of black and white, by a rule instead of by chance. */
const withSaltAndPepper = ({ data, shape }: NdArray, rate: number): NdArray<Float32Array> => ({
  data: Float32Array.from(data, (value, i) => {
    const chance = Math.abs(Math.sin(12.9898 * i) * 43758.5453) % 1;
    return chance < rate / 2 ? 0 : chance < rate ? 1 : value;
  }),
  shape,
});

const first = ({ data, shape }: NdArray, count: number): NdArray => ({
  data: data.slice(0, (data.length / shape[0]!) * count),
  shape: [count, ...shape.slice(1)],
});

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await basic();
