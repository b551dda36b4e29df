import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Raster } from './raster.js';
import { isSeries, seriesRaster } from './series-raster.js';

const range = [-1, 1] as const;
const pixel = ({ data, width }: Raster, x: number, y: number): number[] => Array.from(data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3));
/** The mean height of what is dark in a column, from 0 at the bottom to 1. */
function heightAt(raster: Raster, x: number): number {
  const darkness = Array.from({ length: raster.height }, (_, y) => 255 - pixel(raster, x, y)[0]!);
  return 1 - darkness.reduce((sum, dark, y) => sum + dark * (y + 0.5), 0) / darkness.reduce((sum, dark) => sum + dark) / raster.height;
}
const places = (raster: Raster): number[] => Array.from({ length: raster.width }, (_, x) => x);

describe('isSeries(shape)', () => {
  it.each([[[1024, 1], true], [[288, 3], true], [[8, 1], true], [[4, 1], false], [[28, 28], false], [[784], false], [[28, 28, 1], false], [[288, 30], false]])('of [%s] is %s', (shape, expected) => {
    expect(isSeries(shape)).toBe(expected);
  });
});

describe('seriesRaster(values, channels, colouring)', () => {
  it.each([8, 100, 5000])('draws %i values from left to right, the greatest on top', (length) => {
    const rising = seriesRaster(Float32Array.from({ length }, (_, i) => (2 * i) / (length - 1) - 1), 1, { range });
    for (const x of places(rising)) expect(heightAt(rising, x)).toBeCloseTo((x + 0.5) / rising.width, 1);
  });

  it('shows a single high value among thousands', () => {
    const values = new Float32Array(8000);
    values[4000] = 1;
    const raster = seriesRaster(values, 1, { range });
    expect(places(raster).filter((x) => pixel(raster, x, 1)[0]! < 128)).toHaveLength(1);
  });

  it('clips values to the range and fills whole pictures, whatever it is given', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 8, maxLength: 40, noNaN: true }), (values) => {
        const raster = seriesRaster(values, 1, { range });
        for (const x of places(raster)) expect(heightAt(raster, x)).toSatisfy((height: number) => height > 0 && height < 1);
      }),
    );
  });

  it('draws channels in inks of their own', () => {
    const raster = seriesRaster(Float32Array.from({ length: 100 }, (_, i) => (i % 2 ? -1 : 1)), 2, { range });
    expect([pixel(raster, 9, 0), pixel(raster, 9, 32), pixel(raster, 9, 63)]).toEqual([[0, 114, 178], [255, 255, 255], [213, 94, 0]]);
  });

  it('marks what is not a number, and where', () => {
    const values = new Float32Array(9);
    values[0] = NaN;
    const raster = seriesRaster(values, 1, { range });
    expect([pixel(raster, 0, 5), pixel(raster, 127, 5)]).toEqual([[255, 0, 255], [255, 255, 255]]);
  });

  it('draws errors as columns, brighter where they are greater', () => {
    const raster = seriesRaster(Float32Array.from({ length: 64 }, (_, i) => i / 63), 1, { range: [0, 1], inColours: true });
    const brightness = places(raster).map((x) => pixel(raster, x, 63).reduce((sum, part) => sum + part));
    expect(brightness).toEqual(brightness.toSorted((a, b) => a - b));
    expect(pixel(raster, 3, 0)).toEqual(pixel(raster, 60, 0));
  });
});
