import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { adam, baselines, createAutoencoder, pca, train } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { lossCurves, reconstructionRows } from '@hourglass/latent-vis';
import { png } from '@hourglass/latent-vis/png';
import { svg } from '@hourglass/latent-vis/svg';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

/** Trains an autoencoder on drawn digits, and puts its reconstructions beside those of PCA with a code of the same size. */
export async function basic({ count = 3000, epochs = 15, folder = 'out/examples/undercomplete' } = {}) {
  await tf.setBackend('wasm');
  const digits = glyphs({ split: 'train', count });
  const unseen = glyphs({ split: 'test', count: 500 });

  const codeSize = 16;
  const recipe = undercomplete({ inputShape: digits.info.inputShape, widths: [128], codeSize });
  const model = createAutoencoder(recipe);
  const run = await train(model, digits, {
    epochs,
    optimiser: adam({ learningRate: 0.003 }),
    validation: unseen,
    onProgress: ({ epoch, record }) => record && console.log(`epoch ${epoch}: loss ${record.train['total']!.toFixed(4)}`),
  });

  const others = await baselines({ recipe, train: digits, test: unseen });
  const errors = { mean: others.mean.mse, pca: others.pca.mse, autoencoder: (await model.evaluate(unseen)).mse };
  console.log('Mean squared error on digits it never saw:');
  for (const [name, error] of Object.entries(errors)) console.log(`  ${name.padEnd(12)} ${error.toFixed(4)}`);

  const { rows, range } = await reconstructionRows(model, unseen);
  const principal = await pca(digits, { components: codeSize });
  const linear = principal.inverse(principal.transform(rows[0]!.images));
  const pictures = png({ kind: 'rows', rows: [...rows, { name: 'PCA', images: linear }], range });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rows.png'), pictures);
  await writeFile(join(folder, 'loss.svg'), svg(lossCurves(run.history)));
  console.log(`Originals, reconstructions and those of PCA are in ${join(folder, 'rows.png')}, the loss in loss.svg.`);
  model.dispose();
  return { errors, history: run.history };
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await basic();
