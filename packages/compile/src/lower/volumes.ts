import { backend_util } from '@tensorflow/tfjs-core';
import { sameShape, type Shape } from '@hourglass/core';
import { inputOf, type Node } from '../graph.js';
import type { OnnxName, OnnxWriter } from '../lowering.js';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';
import { transpose } from './transpose.js';

type Three = readonly [depth: number, height: number, width: number];
type Five = [number, number, number, number, number];

/** How windows (of a filter or a pooling) lie in a volume, as `Windows` says of images. */
export interface VolumeWindows {
  readonly batch: number;
  readonly channels: number;
  readonly input: Three;
  readonly output: Three;
  readonly kernel: Three;
  readonly strides: Three;
  readonly dilations: Three;
  readonly before: Three;
  readonly after: Three;
  readonly uncovered: Three;
}

interface VolumeAttrs {
  readonly strides: [number, number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dilations?: [number, number, number] | number;
  readonly filterSize: [number, number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function windowsOf(info: backend_util.Conv3DInfo, sides: Three): VolumeWindows {
  const { padInfo } = info;
  const input = [info.inDepth, info.inHeight, info.inWidth] as const;
  const strides = [info.strideDepth, info.strideHeight, info.strideWidth] as const;
  const reach = [info.effectiveFilterDepth, info.effectiveFilterHeight, info.effectiveFilterWidth] as const;
  const before = [padInfo.front, padInfo.top, padInfo.left] as const;
  /** How far the last window reaches beyond the volume. */
  const beyond = (axis: 0 | 1 | 2) => (sides[axis] - 1) * strides[axis] + reach[axis] - before[axis] - input[axis];
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    input,
    output: sides,
    kernel: [info.filterDepth, info.filterHeight, info.filterWidth],
    strides,
    dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
    before,
    after: [Math.max(0, beyond(0)), Math.max(0, beyond(1)), Math.max(0, beyond(2))],
    uncovered: [Math.max(0, -beyond(0)), Math.max(0, -beyond(1)), Math.max(0, -beyond(2))],
  };
}

/**
 * @param filter (depth, height, width, in, out)
 * @param y the output or its gradient
 */
export function convolutionVolumes(node: Node, x: Shape, filter: Shape, y: Shape): VolumeWindows {
  const { strides, pad, dilations = 1 } = attrsOf(node);
  const info = backend_util.computeConv3DInfo(x as Five, filter as Five, strides, dilations, pad);
  return checked(node, windowsOf(info, [info.outDepth, info.outHeight, info.outWidth]), y);
}

/** @param y the output or its gradient, whose attributes leave out how it was rounded */
export function poolingVolumes(node: Node, x: Shape, y: Shape): VolumeWindows {
  const { filterSize, strides, pad, dimRoundingMode } = attrsOf(node);
  const info = backend_util.computePool3DInfo(x as Five, filterSize, strides, 1, pad, dimRoundingMode);
  const windows = windowsOf(info, y.slice(1, 4) as unknown as Three);
  if (windows.kernel.some((size, axis) => windows.before[axis]! >= size || windows.after[axis]! >= size))
    throw new UnloweredKernelError(node.kernel, 'with windows that see only padding');
  return checked(node, windows, y);
}

function attrsOf({ kernel, attrs }: Node): VolumeAttrs {
  if (attrs['dataFormat'] === 'NCDHW') throw new UnloweredKernelError(kernel, 'with channels first');
  return attrs as unknown as VolumeAttrs;
}

function checked(node: Node, windows: VolumeWindows, y: Shape): VolumeWindows {
  if (sameShape(windows.output, y.slice(1, 4))) return windows;
  throw new UnloweredKernelError(node.kernel, `with gradients of (${y.slice(1, 4)}) for an output of (${windows.output})`);
}

/** The attributes of `Conv`, `ConvTranspose` and the poolings. */
export const volumeAttributes = ({ kernel, strides, before, after }: VolumeWindows) => ({
  kernel_shape: kernel,
  strides,
  pads: [...before, ...after],
});

export const channelsFirst = (onnx: OnnxWriter, node: Node, input: string): OnnxName =>
  transpose(onnx, onnx.name(inputOf(node, input)), [0, 4, 1, 2, 3]);

export const channelsLast = (onnx: OnnxWriter, name: OnnxName): OnnxName => transpose(onnx, name, [0, 2, 3, 4, 1]);
