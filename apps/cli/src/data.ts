import { InvalidDataError, InvalidOptionError, sameShape, type Autoencoder, type Dataset } from '@hourglass/core';
import { split } from '@hourglass/datasets';
import { Option } from 'commander';
import type { Opened, Parts, Whole } from './data/data-source.js';
import { openSpec } from './data/open-spec.js';
import { shape } from './format.js';
import { naming } from './naming.js';

/** What `--data` stands for. */
export interface Data extends Parts {
  readonly name: string;
  /** What each epoch is judged by. */
  readonly validation: Dataset;
}

export const dataOption = (): Option =>
  new Option('--data <source>', 'a name such as glyphs or mnist, or the path of a file or folder of samples; options after a ?, as in photos/?size=64x64');

export const splitNames = ['train', 'test', 'all'] as const;
export type SplitName = (typeof splitNames)[number];

export const splitOption = (): Option => new Option('--split <name>', 'which part of the data').choices(splitNames);

export interface OpenOptions {
  /** Decides which samples are held out, where the source does not say. */
  readonly seed: number;
  /** Whether what epochs are judged by decides when to stop: then it is taken from what is learned from, and not what is measured with. */
  readonly stopsEarly?: boolean;
}

/** The share that is held out. */
const heldOut = 0.1;

/**
 * Opens what `--data` names.
 *
 * @throws InvalidDataError where there is no such source, or its files are damaged
 */
export async function openData(source: string, { seed, stopsEarly = false }: OpenOptions): Promise<Data> {
  const opened = await openSpec(source);
  if ('whole' in opened) await refuseConstant(source, opened.whole);
  const { train, test } = 'whole' in opened ? await parts(opened, source, seed) : opened;
  if (!stopsEarly) return { name: source, train, test, validation: test };
  const inner = await parts({ ...opened, whole: train }, source, seed);
  return { name: source, train: inner.train, test, validation: inner.test };
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

/**
 * Opens the part of the data that a model is to be used on: what was asked for, else the whole of a source in one part where
 * `whole`, else what it was not trained on.
 *
 * @throws InvalidDataError as `openData`, and where the samples are not of the model's shape
 */
export async function openSplit({ seed, recipe }: Autoencoder, { source, split: name, whole = false }: SplitOptions): Promise<Dataset> {
  const opened = await openSpec(source, recipe.scaler ? undefined : recipe.range);
  if (name === 'all' && !('whole' in opened))
    throw new InvalidOptionError('split', `--split all: ${source} comes in two parts; ask for train or test.`);
  const dataset = await select(opened, { source, seed, split: name ?? (whole && 'whole' in opened ? 'all' : 'test') });
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

async function select(opened: Opened, { source, seed, split: name }: { source: string; seed: number; split: SplitName }): Promise<Dataset> {
  if (!('whole' in opened)) return opened[name === 'test' ? 'test' : 'train'];
  return name === 'all' ? opened.whole : (await parts(opened, source, seed))[name];
}

/** No value that is measured with has been learned from. */
const parts = ({ whole, overlap = 0 }: Whole, source: string, seed: number): Promise<Parts> =>
  naming(source, () => split(whole, { share: heldOut, seed, overlap }));
