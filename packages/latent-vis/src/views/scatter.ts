import { InvalidDataError, type NdArray, type Range } from '@hourglass/core';

/** Points of a plane, such as codes projected to two numbers. */
export interface Scatter {
  readonly kind: 'scatter';
  /** `[count, 2]`, x and y of each. */
  readonly points: NdArray;
  /** What x and y are: `PCA 1`, `PCA 2`. */
  readonly axes: readonly [x: string, y: string];
  /** The class of each point, as its place in `classes`; below 0 for none. */
  readonly labels?: Int32Array;
  /** The names of the classes. */
  readonly classes?: readonly string[];
  /** What the points stand for, drawn beside them: `[count, ...sampleShape]`, and the values drawn as black and as white. */
  readonly images?: { readonly samples: NdArray; readonly range: Range };
}

/** Refuses a scatter whose parts do not hold together. */
export function checkScatter({ points, labels, classes, images }: Scatter): void {
  const [count, axes] = points.shape;
  if (points.shape.length !== 2 || axes !== 2 || points.data.length !== count! * 2)
    throw new InvalidDataError(
      `points: expected [count, 2] and as many values, received [${points.shape.join(', ')}] and ${points.data.length} values. ` +
        'Project codes of more numbers first.',
    );
  if (labels && labels.length !== count)
    throw new InvalidDataError(`labels: expected one for each of ${count} points, received ${labels.length}.`);
  if (labels && !labels.every((label) => label < (classes?.length ?? 0)))
    throw new InvalidDataError(`labels: expected places in the ${classes?.length ?? 0} names of classes, received greater ones.`);
  if (images && images.samples.shape[0] !== count)
    throw new InvalidDataError(`images: expected one for each of ${count} points, received ${images.samples.shape[0]}.`);
}
