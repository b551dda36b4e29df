import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { optionalInput } from './activation.js';
import { scalar } from './typed.js';

/** (x − mean) · scale / √(variance + ε) + offset; the mean is taken off first, so that a large one does not cancel. */
const fusedBatchNorm: Lowering = (node, onnx) => {
  const [scale, offset] = [optionalInput(node, 'scale'), optionalInput(node, 'offset')];
  const epsilon = scalar(onnx, node.attrs['varianceEpsilon'] as number);
  const deviation = onnx.node('Sqrt', [onnx.node('Add', [onnx.name(inputOf(node, 'variance')), epsilon])]);
  const factor = onnx.node('Div', [scale ? onnx.name(scale) : scalar(onnx, 1), deviation]);
  const centred = onnx.node('Sub', [onnx.name(inputOf(node, 'x')), onnx.name(inputOf(node, 'mean'))]);
  const scaled = onnx.node('Mul', [centred, factor]);
  return offset ? onnx.node('Add', [scaled, onnx.name(offset)]) : scaled;
};

export const batchNormLowerings: Lowerings = { FusedBatchNorm: fusedBatchNorm };
