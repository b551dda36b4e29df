import type { SearchSortedAttrs } from '@tensorflow/tfjs-core';
import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { arithmeticType, as, cast } from './typed.js';

/** How many of a sorted sequence lie below each value (`left`), or not above it (`right`). */
const searchSorted: Lowering = (node, onnx) => {
  const { side } = node.attrs as unknown as SearchSortedAttrs;
  const [sorted, values] = [inputOf(node, 'sortedSequence'), inputOf(node, 'values')]; // (batch, n), (batch, m)
  const type = arithmeticType([sorted, values]);
  const row = onnx.node('Unsqueeze', [as(onnx, sorted, type), onnx.vector([1])]);
  const column = onnx.node('Unsqueeze', [as(onnx, values, type), onnx.vector([2])]);
  const passed = onnx.node(side === 'left' ? 'Less' : 'LessOrEqual', [row, column]);
  return onnx.node('ReduceSum', [cast(onnx, passed, 'bool', 'int32'), onnx.vector([2])], { keepdims: 0 });
};

export const searchSortedLowerings: Lowerings = { SearchSorted: searchSorted };
