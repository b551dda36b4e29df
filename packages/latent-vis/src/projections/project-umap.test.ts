import { performance } from 'node:perf_hooks';
import '@tensorflow/tfjs-backend-cpu';
import { createSeed, fillNormal, InvalidDataError, InvalidOptionError, type NdArray } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { checkScatter } from '../views/scatter.js';
import { knnAccuracy } from './knn-accuracy.js';
import { projectUmap, type UmapProgress } from './project-umap.js';

/** Normal codes around centres that stand far apart, one after another. */
function blobs({ classes, each, units }: { classes: number; each: number; units: number }): { codes: NdArray<Float32Array>; labels: Int32Array } {
  const data = new Float32Array(classes * each * units);
  fillNormal(createSeed(1).fork('blobs').value, data);
  const labels = Int32Array.from({ length: classes * each }, (_, i) => i % classes);
  labels.forEach((label, i) => (data[i * units + (label % units)]! += 20 * (label + 1)));
  return { codes: { data, shape: [classes * each, units] }, labels };
}

const misspelled: object = { neighbors: 2 };
const column = (...values: number[]): NdArray => ({ data: Float32Array.from(values), shape: [values.length, 1] });

describe('projectUmap({ codes })', () => {
  it('keeps groups apart that stand apart', async () => {
    const { codes, labels } = blobs({ classes: 4, each: 40, units: 6 });
    const view = await projectUmap({ codes, labels, classes: ['a', 'b', 'c', 'd'] });
    expect(view).toMatchObject({ kind: 'scatter', axes: ['UMAP 1', 'UMAP 2'], labels, classes: ['a', 'b', 'c', 'd'] });
    expect(() => checkScatter(view)).not.toThrow();
    expect(view.points.data.every(Number.isFinite)).toBe(true);
    expect(await knnAccuracy(view.points, labels)).toBe(1);
  });

  it('is the same for the same seed, and another for another', async () => {
    const { codes } = blobs({ classes: 2, each: 25, units: 3 });
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => projectUmap({ codes }, { seed, neighbours: 5 })));
    expect(again!.points).toEqual(first!.points);
    expect(other!.points).not.toEqual(first!.points);
  });

  it('packs points closer for a lesser minDist', async () => {
    const { codes } = blobs({ classes: 1, each: 60, units: 3 });
    /** The mean distance to the nearest point. */
    const spacing = async (minDist: number): Promise<number> => {
      const { data } = (await projectUmap({ codes }, { minDist })).points;
      const nearest = Array.from({ length: 60 }, (_, i) =>
        Math.min(...Array.from({ length: 60 }, (_, j) => (i === j ? Infinity : Math.hypot(data[2 * i]! - data[2 * j]!, data[2 * i + 1]! - data[2 * j + 1]!)))));
      return nearest.reduce((sum, distance) => sum + distance) / 60;
    };
    expect(await spacing(0.01)).toBeLessThan(0.8 * (await spacing(0.8)));
  });

  it('works off this thread, which goes on, and tells its progress', async () => {
    const { codes } = blobs({ classes: 2, each: 100, units: 4 });
    const seen: UmapProgress[] = [];
    const before = performance.eventLoopUtilization();
    await projectUmap({ codes }, { onProgress: (progress) => seen.push(progress) });
    expect(performance.eventLoopUtilization(before).idle).toBeGreaterThan(0);
    expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => ({ epoch: i + 1, epochs: 500 })));
  });

  it('takes codes of one number and of a thousand, and many that are equal', async () => {
    const line = column(...Array.from({ length: 30 }, (_, i) => i));
    const wide = { data: Float32Array.from({ length: 20_000 }, (_, i) => Math.sin(i)), shape: [20, 1000] };
    const doubled = column(...Array.from({ length: 60 }, (_, i) => Math.floor(i / 20)));
    for (const codes of [line, wide, doubled]) {
      const { points } = await projectUmap({ codes }, { neighbours: 4 });
      expect(points.shape).toEqual([codes.shape[0], 2]);
      expect(points.data.every(Number.isFinite)).toBe(true);
    }
  });

  it('ends with its signal, and does not begin after it', async () => {
    const { codes } = blobs({ classes: 2, each: 100, units: 4 });
    const controller = new AbortController();
    const reason = new Error('enough');
    let last = 0;
    const onProgress = ({ epoch }: UmapProgress): void => {
      last = epoch;
      controller.abort(reason);
    };
    await expect(projectUmap({ codes }, { signal: controller.signal, onProgress })).rejects.toBe(reason);
    expect(last).toBeLessThan(500);
    await expect(projectUmap({ codes }, { signal: controller.signal })).rejects.toBe(reason);
  });

  it.each([
    ['as many neighbours as samples', column(1, 2, 3), { neighbours: 3 }, InvalidOptionError, 'here at most 2, received 3'],
    ['a single sample', column(1), {}, InvalidOptionError, 'here at most 0, received 15'],
    ['equal codes', column(...Array<number>(20).fill(2)), {}, InvalidDataError, 'received 20 equal ones'],
    ['NaN', column(NaN, 2, 3), { neighbours: 2 }, InvalidDataError, 'received NaN'],
    ['a distance beyond the scale', column(1, 2, 3), { minDist: 2 }, InvalidOptionError, 'expected a number from 0 to 1, received 2'],
    ['an unknown option', column(1, 2, 3), misspelled, InvalidOptionError, 'has no option "neighbors"'],
  ])('refuses %s', async (_, codes, options, type, message) => {
    await expect(projectUmap({ codes }, options)).rejects.toThrow(type);
    await expect(projectUmap({ codes }, options)).rejects.toThrow(message);
  });
});
