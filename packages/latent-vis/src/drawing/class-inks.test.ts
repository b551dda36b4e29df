import { describe, expect, it } from 'vitest';
import { classInks, restInk } from './class-inks.js';

type Vector = readonly number[];
const times = (matrix: readonly Vector[], vector: Vector): number[] => matrix.map((row) => row.reduce((sum, value, i) => sum + value * vector[i]!, 0));

const linear = (ink: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(ink.slice(at, at + 2), 16) / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));

/** What readers see of linear red, green and blue: Machado, Oliveira and Fernandes (2009), severity 1. */
const visions: Readonly<Record<string, readonly Vector[]>> = {
  'full colour vision': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** Ottosson's Oklab (2020), in hundredths. */
function oklab(colour: Vector): number[] {
  const cones = times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], colour.map((value) => Math.min(1, Math.max(0, value))));
  return times([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], cones.map(Math.cbrt)).map((value) => value * 100);
}

const contrast = (ink: string, ground: string): number => {
  const [a, b] = [ink, ground].map((colour) => times([[0.2126, 0.7152, 0.0722]], linear(colour))[0]!) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

const leastDifference = (inks: readonly string[], vision: readonly Vector[]): number => {
  const seen = inks.map((ink) => oklab(times(vision, linear(ink))));
  return Math.min(...seen.flatMap((a, i) => seen.slice(0, i).map((b) => Math.hypot(...a.map((value, axis) => value - b[axis]!)))));
};

describe('the colours of classes', () => {
  it.each(Object.entries(visions))('are told apart with %s', (_, vision) => {
    expect(leastDifference(classInks, vision)).toBeGreaterThan(7.5);
    expect(leastDifference([...classInks, restInk], vision)).toBeGreaterThan(4.5);
    expect(leastDifference(classInks.slice(0, 5), vision)).toBeGreaterThan(9);
  });

  it('and the measure finds red and green alike to those who do not see the difference', () => {
    const pair = ['#c06020', '#808020'];
    expect(leastDifference(pair, visions['deuteranopia']!)).toBeLessThan(0.5 * leastDifference(pair, visions['full colour vision']!));
  });

  it.each([...classInks, restInk])('%s stands out on white and on dark ground', (ink) => {
    expect(contrast(ink, '#ffffff')).toBeGreaterThan(2);
    expect(contrast(ink, '#14171c')).toBeGreaterThan(2.4);
  });
});
