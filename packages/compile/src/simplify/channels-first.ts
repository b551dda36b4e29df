import { sameShape, type Shape } from '@hourglass/core';
import type { Node, Value } from '../graph.js';
import { permuted } from './layout.js';
import type { Rewriting, Rule } from './rewriting.js';

/** Which inputs of a kernel are images, and whether its output is one. */
interface Images {
  readonly inputs: readonly string[];
  readonly output: boolean;
}

const kernels: Readonly<Record<string, Images>> = {
  Conv2D: { inputs: ['x'], output: true },
  FusedConv2D: { inputs: ['x'], output: true },
  Conv2DBackpropInput: { inputs: ['dy'], output: true },
  Conv2DBackpropFilter: { inputs: ['x', 'dy'], output: false },
  MaxPool: { inputs: ['x'], output: true },
  MaxPoolGrad: { inputs: ['dy', 'input', 'output'], output: true },
  AvgPool: { inputs: ['x'], output: true },
  AvgPoolGrad: { inputs: ['dy', 'input'], output: true },
  ResizeNearestNeighbor: { inputs: ['images'], output: true },
  ResizeNearestNeighborGrad: { inputs: ['images', 'dy'], output: true },
  ResizeBilinear: { inputs: ['images'], output: true },
  ResizeBilinearGrad: { inputs: ['images', 'dy'], output: true },
};

export const imagesOf = (kernel: string): Images | undefined => kernels[kernel];

const toFirst = [0, 3, 1, 2];
const toLast = [0, 2, 3, 1];

/**
 * ONNX's convolutions and pools take channels first: a kernel with channels last becomes one with channels first between two
 * Transposes, which meet those of its neighbours and cancel. Pools and resizes carry `dataFormat`, as TensorFlow.js's
 * convolutions do.
 */
export const channelsFirst: Rule = (node, graph) => {
  const images = kernels[node.kernel];
  const { dataFormat = 'NHWC', inputShape, pad } = node.attrs as { dataFormat?: string; inputShape?: Shape; pad?: unknown };
  if (!images || dataFormat !== 'NHWC' || !isPlain(node)) return undefined;
  const [output] = node.outputs as readonly [Value];
  const shape = images.output ? permuted(output.shape, toFirst) : output.shape;
  const [result] = graph.add({
    ...node,
    inputs: node.inputs.map((value, i) => (images.inputs.includes(node.inputNames[i]!) ? transposed(graph, value, toFirst) : value)),
    attrs: {
      ...node.attrs,
      dataFormat: 'NCHW',
      ...(inputShape && { inputShape: permuted(inputShape, toFirst) }),
      ...(Array.isArray(pad) && { pad: toFirst.map((axis) => pad[axis] as unknown) }),
    },
    outputs: [{ shape, dtype: output.dtype }],
  });
  return [images.output ? transposed(graph, result!, toLast) : result!];
};

/** Images, filters, and the bias of channels; other biases and slopes broadcast along the axes where they lie. */
const isPlain = ({ inputs, inputNames }: Node): boolean =>
  inputs.every(({ shape, dtype }, i) => dtype === 'float32' && shape.length === (inputNames[i] === 'bias' ? 1 : 4));

const transposed = (graph: Rewriting, value: Value, perm: readonly number[]): Value =>
  graph.apply('Transpose', value, { perm }, permuted(value.shape, perm));

/** A convolution and the bias of its channels are one kernel. */
export const biasedConvolution: Rule = ({ kernel, inputs: [x, bias], outputs: [y] }, graph) => {
  const node = kernel === 'Add' && x ? graph.producer(x) : undefined;
  if (node?.kernel !== 'Conv2D' || node.attrs['dataFormat'] !== 'NCHW') return undefined;
  const channels = x!.shape[1]!;
  if (!sameShape(bias!.shape, [channels, 1, 1])) return undefined;
  return graph.add({
    kernel: 'FusedConv2D',
    inputs: [...node.inputs, graph.apply('Reshape', bias!, { shape: [channels] }, [channels])],
    inputNames: [...node.inputNames, 'bias'],
    attrs: { ...node.attrs, activation: 'linear' },
    outputs: [y!],
  });
};
