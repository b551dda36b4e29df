import type { Seed } from '@hourglass/core';
import { initializers } from '@tensorflow/tfjs-layers';

/** Glorot's uniform initialisation (Glorot & Bengio, 2010), Keras's default; the biases begin at 0, as there. */
export const glorotUniform = (seed: Seed): ReturnType<typeof initializers.glorotUniform> =>
  initializers.glorotUniform({ seed: seed.value || 1 });
