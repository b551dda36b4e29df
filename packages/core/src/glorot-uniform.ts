import { initializers } from '@tensorflow/tfjs-layers';
import type { Seed } from './seed.js';

/**
 * Glorot's uniform initialisation of a kernel (Glorot & Bengio, 2010), Keras's default.
 *
 * @param seed of this kernel alone: `seed.fork(name)`
 */
export const glorotUniform = (seed: Seed): ReturnType<typeof initializers.glorotUniform> =>
  initializers.glorotUniform({ seed: seed.value || 1 }); // TensorFlow.js takes 0 for none
