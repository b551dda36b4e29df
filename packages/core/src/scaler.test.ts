import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidDataError, InvalidOptionError } from './errors.js';
import { fitScaler } from './fit-scaler.js';
import { fromJSON, toJSON } from './part.js';
import { fromSamples } from './samples.js';
import { log, minMax, robust, standard, type Scaler } from './scaler.js';
import type { Dataset } from './dataset.js';

const factories = [minMax, standard, robust, log];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const anywhere = { range: [-Infinity, Infinity] as const };
const table = (features: number, values: readonly number[]): Dataset =>
  fromSamples({ clean: { data: Float32Array.from(values), shape: [values.length / features, features] } }, anywhere);

function scaleOnHost(scaler: Scaler, values: ArrayLike<number>): number[] {
  const into = new Float32Array(values.length);
  scaler.write(Float32Array.from(values), into);
  return [...into];
}

describe.each(factories)('$kind()', (factory) => {
  it('gives back what it scaled', async () => {
    const values = fc.array(fc.integer({ min: -8e6, max: 8e6 }).map((eighths) => eighths / 8), { minLength: 6, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(values, async (drawn) => {
        const data = Float32Array.from(drawn.slice(0, drawn.length - (drawn.length % 3)));
        const scaler = await fitScaler(factory(), table(3, [...data]));
        const back = tf.tidy(() => scaler.invert(scaler.scale(tf.tensor2d(data, [data.length / 3, 3]))).dataSync());
        const largest = Math.max(1, ...data.map(Math.abs));
        back.forEach((value, i) => { expect(Math.abs(value - data[i]!)).toBeLessThan(1e-4 * largest); });
      }),
      { numRuns: 60 },
    );
  });

  it('leaves a feature that does not vary at 0', async () => {
    const scaler = await fitScaler(factory(), table(2, [0.1, 1, 0.1, 2, 0.1, 4, 0.1, 8, 0.1, 16]));
    const scaled = scaleOnHost(scaler, [0.1, 1, 0.1, 4]);
    expect([scaled[0], scaled[2]]).toEqual([expect.closeTo(0, 6), expect.closeTo(0, 6)]);
    expect(scaled[1]).toBeLessThan(scaled[3]!);
  });

  it('does not count what a mask leaves out', async () => {
    const clean = { data: Float32Array.of(1, 1e5, 2, 20, 3, 30, -1e5, 40), shape: [4, 2] };
    const mask = { data: Float32Array.of(1, 0, 1, 1, 1, 1, 0, 1), shape: [4, 2] };
    const masked = await fitScaler(factory(), fromSamples({ clean, mask }, anywhere));
    const apart = await Promise.all([[1, 2, 3], [20, 30, 40]].map((column) => fitScaler(factory(), table(1, column))));
    const rows = [2.5, 25];
    expect(scaleOnHost(masked, rows)).toEqual(apart.flatMap((scaler, i) => scaleOnHost(scaler, [rows[i]!])));
  });

  it('fits the last axis: a channel of images is one feature', async () => {
    const pixels = Array.from({ length: 2 * 3 * 3 * 2 }, (_, i) => (i % 2 === 0 ? i : -i));
    const images = fromSamples({ clean: { data: Float32Array.from(pixels), shape: [2, 3, 3, 2] } }, anywhere);
    expect(toJSON(await fitScaler(factory(), images))).toEqual(toJSON(await fitScaler(factory(), table(2, pixels))));
  });

  it('survives the way to JSON and back', async () => {
    const scaler = await fitScaler(factory(), table(2, [1, 2, 3, 5, 8, 13]));
    const again = fromJSON(JSON.parse(JSON.stringify(toJSON(scaler))) as ReturnType<typeof toJSON>, factories) as Scaler;
    expect(again.features).toBe(2);
    expect(scaleOnHost(again, [4, 7])).toEqual(scaleOnHost(scaler, [4, 7]));
  });

  it('refuses to scale before it has seen data', () => {
    expect(() => { factory().write(Float32Array.of(1), new Float32Array(1)); }).toThrow(InvalidOptionError);
  });

  it.each([{ centre: [0], spread: [0] }, { centre: [0, 1], spread: [1] }, { centre: [NaN], spread: [1] }, { centre: [0], spread: [1e39] }])('refuses %j as fitted', (fitted) => {
    expect(() => factory({ fitted })).toThrow(InvalidOptionError);
  });
});

describe('fitScaler(scaler, data)', () => {
  it('keeps what minMax has fitted inside its range, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.float({ noNaN: true, min: Math.fround(-1e38), max: Math.fround(1e38) }), { minLength: 2 }), async (drawn) => {
        const scaler = await fitScaler(minMax(), table(1, drawn));
        for (const value of scaleOnHost(scaler, Float32Array.from(drawn))) expect(value >= 0 && value <= 1, String(value)).toBe(true);
      }),
    );
  });

  it('counts both sides of pairs', async () => {
    const clean = { data: Float32Array.of(0, 1), shape: [2, 1] };
    const corrupted = { data: Float32Array.of(-1, 3), shape: [2, 1] };
    const scaler = await fitScaler(minMax(), fromSamples({ clean, corrupted }, anywhere));
    expect(scaler.options).toEqual({ fitted: { centre: [-1], spread: [4] } });
  });

  it.each([
    ['indices', fromSamples({ clean: { data: Int32Array.of(1, 2), shape: [2, 1] } })],
    ['NaN', table(1, [1, NaN])],
    ['pairs of other features', fromSamples({ clean: { data: new Float32Array(2), shape: [1, 2] }, corrupted: { data: new Float32Array(1), shape: [1, 1] } })],
  ])('refuses %s', async (_, data) => {
    await expect(fitScaler(standard(), data)).rejects.toThrow(InvalidDataError);
  });
});
