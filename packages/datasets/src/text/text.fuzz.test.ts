import { expect, it } from 'vitest';
import { fuzz, type FuzzTarget } from '../fuzz/fuzz.js';
import { targets } from './text.fuzz.js';

it.each(targets as readonly FuzzTarget[])('$name refuses damaged text or reads what it says', async (target) => {
  const { failures, read } = await fuzz(target, { seed: 1, cases: 400 });
  expect(failures).toEqual([]);
  expect(read).toBeGreaterThan(0);
});
