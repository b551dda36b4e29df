import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { glorotUniform } from './glorot-uniform.js';
import { createSeed } from './seed.js';

it('draws evenly between the bounds of Glorot and Bengio, the same for equal seeds, 0 among them', () => {
  const drawn = (seed: number): Float32Array => glorotUniform(createSeed(seed)).apply([60, 40]).dataSync() as Float32Array;
  const values = drawn(1);
  const bound = Math.sqrt(6 / (60 + 40));
  expect(Math.max(...values)).toBeLessThanOrEqual(bound);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-bound);
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 1); // 2,400 draws: standard error 0.018
  expect(drawn(1)).toEqual(values);
  expect(drawn(2)).not.toEqual(values);
  expect(drawn(0)).toEqual(drawn(0));
});
