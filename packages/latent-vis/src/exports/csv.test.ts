import { InvalidDataError } from '@hourglass/core';
import fc from 'fast-check';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csv } from '../exports.js';
import type { Scatter } from '../views/scatter.js';
import { labelled, namesOf } from './exports.fixture.js';

const points: Scatter = { kind: 'scatter', points: { data: Float32Array.of(0.1, -2, NaN, 1, 3, 1e-8), shape: [3, 2] }, axes: ['PCA 1', 'PCA 2'] };

describe('csv', () => {
  it('has a header, a line a point that has a place, and ends of lines as RFC 4180 says', () => {
    expect(csv(points)).toBe('sample,x,y\r\n0,0.1,-2\r\n2,3,1e-8\r\n');
    const labels = { labels: Int32Array.of(0, 1, -1), classes: ['a "b"', 'c'] };
    expect(csv({ ...points, ...labels })).toBe('sample,x,y,label\r\n0,0.1,-2,"a ""b"""\r\n2,3,1e-8,\r\n');
    expect(csv(points, { codes: { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] } })).toContain('code0,code1\r\n0,0.1,-2,1,2\r\n');
  });

  it('gives back every name and every value when it is read', () => {
    fc.assert(
      fc.property(labelled, ({ view, codes }) => {
        const { data, errors } = papaparse.parse<string[]>(csv(view, { codes }).replace(/\r\n$/, ''), { delimiter: ',', newline: '\r\n' });
        expect(errors).toEqual([]);
        const [header, ...rows] = data;
        expect(header).toEqual(['sample', 'x', 'y', 'label', 'code0', 'code1', 'code2']);
        expect(rows.map((row) => row[3])).toEqual(namesOf(view).map((name) => name ?? ''));
        expect(Float32Array.from(rows.flatMap((row) => [Number(row[1]), Number(row[2])])).map((value) => value + 0)).toEqual(Float32Array.from(view.points.data).map((value) => value + 0));
        expect(Float32Array.from(rows, (row) => Number(row[6])).map((value) => value + 0)).toEqual(Float32Array.from(rows, (_, i) => codes.data[i * 3 + 2]! + 0));
      }),
    );
  });

  it('refuses codes of other points', () => {
    expect(() => csv(points, { codes: { data: new Float32Array(4), shape: [2, 2] } })).toThrow(InvalidDataError);
    expect(() => csv(points, { codes: { data: new Float32Array(4), shape: [2, 2] } })).toThrow(/csv: codes: expected \[3, units\].*received \[2, 2\]/);
  });
});
