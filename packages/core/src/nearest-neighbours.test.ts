import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eager, InvalidDataError, nearestNeighbours } from './index.js';

await tf.setBackend('cpu');

const matrix = (rows: number, columns: number) =>
  fc.array(fc.float({ noNaN: true, min: -10, max: 10 }), { minLength: rows * columns, maxLength: rows * columns }).map((values) => ({ data: Float32Array.from(values), shape: [rows, columns] }));

describe('nearestNeighbours(queries, references, options)', () => {
  it('finds the nearest of all, the nearest first', async () => {
    await fc.assert(
      fc.asyncProperty(matrix(4, 3), matrix(9, 3), fc.integer({ min: 1, max: 9 }), async (queries, references, neighbours) => {
        const { data, shape } = await nearestNeighbours(queries, references, { neighbours, engine: eager() });
        expect(shape).toEqual([4, neighbours]);
        const distance = (query: number, reference: number): number =>
          [0, 1, 2].reduce((sum, i) => sum + (queries.data[3 * query + i]! - references.data[3 * reference + i]!) ** 2, 0);
        for (let query = 0; query < 4; query++) {
          const found = [...data.subarray(query * neighbours, (query + 1) * neighbours)];
          expect(new Set(found).size).toBe(neighbours);
          const sorted = Array.from({ length: 9 }, (_, i) => distance(query, i)).sort((a, b) => a - b);
          found.forEach((place, i) => { expect(distance(query, place)).toBeCloseTo(sorted[i]!, 2); });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses more neighbours than references, and other features', async () => {
    const [a, b] = [{ data: new Float32Array(6), shape: [2, 3] }, { data: new Float32Array(4), shape: [2, 2] }];
    await expect(nearestNeighbours(a, a, { neighbours: 3, engine: eager() })).rejects.toThrow(/3 or more references of 3 features, received 2 of 3/);
    await expect(nearestNeighbours(a, b, { neighbours: 1, engine: eager() })).rejects.toThrow(InvalidDataError);
  });
});
