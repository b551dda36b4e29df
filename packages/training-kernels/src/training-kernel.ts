import { tidy, type KernelConfig, type Tensor } from '@tensorflow/tfjs-core';

/** A kernel without its backend: what TensorFlow.js runs under `kernelName`. */
export type TrainingKernel = Pick<KernelConfig, 'kernelName' | 'kernelFunc'>;

/** Makes a kernel of a function from tensors and attributes to a tensor; what it leaves behind is disposed. */
export const trainingKernel = <Signature extends { inputs: object; attributes: object }>(
  kernelName: string,
  compute: (inputs: Record<keyof Signature['inputs'], Tensor>, attributes: Signature['attributes']) => Tensor,
): TrainingKernel => ({
  kernelName,
  kernelFunc: ({ inputs, attrs }) => {
    const tensors = inputs as unknown as Parameters<typeof compute>[0]; // runKernel hands kernels whole tensors
    return tidy(() => compute(tensors, attrs as unknown as Signature['attributes']));
  },
});
