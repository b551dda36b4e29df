import { sizeOf } from '@hourglass/core';
import { inputOf } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { reshape } from './reshape.js';
import { outputOf, scalar } from './typed.js';
import { channelsFirst, channelsLast, poolingVolumes, volumeAttributes, type VolumeWindows } from './volumes.js';

const pool =
  (operator: string): Lowering =>
  (node, onnx) => {
    const windows = poolingVolumes(node, inputOf(node, 'x').shape, outputOf(node).shape);
    return channelsLast(onnx, onnx.node(operator, [channelsFirst(onnx, node, 'x')], volumeAttributes(windows)));
  };

/** dy goes to the maximum of each window, the first of equal ones; where windows overlap, gradients add. */
const maxPoolGrad: Lowering = (node, onnx) => {
  const [x, dy] = [inputOf(node, 'input'), inputOf(node, 'dy')];
  const windows = poolingVolumes(node, x.shape, dy.shape);
  const { batch, channels, input, output } = windows;
  const [, places] = onnx.nodes('MaxPool', [channelsFirst(onnx, node, 'input')], volumeAttributes(windows), 2);
  const flat = (name: OnnxName) => reshape(onnx, name, [batch, channels, ...output], [sizeOf(dy.shape)]);
  const zeros = onnx.node('Expand', [scalar(onnx, 0), onnx.vector([sizeOf(x.shape)])]);
  const updates = [zeros, flat(places!), flat(channelsFirst(onnx, node, 'dy'))];
  const sums = onnx.node('ScatterElements', updates, { axis: 0, reduction: 'add' });
  return channelsLast(onnx, reshape(onnx, sums, [sizeOf(x.shape)], [batch, channels, ...input]));
};

/** One over the number of voxels of the volume that each window covers: (1, 1, depth, height, width). */
function shares(onnx: OnnxWriter, { input, output, kernel, strides, before }: VolumeWindows): OnnxName {
  const [depths, heights, widths] = output.map((length, axis) =>
    Array.from({ length }, (_, place) => {
      const begin = place * strides[axis]! - before[axis]!;
      return Math.min(begin + kernel[axis]!, input[axis]!) - Math.max(begin, 0);
    }),
  ) as [number[], number[], number[]];
  const all = depths.flatMap((depth) => heights.flatMap((height) => widths.map((width) => 1 / (depth * height * width))));
  return onnx.constant(Float32Array.from(all), [1, 1, ...output], 'float32');
}

/** Each voxel gets the sum, over the windows that cover it, of dy divided by the voxels of the volume in the window. */
const avgPoolGrad: Lowering = (node, onnx) => {
  const windows = poolingVolumes(node, inputOf(node, 'input').shape, inputOf(node, 'dy').shape);
  const { batch, channels, input, output, kernel } = windows;
  const shared = onnx.node('Mul', [channelsFirst(onnx, node, 'dy'), shares(onnx, windows)]);
  const ones = onnx.node('Expand', [scalar(onnx, 1), onnx.vector([1, 1, ...kernel])]);
  const volumes = reshape(onnx, shared, [batch, channels, ...output], [batch * channels, 1, ...output]);
  const dx = onnx.node('ConvTranspose', [volumes, ones], { ...volumeAttributes(windows), output_padding: windows.uncovered });
  return channelsLast(onnx, reshape(onnx, dx, [batch * channels, 1, ...input], [batch, channels, ...input]));
};

export const pooling3DLowerings: Lowerings = {
  MaxPool3D: pool('MaxPool'),
  AvgPool3D: pool('AveragePool'),
  MaxPool3DGrad: maxPoolGrad,
  AvgPool3DGrad: avgPoolGrad,
};
