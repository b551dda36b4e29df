import { createSeed, type Batch, type Dataset } from '@hourglass/core';
import { cache, npy } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { part, samplesOf, type Work } from './handed-work.js';

/** Where the batches of an epoch come from, by name. */
export const feeds = { resident, rows, npy: stream } satisfies Record<string, (work: Work) => Promise<Feed>>;

export type FeedName = keyof typeof feeds;

/** The batches of the epoch that begins at a step. */
export type Feed = (from: number) => AsyncIterable<Batch>;

/** How often `samples.npy` has the samples one after another: more than is held in memory, and more than an epoch takes. */
const repeats = 8;

/** Batches that were made before. */
async function resident(work: Work): Promise<Feed> {
  const { batchSize } = work;
  const samples = await samplesOf(work);
  const batches = Array.from({ length: samples.shape[0]! / batchSize }, (_, i): Batch => ({
    clean: part(samples, i * batchSize, (i + 1) * batchSize),
    index: Int32Array.from({ length: batchSize }, (__, row) => i * batchSize + row),
  }));
  return async function* endless() {
    for (;;) yield* batches;
  };
}

/** Samples kept as bytes, gathered in a random order and made into floats. */
async function rows(work: Work): Promise<Feed> {
  const data = await cache(await npy(file(npyPath(work)), { range: [0, 1] }));
  return (from) => data.batches({ batchSize: work.batchSize, shuffle: createSeed(1).fork(from), reuse: true });
}

/** Samples read from a file as they are needed. */
async function stream(work: Work): Promise<Feed> {
  const data: Dataset = await npy(file(npyPath(work)), { range: [0, 1] });
  return () => data.batches({ batchSize: work.batchSize, reuse: true });
}

export const npyPath = ({ folder }: Pick<Work, 'folder'>): string => join(folder, 'samples.npy');

/** Writes `samples.npy`, the samples of `samples.f32` a few times over. */
export async function handOutNpy(folder: string): Promise<void> {
  const samples = await readFile(join(folder, 'samples.f32'));
  const size = (repeats * samples.length) / (4 * 784);
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${size}, 28, 28), }`.padEnd(117) + '\n';
  await writeFile(npyPath({ folder }), Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY\x01\x00'), Buffer.from([header.length, 0]), Buffer.from(header)]));
  for (let i = 0; i < repeats; i++) await appendFile(npyPath({ folder }), samples);
}
