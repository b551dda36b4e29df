import { InvalidDataError } from '@hourglass/core';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { all, parseXml, textOf } from '../fixtures/parse-xml.js';
import { png } from '../png.js';
import { svg } from '../svg.js';
import type { Card, Cards } from '../views/cards.js';

const direction = { data: Float32Array.from([-1, 0, 0.5, 0.5]), shape: [2, 2, 1] };
const alive: Card = {
  name: 'unit <7>',
  density: 0.0312,
  direction,
  top: { data: new Float32Array(12), shape: [3, 2, 2, 1] },
  activations: [2.5, 1.25, 1],
  histogram: { low: 0, high: 2.5, counts: [4, 0, 2, 1] },
};
const dead: Card = {
  name: 'unit 8',
  density: 0,
  direction,
  top: { data: new Float32Array(), shape: [0, 2, 2, 1] },
  activations: [],
  histogram: { low: 0, high: 0, counts: [0, 0, 0, 0] },
};
const cardsOf = (...cards: Card[]): Cards => ({ kind: 'cards', cards, of: { units: 2048, dead: 37, samples: 10_000 }, range: [0, 1] });

describe('svg(cards)', () => {
  const root = parseXml(svg(cardsOf(alive, dead)));
  const texts = all(root, 'text').map(textOf);

  it('says how many units there are and how many are dead', () => {
    expect(texts[0]).toBe('2 of 2,048 units; 37 dead: 0 in all 10,000 samples');
    const lively = { ...cardsOf(alive), of: { units: 2048, dead: 0, samples: 10_000 } };
    expect(textOf(all(parseXml(svg(lively)), 'text')[0]!)).toBe('1 of 2,048 units; none is dead in 10,000 samples');
    expect(all(root, 'desc')[0]!.text).toContain('unit <7> is active in 3.1 %; unit 8 is dead.');
  });

  it('draws what a unit adds, its samples with how strong it is in each, and a bar for each part that is not empty', () => {
    for (const text of ['unit <7>', 'active in 3.1 %', '2.5', '1.25', 'dead', 'never active']) expect(texts).toContain(text);
    expect(all(root, 'image')).toHaveLength(1 + 3 + 1);
    const bars = all(root, 'rect').filter(({ attributes }) => attributes['class'] === 'hourglass-fill-line0');
    expect(bars.map(({ attributes }) => Number(attributes['height']))).toEqual([34, 17, 8.5]);
  });

  it('puts three beside one another, each inside the picture', () => {
    const many = parseXml(svg(cardsOf(...Array.from({ length: 7 }, () => alive))));
    const places = all(many, 'g').flatMap(({ attributes }) => [attributes['transform'] ?? []].flat());
    expect(places).toHaveLength(7);
    expect(new Set(places.map((place) => place.split(' ')[0])).size).toBe(3);
    const lowest = Math.max(...places.map((place) => Number(/ ([\d.]+)\)/.exec(place)![1])));
    expect(lowest + 130).toBeLessThan(Number(many.attributes['height']));
  });

  it('gives every colour a dark counterpart', () => {
    const style = all(root, 'style')[0]!.text;
    for (const { attributes } of ['text', 'rect'].flatMap((name) => all(root, name))) expect(style).toContain(`.${attributes['class']!} {`);
  });

  it('refuses none, and cards that do not hold together', () => {
    expect(() => svg(cardsOf())).toThrow(/at least one/);
    expect(() => svg(cardsOf({ ...alive, activations: [1] }))).toThrow(InvalidDataError);
    expect(() => svg(cardsOf({ ...alive, direction: { data: new Float32Array(), shape: [0] } }))).toThrow(InvalidDataError);
  });
});

describe('png(cards)', () => {
  it('draws a line for each card: what the unit adds, 0 the middle grey, and its samples', () => {
    const { width, height, channels, data } = decode(png(cardsOf(alive, dead), { scale: 1 }));
    expect([width, height, channels]).toEqual([4 * 2 + 3 * 2, 2 * 2 + 2, 1]);
    expect(Array.from(data.subarray(0, 7))).toEqual([0, 128, 255, 255, 0, 0, 255]);
    expect(Array.from(data.subarray(4 * width, 4 * width + 7))).toEqual([0, 128, 255, 255, 255, 255, 255]);
  });

  it('refuses none', () => {
    expect(() => png(cardsOf())).toThrow(InvalidDataError);
  });
});
