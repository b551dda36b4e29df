import { fromSamples, InvalidDataError, InvalidOptionError, type Dataset, type NdArray } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { collectCodes } from './code-set.js';

const counting = (...shape: number[]): NdArray<Float32Array> => ({
  data: Float32Array.from({ length: shape.reduce((size, axis) => size * axis) }, (_, i) => i / 4096),
  shape,
});

/** Twice the sample, as a code of two axes. */
const twice = {
  encode: ({ data, shape: [batch = 0, size = 0] }: NdArray) =>
    Promise.resolve({ data: Float32Array.from(data, (value) => 2 * value), shape: [batch, size / 2, 2] }),
};

describe('collectCodes(model, dataset)', () => {
  it('flattens codes of several axes, over several batches and no further than count', async () => {
    const clean = counting(1100, 4);
    const { codes, ...rest } = await collectCodes(twice, fromSamples({ clean }, { range: [0, 2] }), { count: 1030 });
    expect(codes).toEqual({ data: clean.data.subarray(0, 4 * 1030).map((value) => 2 * value), shape: [1030, 4] });
    expect(rest).toEqual({});
  });

  it('takes all there are where there are fewer', async () => {
    const { codes } = await collectCodes(twice, fromSamples({ clean: counting(3, 4) }), { count: 50 });
    expect(codes.shape).toEqual([3, 4]);
  });

  it('stops reading a stream that does not end', async () => {
    const { info } = fromSamples({ clean: counting(1, 4) });
    const endless: Dataset = {
      info,
      async *batches() {
        for (;;) yield await Promise.resolve({ clean: counting(7, 4), index: new Int32Array(7) });
      },
    };
    expect((await collectCodes(twice, endless, { count: 10 })).codes.shape).toEqual([10, 4]);
  });

  it('names labels as the dataset does, and by themselves where it does not', async () => {
    const samples = { clean: counting(3, 2), label: { data: Int32Array.of(2, 0, 2), shape: [3] } };
    const named = await collectCodes(twice, fromSamples(samples, { labelNames: ['ant', 'bee', 'cat'] }));
    expect(named).toMatchObject({ labels: Int32Array.of(2, 0, 2), classes: ['ant', 'bee', 'cat'] });
    expect(await collectCodes(twice, fromSamples(samples))).toMatchObject({ labels: Int32Array.of(1, 0, 1), classes: ['0', '2'] });
  });

  it('refuses a label without a name among names', async () => {
    const samples = { clean: counting(2, 2), label: { data: Int32Array.of(0, 3), shape: [2] } };
    const collected = collectCodes(twice, fromSamples(samples, { labelNames: ['ant', 'bee'] }));
    await expect(collected).rejects.toThrow('expected places in the 2 names of the dataset, received 3');
  });

  it('keeps the clean samples where they are wanted, and encodes the corrupted ones of pairs', async () => {
    const corrupted = counting(2, 4);
    const clean = { data: corrupted.data.map((value) => 1 - value), shape: [2, 4] };
    const { codes, images } = await collectCodes(twice, fromSamples({ clean, corrupted }), { images: true });
    expect(images).toEqual({ samples: clean, range: [0, 1] });
    expect(codes.data).toEqual(corrupted.data.map((value) => 2 * value));
  });

  it('tells the model the condition', async () => {
    const told: (NdArray | undefined)[] = [];
    const model = {
      encode: (input: NdArray, condition?: NdArray) => {
        told.push(condition);
        return twice.encode(input);
      },
    };
    await collectCodes(model, fromSamples({ clean: counting(3, 2), condition: counting(3, 5) }), { count: 2 });
    expect(told).toEqual([counting(2, 5)]);
  });

  it('refuses an empty dataset, and a count that is none', async () => {
    const { info } = fromSamples({ clean: counting(1, 2) });
    await expect(collectCodes(twice, { info, async *batches() {} })).rejects.toThrow(InvalidDataError);
    for (const count of [0, 1.5, NaN])
      await expect(collectCodes(twice, fromSamples({ clean: counting(3, 2) }), { count })).rejects.toThrow(InvalidOptionError);
  });
});
