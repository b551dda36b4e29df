import { checkOptions, nearestNeighbours, pca, sizeOf, wholePositive, type Autoencoder, type Batch, type Dataset, type NdArray } from '@hourglass/core';
import * as v from 'valibot';
import { collected, type Labelled } from './collected.js';
import { inputs } from './inputs.js';
import { countClasses, mistakes } from './labels.js';
import { logisticError } from './logistic-regression.js';

export interface ProbeOptions {
  /** Labelled samples to learn from. */
  readonly train: Dataset;
  /** Labelled samples to measure with. */
  readonly test: Dataset;
  /** Of the vote among neighbours. Default 5. */
  readonly neighbours?: number;
}

/** Shares of test samples taken for another class, from 0 to 1. */
export interface ProbeErrors {
  /** Of multinomial logistic regression whose weight decay has the least cross-entropy on a tenth of the training samples. */
  readonly logistic: number;
  /** Of the vote of the nearest training samples, the nearest deciding a tie. */
  readonly neighbours: number;
}

/** How well classes can be told from three kinds of features. */
export interface Probe {
  /** The codes of the model. */
  readonly code: ProbeErrors;
  /** The samples as they are. */
  readonly raw: ProbeErrors;
  /** As many principal components as the code has numbers. */
  readonly pca: ProbeErrors;
}

const dataset = v.custom<Dataset>((value) => typeof value === 'object' && value !== null && 'batches' in value, 'Expected a dataset');
const schema = v.strictObject({ train: dataset, test: dataset, neighbours: v.optional(wholePositive, 5) });

/**
 * Measures how much of the classes a model's codes hold, beside the raw samples and PCA: logistic regression and nearest
 * neighbours, learned on `train`, measured on `test`. The model learns nothing from it. Of pairs, all three see the corrupted ones.
 *
 * @throws InvalidDataError where labels are missing or `test` holds classes that `train` does not
 */
export async function probe(model: Autoencoder, options: ProbeOptions): Promise<Probe> {
  const { neighbours, ...given } = checkOptions('probe', schema, options);
  const [train, test] = [inputs(given.train), inputs(given.test)];
  const classes = await countClasses(train);
  const components = Math.min(sizeOf(model.recipe.codeShape), sizeOf(train.info.targetShape), train.info.size ?? Infinity);
  const principal = await pca(train, { components });
  const kinds: Record<keyof Probe, (batch: Batch) => Promise<NdArray> | NdArray> = {
    code: ({ clean, condition }) => model.encode(clean, condition),
    raw: ({ clean }) => clean,
    pca: ({ clean }) => principal.transform(clean),
  };
  const errors = async (featuresOf: (batch: Batch) => Promise<NdArray> | NdArray): Promise<ProbeErrors> => {
    const [known, unknown] = [await collected(train, classes, featuresOf), await collected(test, classes, featuresOf)];
    return {
      logistic: await logisticError(known, unknown, { classes, engine: model.engine }),
      neighbours: await votingError(known, unknown, { neighbours, model }),
    };
  };
  return { code: await errors(kinds.code), raw: await errors(kinds.raw), pca: await errors(kinds.pca) };
}

async function votingError(known: Labelled, unknown: Labelled, { neighbours, model }: { readonly neighbours: number; readonly model: Autoencoder }): Promise<number> {
  const { data: places } = await nearestNeighbours(unknown.features, known.features, { neighbours, engine: model.engine });
  const found = unknown.labels.map((_, row) => vote(places.subarray(row * neighbours, (row + 1) * neighbours).map((place) => known.labels[place]!)));
  return mistakes(found, unknown.labels) / unknown.labels.length;
}

/** The label that is there most often; of several, that of the nearest. */
function vote(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return labels.find((label) => counts.get(label) === most)!;
}
