import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { rasterise } from '../node.js';
import { svg } from '../svg.js';
import type { Rows } from '../views/rows.js';
import type { Scatter } from '../views/scatter.js';

type Picture = ReturnType<typeof decode>;
const drawn = async (...parameters: Parameters<typeof rasterise>): Promise<Picture> => decode(await rasterise(...parameters));
const pixel = ({ data, width, channels }: Picture, x: number, y: number) => [...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3)];
const bySum = (a: number[], b: number[]) => a[0]! + a[1]! + a[2]! - b[0]! - b[1]! - b[2]!;
/** The pixels of a part of a picture, the darkest first. */
const part = (picture: Picture, { x, y, width, height }: Record<'x' | 'y' | 'width' | 'height', number>) =>
  Array.from({ length: width * height }, (_, i) => pixel(picture, x + (i % width), y + Math.floor(i / width))).sort(bySum);

const square = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" font-size="12">${inside}</svg>`;
const scatter: Scatter = { kind: 'scatter', points: { data: Float32Array.of(0, 0, 1, 1), shape: [2, 2] }, axes: ['PCA 1', 'PCA 2'] };

describe('rasterise', () => {
  it('draws shapes at their places, twice as large unless told otherwise', async () => {
    const document = square('<rect width="40" height="20" fill="#ffffff"/><rect x="10" y="5" width="10" height="10" fill="#ff0000"/>');
    const twice = await drawn(document);
    expect([twice.width, twice.height]).toEqual([80, 40]);
    expect([pixel(twice, 19, 10), pixel(twice, 20, 10), pixel(twice, 39, 29), pixel(twice, 40, 30)]).toEqual([[255, 255, 255], [255, 0, 0], [255, 0, 0], [255, 255, 255]]);
    const [once, larger] = [await drawn(document, { scale: 1 }), await drawn(document, { scale: 2.5 })];
    expect([once.width, once.height, larger.width, larger.height]).toEqual([40, 20, 100, 50]);
  });

  it.each(['A', 'ß', 'Ω', 'Ж', '⁻', '×', '…'])('draws the letter %s, unlike that of a font that lacks it', async (letter) => {
    const text = (content: string) => square(`<rect width="40" height="20" fill="#ffffff"/><text x="5" y="15">${content}</text>`);
    const picture = await drawn(text(letter));
    expect(part(picture, { x: 0, y: 0, width: 80, height: 40 })[0]![0]).toBeLessThan(160);
    expect(picture.data).not.toEqual((await drawn(text('\u{10FFFD}'))).data);
  });

  describe('of a view', () => {
    let [light, dark]: Picture[] = [];
    beforeAll(async () => {
      const document = svg(scatter, { width: 300, height: 200 });
      [light, dark] = [await drawn(document), await drawn(document, { dark: true })];
    });

    it('is light or dark as asked', () => {
      expect([pixel(light!, 2, 2), pixel(dark!, 2, 2)]).toEqual([[255, 255, 255], [20, 23, 28]]);
    });

    it('has its text', () => {
      const label = { x: 30, y: 20, width: 80, height: 36 };
      expect(part(light!, label)[0]![0]).toBeLessThan(60);
      expect(part(dark!, label).at(-1)![0]).toBeGreaterThan(200);
    });
  });

  it('enlarges images with sharp pixels', async () => {
    const rows: Rows = { kind: 'rows', rows: [{ name: 'a', images: { data: Float32Array.of(0, 1, 1, 0), shape: [1, 2, 2] } }], range: [0, 1] };
    const picture = await drawn(svg(rows));
    const image = part(picture, { x: picture.width - 24 - 126, y: 26, width: 124, height: 124 });
    const grey = image.filter(([red]) => red! > 8 && red! < 247).length;
    expect(image.filter(([red]) => red! <= 8).length).toBeGreaterThan(7000);
    expect(grey).toBeLessThan(0.03 * image.length);
  });

  it('can be called many times at once', async () => {
    const pictures = await Promise.all(Array.from({ length: 4 }, () => rasterise(svg(scatter))));
    for (const picture of pictures) expect(picture).toEqual(pictures[0]);
  });

  it.each([0, -1, NaN, 1e6, 1e-6])('refuses a scale of %d', async (scale) => {
    await expect(rasterise(square(''), { scale })).rejects.toThrow(InvalidOptionError);
  });

  it.each(['', 'not markup', '<svg', '<html></html>'])('refuses %o', async (document) => {
    await expect(rasterise(document)).rejects.toThrow(InvalidDataError);
  });
});
