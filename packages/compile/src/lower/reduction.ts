import { sizeOf } from '@hourglass/core';
import { util, type ArgMaxAttrs, type CumprodAttrs, type CumsumAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type Node } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import type { ElementType } from '../onnx/element-type.js';
import { pad, type Padding } from './pad.js';
import { reshape } from './reshape.js';
import { as, cast, only, onlyElements, outputOf, scalar } from './typed.js';

/** The axes that a node reduces, of `x` or all where none are named. */
const axesOf = (node: Node) =>
  util.parseAxisParam((node.attrs['axis'] ?? node.attrs['reductionIndices'] ?? null) as number[], [...inputOf(node, 'x').shape]);

const reduction =
  (operator: string, typeOf: (node: Node) => ElementType): Lowering =>
  (node, onnx) => {
    const type = typeOf(node);
    const x = as(onnx, inputOf(node, 'x'), type);
    const axes = axesOf(node);
    const reduced =
      axes.length === 0 ? x : onnx.node(operator, [x, onnx.vector(axes)], { keepdims: Number(Boolean(node.attrs['keepDims'])) });
    return cast(onnx, reduced, type, outputOf(node).dtype);
  };

/**
 * The sum of a matrix over its rows is a product with a vector of ones, several times as fast as `ReduceSum`; that over all of
 * it is the sum of that product. So for means, with a vector of shares.
 */
const linear =
  (operator: 'ReduceSum' | 'ReduceMean', other: Lowering): Lowering =>
  (node, onnx) => {
    const x = inputOf(node, 'x');
    const axes = axesOf(node);
    const isOverAll = axes.length === x.shape.length;
    const leading = isOverAll ? 1 : axes.length;
    const rows = sizeOf(x.shape.slice(0, leading));
    const columns = sizeOf(x.shape.slice(leading));
    const isOverRows = axes.every((axis, place) => axis === place) && rows > 1 && columns > 1;
    if (x.dtype !== 'float32' || !isOverRows) return other(node, onnx);
    const weights = new Float32Array(rows).fill(operator === 'ReduceSum' ? 1 : 1 / rows);
    const matrix = reshape(onnx, onnx.name(x), x.shape, [rows, columns]);
    const reduced = onnx.node('MatMul', [onnx.constant(weights, [rows], 'float32'), matrix]);
    if (!isOverAll) return reshape(onnx, reduced, [columns], outputOf(node).shape);
    return reshape(onnx, onnx.node(operator, [reduced, onnx.vector([0])], { keepdims: 0 }), [], outputOf(node).shape);
  };

/** The largest or least, or NaN where there is one, which ONNX Runtime may leave out. */
const extreme =
  (operator: string): Lowering =>
  (node, onnx) => {
    const largest = reduction(operator, numeric)(node, onnx) as OnnxName;
    const axes = axesOf(node);
    if (axes.length === 0 || inputOf(node, 'x').dtype !== 'float32') return largest;
    const isNan = cast(onnx, onnx.node('IsNaN', [onnx.name(inputOf(node, 'x'))]), 'bool', 'uint8');
    const hasNan = onnx.node('ReduceMax', [isNan, onnx.vector(axes)], { keepdims: Number(Boolean(node.attrs['keepDims'])) });
    return onnx.node('Where', [cast(onnx, hasNan, 'uint8', 'bool'), scalar(onnx, NaN), largest]);
  };

const numeric = (node: Node): ElementType => (inputOf(node, 'x').dtype === 'float32' ? 'float32' : 'int32');

/** NaN counts as the `last` of all numbers. */
const argument =
  (operator: string, last: number): Lowering =>
  (node, onnx) => {
    const { axis } = node.attrs as unknown as ArgMaxAttrs;
    const x = inputOf(node, 'x');
    const [parsed] = util.parseAxisParam(axis, [...x.shape]);
    const name = as(onnx, x, numeric(node));
    const ranked = x.dtype === 'float32' ? onnx.node('Where', [onnx.node('IsNaN', [name]), scalar(onnx, last), name]) : name;
    return cast(onnx, onnx.node(operator, [ranked], { axis: parsed!, keepdims: 0 }), 'int64', 'int32');
  };

const cumsum: Lowering = (node, onnx) => {
  const { axis, exclusive, reverse } = node.attrs as unknown as CumsumAttrs;
  const x = as(onnx, inputOf(node, 'x'), numeric(node));
  return onnx.node('CumSum', [x, scalar(onnx, axis, 'int32')], { exclusive: Number(exclusive), reverse: Number(reverse) });
};

/** Products over ever longer stretches: after the round with a shift of s, each element is the product of up to 2s of them. */
const cumprod: Lowering = (node, onnx) => {
  const { axis, exclusive, reverse } = node.attrs as unknown as CumprodAttrs;
  const input = inputOf(node, 'x');
  const type = numeric(node) === 'float32' ? 'float32' : 'int32';
  const length = input.shape[axis]!;
  /** Moves elements along the axis; ones come in. */
  const shifted = (x: OnnxName, by: number, onnx: OnnxWriter): OnnxName => {
    const [begin, end] = reverse ? [by, length] : [0, length - by];
    const kept = onnx.node('Slice', [x, onnx.vector([begin]), onnx.vector([end]), onnx.vector([axis])]);
    const paddings = input.shape.map((_, i): Padding => (i !== axis ? [0, 0] : reverse ? [0, by] : [by, 0]));
    return pad(onnx, kept, paddings, scalar(onnx, 1, type));
  };
  let product = as(onnx, input, type);
  if (exclusive) product = shifted(product, 1, onnx);
  for (let shift = 1; shift < length; shift *= 2) product = onnx.node('Mul', [product, shifted(product, shift, onnx)]);
  return cast(onnx, product, type, outputOf(node).dtype);
};

export const reductionLowerings: Lowerings = {
  ...onlyElements({
    Max: extreme('ReduceMax'),
    Min: extreme('ReduceMin'),
    ArgMax: argument('ArgMax', -Infinity),
    ArgMin: argument('ArgMin', Infinity),
    ...only(['bool'], { Any: reduction('ReduceMax', () => 'int32'), All: reduction('ReduceMin', () => 'int32') }),
  }),
  Sum: linear('ReduceSum', reduction('ReduceSum', numeric)),
  Mean: linear('ReduceMean', reduction('ReduceMean', () => 'float32')),
  Prod: reduction('ReduceProd', numeric),
  Cumsum: cumsum,
  Cumprod: cumprod,
};
