import { fromSamples, type Dataset, type Range, type Shape } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { viewData } from './data-view.js';

const made = (count: number, shape: Shape, more: object = {}, range: Range = [0, 1]): Dataset => {
  const size = shape.reduce((product, axis) => product * axis, count);
  const data = Float32Array.from({ length: size }, (_, i) => (i % 97) / 97);
  return fromSamples({ clean: { data, shape: [count, ...shape] }, ...more }, { range, labelNames: ['cat', 'dog<s>'] });
};
const label = (count: number): object => ({ label: { data: Int32Array.from({ length: count }, (_, i) => i % 2), shape: [count] } });
const sizeOfPng = (bytes: Uint8Array): number[] => [new DataView(bytes.buffer).getUint32(16), new DataView(bytes.buffer).getUint32(20)];

describe('viewData(title, data)', () => {
  it('shows images on a contact sheet of ten a row, with their classes', async () => {
    const view = await viewData('pets', made(25, [28, 28, 3], label(25)));
    expect(sizeOfPng(view.png as Uint8Array)).toEqual([10 * 84 + 9 * 3, 2 * 84 + 3]);
    expect(view.svg).toContain('<title>pets</title>');
    expect((view.svg as string).match(/<image/g)).toHaveLength(20);
    expect(view.html).toMatch(/^<!doctype html>[^]*<h1>pets<\/h1>[^]*<svg/);
    expect(view.txt.split('\n')).toHaveLength(15);
    expect(view.txt).toMatch(/^(cat|dog<s>) +(cat|dog<s>)/);
  });

  it('shows pairs of images one above the other', async () => {
    const pairs = made(3, [8, 8, 1], { corrupted: { data: new Float32Array(192), shape: [3, 8, 8, 1] } });
    const { svg } = await viewData('pairs', pairs);
    expect((svg as string).match(/corrupted|clean/g)).toEqual(expect.arrayContaining(['corrupted', 'clean']));
    expect((svg as string).match(/<image/g)).toHaveLength(6);
  });

  it('shows series as lines, a chart a sample in a page, and as bars in the terminal', async () => {
    const view = await viewData('waves', made(9, [90, 2], label(9)));
    expect(view.png).toBeUndefined();
    expect((view.html as string).match(/<svg/g)).toHaveLength(4);
    expect(view.html).toContain('channel 1');
    const lines = view.txt.split('\n');
    expect(lines).toHaveLength(8);
    expect(lines[0]).toMatch(/^\d \((cat|dog<s>)\): 0 to 0\.9897$/);
    expect(lines[1]).toMatch(/^[▁▂▃▄▅▆▇█]{72}$/);
  });

  it('leaves a gap where values of a series are missing', async () => {
    const mask = { data: Float32Array.from({ length: 40 }, (_, i) => (i % 10 === 5 ? 0 : 1)), shape: [4, 10, 1] };
    const [whole, gaps] = [await viewData('s', made(4, [10, 1])), await viewData('s', made(4, [10, 1], { mask }))];
    const linesIn = (svg: unknown): number => (svg as string).match(/M[\d.]+ [\d.]+/g)!.length;
    expect(linesIn(gaps.svg)).toBeGreaterThan(linesIn(whole.svg));
  });

  it('shows vectors as a table, names escaped', async () => {
    const mask = { data: Float32Array.from({ length: 24 }, (_, i) => Number(i % 12 !== 1)), shape: [2, 12] };
    const view = await viewData('table', made(2, [12], { mask, ...label(2) }));
    expect(view.svg).toBeUndefined();
    expect(view.txt.split('\n')[0]).toMatch(/^sample +label +0 +1 .* 9 +… 2 more$/);
    expect(view.txt.split('\n')[1]).toMatch(/(cat|dog<s>) +\S+ +missing/);
    expect(view.html).toContain('<td>dog&#60;s&#62;</td>');
  });

  it('shows the same samples each time', async () => {
    const data = made(500, [3]);
    expect(await viewData('a', data)).toEqual(await viewData('a', data));
  });
});
