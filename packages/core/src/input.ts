import type { Tensor } from '@tensorflow/tfjs-core';
import { InvalidDataError } from './errors.js';
import { allFinite } from './extent.js';
import { sameShape, sizeOf, type NdArray, type Shape } from './values.js';

type Nested = readonly (number | Nested)[];

/**
 * What a model takes: one sample or several. Pixels of `ImageData` are divided by 255, made grey for a model of one channel,
 * and keep their transparency only for one of four.
 */
export type Input = Tensor | NdArray | Float32Array | Float64Array | Int32Array | Uint8Array | Nested | ImageData;

/**
 * Brings any input into the form of a batch.
 *
 * @param shape of one sample, without the batch axis
 * @returns `[batch, ...shape]`; a single sample is a batch of one
 * @throws InvalidDataError where the sizes do not fit or a value is not finite
 */
export async function toBatch(input: Input, shape: Shape): Promise<NdArray> {
  const { data, shape: found } = await toArray(input, shape);
  const size = sizeOf(shape);
  const isBatch = found === undefined || sameShape(found.slice(1), shape) || (found.length === 2 && found[1] === size);
  const count = data.length / size;
  const isWhole = found === undefined || sizeOf(found) === data.length;
  if ((!isBatch && !sameShape(found, shape)) || !isWhole || !Number.isInteger(count) || count === 0)
    throw new InvalidDataError(
      `Expected samples of shape [${shape.join(', ')}], one or several, received ` +
        (found ? `${data.length} values of shape [${found.join(', ')}].` : `${data.length} values.`),
    );
  if (!allFinite(data)) {
    const bad = data.findIndex((value) => !Number.isFinite(value));
    throw new InvalidDataError(`Expected finite values, received ${data[bad]} at place ${bad}. Fill or drop it first.`);
  }
  return { data, shape: [count, ...shape] };
}

async function toArray(input: Input, shape: Shape): Promise<{ data: Float32Array | Int32Array; shape?: Shape }> {
  if (input instanceof Float32Array || input instanceof Int32Array) return { data: input };
  if (input instanceof Uint8Array || input instanceof Float64Array) return { data: Float32Array.from(input) };
  if (Array.isArray(input)) {
    const nested = input as Nested;
    return { data: Float32Array.from(nested.flat(Infinity as 20) as number[]), shape: shapeOf(nested) };
  }
  if ('width' in input) return fromImageData(input, shape);
  if ('dataId' in input) return { data: (await input.data()) as Float32Array | Int32Array, shape: input.shape };
  return input as NdArray;
}

function shapeOf(nested: Nested): Shape {
  const [first] = nested;
  if (!Array.isArray(first)) {
    if (nested.some((item) => typeof item !== 'number'))
      throw new InvalidDataError('Expected nested arrays of numbers of equal length, received other values among them.');
    return [nested.length];
  }
  const inner = shapeOf(first as Nested);
  for (const item of nested)
    if (!Array.isArray(item) || !sameShape(shapeOf(item as Nested), inner))
      throw new InvalidDataError(`Expected nested arrays of equal length, each [${inner.join(', ')}], received a ragged one.`);
  return [nested.length, ...inner];
}

function fromImageData({ data: pixels, width, height }: ImageData, shape: Shape): { data: Float32Array; shape: Shape } {
  const channels = shape.length === 3 ? shape[2]! : 1;
  const data = new Float32Array(width * height * channels);
  for (let i = 0; i < width * height; i++) {
    const [red, green, blue, alpha] = pixels.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
    if (channels === 1) data[i] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255; // luma of ITU-R BT.601
    else data.set([red / 255, green / 255, blue / 255, alpha / 255].slice(0, channels), i * channels);
  }
  return { data, shape: shape.length === 3 ? [height, width, channels] : [height, width] };
}
