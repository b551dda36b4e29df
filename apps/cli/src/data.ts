import { InvalidDataError, InvalidOptionError, sameShape, type Autoencoder, type Dataset, type Range } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { idx, mnist } from '@hourglass/datasets/node';
import { Option } from 'commander';
import { readdir, stat } from 'node:fs/promises';
import { withFile } from './file-errors.js';
import { shape } from './format.js';
import { holdOut } from './hold-out.js';
import { naming } from './naming.js';
import { npySamples } from './npy-samples.js';

/** What `--data` stands for. */
export interface Data {
  readonly name: string;
  /** To learn from. */
  readonly train: Dataset;
  /** To measure with; never learned from. */
  readonly test: Dataset;
}

export const dataOption = (): Option =>
  new Option('--data <source>', 'glyphs (drawn on the spot), mnist, a folder with the four files of MNIST, or an IDX or NPY file of samples');

export const splitNames = ['train', 'test', 'all'] as const;
export type SplitName = (typeof splitNames)[number];

export const splitOption = (): Option => new Option('--split <name>', 'which part of the data').choices(splitNames);

/**
 * Opens what `--data` names.
 *
 * @param seed decides which samples of a single file are held out for measuring
 * @throws InvalidDataError where there is no such source, or its files are damaged
 */
export async function openData(source: string, seed: number): Promise<Data> {
  const opened = await open(source);
  if (!('whole' in opened)) return { name: source, ...opened };
  await refuseConstant(source, opened.whole);
  return { name: source, ...(await naming(source, () => holdOut(opened.whole, seed))) };
}

/** Looks no further than the first value that differs. */
async function refuseConstant(source: string, data: Dataset): Promise<void> {
  let first: number | undefined;
  for await (const { clean } of data.batches({ batchSize: 256 }))
    for (const value of clean.data) if (value !== (first ??= value)) return;
  throw new InvalidDataError(
    `${source}: every value is equal (${first}, as float32): there is nothing to learn. Give samples that differ, with a range of values.`,
  );
}

type Splits = Omit<Data, 'name'>;

/** Finds the samples: in two parts, or as a whole in stored order. The range is that of the model which is to see them. */
async function open(source: string, range?: Range): Promise<Splits | { readonly whole: Dataset }> {
  if (source === 'glyphs') return { train: glyphs({ split: 'train' }), test: glyphs({ split: 'test' }) };
  if (source === 'mnist') return fromMnist();
  const names = await withFile('--data: expected glyphs, mnist, or the path of a folder or file', source, async () =>
    (await stat(source)).isDirectory() ? readdir(source) : [],
  );
  if (names.some((name) => name.startsWith('t10k-'))) return fromMnist(source);
  return { whole: await (source.endsWith('.npy') ? npySamples(source, range) : idx(source)) };
}

async function fromMnist(path?: string): Promise<Splits> {
  return { train: await mnist(path, { split: 'train' }), test: await mnist(path, { split: 'test' }) };
}

/**
 * Opens the part of the data that a model is to be used on: what was asked for, else the whole of a single file where
 * `whole`, else what it was not trained on.
 *
 * @throws InvalidDataError as `openData`, and where the samples are not of the model's shape
 */
export async function openSplit({ seed, recipe }: Autoencoder, { source, split, whole = false }: SplitOptions): Promise<Dataset> {
  const opened = await open(source, recipe.range);
  if (split === 'all' && !('whole' in opened))
    throw new InvalidOptionError('split', `--split all: ${source} comes in two parts; ask for train or test.`);
  const dataset = await select(opened, { source, seed, split: split ?? (whole && 'whole' in opened ? 'all' : 'test') });
  if (!sameShape(dataset.info.inputShape, recipe.inputShape))
    throw new InvalidDataError(
      `${source}: expected samples of shape ${shape(recipe.inputShape)}, as the model was trained on, ` +
        `received ${shape(dataset.info.inputShape)}.`,
    );
  return dataset;
}

export interface SplitOptions {
  readonly source: string;
  readonly split?: SplitName | undefined;
  readonly whole?: boolean;
}

async function select(
  opened: Splits | { readonly whole: Dataset },
  { source, seed, split }: { source: string; seed: number; split: SplitName },
): Promise<Dataset> {
  if (!('whole' in opened)) return opened[split === 'test' ? 'test' : 'train'];
  return split === 'all' ? opened.whole : (await naming(source, () => holdOut(opened.whole, seed)))[split];
}
