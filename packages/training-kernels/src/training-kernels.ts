import {
  Conv2D,
  DepthwiseConv2dNative,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type AvgPoolAttrs,
  type GradConfig,
  type KernelFunc,
} from '@tensorflow/tfjs-core';
import { avgPool } from './avg-pool.js';
import { avgPool3DGrad, avgPoolGrad } from './avg-pool-grad.js';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.js';
import { conv3DBackpropFilter } from './conv3d-backprop-filter.js';
import { conv3DBackpropInput } from './conv3d-backprop-input.js';
import { depthwiseConv2dNativeBackpropFilter } from './depthwise-conv2d-native-backprop-filter.js';
import { depthwiseConv2dNativeBackpropInput } from './depthwise-conv2d-native-backprop-input.js';
import { einsum } from './einsum.js';
import { einsumGradient } from './einsum-gradient.js';
import { maxPool, maxPool3D } from './max-pool.js';
import { maxPool3DGrad, maxPoolGrad } from './max-pool-grad.js';
import { mirrorPadGradient } from './mirror-pad-gradient.js';
import { resizeBilinearGrad } from './resize-bilinear-grad.js';
import { resizeNearestNeighborGrad } from './resize-nearest-neighbor-grad.js';
import { explicitlyPadded, leavesPixelsOver } from './same-padding.js';
import type { TrainingKernel } from './training-kernel.js';
import { unpoolable } from './unpoolable.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** A backend whose kernels this package repairs. */
export type TrainingBackend = 'wasm' | 'cpu';

/** What the package registers under one name on one backend. */
export interface RegisteredKernel {
  readonly kernelName: string;
  readonly backendName: TrainingBackend;
  /** `lacking`: TensorFlow.js 4.22 has no such kernel there; `wrong`: it has, with a wrong result; `wrong in places`: only for some calls, and ours runs for these alone. */
  readonly was: 'lacking' | 'wrong' | 'wrong in places';
}

export interface Repair {
  readonly kernel: TrainingKernel;
  /** The backends of TensorFlow.js 4.22 that have no such kernel. */
  readonly lackedBy?: readonly TrainingBackend[];
  /** The backends whose kernel gives a gradient that finite differences refute. */
  readonly wrongOn?: readonly TrainingBackend[];
  /** Where the backend's kernel is wrong, if not everywhere; it still runs elsewhere. */
  readonly where?: (call: Parameters<KernelFunc>[0]) => boolean;
}

const hasHalfPixelCenters = ({ attrs }: Parameters<KernelFunc>[0]) => attrs?.['halfPixelCenters'] === true;
const usesCentersOrCorners: Repair['where'] = (call) => hasHalfPixelCenters(call) || call.attrs?.['alignCorners'] === true;
const isUnpoolable: Repair['where'] = ({ inputs, attrs }) => unpoolable(inputs['x']!, attrs as unknown as AvgPoolAttrs);

export const repairs: readonly Repair[] = [
  { kernel: conv2DBackpropFilter, lackedBy: ['wasm'] },
  { kernel: depthwiseConv2dNativeBackpropFilter, lackedBy: ['wasm'] },
  { kernel: depthwiseConv2dNativeBackpropInput, lackedBy: ['wasm'] },
  { kernel: unsortedSegmentSum, lackedBy: ['wasm'] },
  { kernel: einsum, lackedBy: ['wasm'], wrongOn: ['cpu'] },
  { kernel: resizeNearestNeighborGrad, wrongOn: ['cpu'] },
  { kernel: resizeNearestNeighborGrad, wrongOn: ['wasm'], where: usesCentersOrCorners },
  { kernel: resizeBilinearGrad, wrongOn: ['cpu'] },
  { kernel: resizeBilinearGrad, wrongOn: ['wasm'], where: hasHalfPixelCenters },
  ...[Conv2D, FusedConv2D, DepthwiseConv2dNative, FusedDepthwiseConv2D].map(
    (name): Repair => ({ kernel: explicitlyPadded(name), wrongOn: ['wasm'], where: leavesPixelsOver }),
  ),
  { kernel: conv3DBackpropFilter, wrongOn: ['wasm'] },
  { kernel: conv3DBackpropInput, wrongOn: ['wasm'] },
  { kernel: maxPool, wrongOn: ['wasm'], where: isUnpoolable },
  { kernel: avgPool, wrongOn: ['wasm'], where: isUnpoolable },
  { kernel: maxPool3D, wrongOn: ['wasm'] },
  { kernel: maxPoolGrad, wrongOn: ['wasm', 'cpu'] },
  { kernel: maxPool3DGrad, wrongOn: ['wasm'] },
  { kernel: avgPoolGrad, wrongOn: ['wasm', 'cpu'] },
  { kernel: avgPool3DGrad, wrongOn: ['wasm', 'cpu'] },
];

/** Gradients, which TensorFlow.js keeps once for all backends. */
export const gradients: readonly GradConfig[] = [einsumGradient, mirrorPadGradient];

/** Every kernel that `registerTrainingKernels` registers. */
export const trainingKernels: readonly RegisteredKernel[] = repairs.flatMap(({ kernel: { kernelName }, lackedBy = [], wrongOn = [], where }) => [
  ...lackedBy.map((backendName) => ({ kernelName, backendName, was: 'lacking' as const })),
  ...wrongOn.map((backendName) => ({ kernelName, backendName, was: where === undefined ? ('wrong' as const) : ('wrong in places' as const) })),
]);

/** The kernels whose gradient `registerTrainingKernels` registers, for all backends. */
export const trainingGradients: readonly string[] = gradients.map(({ kernelName }) => kernelName);
