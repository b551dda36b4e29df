import { InvalidDataError, type Dataset } from '@hourglass/core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump } from 'npyjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './hourglass.fixture.js';
import { npySamples } from './npy-samples.js';

let path: string;
beforeAll(async () => {
  path = join(await temporaryFolder(), 'samples.npy');
});

const put = (data: Parameters<typeof dump>[0], shape: number[]): Promise<void> => writeFile(path, new Uint8Array(dump(data, shape)));

async function valuesOf(dataset: Dataset): Promise<number[]> {
  for await (const { clean } of dataset.batches({ batchSize: 100 })) return [...clean.data];
  return [];
}

describe('npySamples(path, range)', () => {
  it.each([
    ['bytes', Uint8Array.of(0, 51, 255, 0), [0, 1], [0, Math.fround(0.2), 1, 0]],
    ['floats from 0 to 1', Float32Array.of(0.25, 0.5, 0.75, 0.5), [0, 1], [0.25, 0.5, 0.75, 0.5]],
    ['floats from -1 to 1', Float64Array.of(-0.5, 0, 0.5, 1), [-1, 1], [-0.5, 0, 0.5, 1]],
    ['other floats', Float32Array.of(-3, 0, 0.5, 1), [-3, 1], [-3, 0, 0.5, 1]],
    ['int32', Int32Array.of(-3, 0, 5, 7), [-3, 7], [-3, 0, 5, 7]],
    ['uint16', Uint16Array.of(3, 0, 65535, 7), [0, 65535], [3, 0, 65535, 7]],
    ['values that are all equal', Float32Array.of(5, 5, 5, 5), [5, 5], [5, 5, 5, 5]],
  ])('finds the range of %s', async (_, data, range, values) => {
    await put(data, [2, 2]);
    const dataset = await npySamples(path);
    expect(dataset.info).toMatchObject({ size: 2, inputShape: [2], range });
    expect(await valuesOf(dataset)).toEqual(values);
  });

  it.each([
    ['bytes, which are scaled to it', Uint8Array.of(0, 255), [-1, 1]],
    ['floats, which stay as they are', Float32Array.of(0.25, 1.5), [0.25, 1.5]],
  ])('takes the range of a model for %s', async (_, data, values) => {
    await put(data, [1, 2]);
    const dataset = await npySamples(path, [-1, 1]);
    expect(dataset.info.range).toEqual([-1, 1]);
    expect(await valuesOf(dataset)).toEqual(values);
  });

  it('takes images with and without an axis of channels', async () => {
    await put(new Float32Array(24), [2, 3, 4]);
    expect((await npySamples(path)).info.inputShape).toEqual([3, 4, 1]);
    await put(new Float32Array(24), [2, 3, 4, 1]);
    expect((await npySamples(path)).info.inputShape).toEqual([3, 4, 1]);
  });

  it.each([NaN, Infinity, -Infinity])('refuses %s and names its place', async (value) => {
    await put(Float32Array.of(0, 1, value, 0), [2, 2]);
    await expect(npySamples(path)).rejects.toThrow(InvalidDataError);
    await expect(npySamples(path, [0, 1])).rejects.toThrow(`samples.npy: Expected finite values of float32, received ${value} at place 2`);
  });

  it.each([[[4]], [[0, 4]]])('refuses shape %j', async (shape) => {
    await put(new Float32Array(shape.reduce((product, axis) => product * axis, 1)), shape);
    await expect(npySamples(path)).rejects.toThrow(`expected samples [size, ...sample], at least one, received shape [${shape.join(', ')}]`);
  });
});
