import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { createAutoencoder, type NdArray } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { masking } from '@hourglass/denoising';
import { pretrain, probe } from '@hourglass/features';
import { collectCodes, nearestInCode } from '@hourglass/latent-vis';
import { png } from '@hourglass/latent-vis/png';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { printTable } from '../print-table.js';

/** Many digits without labels and a hundred with: what codes learned from the many are worth to a classifier of the few. */
export async function fewLabels({ count = 4000, epochs = 15, width = 300, folder = 'out/examples/features' } = {}) {
  await tf.setBackend('wasm');
  const [many, few, unseen] = [glyphs({ size: 20, count }), glyphs({ size: 20, count: 100 }), glyphs({ size: 20, split: 'test', count: 1000 })];
  const recipe = undercomplete({ inputShape: many.info.inputShape, widths: [width], codeSize: width, codeActivation: 'relu' });
  const model = createAutoencoder(recipe, { engine: compiled({ runtime: await onnxNode() }) });
  await pretrain(model, many, { epochs, corruption: masking({ rate: 0.5 }) }); // layer by layer, from what half of its input leaves

  const errors = await probe(model, { train: few, test: unseen });
  const rows = { 'codes': errors.code, 'pixels': errors.raw, 'as many principal components': errors.pca };
  console.log('Share of digits taken for another, by logistic regression and by the vote of neighbours, learned from a hundred:');
  printTable(Object.keys(rows), ['logistic', 'vote'], Object.values(rows).map(({ logistic, neighbours }) => [logistic, neighbours]));

  const images = await nearestInCode(model, await collectCodes(model, many, { images: true }), await first(5));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'nearest.png'), png(images));
  console.log(`Five digits that it never saw, each before those nearest in code, are in ${join(folder, 'nearest.png')}.`);
  model.dispose();
  return errors;
}

async function first(count: number): Promise<NdArray> {
  for await (const { clean } of glyphs({ size: 20, split: 'test', count }).batches({ batchSize: count })) return clean;
  throw new Error('No digit was drawn.');
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await fewLabels();
