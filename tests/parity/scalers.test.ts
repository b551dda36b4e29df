import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { fitScaler, fromSamples, log, minMax, robust, standard, type Scaler } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';

const fixture = JSON.parse(readFileSync(new URL('fixtures/scalers.json', import.meta.url), 'utf8')) as {
  features: number;
  train: number[];
  test: number[];
  cases: { kind: string; scaled: number[] }[];
};

const factories: Record<string, () => Scaler> = { minMax, standard, robust, log };
const { features } = fixture;
const test = Float32Array.from(fixture.test);
const train = fromSamples(
  { clean: { data: Float32Array.from(fixture.train), shape: [fixture.train.length / features, features] } },
  { range: [-Infinity, Infinity] },
);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(fixture.cases)('$kind()', ({ kind, scaled: expected }) => {
  it('scales as the reference does, on the host and in tensors', async () => {
    const scaler = await fitScaler(factories[kind]!(), train);
    const onHost = new Float32Array(test.length);
    scaler.write(test, onHost);
    const inTensors = tf.tidy(() => scaler.scale(tf.tensor2d(test, [test.length / features, features])).dataSync());
    expected.forEach((value, i) => {
      const rounding = (i % features === 1 ? 2e-2 : 2e-5) * Math.max(1, Math.abs(value)); // of 1e4 ± 1 float32 keeps 1e-3, of its logarithm less
      expect(Math.abs(onHost[i]! - value), `value ${i} on the host`).toBeLessThan(rounding);
      expect(Math.abs(inTensors[i]! - value), `value ${i} in tensors`).toBeLessThan(rounding);
    });
  });
});
