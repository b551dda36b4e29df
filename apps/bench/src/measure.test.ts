import { EnvironmentError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import type { Contender, Request } from './contender.js';
import { measure } from './measure.js';
import type { Absence, Measurement } from './outcome.js';

/** A contender that sums square roots; what it is asked for is noted. */
function summing(name: string, log: string[], { batch = 1000, figure = (from: number) => from + 1, failsAt = Infinity } = {}): Contender {
  return {
    name,
    batch,
    steps: 4,
    start: async () => {
      let calls = 0;
      return {
        version: 'square roots',
        run: async ({ from, steps }: Request) => {
          if (++calls > failsAt) throw new Error('out of roots');
          log.push(name);
          const begun = performance.now();
          let sum = 0;
          for (let i = 0; i < steps * batch; i++) sum += Math.sqrt(i);
          expect(sum).toBeGreaterThan(0);
          return { milliseconds: performance.now() - begun, figure: figure(from) };
        },
        stop: async () => void log.push(`${name} stops`),
      };
    },
  };
}

async function outcomesOf(contenders: readonly Contender[], compared = 2): Promise<(Measurement | Absence)[]> {
  const outcomes: (Measurement | Absence)[] = [];
  const settings = { name: 'roots', rounds: 2, onProgress: () => undefined };
  for await (const outcome of measure(contenders, settings, compared)) outcomes.push(outcome);
  return outcomes;
}

describe('measure(contenders, settings, compared)', () => {
  it('lets the contenders take turns, and stops them', async () => {
    const log: string[] = [];
    const outcomes = await outcomesOf([summing('a', log), summing('b', log)]);
    expect(log).toEqual(['a', 'a', 'a', 'b', 'b', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a stops', 'b stops']);
    expect(outcomes.map(({ contender }) => contender)).toEqual(['a', 'b']);
    for (const { loss, median_ms: median, min_ms: min, max_ms: max, samples_per_second: speed } of outcomes as Measurement[]) {
      expect(loss).toBe(2);
      expect(min).toBeGreaterThan(0);
      expect(median).toBeGreaterThanOrEqual(min);
      expect(max).toBeGreaterThanOrEqual(median);
      expect(speed).toBeCloseTo(1e6 / median);
    }
  });

  it('measures nobody whose work is of other figures, unless it is of another batch or they are not compared', async () => {
    const other = { figure: () => 7 };
    const field = (log: string[]) => [summing('a', log), summing('b', log, other), summing('c', log, { ...other, batch: 10 })];
    const log: string[] = [];
    expect(await outcomesOf(field(log))).toMatchObject([
      { bench: 'roots', contender: 'b', batch: 1000, failed: true, reason: expect.stringContaining('received 7') },
      { contender: 'a' },
      { contender: 'c', loss: 7 },
    ]);
    expect(log.filter((line) => line.endsWith('stops'))).toEqual(['b stops', 'a stops', 'c stops']);
    expect(await outcomesOf(field([]), 0)).toMatchObject([{ median_ms: expect.any(Number) }, { loss: 7 }, { loss: 7 }]);
  });

  it('compares no more steps of a contender than it says', async () => {
    const figure = (from: number): number => (from === 0 ? 1 : 7);
    const field = (compared: number) => [summing('a', []), { ...summing('b', [], { figure }), compared }];
    expect(await outcomesOf(field(1))).toMatchObject([{ contender: 'a' }, { contender: 'b', loss: 7 }]);
    expect(await outcomesOf(field(2))).toMatchObject([{ contender: 'b', failed: true }, { contender: 'a' }]);
  });

  it('tells who is missing from who fails, and goes on with the rest', async () => {
    const missing: Contender = { ...summing('missing', []), start: () => Promise.reject(new EnvironmentError('not installed')) };
    const log: string[] = [];
    const outcomes = await outcomesOf([missing, summing('weak', log, { failsAt: 4 }), summing('a', log)]);
    expect(outcomes).toMatchObject([
      { contender: 'missing', failed: false, reason: 'not installed' },
      { contender: 'weak', failed: true, reason: 'out of roots' },
      { contender: 'a', median_ms: expect.any(Number) },
    ]);
    expect(log.filter((line) => line.endsWith('stops'))).toEqual(['weak stops', 'a stops']);
  });
});
