import { InvalidDataError, InvalidOptionError, type NdArray, type Recipe, type Shape } from '@hourglass/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTiles, inWindows, type Denoiser } from './index.js';

/** A model of a shape that does something with each of the samples of a batch. */
const model = (inputShape: Shape, change: (sample: Float32Array, number: number) => Float32Array, outputShape = inputShape): Denoiser => {
  const size = inputShape.reduce((product, axis) => product * axis, 1);
  let seen = 0;
  return {
    recipe: { inputShape, outputShape } as Recipe,
    reconstruct: (input) => {
      const { data, shape } = input as NdArray<Float32Array>;
      const into = new Float32Array(data.length);
      for (let start = 0; start < data.length; start += size) into.set(change(data.slice(start, start + size), seen++), start);
      return Promise.resolve({ data: into, shape });
    },
  };
};
const identity = (inputShape: Shape): Denoiser => model(inputShape, (sample) => sample);
const filled = (shape: Shape, value: (i: number) => number): NdArray<Float32Array> => ({
  data: Float32Array.from({ length: shape.reduce((product, axis) => product * axis, 1) }, (_, i) => value(i)),
  shape,
});
const farthest = (a: NdArray, b: NdArray): number => Array.from(a.data).reduce((most, x, i) => Math.max(most, Math.abs(x - b.data[i]!)), 0);

const side = fc.integer({ min: 1, max: 23 });
const tileSide = fc.integer({ min: 1, max: 9 });
const overlap = fc.double({ min: 0, max: 0.5, noNaN: true });

describe('inTiles(model, image) and inWindows(model, sound)', () => {
  it('give an image back where the model does, of any size, with any tile, overlap and channels', async () => {
    await fc.assert(
      fc.asyncProperty(side, side, tileSide, tileSide, overlap, fc.constantFrom([1, 1], [3, 1], [3, 3], [2, 2]), async (height, width, y, x, share, [channels, own]) => {
        const image = filled([height, width, channels], (i) => Math.sin(i * i));
        const result = await inTiles(identity([y, x, own]), image, { overlap: share });
        expect(result.shape).toEqual(image.shape);
        expect(farthest(result, image)).toBeLessThan(1e-6);
      }),
    );
  });

  it('give sound back where the model does, of any length and stereo too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 20 }), overlap, fc.constantFrom([1, 1], [2, 1], [2, 2]), async (frames, window, share, [channels, own]) => {
        const sound = filled([frames, channels], (i) => Math.sin(i * i));
        expect(farthest(await inWindows(identity([window, own]), sound, { overlap: share }), sound)).toBeLessThan(1e-6);
      }),
    );
  });

  it('show a model nothing but values of the image, and a constant stays one', async () => {
    await fc.assert(
      fc.asyncProperty(side, side, tileSide, overlap, async (height, width, tile, share) => {
        const constant = filled([height, width, 1], () => 0.7);
        const halved = model([tile, tile, 1], (sample) => {
          expect(new Set(sample)).toEqual(new Set([Math.fround(0.7)]));
          return sample.map((x) => x / 2);
        });
        expect(farthest(await inTiles(halved, constant, { overlap: share }), filled([height, width, 1], () => 0.35))).toBeLessThan(1e-6);
      }),
    );
  });

  it('blend tiles that differ without a seam', async () => {
    const [length, window] = [101, 16];
    const unlike = model([window, 1], (sample, number) => sample.fill(number % 2)); // the one all black, the next all white
    const { data } = await inWindows(unlike, filled([length, 1], () => 0));
    const steps = data.slice(1).map((x, i) => Math.abs(x - data[i]!));
    expect(Math.max(...steps)).toBeLessThan((Math.PI / 2 / (window / 2)) * 1.01); // the slope of the squared sine
    expect([Math.min(...data), Math.max(...data)].map((x) => Math.round(10 * x) / 10)).toEqual([0, 1]);
  });

  it('let an image of the size of a tile through as it is', async () => {
    const seen: number[][] = [];
    const image = filled([4, 5, 1], (i) => i);
    const watched = model([4, 5, 1], (sample) => { seen.push([...sample]); return sample; });
    await inTiles(watched, image);
    expect(seen).toEqual([[...image.data]]);
  });

  it('mirror an image that is smaller than a tile', async () => {
    const seen: number[][] = [];
    const watched = model([7, 1], (sample) => { seen.push([...sample]); return sample; });
    await inWindows(watched, filled([3, 1], (i) => i));
    expect(seen).toEqual([[2, 1, 0, 1, 2, 1, 0]]);
  });

  it('bound how much goes through at once', async () => {
    let most = 0;
    const { recipe, reconstruct } = identity([512, 512, 1]);
    const watched: Denoiser = { recipe, reconstruct: (input) => { most = Math.max(most, (input as NdArray).data.length); return reconstruct(input); } };
    await inTiles(watched, filled([1500, 1500, 1], () => 0.5));
    expect(most).toBeLessThanOrEqual(2 ** 20);
  });

  it('refuse what does not fit, and say what would', async () => {
    await expect(inTiles(identity([4, 4, 3]), filled([9, 9, 1], () => 0))).rejects.toThrow(/inTiles: expected \[height, width, channels\] of 3 channels.*\[9, 9, 1\]/);
    await expect(inTiles(identity([4, 4, 1]), filled([9, 9], () => 0))).rejects.toThrow(InvalidDataError);
    await expect(inTiles(identity([4, 4, 1]), filled([0, 9, 1], () => 0))).rejects.toThrow(InvalidDataError);
    await expect(inWindows(identity([4, 4, 1]), filled([9, 1], () => 0))).rejects.toThrow(/inWindows: model: expected one that gives back samples \[length, channels\], received one of \[4, 4, 1\]/);
    await expect(inWindows(model([4, 1], (x) => x, [8, 1]), filled([9, 1], () => 0))).rejects.toThrow(InvalidOptionError);
    for (const share of [-0.1, 0.6, NaN]) await expect(inWindows(identity([4, 1]), filled([9, 1], () => 0), { overlap: share })).rejects.toThrow(/overlap: expected a number from 0 to 0\.5/);
  });
});
