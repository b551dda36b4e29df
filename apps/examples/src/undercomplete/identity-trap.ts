import { pathToFileURL } from 'node:url';
import {
  adam,
  createAutoencoder,
  createSeed,
  fromLayers,
  fromSamples,
  meanSquaredError,
  train,
  type Autoencoder,
  type Recipe,
  type Seed,
} from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { printTable } from '../print-table.js';

const size = 4;
const range = [-1, 1] as const;

/** A linear network whose code is as wide as its input learns to copy; one with a narrower code cannot. */
export async function identityTrap() {
  await tf.setBackend('wasm');
  const wide = await learn(fourFour());
  const narrow = await learn(undercomplete({ inputShape: [size], codeSize: 2, range, outputActivation: 'linear' }));

  const names = ['x₁', 'x₂', 'x₃', 'x₄'];
  console.log(`4-4-4: mean squared error ${wide.error.toExponential(1)}. It copies; its matrix is the identity:`);
  printTable(names, names, wide.matrix);
  console.log(`4-2-4: mean squared error ${narrow.error.toFixed(3)}. It must choose; its matrix is of rank 2:`);
  printTable(names, names, narrow.matrix);
  return { wide, narrow };
}

/** Vectors in which no value tells anything of another, so there is nothing to find, only something to copy. */
function randomVectors(seed: Seed, count: number) {
  const { next } = seed.stream();
  const data = Float32Array.from({ length: count * size }, () => next(1 << 24) / (1 << 23) - 1);
  return fromSamples({ clean: { data, shape: [count, size] } }, { range });
}

/** The net with a code as wide as its input, which `undercomplete` refuses. */
function fourFour(): Recipe {
  const dense = (seed: number) =>
    layers.dense({ units: size, inputShape: [size], kernelInitializer: initializers.glorotUniform({ seed }) });
  return fromLayers({
    encoder: sequential({ layers: [dense(1)] }),
    decoder: sequential({ layers: [dense(2)] }),
    loss: meanSquaredError(),
    range,
  });
}

async function learn(recipe: Recipe) {
  const seed = createSeed(1);
  const model = createAutoencoder(recipe, { seed: 1 });
  const optimiser = adam({ learningRate: 0.01 });
  await train(model, randomVectors(seed.fork('train'), 512), { epochs: 150, batchSize: 64, optimiser });
  const { mse: error } = await model.evaluate(randomVectors(seed.fork('test'), 512));
  const matrix = await matrixOf(model);
  model.dispose();
  return { error, matrix };
}

/** The matrix of decoder ∘ encoder, without activations an affine map: row i is what becomes of the i-th unit vector. */
async function matrixOf(model: Autoencoder): Promise<number[][]> {
  const [offset] = rowsOf(await model.reconstruct([new Array<number>(size).fill(0)]));
  const unitVectors = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => Number(i === j)));
  return rowsOf(await model.reconstruct(unitVectors)).map((row) => row.map((value, i) => value - offset![i]!));
}

const rowsOf = ({ data }: { data: Float32Array }): number[][] =>
  Array.from({ length: data.length / size }, (_, i) => [...data.subarray(i * size, (i + 1) * size)]);

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await identityTrap();
