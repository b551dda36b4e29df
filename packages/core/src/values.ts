/** Sizes of the axes of an array, the batch axis left out where a single sample is meant. */
export type Shape = readonly number[];

/** The smallest and the largest value that data may hold; `-Infinity` and `Infinity` where there is no bound. */
export type Range = readonly [low: number, high: number];

/** An array on the host, in row-major order: what goes into and comes out of every engine. */
export interface NdArray<Data extends Float32Array | Int32Array = Float32Array | Int32Array> {
  readonly data: Data;
  readonly shape: Shape;
}

/** Arrays by name: parameters, states and optimiser slots outside the engine. */
export type NamedArrays = Record<string, NdArray>;

/** The number of elements of an array of this shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((size, axis) => size * axis, 1);

/** True where both shapes have the same axes. */
export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((axis, i) => axis === b[i]);
