import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { cast } from './typed.js';

/** Both order equal values by their index. */
const topK: Lowering = (node, onnx) => {
  const inputs = [onnx.name(inputOf(node, 'x')), onnx.vector([node.attrs['k'] as number])];
  const [values, indices] = onnx.nodes('TopK', inputs, { axis: -1 }, 2);
  return [values!, cast(onnx, indices!, 'int64', 'int32')];
};

export const topKLowerings: Lowerings = { TopK: topK };
