import { sizeOf } from '@hourglass/core';
import type { TensorProto } from '../onnx/onnx_pb.js';

/**
 * The values of a tensor that is repeated along some axes, once.
 *
 * @returns a row of bytes, or nothing where the values differ along these axes
 */
export function unrepeated({ dims, rawData }: TensorProto, axes: readonly number[]): Uint8Array | undefined {
  const shape = dims.map(Number);
  const count = sizeOf(shape);
  const width = rawData.length / count;
  const element = (index: number): Uint8Array => rawData.subarray(index * width, (index + 1) * width);
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  /** The element at the same place, but at the beginning of the axes. */
  const origin = (index: number): number =>
    axes.reduce((at, axis) => at - (Math.floor(index / strides[axis]!) % shape[axis]!) * strides[axis]!, index);

  const kept: number[] = [];
  for (let index = 0; index < count; index++) {
    const source = origin(index);
    if (source === index) kept.push(...element(index));
    else if (!element(index).every((byte, place) => byte === element(source)[place])) return undefined;
  }
  return Uint8Array.from(kept);
}
