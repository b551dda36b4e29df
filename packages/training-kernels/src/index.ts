export { registerTrainingKernels } from './register-training-kernels.js';
export { trainingGradients, trainingKernels } from './training-kernels.js';
export type { RegisteredKernel, TrainingBackend } from './training-kernels.js';
