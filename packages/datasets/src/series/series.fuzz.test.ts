import { expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.js';
import { targets } from './series.fuzz.js';

it.each(targets)('$name refuses damaged files or reads what they say', async (target) => {
  const { failures, read } = await fuzz(target, { seed: 1, cases: 400 });
  expect(failures).toEqual([]);
  expect(read).toBeGreaterThan(0);
});
