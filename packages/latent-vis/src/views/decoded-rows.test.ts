import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { classMeans } from './class-means.js';
import { codeArithmetic } from './code-arithmetic.js';
import { array, codesOf, identity, rowsOf } from './decoding.fixture.js';
import { interpolation } from './interpolation.js';
import { traversals } from './traversals.js';

describe('traversals(model, set)', () => {
  const set = codesOf(...Array.from({ length: 101 }, (_, i) => [7, i / 100, -i, i === 50 ? 3 : 0]));

  it('varies each unit between quantiles and keeps the others, what varies most first', async () => {
    const { rows, range } = await traversals(identity(4), set, { steps: 3 });
    expect(rows.map(({ name }) => name)).toEqual(['unit 2', 'unit 3', 'unit 1', 'unit 0']);
    expect(rows[0]!.values).toEqual([-95, -50, -5]);
    expect(rowsOf(rows[0]!.images)).toEqual([[7, 0, -95, 0], [7, 0, -50, 0], [7, 0, -5, 0]]);
    expect(range).toEqual([-1, 1]);
  });

  it('goes from the least to the greatest where quantiles are the same, and stays where there is but one value', async () => {
    const { rows } = await traversals(identity(4), set, { steps: 2, units: [3, 0] });
    expect(rows.map(({ values }) => values)).toEqual([[0, 3], [7, 7]]);
  });

  it('varies the code that it is given', async () => {
    const { rows } = await traversals(identity(4), set, { code: array([[1, 2, 3, 4]]), units: [1], steps: 1, between: [0, 1] });
    expect(rowsOf(rows[0]!.images)).toEqual([[1, 0.5, 3, 4]]);
  });

  it('takes ten units of many, and codes of one unit', async () => {
    const wide = codesOf(Array.from({ length: 1000 }, (_, i) => i), Array.from({ length: 1000 }, (_, i) => 2 * i));
    expect((await traversals(identity(1000), wide)).rows.map(({ name }) => name).slice(0, 2)).toEqual(['unit 999', 'unit 998']);
    expect((await traversals(identity(1000), wide)).rows).toHaveLength(10);
    expect((await traversals(identity(1), codesOf([1], [2]))).rows).toHaveLength(1);
  });

  it('refuses units that there are not, codes of another size, and NaN', async () => {
    for (const units of [[4], [-1], [0.5], []]) await expect(traversals(identity(4), set, { units })).rejects.toThrow(InvalidOptionError);
    await expect(traversals(identity(3), set)).rejects.toThrow(/codes of 3 units, received 4/);
    await expect(traversals(identity(4), set, { code: array([[1, 2, 3]]) })).rejects.toThrow(/codes of shape \[4\]/);
    await expect(traversals(identity(1), codesOf([NaN]))).rejects.toThrow(InvalidDataError);
  });
});

describe('interpolation(model, from, to)', () => {
  const [from, to] = [array([[1, 0], [0, 0]]), array([[0, 1], [4, 4]])];

  it('goes straight, a row for each pair', async () => {
    const { rows, columns } = await interpolation(identity(2), from, to, { steps: 3 });
    expect(rows.map(({ name }) => name)).toEqual(['linear 1', 'linear 2']);
    expect(columns).toEqual(['0', '0.5', '1']);
    expect(rows.map(({ images }) => rowsOf(images))).toEqual([[[1, 0], [0.5, 0.5], [0, 1]], [[0, 0], [2, 2], [4, 4]]]);
  });

  it('keeps the length on the spherical way', async () => {
    const { rows } = await interpolation(identity(2), array([[1, 0]]), array([[0, 1]]), { steps: 3, kind: 'spherical' });
    expect(rows.map(({ name }) => name)).toEqual(['spherical']);
    expect(rowsOf(rows[0]!.images)[1]!.map((value) => value.toFixed(4))).toEqual(['0.7071', '0.7071']);
  });

  it('takes a single code without a batch axis', async () => {
    const code = { data: Float32Array.from([1, 2]), shape: [2] };
    expect((await interpolation(identity(2), code, code)).rows).toHaveLength(1);
  });

  it('refuses unequal numbers, codes of another size, other kinds', async () => {
    await expect(interpolation(identity(2), from, array([[1, 2]]))).rejects.toThrow(/received 2 and 1/);
    await expect(interpolation(identity(3), from, to)).rejects.toThrow(InvalidDataError);
    await expect(interpolation(identity(2), from, to, { kind: 'cubic' as 'linear' })).rejects.toThrow(InvalidOptionError);
  });
});

describe('codeArithmetic(model, a, b, c)', () => {
  it('decodes a, b, c and a − b + c', async () => {
    const { rows } = await codeArithmetic(identity(2), array([[1, 2], [0, 0]]), array([[0, 1], [1, 1]]), array([[5, 5], [9, 8]]));
    expect(rows.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'a − b + c']);
    expect(rowsOf(rows[3]!.images)).toEqual([[6, 6], [8, 7]]);
    await expect(codeArithmetic(identity(2), array([[1, 2]]), array([[0, 1]]), array([[5, 5], [9, 8]]))).rejects.toThrow(/received 1, 1 and 2/);
  });
});

describe('classMeans(set)', () => {
  it('gives a mean for each class and leaves out what has none', () => {
    const set = { ...codesOf([1, 2], [3, 4], [100, 100], [5, 5]), labels: Int32Array.from([1, 1, -1, 0]), classes: ['a', 'b'] };
    expect(rowsOf(classMeans(set))).toEqual([[5, 5], [2, 3]]);
  });

  it('refuses codes without classes, and classes without codes', () => {
    expect(() => classMeans(codesOf([1]))).toThrow(InvalidDataError);
    expect(() => classMeans({ ...codesOf([1]), labels: Int32Array.from([0]), classes: ['a', 'b'] })).toThrow(/none of b/);
  });
});
