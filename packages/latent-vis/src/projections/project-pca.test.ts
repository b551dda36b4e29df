import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { InvalidDataError, type NdArray } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkScatter } from '../views/scatter.js';
import { projectPca } from './project-pca.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const codesOf = (...rows: number[][]): NdArray => ({ data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0]!.length] });

describe('projectPca({ codes })', () => {
  it('shows the two directions of largest variance, and their share', async () => {
    // variances of 12, 3 and 1 along the axes, exactly
    const rows = [[-6, 0, 0], [6, 0, 0], [0, 3, 0], [0, -3, 0], [0, 0, 1.732050807], [0, 0, -1.732050807], [0, 0, 0]];
    const view = await projectPca({ codes: codesOf(...rows) });
    expect(view.axes).toEqual(['PCA 1 (75 %)', 'PCA 2 (19 %)']);
    expect(view.points.shape).toEqual([7, 2]);
    rows.forEach(([x, y], i) => {
      expect(Math.abs(view.points.data[2 * i]!)).toBeCloseTo(Math.abs(x!), 4);
      expect(Math.abs(view.points.data[2 * i + 1]!)).toBeCloseTo(Math.abs(y!), 4);
    });
  });

  it('keeps what is known of the samples', async () => {
    const known = {
      labels: Int32Array.of(1, 0),
      classes: ['a', 'b'],
      images: { samples: codesOf([0, 1], [1, 0]), range: [0, 1] as const },
    };
    const view = await projectPca({ codes: codesOf([1, 2], [3, 5]), ...known });
    expect(view).toMatchObject(known);
    expect(() => checkScatter(view)).not.toThrow();
  });

  it('shows codes of one number along the first axis', async () => {
    const view = await projectPca({ codes: codesOf([1], [2], [6]) });
    expect(view.axes).toEqual(['PCA 1 (100 %)', 'PCA 2 (0.0 %)']);
    expect([...view.points.data]).toEqual([-2, 0, -1, 0, 3, 0]);
  });

  it('shows equal codes as one point', async () => {
    const view = await projectPca({ codes: codesOf([1, 2, 3], [1, 2, 3], [1, 2, 3]) });
    expect(view.axes).toEqual(['PCA 1 (0.0 %)', 'PCA 2 (0.0 %)']);
    expect(view.points.data.every((value) => Math.abs(value) < 1e-6)).toBe(true);
  });

  it('takes two codes, and codes of a thousand numbers', async () => {
    const wide = { data: Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i)), shape: [4, 1000] };
    expect((await projectPca({ codes: wide })).points.shape).toEqual([4, 2]);
    expect((await projectPca({ codes: codesOf([0, 0, 0], [1, 1, 1]) })).axes[0]).toBe('PCA 1 (100 %)');
  });

  it.each([
    ['a single sample', codesOf([1, 2]), 'at least 2 samples, received 1'],
    ['NaN', codesOf([1, 2], [3, NaN]), 'received NaN for unit 1 of sample 1'],
    ['codes of several axes', { data: new Float32Array(8), shape: [2, 2, 2] }, 'received [2, 2, 2] and 8 values'],
    ['no codes', { data: new Float32Array(0), shape: [0, 2] }, 'received [0, 2] and 0 values'],
  ])('refuses %s', async (_, codes, message) => {
    await expect(projectPca({ codes })).rejects.toThrow(InvalidDataError);
    await expect(projectPca({ codes })).rejects.toThrow(message);
  });
});
