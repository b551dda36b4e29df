import { InvalidDataError } from '@hourglass/core';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { embeddingAtlas } from '../exports.js';
import { labelled, namesOf } from './exports.fixture.js';

const read = async (bytes: Uint8Array): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: bytes.slice().buffer });

describe('embeddingAtlas', () => {
  it('gives back every name and every value when it is read', async () => {
    await fc.assert(
      fc.asyncProperty(labelled, async ({ view, codes }) => {
        const rows = await read(await embeddingAtlas(view, { codes }));
        expect(rows.map((row) => (row['label'] as string | null) ?? undefined)).toEqual(namesOf(view));
        expect(rows.map((row) => row['sample'])).toEqual(rows.map((_, i) => i));
        expect(Float32Array.from(rows.flatMap((row) => [row['x'] as number, row['y'] as number]))).toEqual(view.points.data);
        expect(Float32Array.from(rows, (row) => row['code2'] as number)).toEqual(Float32Array.from(rows, (_, i) => codes.data[i * 3 + 2]!));
      }),
      { numRuns: 50 },
    );
  });

  it('writes single precision and text, and leaves out points without a place', async () => {
    const points = { data: Float32Array.of(1, 2, NaN, 0, 5, 6), shape: [3, 2] };
    const bytes = await embeddingAtlas({ kind: 'scatter', points, axes: ['x', 'y'], labels: Int32Array.of(0, 0, -1), classes: ['cat'] });
    const { schema } = parquetMetadata(bytes.slice().buffer);
    expect(schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type])).toEqual([
      ['sample', 'INT32', undefined],
      ['x', 'FLOAT', undefined],
      ['y', 'FLOAT', undefined],
      ['label', 'BYTE_ARRAY', 'UTF8'],
    ]);
    expect(await read(bytes)).toEqual([
      { sample: 0, x: 1, y: 2, label: 'cat' },
      { sample: 2, x: 5, y: 6, label: null },
    ]);
  });

  it('writes very many points, and none', async () => {
    const scatter = (count: number) => ({ kind: 'scatter', points: { data: Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i)), shape: [count, 2] }, axes: ['x', 'y'] }) as const;
    expect((await read(await embeddingAtlas(scatter(150_000))))[149_999]).toEqual({ sample: 149_999, x: Math.fround(Math.sin(299_998)), y: Math.fround(Math.sin(299_999)) });
    expect(await read(await embeddingAtlas(scatter(0)))).toEqual([]);
  });

  it('refuses codes of other points', async () => {
    const view = { kind: 'scatter', points: { data: new Float32Array(2), shape: [1, 2] }, axes: ['x', 'y'] } as const;
    await expect(embeddingAtlas(view, { codes: { data: new Float32Array(4), shape: [2, 2] } })).rejects.toThrow(InvalidDataError);
  });
});
