import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // registers gradients
import {
  binaryCrossEntropy,
  categoricalCrossEntropy,
  meanSquaredError,
  type Loss,
  type LossOptions,
  type Reduction,
} from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';

const fixture = JSON.parse(readFileSync(new URL('fixtures/losses.json', import.meta.url), 'utf8')) as {
  shape: number[];
  mask: number[];
  cases: {
    kind: string;
    reduction: Reduction;
    masked: boolean;
    clean: number[];
    reconstruction: number[];
    value: number;
    gradient: number[];
  }[];
};

const factories: Record<string, (options: LossOptions) => Loss> = {
  meanSquaredError,
  binaryCrossEntropy,
  categoricalCrossEntropy,
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(fixture.cases)('$kind({ reduction: $reduction }), masked: $masked', (expected) => {
  it('has the value and the gradient of the reference', () => {
    tf.tidy(() => {
      const loss = factories[expected.kind]!({ reduction: expected.reduction });
      const mask = expected.masked ? tf.tensor(fixture.mask, fixture.shape) : undefined;
      const clean = tf.tensor(expected.clean, fixture.shape);
      const { value, grad } = tf.valueAndGrad((x) =>
        loss.apply(clean, loss.head === 'softmax' ? tf.softmax(x) : x, mask),
      )(tf.tensor(expected.reconstruction, fixture.shape));

      expect(value.dataSync()[0]).toBeCloseTo(expected.value, 5);
      grad.dataSync().forEach((slope, i) => {
        const target = expected.gradient[i]!;
        expect(Math.abs(slope - target)).toBeLessThan(1e-5 * Math.max(1, Math.abs(target)));
      });
    });
  });
});
