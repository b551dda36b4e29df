import { backend_util, engine, type Conv2DAttrs, type KernelFunc, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { trainingKernel } from './training-kernel.js';

interface Call {
  inputs: Record<'x' | 'filter', TensorInfo>;
  attributes: Pick<Conv2DAttrs, 'strides' | 'pad'> & { dilations: Conv2DAttrs['dilations'] | null };
}
type Shape4D = [number, number, number, number];

const geometry = ({ x, filter }: Call['inputs'], { strides, dilations, pad }: Call['attributes']) =>
  backend_util.computeConv2DInfo(x.shape as Shape4D, filter.shape as Shape4D, strides, dilations ?? 1, pad, undefined, true);

/** Whether `same` padding leaves pixels over along an axis: XNNPACK then counts its padding below zero, and its output is wrong. */
export const leavesPixelsOver = ({ inputs, attrs }: Parameters<KernelFunc>[0]): boolean => {
  const attributes = attrs as unknown as Call['attributes'];
  if (attributes.pad !== 'same') return false;
  const info = geometry(inputs as Call['inputs'], attributes);
  const over = (input: number, output: number, [filter, stride]: [number, number]) => (output - 1) * stride + filter < input;
  return (
    over(info.inHeight, info.outHeight, [info.effectiveFilterHeight, info.strideHeight]) ||
    over(info.inWidth, info.outWidth, [info.effectiveFilterWidth, info.strideWidth])
  );
};

/** A convolution of the backend's own, with its `same` padding written out. */
export const explicitlyPadded = (kernelName: string) =>
  trainingKernel<Call>(kernelName, (inputs, attributes) => {
    const { top, bottom, left, right } = geometry(inputs, attributes).padInfo;
    const pad: [number, number][] = [[0, 0], [top, bottom], [left, right], [0, 0]];
    return engine().runKernel<Tensor>(kernelName, { ...inputs }, { ...attributes, dilations: attributes.dilations ?? 1, pad });
  });
