import { InvalidDataError } from '@hourglass/core';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { all, parseXml, textOf } from '../fixtures/parse-xml.js';
import { svg } from '../svg.js';
import type { Grid } from '../views/grid.js';

const gridOf = (columns: number, rows: number, shape = [2, 2]): Grid => ({
  kind: 'grid',
  images: {
    data: Float32Array.from({ length: columns * rows * shape[0]! * shape[1]! }, (_, i) => i % 256),
    shape: [columns * rows, ...shape],
  },
  x: { name: 'unit 0', values: Array.from({ length: columns }, (_, i) => i - 1) },
  y: { name: 'unit <1>', values: Array.from({ length: rows }, (_, i) => 10 * i) },
  range: [0, 255],
});

describe('svg(grid)', () => {
  const root = parseXml(svg(gridOf(3, 2)));
  const [picture] = all(root, 'image');
  const number = (node: typeof root, name: string) => Number(node.attributes[name]);

  it('embeds the images as one picture of a pixel a value', () => {
    const bytes = Uint8Array.from(atob(picture!.attributes['href']!.split(',')[1]!), (character) => character.charCodeAt(0));
    const { width, height, data } = decode(bytes);
    expect([width, height]).toEqual([6, 4]);
    expect([data[0], data[2], data[12]]).toEqual([0, 4, 12]);
  });

  it('writes the places below their columns and beside their rows, the first of y at the bottom', () => {
    const texts = all(root, 'text');
    expect(texts.map(textOf)).toEqual(['-1', '0', '1', '0', '10', 'unit 0', 'unit <1>']);
    const [x, y] = [number(picture!, 'x'), number(picture!, 'y')];
    const [across, down] = [number(picture!, 'width') / 3, number(picture!, 'height') / 2];
    expect([0, 1, 2].map((i) => number(texts[i]!, 'x'))).toEqual([0, 1, 2].map((i) => x + (i + 0.5) * across));
    expect([3, 4].map((i) => number(texts[i]!, 'y'))).toEqual([y + 1.5 * down, y + 0.5 * down]);
    for (const text of texts) expect(number(text, 'y')).toBeLessThan(number(root, 'height'));
  });

  it('leaves places out where there is no room for them', () => {
    const crowded = all(parseXml(svg(gridOf(40, 40))), 'text').map(textOf);
    expect(crowded.length).toBeLessThan(45);
    expect(crowded).toContain('-1');
  });

  it('draws one image, and strips', () => {
    expect(all(parseXml(svg(gridOf(1, 1))), 'image')).toHaveLength(1);
    expect(all(parseXml(svg(gridOf(2, 2, [1, 8]))), 'image')).toHaveLength(1);
  });

  it('says what it shows to those who do not see it, and gives every colour a dark counterpart', () => {
    expect(all(root, 'desc')[0]!.text).toBe('A grid of 2 × 3 images: across, unit 0 from -1 to 1; up, unit <1> from 0 to 10.');
    const style = all(root, 'style')[0]!.text;
    for (const { attributes } of ['text', 'rect'].flatMap((name) => all(root, name))) expect(style).toContain(`.${attributes['class']!} {`);
  });

  it('refuses a grid that does not hold together', () => {
    expect(() => svg({ ...gridOf(3, 2), y: { name: 'y', values: [1] } })).toThrow(InvalidDataError);
  });
});
