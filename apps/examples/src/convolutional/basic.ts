import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { convolutional, kerasBlog } from '@hourglass/convolutional';
import { adam, createAutoencoder, train, type Recipe } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { reconstructionRows } from '@hourglass/latent-vis';
import { png } from '@hourglass/latent-vis/png';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

/** Drawn digits through three convolutional nets: a code with places, a flat code, and the net of the Keras blog. */
export async function basic({ count = 3000, epochs = 10, folder = 'out/examples/convolutional' } = {}) {
  await tf.setBackend('wasm');
  const engine = compiled({ runtime: await onnxNode() });
  const digits = glyphs({ split: 'train', count });
  const unseen = glyphs({ split: 'test', count: 500 });
  const { inputShape } = digits.info;

  const recipes: Record<string, Recipe> = {
    places: convolutional({ inputShape, filters: [16, 8], upsample: 'transposed' }), // code 7×7×8
    flat: convolutional({ inputShape, filters: [16, 16], codeSize: 16 }),
    kerasBlog: kerasBlog(), // code 4×4×8
  };
  await mkdir(folder, { recursive: true });
  const errors: Record<string, number> = {};
  for (const [name, recipe] of Object.entries(recipes)) {
    const model = createAutoencoder(recipe, { engine });
    await train(model, digits, { epochs, batchSize: 32, optimiser: adam({ learningRate: 0.003 }) });
    errors[name] = (await model.evaluate(unseen)).mse;
    const { rows, range } = await reconstructionRows(model, unseen);
    await writeFile(join(folder, `${name}.png`), png({ kind: 'rows', rows, range }));
    console.log(`${name}: code [${recipe.codeShape.join(', ')}], ${model.parameterCount} parameters, error ${errors[name].toFixed(4)}`);
    model.dispose();
  }
  console.log(`Errors are mean squares on digits that no net saw; originals and reconstructions are in ${folder}.`);
  return errors;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await basic();
