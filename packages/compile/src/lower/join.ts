import { util, type TileAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxWriter } from '../lowering.js';
import { reshape } from './reshape.js';
import { as, outputOf } from './typed.js';

const axisOf = (axis: unknown, { shape }: Value) => util.parseAxisParam(axis as number, [...shape])[0]!;

const concat: Lowering = (node, onnx) => {
  const output = outputOf(node);
  const parts = node.inputs.map((value) => as(onnx, value, output.dtype));
  return parts.length === 1 ? parts[0]! : onnx.node('Concat', parts, { axis: axisOf(node.attrs['axis'], output) });
};

const pack: Lowering = (node, onnx) => {
  const output = outputOf(node);
  const axis = axisOf(node.attrs['axis'], output);
  const part = output.shape.with(axis, 1);
  const parts = node.inputs.map((value) => reshape(onnx, as(onnx, value, output.dtype), value.shape, part));
  return parts.length === 1 ? parts[0]! : onnx.node('Concat', parts, { axis });
};

/** Stretches of these lengths along an axis. */
const split = (onnx: OnnxWriter, x: Value, axis: number, lengths: readonly number[]) =>
  lengths.length === 1
    ? [onnx.name(x)]
    : onnx.nodes('Split', [onnx.name(x), onnx.vector(lengths)], { axis }, lengths.length);

const splitV: Lowering = (node, onnx) => {
  const x = inputOf(node, 'x');
  const axis = axisOf(node.attrs['axis'], x);
  return split(onnx, x, axis, node.outputs.map(({ shape }) => shape[axis]!));
};

const unpack: Lowering = (node, onnx) => {
  const value = inputOf(node, 'value');
  const axis = axisOf(node.attrs['axis'], value);
  return split(onnx, value, axis, node.outputs.map(() => 1)).map((part) =>
    reshape(onnx, part, value.shape.with(axis, 1), outputOf(node).shape),
  );
};

export const joinLowerings: Lowerings = {
  Concat: concat,
  Pack: pack,
  SplitV: splitV,
  Unpack: unpack,
  Tile: (node, onnx) => onnx.node('Tile', [onnx.name(inputOf(node, 'x')), onnx.vector((node.attrs as unknown as TileAttrs).reps)]),
};
