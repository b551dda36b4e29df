import { expect, it } from 'vitest';
import { heldOut } from './held-out.js';

it('holds out a tenth of the samples, of every class though labels come round like the digits of numbers', () => {
  const isHeld = heldOut(1000);
  const held = Array.from({ length: 1000 }, (_, row) => row).filter(isHeld);
  expect(held).toHaveLength(100);
  expect(new Set(held.map((row) => row % 10)).size).toBe(10);
});

it('holds out one sample of one', () => {
  expect(heldOut(1)(0)).toBe(true);
});
