import { inputOf, type Node } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { activate, optionalInput } from './activation.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';
import { arithmeticType, as, outputOf } from './typed.js';

/** Matrices one of which is multiplied with one other, whatever the number of their leading axes of size 1. */
const isSingle = ({ inputs }: Node) => inputs.slice(0, 2).every(({ shape }) => shape.slice(0, -2).every((axis) => axis === 1));

/** `a · b`, plus `bias` if there is one, by `Gemm`, which reads transposed matrices as they lie. */
function single(node: Node, onnx: OnnxWriter, bias: OnnxName | undefined): OnnxName {
  const flat = (name: 'a' | 'b') => {
    const value = inputOf(node, name);
    return reshape(onnx, onnx.name(value), value.shape, value.shape.slice(-2));
  };
  const { shape } = outputOf(node);
  const product = onnx.node('Gemm', [flat('a'), flat('b'), ...(bias === undefined ? [] : [bias])], {
    transA: Number(Boolean(node.attrs['transposeA'])),
    transB: Number(Boolean(node.attrs['transposeB'])),
    ...(node.attrs['factor'] !== undefined && { alpha: { float: node.attrs['factor'] as number } }),
  });
  return reshape(onnx, product, shape.slice(-2), shape);
}

/** `a · b` for each matrix of the leading axes, which broadcast. */
function batched(node: Node, onnx: OnnxWriter): OnnxName {
  const type = arithmeticType(node.inputs);
  const matrix = (name: 'a' | 'b', transposed: unknown) => {
    const value = inputOf(node, name);
    const axes = value.shape.map((_, axis) => axis);
    return transpose(onnx, as(onnx, value, type), transposed ? [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!] : axes);
  };
  return onnx.node('MatMul', [matrix('a', node.attrs['transposeA']), matrix('b', node.attrs['transposeB'])]);
}

const isFloat = ({ inputs }: Node) => inputs.every(({ dtype }) => dtype === 'float32');

const batchMatMul: Lowering = (node, onnx) => (isSingle(node) && isFloat(node) ? single(node, onnx, undefined) : batched(node, onnx));

const fusedMatMul: Lowering = (node, onnx) => {
  const bias = optionalInput(node, 'bias');
  const prelu = optionalInput(node, 'preluActivationWeights');
  const fits = bias === undefined || bias.shape.length <= 2;
  let sum: OnnxName;
  if (isSingle(node) && isFloat(node) && fits) sum = single(node, onnx, bias && onnx.name(bias));
  else {
    const product = batched(node, onnx);
    sum = bias === undefined ? product : onnx.node('Add', [product, onnx.name(bias)]);
  }
  return activate(onnx, sum, node, prelu && onnx.name(prelu));
};

export const matrixProductLowerings: Lowerings = {
  BatchMatMul: batchMatMul,
  _FusedMatMul: fusedMatMul,
  Einsum: (node, onnx) =>
    onnx.node('Einsum', node.inputs.map((value) => onnx.name(value)), { equation: node.attrs['equation'] as string }),
};
