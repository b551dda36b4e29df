import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // registers the gradients
import { beforeAll, describe, expect, it } from 'vitest';
import { binaryCrossEntropy, categoricalCrossEntropy, headFor, lossFor, meanSquaredError, type Loss } from './loss.js';

beforeAll(() => tf.setBackend('cpu'));

const target = [0.2, 0.9, 0, 1, 0.5, 0.4];
const guess = [0.3, 0.6, 0.1, 0.8, 0.25, 0.7];
const mask = [1, 0, 1, 1, 1, 0];

const value = (loss: Loss, prediction: number[], use?: number[]): number =>
  tf.tidy(() => loss.apply(tf.tensor2d(target, [2, 3]), tf.tensor2d(prediction, [2, 3]), use && tf.tensor2d(use, [2, 3])).dataSync()[0]!);

const mean = (values: number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
const crossEntropy = (x: number, p: number): number => -x * Math.log(p) - (1 - x) * Math.log(1 - p);

describe.each([meanSquaredError, binaryCrossEntropy, categoricalCrossEntropy])('the gradient of a loss', (make) => {
  it.each([{ use: undefined }, { use: mask }])(`${make.kind} equals finite differences, with mask $use`, ({ use }) => {
    const loss = make();
    const gradient = tf.grad((x) => loss.apply(tf.tensor2d(target, [2, 3]), x, use && tf.tensor2d(use, [2, 3])));
    const found = gradient(tf.tensor2d(guess, [2, 3])).dataSync();
    guess.forEach((_, i) => {
      const moved = (by: number): number[] => guess.map((p, j) => (i === j ? p + by : p));
      const slope = (value(loss, moved(1e-2), use) - value(loss, moved(-1e-2), use)) / 2e-2;
      expect(found[i]).toBeCloseTo(slope, 2);
    });
  });
});

describe('meanSquaredError and binaryCrossEntropy', () => {
  it('average over every value, or sum over a sample', () => {
    const squares = target.map((x, i) => (x - guess[i]!) ** 2);
    expect(value(meanSquaredError(), guess)).toBeCloseTo(mean(squares));
    expect(value(meanSquaredError({ reduction: 'sum-per-sample' }), guess)).toBeCloseTo(3 * mean(squares));
    const entropies = target.map((x, i) => crossEntropy(x, guess[i]!));
    expect(value(binaryCrossEntropy(), guess)).toBeCloseTo(mean(entropies));
    expect(value(binaryCrossEntropy({ reduction: 'sum-per-sample' }), guess)).toBeCloseTo(3 * mean(entropies));
  });

  it('average over what a mask leaves', () => {
    const left = target.map((x, i) => (x - guess[i]!) ** 2).filter((_, i) => mask[i]);
    expect(value(meanSquaredError(), guess, mask)).toBeCloseTo(mean(left));
  });

  it('stay finite at certain and wrong guesses', () => {
    expect(value(binaryCrossEntropy(), [1, 0, 1, 0, 1, 0])).toBeLessThan(17);
    expect(value(binaryCrossEntropy(), [...target])).toBeGreaterThan(0);
  });
});

describe('categoricalCrossEntropy', () => {
  it('sums over classes and averages over the batch', () => {
    const sums = [0, 1].map((row) => -[0, 1, 2].reduce((sum, i) => sum + target[3 * row + i]! * Math.log(guess[3 * row + i]!), 0));
    expect(value(categoricalCrossEntropy(), guess)).toBeCloseTo(mean(sums));
  });
});

describe('lossFor(range) and headFor(loss, range)', () => {
  it('choose what the range of the data allows', () => {
    const chosen = ([low, high]: [number, number]): string => `${lossFor([low, high]).kind} ${headFor(lossFor([low, high]), [low, high])}`;
    expect(chosen([0, 1])).toBe('binaryCrossEntropy sigmoid');
    expect(chosen([-1, 1])).toBe('meanSquaredError tanh');
    expect(chosen([-3, 3])).toBe('meanSquaredError linear');
    expect(headFor(meanSquaredError(), [0, 1])).toBe('sigmoid');
    expect(headFor(categoricalCrossEntropy(), [0, 1])).toBe('softmax');
  });

  it('refuse an unknown option by name', () => {
    expect(() => meanSquaredError({ reducton: 'mean' } as object)).toThrow(/no option "reducton"; it takes reduction/);
  });
});
