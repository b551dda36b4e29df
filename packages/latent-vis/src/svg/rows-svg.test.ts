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
    expect(svg(view)).toContain('image-rendering="pixelated"');
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

  it('writes the columns above and the values below, and states the range of a row that has its own', () => {
    const errors = { name: '|error|', images: { data: Float32Array.from([0, 0.25, 0.5, 1]), shape: [2, 2, 1] }, values: [0.1, 123456], range: [0, 1] as const };
    const labelled = parseXml(svg({ ...view, rows: [view.rows[0]!, errors], columns: ['first', 'second', 'third'] }));
    const texts = all(labelled, 'text');
    expect(texts.map(textOf)).toEqual(['first', 'second', 'original', '|error|', '0 – 1', '0.1', '123456']);
    const at = (text: string, axis: string) => Number(texts.find((found) => textOf(found) === text)!.attributes[axis]);
    expect(at('0.1', 'x')).toBe(at('first', 'x'));
    expect(at('123456', 'x')).toBe(at('second', 'x'));
    const lowest = Math.max(...all(labelled, 'image').map(({ attributes }) => Number(attributes['y']) + Number(attributes['height'])));
    expect(at('0.1', 'y')).toBeGreaterThan(lowest);
    expect(at('0.1', 'y')).toBeLessThan(Number(labelled.attributes['height']));
  });

  it('draws rows of other sizes and counts, the columns in line', () => {
    const small = { name: 'maps', images: { data: new Float32Array(3), shape: [3, 1, 1] } };
    const boxes = all(parseXml(svg({ ...view, rows: [view.rows[0]!, small] })), 'image').map(({ attributes }) => attributes);
    expect(boxes).toHaveLength(5);
    expect([boxes[2]!['x'], boxes[2]!['width']]).toEqual([boxes[0]!['x'], boxes[0]!['width']]);
  });

  it('refuses numbers that do not fit the images', () => {
    expect(() => svg({ ...view, rows: [{ ...view.rows[0]!, values: [1] }] })).toThrow(InvalidDataError);
  });
});
