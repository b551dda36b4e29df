import {
  ResizeBilinear, ResizeBilinearGrad, ResizeNearestNeighbor, ResizeNearestNeighborGrad,
  type ResizeBilinearAttrs, type ResizeBilinearGradInputs, type ResizeBilinearInputs, type TensorInfo,
} from '@tensorflow/tfjs-core';
import { infer, like, type Inferences } from './inference.js';

const resized = ({ shape }: TensorInfo, size: readonly number[]): number[] => [shape[0]!, ...size, shape[3]!];

export const resize: Inferences = {
  [ResizeBilinear]: infer<[ResizeBilinearInputs, ResizeBilinearAttrs]>(({ images }, { size }) => ({
    shape: resized(images, size),
    dtype: 'float32',
  })),
  [ResizeNearestNeighbor]: infer<[ResizeBilinearInputs, ResizeBilinearAttrs]>(({ images }, { size }) => ({
    shape: resized(images, size),
    dtype: images.dtype,
  })),
  [ResizeBilinearGrad]: infer<[ResizeBilinearGradInputs]>(({ images }) => like(images, 'float32')),
  [ResizeNearestNeighborGrad]: infer<[ResizeBilinearGradInputs]>(({ images }) => like(images)),
};
