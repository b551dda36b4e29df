import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { decode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classInks, restInk } from '../drawing/class-inks.js';
import { all, parseXml, textOf, type XmlNode } from '../fixtures/parse-xml.js';
import { svg } from '../svg.js';
import type { Scatter } from '../views/scatter.js';

const scatter = (places: readonly (readonly [number, number])[], more: Partial<Scatter> = {}): Scatter => ({
  kind: 'scatter',
  points: { data: Float32Array.from(places.flat()), shape: [places.length, 2] },
  axes: ['PCA 1', 'PCA 2'],
  ...more,
});
const draw = (...parameters: Parameters<typeof svg>): XmlNode => parseXml(svg(...parameters));
const number = (node: XmlNode, name: string) => Number(node.attributes[name]);
const texts = (root: XmlNode) => all(root, 'text').map(textOf);
const description = (root: XmlNode) => all(root, 'desc')[0]!.text;
/** The circles of points, without those of the legend. */
const dots = (root: XmlNode) => all(root.children.find(({ attributes }) => attributes['fill-opacity'])!, 'circle');
/** What is drawn in the size of names within the map. */
const names = (root: XmlNode) => all(root.children.find(({ attributes }) => attributes['font-weight']) ?? root, 'text').map(textOf);

const two = { labels: Int32Array.of(0, 1, 1, -1), classes: ['cat', 'dog & co'] };
const square = [[0, 0], [1, 0], [1, 2], [0, 2]] as const;

describe('svg(scatter)', () => {
  it('draws x to the right and y up, each point in the colour of its class, those without one beneath', () => {
    const [rest, ...others] = dots(draw(scatter(square, two)));
    expect(rest!.attributes['fill']).toBe(restInk);
    const cat = others.find(({ attributes }) => attributes['fill'] === classInks[0])!;
    const [right, above] = others.filter(({ attributes }) => attributes['fill'] === classInks[1]).sort((a, b) => number(b, 'cy') - number(a, 'cy'));
    expect(number(right!, 'cx')).toBeGreaterThan(number(cat, 'cx'));
    expect(number(right!, 'cy')).toBe(number(cat, 'cy'));
    expect(number(above!, 'cy')).toBeLessThan(number(right!, 'cy'));
  });

  it('names axes and classes, and says what it shows', () => {
    const root = draw(scatter(square, two));
    for (const text of ['PCA 1', 'PCA 2', 'cat', 'dog & co', 'no label']) expect(texts(root)).toContain(text);
    expect(root.children[0]).toMatchObject({ name: 'title', text: 'PCA 2 by PCA 1' });
    expect(description(root)).toBe('A map of 4 points by PCA 1 across and PCA 2 up. In colours: cat (1), dog & co (2), no label (1).');
    expect(draw(scatter(square), { title: 'Digits' }).children[0]!.text).toBe('Digits');
  });

  it('draws points without labels in one colour, without a legend', () => {
    const root = draw(scatter(square));
    expect(new Set(dots(root).map(({ attributes }) => attributes['fill']))).toEqual(new Set([classInks[0]]));
    expect(all(root, 'circle')).toHaveLength(4);
  });

  it('names each class at the median of its points, and no class over another', () => {
    const around = (x: number, y: number) => Array.from({ length: 40 }, (_, i) => [x + 5 * Math.cos(i), y + 5 * Math.sin(i)] as const);
    const view = (x: number) =>
      scatter([...around(0, 0), ...around(x, 0), [99, 99]], { labels: Int32Array.from({ length: 81 }, (_, i) => (i < 40 ? 0 : 1)), classes: ['left', 'right'] });
    expect(names(draw(view(50)))).toEqual(['right', 'left']);
    expect(names(draw(view(0.1)))).toEqual(['right']);
  });

  it('leaves out points that are not finite, and says how many', () => {
    const root = draw(scatter([[NaN, 1], [2, 3], [Infinity, 4]]));
    expect(dots(root)).toHaveLength(1);
    expect(description(root)).toBe('A map of 1 point by PCA 1 across and PCA 2 up. 2 points without a finite place are left out.');
  });

  it('draws one point, and equal points, in the middle, their names beside them', () => {
    for (const places of [[[2, 3]], [[2, 3], [2, 3], [2, 3]]] as const) {
      const root = draw(scatter(places, { labels: new Int32Array(places.length), classes: ['cat'] }));
      const [dot] = dots(root);
      const axis = all(root, 'line').at(-1)!;
      expect(number(dot!, 'cx')).toBeCloseTo((number(axis, 'x1') + number(axis, 'x2')) / 2, 0);
      const name = all(root, 'text').find(({ attributes, text }) => text === 'cat' && attributes['text-anchor'])!;
      expect(number(name, 'y')).toBeLessThan(number(dot!, 'cy') - 10);
    }
  });

  it('says where there is nothing to draw', () => {
    expect(texts(draw(scatter([])))).toContain('No points yet');
    expect(texts(draw(scatter([[NaN, NaN]])))).toContain('No finite points');
  });

  it('draws very many points as one picture that covers the frame, smaller than as circles', () => {
    const places = Array.from({ length: 20_000 }, (_, i) => [Math.sin(i) * Math.sqrt(i), Math.cos(i) * Math.sqrt(i)] as const);
    const document = svg(scatter(places));
    expect(document.length).toBeLessThan(40 * places.length);
    const [image] = all(parseXml(document), 'image');
    const png = decode(Uint8Array.from(atob(image!.attributes['href']!.split(',')[1]!), (character) => character.charCodeAt(0)));
    expect([png.width, png.height]).toEqual([2 * number(image!, 'width'), 2 * number(image!, 'height')]);
    const covered = (x: number, y: number) => png.data[(Math.round(y * png.height) * png.width + Math.round(x * png.width)) * png.channels + png.channels - 1]!;
    expect(covered(0.5, 0.5)).toBeGreaterThan(0);
    expect(covered(0.03, 0.03)).toBe(0);
  });

  it('has its legend beside a wide map and below a narrow one, inside the picture', () => {
    const classes = Array.from({ length: 10 }, (_, i) => `class ${i}`);
    const many = scatter(Array.from({ length: 50 }, (_, i) => [i, i % 7] as const), { labels: Int32Array.from({ length: 50 }, (_, i) => i % 10), classes });
    for (const [width, height] of [[320, 540], [1600, 600], [240, 160]] as const) {
      const root = draw(many, { width, height });
      for (const text of all(root, 'text')) {
        expect(number(text, 'y')).toBeLessThanOrEqual(height);
        if (!text.attributes['text-anchor']) expect(number(text, 'x') + 6.6 * textOf(text).length).toBeLessThanOrEqual(width);
      }
    }
  });

  it('gives every colour of text a dark counterpart', () => {
    const root = draw(scatter(square, two));
    const style = all(root, 'style')[0]!.text;
    for (const { attributes } of all(root, 'text')) for (const name of attributes['class']!.split(' ')) expect(style).toContain(`.${name} {`);
  });

  it('draws a distance as long in each direction', () => {
    const [corner, up, right] = dots(draw(scatter([[0, 0], [3, 0], [0, 3], [40, 1]]))).toSorted((a, b) => number(a, 'cx') - number(b, 'cx') || number(b, 'cy') - number(a, 'cy'));
    expect(number(corner!, 'cy') - number(up!, 'cy')).toBeCloseTo(number(right!, 'cx') - number(corner!, 'cx'), 1);
  });

  it('is well-formed whatever it is given', () => {
    const place = fc.tuple(fc.float(), fc.float());
    const classes = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), classes, fc.infiniteStream(fc.nat()), (places, found, labels) => {
        const chosen = Int32Array.from(places, () => (labels.next().value as number) % (found.length + 1) - 1);
        const view = scatter([], { points: { data: Float32Array.from(places.flat()), shape: [places.length, 2] }, labels: chosen, classes: found });
        for (const circle of all(draw(view), 'circle')) {
          expect(number(circle, 'cx') >= 0 && number(circle, 'cx') <= 720).toBe(true);
          expect(number(circle, 'cy') >= 0 && number(circle, 'cy') <= 540).toBe(true);
        }
      }),
    );
  });
});

describe('svg(scatter, { thumbnails })', () => {
  const places = Array.from({ length: 400 }, (_, i) => [Math.sin(i * 7), Math.cos(i * 3)] as const);
  const samples = { data: Float32Array.from({ length: 400 * 4 }, (_, i) => (i % 7) / 7), shape: [400, 2, 2, 1] };
  const view = scatter(places, { images: { samples, range: [0, 1] } });

  it('draws images at their points, as many as fit without overlap', () => {
    const boxes = all(draw(view, { thumbnails: true }), 'image').map((image) => ['x', 'y', 'width'].map((name) => number(image, name)));
    expect(boxes.length).toBeGreaterThan(60);
    for (const [i, [x, y, size]] of boxes.entries())
      for (const [otherX, otherY] of boxes.slice(0, i)) expect(Math.max(Math.abs(x! - otherX!), Math.abs(y! - otherY!))).toBeGreaterThan(size!);
    const middles = new Set(dots(draw(view)).map((dot) => `${Math.round(number(dot, 'cx'))} ${Math.round(number(dot, 'cy'))}`));
    const [x, y, size] = boxes[0]!;
    expect(middles).toContain(`${Math.round(x! + size! / 2)} ${Math.round(y! + size! / 2)}`);
  });

  it('has none unless asked', () => {
    expect(all(draw(view), 'image')).toHaveLength(0);
  });

  it('refuses a map without images', () => {
    expect(() => svg(scatter(places), { thumbnails: true })).toThrow(InvalidOptionError);
  });
});

describe('svg(scatter) refuses', () => {
  it.each([
    ['codes of three numbers', scatter([], { points: { data: new Float32Array(6), shape: [2, 3] } }), /expected \[count, 2\]/],
    ['too few labels', scatter(square, { labels: Int32Array.of(0), classes: ['a'] }), /one for each of 4 points/],
    ['labels without a name', scatter(square, { labels: Int32Array.of(0, 1, 2, 0), classes: ['a', 'b'] }), /places in the 2 names/],
  ] as [string, Scatter, RegExp][])('%s', (_, view, message) => {
    expect(() => svg(view)).toThrow(InvalidDataError);
    expect(() => svg(view)).toThrow(message);
  });

  it('a picture too small to draw in', () => {
    expect(() => svg(scatter(square), { width: 100 })).toThrow(InvalidOptionError);
  });
});
