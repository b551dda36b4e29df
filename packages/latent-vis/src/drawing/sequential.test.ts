import { expect, it } from 'vitest';
import { sequential } from './sequential.js';

it('goes from dark to bright, ever lighter, and clips', () => {
  const luminance = Array.from({ length: 101 }, (_, i) => {
    const [red, green, blue] = sequential(i / 100);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  for (let i = 1; i <= 100; i++) expect(luminance[i]!).toBeGreaterThan(luminance[i - 1]! - 1);
  expect(luminance[0]).toBeLessThan(5);
  expect(luminance[100]).toBeGreaterThan(240);
  expect([sequential(-3), sequential(7)]).toEqual([sequential(0), sequential(1)]);
});
