import { InvalidDataError } from '@hourglass/core';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { all, parseXml, textOf } from '../fixtures/parse-xml.js';
import type { Rows } from '../views/rows.js';
import { svg } from '../svg.js';

const view: Rows = {
  kind: 'rows',
  rows: [
    { name: 'original', images: { data: Float32Array.from([0, 0.2, 0.4, 0.6, 0.8, 1, 0, 1]), shape: [2, 2, 2, 1] } },
    { name: 'a <b> & "c"', images: { data: Float32Array.from([1, 1, 1, 1, 0, 0, 0, 0]), shape: [2, 2, 2, 1] } },
  ],
  range: [0, 1],
};

describe('svg(rows)', () => {
  const root = parseXml(svg(view));
  const images = all(root, 'image');

  it('embeds each image as a PNG of one pixel a value', () => {
    const pixels = images.map(({ attributes }) => {
      const [head, base64] = attributes['href']!.split(',') as [string, string];
      expect(head).toBe('data:image/png;base64');
      const { width, height, channels, data } = decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
      expect([width, height, channels]).toEqual([2, 2, 1]);
      return [...data];
    });
    expect(pixels).toEqual([[0, 51, 102, 153], [204, 255, 0, 255], [255, 255, 255, 255], [0, 0, 0, 0]]);
    expect(svg(view)).toContain('image-rendering: pixelated');
  });

  it('puts samples side by side and rows one below the other, inside the picture', () => {
    const place = (name: string) => images.map(({ attributes }) => Number(attributes[name]));
    const [x, y] = [place('x'), place('y')];
    expect([x[2], x[3], y[1], y[3]]).toEqual([x[0], x[1], y[0], y[2]]);
    expect(x[1]! - x[0]!).toBeGreaterThan(64);
    expect(y[2]! - y[0]!).toBeGreaterThan(64);
    expect(x[1]! + 64).toBeLessThanOrEqual(Number(root.attributes['width']));
    expect(y[3]! + 64).toBeLessThanOrEqual(Number(root.attributes['height']));
  });

  it('names each row', () => {
    expect(all(root, 'text').map(textOf)).toEqual(['original', 'a <b> & "c"']);
  });

  it('says what it shows to those who do not see it', () => {
    expect(root.attributes['role']).toBe('img');
    expect(root.children.slice(0, 2).map(({ name }) => name)).toEqual(['title', 'desc']);
    expect(root.children[0]!.text).toBe('2 samples: original, a <b> & "c"');
    expect(parseXml(svg(view, { title: 'Digits <3' })).children[0]!.text).toBe('Digits <3');
  });

  it('draws one sample, colour and strips', () => {
    for (const shape of [[1, 2, 4], [1, 8], [1, 8, 1]]) {
      const data = new Float32Array(8);
      expect(all(parseXml(svg({ ...view, rows: [{ name: 'original', images: { data, shape } }] })), 'image')).toHaveLength(1);
    }
    const colour = { data: new Float32Array(12), shape: [1, 2, 2, 3] };
    expect(all(parseXml(svg({ ...view, rows: [{ name: 'original', images: colour }] })), 'image')).toHaveLength(1);
  });

  it('refuses unequal shapes', () => {
    const other = { name: 'reconstruction', images: { data: new Float32Array(6), shape: [2, 3, 1] } };
    expect(() => svg({ ...view, rows: [view.rows[0]!, other] })).toThrow(InvalidDataError);
  });
});
