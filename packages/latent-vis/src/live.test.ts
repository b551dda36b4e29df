import { InvalidOptionError, type Progress } from '@hourglass/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { live } from './live.js';

const epochs = 400;
const after = (epoch: number): Progress => ({
  epoch, epochs, batch: 1, step: epoch, terms: {}, record: { epoch, step: epoch, seconds: 0.1, learningRate: 0.001, train: {} },
});

describe('live(draw, { share })', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  /** The epochs after which something was drawn, where each takes 100 ms and drawing `cost`. */
  async function drawnAfter(cost: number, options?: { readonly share: number }): Promise<number[]> {
    const drawn: number[] = [];
    const onProgress = live(({ epoch }) => { drawn.push(epoch); vi.advanceTimersByTime(cost); }, options);
    for (let epoch = 1; epoch <= epochs; epoch++) {
      vi.advanceTimersByTime(100);
      await onProgress({ ...after(epoch), record: undefined } as never); // a step
      await onProgress(after(epoch));
    }
    return drawn;
  }

  it('draws after each epoch where that is cheap', async () => {
    expect(await drawnAfter(2)).toEqual(Array.from({ length: epochs }, (_, i) => i + 1));
  });

  it('draws after the first, the last, and between them, all within its share', async () => {
    const drawn = await drawnAfter(50);
    expect(drawn.slice(0, 3)).toEqual([1, 30, 40]);
    expect(drawn.at(-1)).toBe(epochs);
    expect(drawn.length * 50).toBeLessThanOrEqual(0.05 * epochs * 100);
    expect(await drawnAfter(50, { share: 1 })).toHaveLength(epochs);
  });

  it.each([0, 2, NaN])('refuses a share of %s', (share) => {
    expect(() => live(() => undefined, { share })).toThrow(InvalidOptionError);
  });
});
