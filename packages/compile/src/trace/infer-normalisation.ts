import {
  FusedBatchNorm, LRN, LRNGrad, Softmax,
  type LRNGradInputs, type SoftmaxInputs, type UnaryInputs,
} from '@tensorflow/tfjs-core';
import { each, infer, like, type Inferences } from './inference.js';

export const normalisation: Inferences = {
  ...each([FusedBatchNorm, LRN], infer<[UnaryInputs]>(({ x }) => like(x))),
  [LRNGrad]: infer<[LRNGradInputs]>(({ x, dy }) => like(dy, x.dtype)),
  [Softmax]: infer<[SoftmaxInputs]>(({ logits }) => like(logits, 'float32')),
};
