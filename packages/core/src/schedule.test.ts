import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from './errors.js';
import { fromJSON, toJSON } from './part.js';
import { cosineDecay, linearDecay, valueAt, warmUp, type Schedule } from './schedule.js';

const course = (schedule: Schedule, ...steps: number[]): number[] => steps.map((step) => schedule.at(step));

describe('schedules', () => {
  it('warmUp rises in a straight line and stays', () => {
    expect(course(warmUp({ value: 2, steps: 4 }), 0, 1, 2, 4, 100)).toEqual([0, 0.5, 1, 2, 2]);
  });

  it('linearDecay keeps its value, falls in a straight line and stays', () => {
    expect(course(linearDecay({ value: 1, steps: 10, from: 5 }), 0, 5, 7.5, 10, 99)).toEqual([1, 1, 0.5, 0, 0]);
    expect(course(linearDecay({ value: 1, steps: 4, end: 0.5 }), 0, 2, 4)).toEqual([1, 0.75, 0.5]);
  });

  it('cosineDecay falls along half a cosine and stays', () => {
    const [start, middle, end, after] = course(cosineDecay({ value: 1, steps: 10, end: 0.1 }), 0, 5, 10, 11);
    expect(start).toBeCloseTo(1);
    expect(middle).toBeCloseTo(0.55);
    expect([end, after]).toEqual([0.1, 0.1]);
  });

  it('come back from JSON', () => {
    const schedule = linearDecay({ value: 1, steps: 10, from: 5 });
    const back = fromJSON(toJSON(schedule), [linearDecay]) as Schedule;
    expect(course(back, 0, 6, 9)).toEqual(course(schedule, 0, 6, 9));
  });

  it('valueAt takes a number for a schedule that never changes', () => {
    expect(valueAt(0.3, 7)).toBe(0.3);
    expect(valueAt(warmUp({ value: 1, steps: 2 }), 1)).toBe(0.5);
  });

  it.each([
    () => warmUp({ value: 1, steps: 0 }),
    () => cosineDecay({ value: -1, steps: 3 }),
    () => linearDecay({ value: 1, steps: 3, from: -1 }),
    () => warmUp({ value: 1, step: 3 } as never),
  ])('refuse bad options: %s', (make) => {
    expect(make).toThrow(InvalidOptionError);
  });
});
