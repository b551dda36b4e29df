import { inputOf } from '../graph.js';
import type { Lowerings } from '../lowering.js';
import { as } from './typed.js';

/** Over the last axis, as TensorFlow.js's kernel always is; its `logSoftmax` is made of other kernels. */
export const softmaxLowerings: Lowerings = {
  Softmax: (node, onnx) => onnx.node('Softmax', [as(onnx, inputOf(node, 'logits'), 'float32')], { axis: -1 }),
};
