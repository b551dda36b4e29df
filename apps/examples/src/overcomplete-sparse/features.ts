import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { adam, createAutoencoder, train } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { collectCodes, featureCards } from '@hourglass/latent-vis';
import { rasterise } from '@hourglass/latent-vis/node';
import { svg } from '@hourglass/latent-vis/svg';
import { auxK, batchTopK, overcomplete, sparsify } from '@hourglass/overcomplete-sparse';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

/** Drawn digits as sums of a few of many strokes: draws what units of the code stand for, and where they are strongest. */
export async function features({ count = 6000, epochs = 20, folder = 'out/examples/overcomplete-sparse' } = {}) {
  await tf.setBackend('wasm');
  const digits = glyphs({ size: 20, count });
  const recipe = sparsify(overcomplete({ inputShape: digits.info.inputShape, codeSize: 400 }), batchTopK({ k: 12 }), auxK({ weight: 1 }));
  const model = createAutoencoder(recipe, { engine: compiled({ runtime: await onnxNode() }) });
  await train(model, digits, { epochs, optimiser: adam({ learningRate: 0.003 }) });

  const unseen = glyphs({ size: 20, split: 'test', count: 1000 });
  const cards = await featureCards(model, await collectCodes(model, unseen, { images: true }), { count: 9 });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'features.png'), await rasterise(svg(cards)));
  console.log(`${cards.of.units - cards.of.dead} of ${cards.of.units} units are active; nine of them are in ${join(folder, 'features.png')}.`);
  const { mse } = await model.evaluate(unseen);
  model.dispose();
  return { cards, mse };
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await features();
