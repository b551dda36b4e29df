import {
  getGradient,
  getKernel,
  registerGradient,
  registerKernel,
  unregisterGradient,
  unregisterKernel,
  type GradConfig,
  type KernelConfig,
} from '@tensorflow/tfjs-core';
import type { TrainingKernel } from './training-kernel.js';
import { gradients, repairs, type TrainingBackend } from './training-kernels.js';

const backends: readonly TrainingBackend[] = ['wasm', 'cpu'];

// TensorFlow.js types both as always found, but answers undefined for a name it does not know.
const findKernel = (kernelName: string, backendName: string) => getKernel(kernelName, backendName) as KernelConfig | undefined;
const findGradient = (kernelName: string) => getGradient(kernelName) as GradConfig | undefined;

/** Takes the place of the backend's own kernel, once it is there; unregisters it first, so that no warning is printed. */
const replaceKernel = ({ kernelName, kernelFunc }: TrainingKernel, backendName: TrainingBackend) => {
  const present = findKernel(kernelName, backendName);
  if (present === undefined || present.kernelFunc === kernelFunc) return;
  unregisterKernel(kernelName, backendName);
  registerKernel({ kernelName, backendName, kernelFunc });
};

const addKernel = ({ kernelName, kernelFunc }: TrainingKernel, backendName: TrainingBackend) => {
  if (findKernel(kernelName, backendName) === undefined) registerKernel({ kernelName, backendName, kernelFunc });
};

const setGradient = (gradient: GradConfig) => {
  const present = findGradient(gradient.kernelName);
  if (present === gradient) return;
  if (present !== undefined) unregisterGradient(gradient.kernelName);
  registerGradient(gradient);
};

const register = (backendName: TrainingBackend) => {
  for (const { kernel, lackedBy = [], wrongOn = [] } of repairs) {
    if (lackedBy.includes(backendName)) addKernel(kernel, backendName);
    if (wrongOn.includes(backendName)) replaceKernel(kernel, backendName);
  }
  gradients.forEach(setGradient);
};

/** A kernel nobody runs: TensorFlow.js calls its `setupFunc` whenever the backend is set, hence after its kernels are there. */
const watch = (backendName: TrainingBackend): KernelConfig => ({
  kernelName: 'HourglassTrainingKernels',
  backendName,
  kernelFunc: () => {
    throw new Error('HourglassTrainingKernels only watches its backend; it computes nothing.');
  },
  setupFunc: () => register(backendName),
});

/**
 * Registers the kernels and gradients for training that TensorFlow.js 4.22 lacks or gets wrong on its `wasm` and `cpu` backends.
 *
 * Call it once, before training; calling it again does nothing. A backend may be imported before or after the call:
 * one imported after is repaired when it is set (`tf.setBackend`, `tf.ready`). No warning is printed and no error is thrown.
 */
export const registerTrainingKernels = (): void => {
  for (const backendName of backends) {
    register(backendName);
    const watcher = watch(backendName);
    if (findKernel(watcher.kernelName, backendName) === undefined) registerKernel(watcher);
  }
};
