import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { array, codesOf, identity, rowsOf } from './decoding.fixture.js';
import { manifoldGrid } from './manifold-grid.js';
import { planeGrid } from './plane-grid.js';

describe('manifoldGrid(model, over)', () => {
  it('decodes the places between given ends, unit 0 across and unit 1 up', async () => {
    const grid = await manifoldGrid(identity(2), [[-1, 1], [0, 4]], { rows: 2, columns: 3 });
    expect([grid.x, grid.y]).toEqual([{ name: 'unit 0', values: [-1, 0, 1] }, { name: 'unit 1', values: [0, 4] }]);
    expect(rowsOf(grid.images)).toEqual([[-1, 4], [0, 4], [1, 4], [-1, 0], [0, 0], [1, 0]]);
    expect(grid.range).toEqual([-1, 1]);
  });

  it('takes quantiles of codes, so that each place stands for as many', async () => {
    const rows = Array.from({ length: 101 }, (_, i) => [(i / 100) ** 2, -i]);
    const { x, y } = await manifoldGrid(identity(2), codesOf(...rows), { rows: 2, columns: 5 });
    x.values.forEach((value, i) => { expect(value).toBeCloseTo([0.01, 0.09, 0.25, 0.49, 0.81][i]!, 6); });
    expect(y.values).toEqual([-75, -25]);
  });

  it('has the range of the samples where they are known', async () => {
    const images = { samples: array([[0, 0]]), range: [0, 255] as const };
    expect((await manifoldGrid(identity(2), { ...codesOf([0, 0]), images }, { rows: 1, columns: 1 })).range).toEqual([0, 255]);
  });

  it('decodes one sample, and codes that are all the same', async () => {
    const { x, images } = await manifoldGrid(identity(2), codesOf([0.5, 1]), { rows: 1, columns: 2 });
    expect([x.values, rowsOf(images)]).toEqual([[0.5, 0.5], [[0.5, 1], [0.5, 1]]]);
  });

  it('refuses larger codes, codes that are not finite, and no rows', async () => {
    await expect(manifoldGrid(identity(3), codesOf([1, 2, 3]))).rejects.toThrow(/2 units, received one of 3. planeGrid/);
    await expect(manifoldGrid(identity(2), codesOf([1, 2, 3]))).rejects.toThrow(InvalidDataError);
    await expect(manifoldGrid(identity(2), codesOf([1, NaN]))).rejects.toThrow(/finite codes/);
    await expect(manifoldGrid(identity(2), codesOf([1, 2]), { rows: 0 })).rejects.toThrow(InvalidOptionError);
  });
});

describe('planeGrid(model, [a, b, c])', () => {
  it('has a at the lower left, b at the lower right, c at the upper left', async () => {
    const grid = await planeGrid(identity(3), array([[0, 0, 1], [2, 0, 1], [0, 4, 3]]), { rows: 3, columns: 3 });
    const codes = rowsOf(grid.images);
    expect([codes[6], codes[8], codes[0]]).toEqual([[0, 0, 1], [2, 0, 1], [0, 4, 3]]);
    expect([codes[4], codes[2]]).toEqual([[1, 2, 2], [2, 4, 3]]);
    expect([grid.x.values, grid.y.values]).toEqual([[0, 0.5, 1], [0, 0.5, 1]]);
  });

  it('refuses other than three codes of the model', async () => {
    await expect(planeGrid(identity(3), array([[0, 0, 1], [2, 0, 1]]))).rejects.toThrow(/three codes, received shape \[2, 3\]/);
    await expect(planeGrid(identity(3), array([[0, 1], [2, 0], [1, 1], [0, 0]]))).rejects.toThrow(InvalidDataError);
  });
});
