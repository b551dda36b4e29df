import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

/** What is known of a tensor before it is computed. */
export type Inferred = Pick<TensorInfo, 'shape' | 'dtype'>;

/** Shapes and types of a kernel's outputs from those of its inputs, as TensorFlow.js's cpu backend gives them. */
export type Inference = (
  inputs: Readonly<Record<string, Inferred>>,
  attributes: Readonly<Record<string, unknown>>,
) => Inferred | Inferred[];

/** By TensorFlow.js's name of the kernel. */
export type Inferences = Readonly<Record<string, Inference>>;

/** An inference in terms of TensorFlow.js's own types of a kernel's inputs and attributes. */
export const infer =
  <Signature extends readonly [inputs: object, attributes?: object]>(
    compute: (inputs: Record<keyof Signature[0], TensorInfo>, attributes: Signature[1] & object) => Inferred | Inferred[],
  ): Inference =>
  (inputs, attributes) =>
    compute(inputs as Parameters<typeof compute>[0], attributes);

/** An output of the shape and type of this tensor, or of another type. */
export const like = ({ shape, dtype }: Inferred, type: DataType = dtype): Inferred => ({ shape: [...shape], dtype: type });

/** The same inference for each of these kernels. */
export const each = (kernels: readonly string[], inference: Inference): Inferences =>
  Object.fromEntries(kernels.map((kernel) => [kernel, inference]));
