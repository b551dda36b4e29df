import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { as } from './typed.js';

const overLastAxis =
  (operator: string): Lowering =>
  (node, onnx) =>
    onnx.node(operator, [as(onnx, inputOf(node, 'logits'), 'float32')], { axis: -1 });

export const softmaxLowerings: Lowerings = { Softmax: overLastAxis('Softmax'), LogSoftmax: overLastAxis('LogSoftmax') };
