import { fromSamples, InvalidDataError, InvalidOptionError, type Dataset, type NdArray } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { reconstructionRows } from './reconstruction-rows.js';

const counting = (size: number, width: number): NdArray => ({
  data: Float32Array.from({ length: size * width }, (_, i) => i / (size * width)),
  shape: [size, width],
});

const half = {
  reconstruct: ({ data, shape }: NdArray) => Promise.resolve({ data: Float32Array.from(data, (value) => value / 2), shape }),
};

describe('reconstructionRows(model, dataset)', () => {
  it('takes the first samples in stored order', async () => {
    const clean = counting(20, 3);
    const { rows, range } = await reconstructionRows(half, fromSamples({ clean }, { range: [-1, 1] }), { count: 2 });
    expect(range).toEqual([-1, 1]);
    expect(rows).toEqual([
      { name: 'original', images: { data: clean.data.slice(0, 6), shape: [2, 3] } },
      { name: 'reconstruction', images: { data: clean.data.slice(0, 6).map((value) => value / 2), shape: [2, 3] } },
    ]);
  });

  it('takes ten unless told otherwise, and all there are where there are fewer', async () => {
    const countOf = async (size: number) =>
      (await reconstructionRows(half, fromSamples({ clean: counting(size, 3) }))).rows[0]!.images.shape[0];
    expect(await countOf(20)).toBe(10);
    expect(await countOf(4)).toBe(4);
  });

  it('shows and reconstructs the corrupted samples where the data come in pairs', async () => {
    const corrupted: NdArray = { data: Float32Array.from([0.8, 0.6]), shape: [1, 2] };
    const { rows } = await reconstructionRows(half, fromSamples({ clean: counting(1, 2), corrupted }));
    expect(rows.map(({ name }) => name)).toEqual(['original', 'corrupted', 'reconstruction']);
    expect(rows[1]!.images).toEqual(corrupted);
    expect(rows[2]!.images.data).toEqual(Float32Array.from([0.4, 0.3]));
  });

  it('adds a row of errors, of one channel and from 0 to the greatest, where asked', async () => {
    const clean: NdArray = { data: Float32Array.from([0.25, 0.5, 1, 0, 0, 0.5]), shape: [1, 1, 2, 3] };
    const { rows } = await reconstructionRows(half, fromSamples({ clean }), { errors: true });
    expect(rows.map(({ name }) => name)).toEqual(['original', 'reconstruction', '|error|']);
    expect(rows[2]!.images.shape).toEqual([1, 1, 2, 1]);
    expect([...rows[2]!.images.data].map((error) => Number(error.toFixed(6)))).toEqual([0.291667, 0.083333]);
    expect(rows[2]!.range![1]).toBeCloseTo(0.291667, 6);
  });

  it('has a range for errors where there are none', async () => {
    const same = { reconstruct: (input: NdArray) => Promise.resolve(input as NdArray<Float32Array>) };
    const { rows } = await reconstructionRows(same, fromSamples({ clean: counting(2, 3) }), { errors: true });
    expect(rows[2]!).toEqual({ name: '|error|', images: { data: new Float32Array(6), shape: [2, 3] }, range: [0, 1] });
  });

  it('tells the model the condition', async () => {
    const told: (NdArray | undefined)[] = [];
    const model = {
      reconstruct: (input: NdArray, condition?: NdArray) => {
        told.push(condition);
        return half.reconstruct(input);
      },
    };
    const condition = counting(2, 4);
    await reconstructionRows(model, fromSamples({ clean: counting(2, 3), condition }));
    expect(told).toEqual([condition]);
  });

  it('reads one batch and closes the source', async () => {
    const seen: string[] = [];
    const { info } = fromSamples({ clean: counting(1, 2) });
    const endless: Dataset = {
      info,
      async *batches({ batchSize }) {
        try {
          for (;;) {
            seen.push(`batch of ${batchSize}`);
            yield await Promise.resolve({ clean: counting(batchSize, 2), index: new Int32Array(batchSize) });
          }
        } finally {
          seen.push('closed');
        }
      },
    };
    await reconstructionRows(half, endless, { count: 3 });
    expect(seen).toEqual(['batch of 3', 'closed']);
  });

  it('refuses reconstructions of another shape', async () => {
    const model = { reconstruct: () => Promise.resolve({ data: new Float32Array(8), shape: [2, 4] }) };
    const rows = reconstructionRows(model, fromSamples({ clean: counting(2, 3) }));
    await expect(rows).rejects.toThrow(InvalidDataError);
    await expect(rows).rejects.toThrow('expected the shape of the originals, [2, 3], received [2, 4]');
  });

  it('refuses an empty dataset', async () => {
    const { info } = fromSamples({ clean: counting(1, 2) });
    const empty: Dataset = { info, async *batches() {} };
    await expect(reconstructionRows(half, empty)).rejects.toThrow(InvalidDataError);
  });

  it.each([0, -1, 2.5, NaN])('refuses a count of %d', async (count) => {
    const rows = reconstructionRows(half, fromSamples({ clean: counting(2, 3) }), { count });
    await expect(rows).rejects.toThrow(InvalidOptionError);
  });
});
