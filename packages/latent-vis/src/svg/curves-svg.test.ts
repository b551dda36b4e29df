import { InvalidOptionError } from '@hourglass/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curves } from '../views/curves.js';
import { all, parseXml, textOf, type XmlNode } from '../fixtures/parse-xml.js';
import { svg } from '../svg.js';

const curves = (series: Record<string, readonly (number | undefined)[]>, x?: readonly number[]): Curves => ({
  kind: 'curves',
  x: x ?? (Object.values(series)[0] ?? []).map((_, i) => i + 1),
  series: Object.entries(series).map(([name, values]) => ({ name, values })),
  xLabel: 'epoch',
  yLabel: 'loss (mean)',
});

const draw = (...parameters: Parameters<typeof svg>): XmlNode => parseXml(svg(...parameters));
const texts = (root: XmlNode) => all(root, 'text').map(textOf);
const lines = (root: XmlNode) => all(root, 'path').filter(({ attributes }) => attributes['stroke-linejoin'] === 'round');
const description = (root: XmlNode) => all(root, 'desc')[0]!.text;

/** The places of a line: a list for each unbroken piece. */
const pieces = (path: XmlNode) =>
  path.attributes['d']!.split('M').slice(1).map((piece) => piece.split('L').map((point) => point.split(' ').map(Number)));

describe('svg(curves)', () => {
  it('draws falling values as a line that goes right and down', () => {
    const [points] = pieces(lines(draw(curves({ 'train/total': [0.9, 0.5, 0.3, 0.2] })))[0]!);
    expect(points).toHaveLength(4);
    for (let i = 1; i < 4; i++) {
      expect(points![i]![0]).toBeGreaterThan(points![i - 1]![0]!);
      expect(points![i]![1]).toBeGreaterThan(points![i - 1]![1]!);
    }
  });

  it('names both axes, and each line at its end with its last value', () => {
    const found = texts(draw(curves({ 'train/total': [0.9, 0.5], 'val/total': [0.95, 0.61] })));
    for (const text of ['epoch', 'loss (mean)', 'train/total 0.5', 'val/total 0.61']) expect(found).toContain(text);
    const spans = all(draw(curves({ 'train/total': [0.9, 0.5] })), 'tspan').map(textOf);
    expect(spans, 'some viewers drop a space that begins a tspan').toEqual(['0.5']);
  });

  it('tells lines apart by colour, and validation by dashes', () => {
    const [train, val] = lines(draw(curves({ 'train/total': [2, 1], 'val/total': [3, 2] })));
    expect(train!.attributes['stroke']).not.toBe(val!.attributes['stroke']);
    expect([train!.attributes['stroke-dasharray'], val!.attributes['stroke-dasharray']]).toEqual([undefined, '6 4']);
  });

  it('gives each term one colour where there are several', () => {
    const series = { 'train/total': [2, 1], 'train/kl': [1, 1], 'val/total': [3, 2], 'val/kl': [1, 2] };
    const [total, kl, valTotal, valKl] = lines(draw(curves(series))).map(({ attributes }) => attributes['stroke']);
    expect([valTotal, valKl]).toEqual([total, kl]);
    expect(total).not.toBe(kl);
  });

  it('has a logarithmic axis where positive values span more than two decades', () => {
    const root = draw(curves({ 'train/total': [100, 10, 1, 0.1] }));
    expect(texts(root)).toContain('loss (mean), log scale');
    const heights = pieces(lines(root)[0]!)[0]!.map((point) => point[1]!);
    expect(heights[2]! - heights[1]!).toBeCloseTo(heights[1]! - heights[0]!, 1);
    expect(texts(draw(curves({ 'train/total': [100, 0] })))).toContain('loss (mean)');
  });

  it('leaves gaps where values are missing or not finite, and a dot where one stands alone', () => {
    const values = [9, 8, NaN, 7, undefined, 6, 5, Infinity, 4, 3];
    const padded = [...values, ...new Array<number>(20).fill(2)];
    const root = draw(curves({ 'train/total': padded }));
    expect(pieces(lines(root)[0]!).map((piece) => piece.length)).toEqual([2, 1, 2, 22]);
    expect(all(root, 'circle')).toHaveLength(1);
  });

  it('draws a single epoch as a dot in the middle of an axis with that one tick', () => {
    const root = draw(curves({ 'train/total': [0.3] }, [1]));
    expect(all(root, 'circle')).toHaveLength(1);
    expect(texts(root).filter((text) => text === '1')).toHaveLength(1);
    const axis = all(root, 'line').at(-1)!.attributes;
    const middle = (Number(axis['x1']) + Number(axis['x2'])) / 2;
    expect(description(root)).toBe('A line chart of loss (mean) by epoch, at 1. train/total is 0.3.');
    expect(Number(all(root, 'circle')[0]!.attributes['cx'])).toBeCloseTo(middle, 1);
  });

  it('draws a constant, and zeros', () => {
    for (const value of [0, 0.5, -3]) {
      const [points] = pieces(lines(draw(curves({ 'train/total': [value, value, value] })))[0]!);
      expect(new Set(points!.map((point) => point[1])).size).toBe(1);
    }
  });

  it('draws an empty chart with a note without epochs, and another note without finite values', () => {
    const empty = draw(curves({}));
    expect(texts(empty)).toContain('No values yet');
    expect(description(empty)).toContain('without values yet');
    const diverged = draw(curves({ 'train/total': [NaN, NaN] }));
    expect(texts(diverged)).toContain('No finite values');
    expect(description(diverged)).toContain('train/total has no finite values');
  });

  it('says what it shows to those who do not see it', () => {
    const root = draw(curves({ 'train/total': [0.9, 0.25] }));
    expect(root.attributes['role']).toBe('img');
    expect(root.children[0]).toMatchObject({ name: 'title', text: 'loss (mean) by epoch' });
    expect(description(root)).toBe('A line chart of loss (mean) by epoch, from 1 to 2. train/total goes from 0.9 to 0.25.');
    expect(draw(curves({}), { title: 'Run 7' }).children[0]!.text).toBe('Run 7');
  });

  it('gives every colour that it uses a dark counterpart', () => {
    const root = draw(curves({ a: [1, 2], b: [1, 2], c: [1, 2], d: [1, 2], e: [1, 2], f: [1, 2], g: [1, 2] }));
    const style = all(root, 'style')[0]!.text;
    expect(style).toMatch(/^@media \(prefers-color-scheme: dark\) \{/);
    const painted = ['line', 'text', 'tspan', 'path', 'circle', 'rect'].flatMap((name) => all(root, name));
    for (const { attributes } of painted) expect(style).toContain(`.${attributes['class']!} {`);
  });

  it('is well-formed and stays inside its frame, whatever it is given', () => {
    const value = fc.oneof(fc.double(), fc.constant(undefined), fc.double({ min: -10, max: 10 }));
    const series = fc.array(fc.record({ name: fc.string({ unit: 'binary' }), values: fc.array(value, { maxLength: 12 }) }), { maxLength: 9 });
    const size = fc.record({ width: fc.integer({ min: 240, max: 2000 }), height: fc.integer({ min: 160, max: 2000 }) });
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 12 }), size, (found, epochs, { width, height }) => {
        const x = Array.from({ length: epochs }, (_, i) => i);
        const root = draw({ kind: 'curves', x, series: found, xLabel: 'a<b', yLabel: 'c&d' }, { width, height });
        expect([root.attributes['width'], root.attributes['height']]).toEqual([String(width), String(height)]);
        for (const [px, py] of lines(root).flatMap((path) => pieces(path).flat())) {
          expect(px! >= 0 && px! <= width && py! >= 0 && py! <= height, `${px!}, ${py!}`).toBe(true);
        }
      }),
    );
  });

  it.each([{ width: 100 }, { height: NaN }, { height: 20 }, { width: Infinity }])('refuses %o', (size) => {
    expect(() => svg(curves({ a: [1] }), size)).toThrow(InvalidOptionError);
  });
});
