import { InvalidDataError, InvalidOptionError, type NdArray, type Range, type Shape } from '@hourglass/core';
import { decode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { png } from '../png.js';
import type { Rows } from '../views/rows.js';

const array = (values: readonly number[], shape: Shape): NdArray => ({ data: Float32Array.from(values), shape });
const oneRow = (values: readonly number[], shape: Shape, range: Range = [0, 1]): Rows => ({
  kind: 'rows',
  rows: [{ name: 'original', images: array(values, shape) }],
  range,
});

/** Draws and decodes; `at(x, y)` gives the channels of a pixel. */
function drawn(view: Rows, scale?: number) {
  const { width, height, channels, data } = decode(png(view, scale === undefined ? {} : { scale }));
  const at = (x: number, y: number) => [...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)];
  return { width, height, channels, data, at };
}

describe('png(rows)', () => {
  it('puts every value where it belongs: rows down, samples across, scaled, with white gaps', () => {
    const sizes = { height: fc.integer({ min: 1, max: 5 }), width: fc.integer({ min: 2, max: 5 }) };
    const setting = fc.record({
      ...sizes,
      rows: fc.integer({ min: 1, max: 3 }),
      count: fc.integer({ min: 1, max: 4 }),
      scale: fc.integer({ min: 1, max: 4 }),
      channels: fc.constantFrom(1 as const, 3 as const),
    });
    fc.assert(
      fc.property(setting, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), ({ height, width, rows, count, scale, channels }, bytes) => {
        const size = count * height * width * channels;
        const images = Array.from({ length: rows }, () => array([...bytes.take(size)], [count, height, width, channels]));
        const view: Rows = { kind: 'rows', rows: images.map((image, i) => ({ name: String(i), images: image })), range: [0, 255] };
        const picture = drawn(view, scale);
        const gap = 2;
        expect(picture.width).toBe(count * (width * scale + gap) - gap);
        expect(picture.height).toBe(rows * (height * scale + gap) - gap);
        for (let y = 0; y < picture.height; y++)
          for (let x = 0; x < picture.width; x++) {
            const [row, sample] = [Math.floor(y / (height * scale + gap)), Math.floor(x / (width * scale + gap))];
            const pixelY = Math.floor((y % (height * scale + gap)) / scale);
            const pixelX = Math.floor((x % (width * scale + gap)) / scale);
            const inGap = y % (height * scale + gap) >= height * scale || x % (width * scale + gap) >= width * scale;
            const offset = ((sample * height + pixelY) * width + pixelX) * channels;
            const expected = inGap ? [255, 255, 255] : [0, 1, 2].map((i) => images[row]!.data[offset + (i % channels)]!);
            const found = picture.at(x, y);
            expect(found.length === 1 ? [found[0], found[0], found[0]] : found).toEqual(expected);
          }
      }),
      { numRuns: 50 },
    );
  });

  it('enlarges images of 28 × 28 three times and draws originals over reconstructions', () => {
    const images = (value: number) => array(new Array<number>(10 * 784).fill(value), [10, 28, 28, 1]);
    const { width, height, channels, at } = drawn({
      kind: 'rows',
      rows: [
        { name: 'original', images: images(0) },
        { name: 'reconstruction', images: images(1) },
      ],
      range: [0, 1],
    });
    expect([width, height, channels]).toEqual([10 * 84 + 9 * 3, 2 * 84 + 3, 1]);
    expect([at(0, 0), at(85, 0), at(0, 90)]).toEqual([[0], [255], [255]]);
  });

  it('does not shrink large images', () => {
    expect(drawn(oneRow(new Array<number>(100 * 90).fill(0), [1, 100, 90]))).toMatchObject({ width: 90, height: 100 });
  });

  it('draws the low end of the range black, the high end white, and clips what lies outside', () => {
    const { data } = drawn(oneRow([-1, 0, 1, -7, 7, Infinity, -Infinity], [1, 1, 7, 1], [-1, 1]), 1);
    expect([...data]).toEqual([0, 128, 255, 0, 255, 255, 0]);
  });

  it('draws a constant image in its one shade', () => {
    expect([...drawn(oneRow([0.2, 0.2, 0.2, 0.2], [1, 2, 2]), 1).data]).toEqual([51, 51, 51, 51]);
  });

  it('bounds an unbounded range by the originals', () => {
    expect([...drawn(oneRow([-10, 0, 30, 10], [1, 2, 2], [-Infinity, Infinity]), 1).data]).toEqual([0, 64, 255, 128]);
    expect([...drawn(oneRow([5, 0, 10, 20], [1, 2, 2], [0, Infinity]), 1).data]).toEqual([64, 0, 128, 255]);
    expect([...drawn(oneRow([4, 4, 4, 4], [1, 2, 2], [-Infinity, Infinity]), 1).data]).toEqual([128, 128, 128, 128]);
  });

  it('draws values that are not numbers in magenta', () => {
    const { channels, at } = drawn(oneRow([0, NaN, 1, 1], [1, 2, 2]), 1);
    expect([channels, at(0, 0), at(1, 0), at(0, 1)]).toEqual([3, [0, 0, 0], [255, 0, 255], [255, 255, 255]]);
  });

  it('draws short vectors as strips, one cell a value, a quarter as high as wide', () => {
    const { width, height, data } = drawn(oneRow([0, 1, 0, 1, 0, 1, 0, 1], [1, 8]), 1);
    expect([width, height]).toEqual([8, 2]);
    expect([...data.subarray(0, 8)]).toEqual([...data.subarray(8)]);
  });

  it('draws sound and series as lines', () => {
    const { width, height, at } = drawn(oneRow([0, 0, 0, 0, 1, 1, 1, 1], [1, 8, 1]), 1);
    expect([width, height]).toEqual([128, 64]);
    expect([[9, 63], [9, 0], [120, 63], [120, 0]].map(([x, y]) => at(x!, y!))).toEqual([[0], [255], [255], [0]]);
  });

  it('folds a flattened image back, and leaves white what a square has over', () => {
    const values = Array.from({ length: 36 }, (_, i) => i / 36);
    expect(drawn(oneRow(values, [1, 36]), 1).data).toEqual(drawn(oneRow(values, [1, 6, 6]), 1).data);
    const { width, height, channels, at } = drawn(oneRow(new Array<number>(33).fill(0), [1, 33]), 1);
    expect([width, height, channels, at(2, 5), at(3, 5)]).toEqual([6, 6, 1, [0], [255]]);
  });

  it('draws a row of its own range from dark to bright colours, clipped', () => {
    const original = { name: 'original', images: array([0, 1, 0, 1], [1, 1, 4]) };
    const errors = { name: '|error|', images: array([-1, 0, 5, 99], [1, 1, 4]), range: [0, 5] as const };
    const { at } = drawn({ kind: 'rows', rows: [original, errors], range: [0, 1] }, 1);
    expect([0, 1, 2, 3].map((x) => at(x, 3))).toEqual([[0, 0, 4], [0, 0, 4], [252, 253, 191], [252, 253, 191]]);
    expect([0, 1].map((x) => at(x, 0))).toEqual([[0, 0, 0], [255, 255, 255]]);
  });

  it('draws rows of other sizes and counts about as large, what is over stays white', () => {
    const large = { name: 'sample', images: array(new Array<number>(16).fill(0), [1, 4, 4]) };
    const small = { name: 'map', images: array(new Array<number>(8).fill(1), [2, 2, 2]), range: [0, 1] as const };
    const { width, height, at } = drawn({ kind: 'rows', rows: [large, small], range: [0, 1] }, 2);
    expect([width, height]).toEqual([2 * 8 + 2, 2 * 8 + 2]);
    expect([at(0, 0), at(10, 0), at(10, 10), at(17, 17)]).toEqual([[0, 0, 0], [255, 255, 255], [252, 253, 191], [252, 253, 191]]);
  });

  it('draws a grey row over one in colour', () => {
    const grey = array([0, 1], [1, 1, 2, 1]);
    const colour = array([1, 0, 0, 0, 0, 1], [1, 1, 2, 3]);
    const rows = [{ name: 'corrupted', images: grey }, { name: 'original', images: colour }];
    const { at } = drawn({ kind: 'rows', rows, range: [0, 1] }, 1);
    expect([at(1, 0), at(0, 3), at(1, 3)]).toEqual([[255, 255, 255], [255, 0, 0], [0, 0, 255]]);
  });
});

describe('png(rows) refuses', () => {
  const coloured = (values: readonly number[], shape: Shape, range: Range): Rows => ({
    kind: 'rows',
    rows: [{ name: '|error|', images: array(values, shape), range }],
    range: [0, 1],
  });

  const original = { name: 'original', images: array([0, 0, 0, 0], [1, 2, 2]) };
  const beside = (images: NdArray): Rows => ({ kind: 'rows', rows: [original, { name: 'reconstruction', images }], range: [0, 1] });

  it.each([
    ['values that do not fill the shape', beside(array([0], [1, 2, 2])), /expected 4 values for shape \[1, 2, 2\], received 1/],
    ['two channels', oneRow(new Array<number>(8).fill(0), [1, 2, 2, 2]), /\[height, width, 1 or 3\].*received \[2, 2, 2\]/],
    ['volumes', oneRow(new Array<number>(16).fill(0), [1, 2, 2, 2, 2]), /received \[2, 2, 2, 2\]/],
    ['bare numbers', oneRow([0, 0], [2]), /received \[\]/],
    ['no samples', oneRow([], [0, 2, 2]), /at least one sample/],
    ['no rows', { kind: 'rows', rows: [], range: [0, 1] }, /at least one row/],
    ['more images than columns', { ...oneRow([0, 0], [2, 1]), columns: ['one'] }, /one for each of 2 images of original, received 1/],
    ['a row of its own range in three channels', coloured([0, 0, 0], [1, 1, 1, 3], [0, 1]), /\|error\|: expected one channel .* received 3/],
    ['a row of its own range upside down', coloured([0], [1, 1], [1, 0]), /received \[1, 0\]/],
    ['a range upside down', oneRow([0], [1, 1], [1, 0]), /received \[1, 0\]/],
  ] as [string, Rows, RegExp][])('%s', (_, view, message) => {
    expect(() => png(view)).toThrow(InvalidDataError);
    expect(() => png(view)).toThrow(message);
  });

  it.each([0, 1.5, -2, NaN])('a scale of %d', (scale) => {
    expect(() => png(oneRow([0], [1, 1]), { scale })).toThrow(InvalidOptionError);
  });
});
