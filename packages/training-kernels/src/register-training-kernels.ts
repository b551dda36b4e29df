import {
  getGradient,
  getKernel,
  registerGradient,
  registerKernel,
  unregisterGradient,
  unregisterKernel,
  type GradConfig,
  type KernelConfig,
  type KernelFunc,
} from '@tensorflow/tfjs-core';
import { gradients, repairs, type Repair, type TrainingBackend } from './training-kernels.js';

const backends: readonly TrainingBackend[] = ['wasm', 'cpu'];
const ours = new WeakSet<KernelFunc>();

// TensorFlow.js types both as always found, but answers undefined for a name it does not know.
const findKernel = (kernelName: string, backendName: string) => getKernel(kernelName, backendName) as KernelConfig | undefined;
const findGradient = (kernelName: string) => getGradient(kernelName) as GradConfig | undefined;

/** Takes the place of the backend's own kernel, once it is there; unregisters it first, so that no warning is printed. */
const replaceKernel = ({ kernel: { kernelName, kernelFunc }, where }: Repair, backendName: TrainingBackend) => {
  const present = findKernel(kernelName, backendName);
  if (present === undefined || ours.has(present.kernelFunc)) return;
  const repaired: KernelFunc = where === undefined ? kernelFunc : (call) => (where(call) ? kernelFunc(call) : present.kernelFunc(call));
  ours.add(repaired);
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...(where === undefined ? { kernelName, backendName } : present), kernelFunc: repaired });
};

const addKernel = ({ kernel: { kernelName, kernelFunc } }: Repair, backendName: TrainingBackend) => {
  if (findKernel(kernelName, backendName) === undefined) registerKernel({ kernelName, backendName, kernelFunc });
};

const setGradient = (gradient: GradConfig) => {
  const present = findGradient(gradient.kernelName);
  if (present === gradient) return;
  if (present !== undefined) unregisterGradient(gradient.kernelName);
  registerGradient(gradient);
};

const register = (backendName: TrainingBackend) => {
  for (const repair of repairs) {
    if (repair.lackedBy?.includes(backendName)) addKernel(repair, backendName);
    if (repair.wrongOn?.includes(backendName)) replaceKernel(repair, backendName);
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
 * Call it once, before training; calling it again changes nothing. It takes no parameters, returns nothing, throws nothing and
 * prints no warning. A backend may be imported before or after the call: one imported after is repaired when it is set
 * (`tf.setBackend`, `tf.ready`). Gradients imported after the call (`@tensorflow/tfjs-layers` brings them) replace those
 * registered here until a backend is set or the call is repeated. What is registered is listed in `trainingKernels` and
 * `trainingGradients`; the formula of each stands with its kernel.
 */
export const registerTrainingKernels = (): void => {
  for (const backendName of backends) {
    register(backendName);
    const watcher = watch(backendName);
    if (findKernel(watcher.kernelName, backendName) === undefined) registerKernel(watcher);
  }
};
