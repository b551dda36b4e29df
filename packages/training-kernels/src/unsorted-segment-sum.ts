import {
  tensor,
  UnsortedSegmentSum,
  util,
  type UnsortedSegmentSumAttrs,
  type UnsortedSegmentSumInputs,
} from '@tensorflow/tfjs-core';
import { trainingKernel } from './training-kernel.js';

/** y[s] = Σ x[i] over the i with segmentIds[i] = s; ids outside [0, numSegments) are dropped, as tf.math.unsorted_segment_sum does. */
export const unsortedSegmentSum = trainingKernel<{ inputs: UnsortedSegmentSumInputs; attributes: UnsortedSegmentSumAttrs }>(
  UnsortedSegmentSum,
  ({ x, segmentIds }, { numSegments }) => {
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    const dtype = x.dtype === 'float32' ? 'float32' : 'int32';
    const values = x.dataSync();
    const ids = segmentIds.dataSync();
    const sums = util.getTypedArrayFromDType(dtype, util.sizeFromShape(shape));
    const width = util.sizeFromShape(shape.slice(1));
    ids.forEach((id, row) => {
      if (id < 0 || id >= numSegments) return;
      for (let index = 0; index < width; index++) sums[id * width + index]! += values[row * width + index]!;
    });
    return tensor(sums, shape, dtype);
  },
);
