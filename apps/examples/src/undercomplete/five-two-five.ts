import { pathToFileURL } from 'node:url';
import { adam, categoricalCrossEntropy, createAutoencoder, fromSamples, train, type NdArray } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { printTable } from '../print-table.js';

const classes = ['a', 'b', 'c', 'd', 'e'];
const oneHot = classes.map((_, i) => classes.map((_, j) => Number(i === j)));

/**
 * The encoder problem (Rumelhart, Hinton & Williams, 1986): five inputs, of which one is on, through a code of two. The
 * network gives each input a place in the square that two tanh units span, apart enough to be told from the others.
 */
export async function fiveTwoFive({ seed = 1 } = {}) {
  await tf.setBackend('wasm');
  const letters = fromSamples({ clean: { data: Float32Array.from(oneHot.flat()), shape: [5, 5] } });

  const model = createAutoencoder(
    undercomplete({ inputShape: [5], codeSize: 2, codeActivation: 'tanh', loss: categoricalCrossEntropy() }),
    { seed },
  );
  await train(model, letters, { epochs: 1000, optimiser: adam({ learningRate: 0.05 }) });

  const codes = rowsOf(await model.encode(oneHot));
  const probabilities = rowsOf(await model.reconstruct(oneHot));
  const weights = { encoder: await kernelOf(model.encoder), decoder: await kernelOf(model.decoder) };
  model.dispose();

  const units = ['h₁', 'h₂'];
  console.log('Encoder weights, from each input to the two units of the code:');
  printTable(classes, units, weights.encoder);
  console.log('Codes, which are tanh of weight and bias:');
  printTable(classes, units, codes);
  console.log('Decoder weights, from the two units to each output:');
  printTable(units, classes, weights.decoder);
  console.log('Reconstructions, the right class on the diagonal:');
  printTable(classes, classes, probabilities);
  return { codes, probabilities, weights };
}

async function kernelOf({ layers }: LayersModel): Promise<number[][]> {
  const kernel = layers.flatMap((layer) => layer.getWeights()).find(({ rank }) => rank === 2)!;
  return rowsOf({ data: (await kernel.data()) as Float32Array, shape: kernel.shape });
}

const rowsOf = ({ data, shape: [count = 1, width = 1] }: NdArray): number[][] =>
  Array.from({ length: count }, (_, i) => [...data.subarray(i * width, (i + 1) * width)]);

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await fiveTwoFive();
