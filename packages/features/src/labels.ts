import { InvalidDataError, type Batch, type Dataset, type NdArray } from '@hourglass/core';

/**
 * The labels of a batch, whole numbers from 0.
 *
 * @throws InvalidDataError where there are none, or one is no class
 */
export function labelsOf({ label }: Batch, classes: number): NdArray['data'] {
  if (!label) throw new InvalidDataError('Expected labelled data, received samples without labels. Give the dataset its labels.');
  const wrong = label.data.find((value) => !Number.isInteger(value) || value < 0 || value >= classes);
  if (wrong !== undefined)
    throw new InvalidDataError(`Expected labels from 0 to ${classes - 1}, received ${wrong}. Give classes: the largest label and one more.`);
  return label.data;
}

/** How many classes there are: as many as labels have names, else the largest label and one more. */
export async function countClasses(data: Dataset): Promise<number> {
  if (data.info.labelNames) return data.info.labelNames.length;
  let largest = -1;
  for await (const batch of data.batches({ batchSize: 1024, reuse: true }))
    for (const label of labelsOf(batch, Infinity)) largest = Math.max(largest, label);
  return largest + 1;
}

/** `[batch, classes]`, 1 where the label is. */
export function oneHot(labels: NdArray['data'], classes: number): NdArray<Float32Array> {
  const data = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => { data[row * classes + label] = 1; });
  return { data, shape: [labels.length, classes] };
}

/** The place of the largest number in each row of `[batch, classes]`. */
export function predicted({ data, shape }: NdArray): Int32Array {
  const classes = shape[1]!;
  return Int32Array.from({ length: shape[0]! }, (_, row) => {
    let best = 0;
    for (let i = 1; i < classes; i++) if (data[row * classes + i]! > data[row * classes + best]!) best = i;
    return best;
  });
}

/** How many of the classes found are not those of the labels. */
export const mistakes = (found: Int32Array, labels: NdArray['data']): number =>
  found.reduce((count, label, row) => count + Number(label !== labels[row]), 0);
