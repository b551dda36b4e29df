import type { DatasetInfo, NdArray, Shape } from '@hourglass/core';

/** Some samples, side by side. */
export interface Shown {
  readonly info: DatasetInfo;
  /** `[count, ...targetShape]`. */
  readonly clean: NdArray;
  /** Where they come in pairs. */
  readonly corrupted?: NdArray;
  readonly mask?: NdArray;
  /** The place of each in the dataset. */
  readonly index: Int32Array;
  /** The name of the class of each. */
  readonly labels?: readonly string[];
}

/** Pictures of samples by the suffix of the file that holds them; `txt` is what the terminal shows. */
export type View = { readonly txt: string } & Readonly<Partial<Record<'png' | 'svg' | 'html', Uint8Array | string>>>;

/** What samples of a shape are seen as, and how many at a time. */
export function kindOf(shape: Shape): 'images' | 'series' | 'table' {
  if (shape.length === 3 && (shape[2] === 1 || shape[2] === 3)) return 'images';
  return shape.length === 2 ? 'series' : 'table';
}

/** The numbers of one sample. */
export const sampleOf = ({ data, shape: [count] }: NdArray, sample: number): NdArray['data'] => {
  const width = data.length / count!;
  return data.subarray(sample * width, (sample + 1) * width);
};

/** `17 (cat)`: the place of a sample in its dataset, and its class. */
export const titleOf = ({ index, labels }: Shown, sample: number): string =>
  `${index[sample]}${labels ? ` (${labels[sample]})` : ''}`;
