import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { pca } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';

interface Case {
  shape: [samples: number, values: number];
  data: number[];
  count: number;
  mean: number[];
  components: number[];
  variances: number[];
  codes: number[];
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/pca.json', import.meta.url), 'utf8')) as { cases: Case[] };

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(fixture.cases)('$count components of samples of shape $shape', ({ shape, data, count, ...expected }) => {
  it('are those of scikit-learn up to their signs, as are mean, variances and codes', async () => {
    const [, values] = shape;
    const fitted = await pca({ data: Float32Array.from(data), shape }, { components: count });
    fitted.mean.data.forEach((value, i) => expect(value).toBeCloseTo(expected.mean[i]!, 5));
    fitted.variances.forEach((value, i) => expect(Math.abs(value / expected.variances[i]! - 1)).toBeLessThan(1e-5));

    const codes = fitted.transform({ data: Float32Array.from(data.slice(0, 5 * values)), shape: [5, values] });
    for (let k = 0; k < count; k++) {
      const found = fitted.components.data.subarray(k * values, (k + 1) * values);
      const component = expected.components.slice(k * values, (k + 1) * values);
      const sign = Math.sign(found.reduce((sum, x, i) => sum + x * component[i]!, 0));
      found.forEach((x, i) => expect(Math.abs(x - sign * component[i]!)).toBeLessThan(1e-4));
      for (let row = 0; row < 5; row++) {
        const code = sign * expected.codes[row * count + k]!;
        expect(Math.abs(codes.data[row * count + k]! - code)).toBeLessThan(1e-4 * Math.max(1, Math.abs(code)));
      }
    }
  });
});
