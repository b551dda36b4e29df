import { createAutoencoder, type Autoencoder, type NdArray } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import type * as tf from '@tensorflow/tfjs-core';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recipes, type RecipeName } from './recipes.js';

/** The work of a contender in a process of its own: which net, how many samples a step, and where the files are. */
export interface Work {
  readonly folder: string;
  readonly recipe: RecipeName;
  readonly batchSize: number;
}

/** A net with the weights that all contenders begin with. */
export const createModel = (recipe: RecipeName, engine?: Autoencoder['engine']): Autoencoder =>
  createAutoencoder(recipes[recipe](), { seed: 1, ...(engine && { engine }) });

/**
 * Writes what contenders in other processes share: `samples.f32`, digits as float32, and for each net `<net>.f32`, its
 * weights one after another, and `<net>.json`, the name and shape of each.
 */
export async function handOut(folder: string, nets: readonly RecipeName[], samples: number): Promise<void> {
  for await (const { clean } of glyphs({ count: samples }).batches({ batchSize: samples }))
    await writeFile(join(folder, 'samples.f32'), clean.data as Float32Array);
  for (const net of nets) {
    const model = createModel(net);
    const parameters = Object.entries<tf.Variable>(model.parameters);
    const values = await Promise.all(parameters.map(([, variable]) => variable.data<'float32'>()));
    await writeFile(join(folder, `${net}.f32`), Buffer.concat(values.map(bytesOf)));
    await writeFile(join(folder, `${net}.json`), JSON.stringify(parameters.map(([name, { shape }]) => ({ name, shape }))));
    model.dispose();
  }
}

/** The samples, `[samples, 28, 28, 1]`. */
export async function samplesOf({ folder }: Work): Promise<NdArray<Float32Array>> {
  const data = await readFloats(join(folder, 'samples.f32'));
  return { data, shape: [data.length / 784, 28, 28, 1] };
}

/** The weights of the net, in the order of its layers. */
export async function weightsOf({ folder, recipe }: Work): Promise<NdArray<Float32Array>[]> {
  const values = await readFloats(join(folder, `${recipe}.f32`));
  const shapes = JSON.parse(await readFile(join(folder, `${recipe}.json`), 'utf8')) as { shape: number[] }[];
  let offset = 0;
  return shapes.map(({ shape }) => {
    const size = shape.reduce((product, axis) => product * axis, 1);
    return { data: values.subarray(offset, (offset += size)), shape };
  });
}

async function readFloats(path: string): Promise<Float32Array> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => new Uint8Array(buffer, byteOffset, byteLength);

/** Some of the samples. */
export function part({ data, shape }: NdArray<Float32Array>, start: number, end: number): NdArray<Float32Array> {
  const width = data.length / shape[0]!;
  return { data: data.subarray(start * width, end * width), shape: [end - start, ...shape.slice(1)] };
}
