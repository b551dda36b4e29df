import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patchesOf } from './patches-of.js';

const pair = (most: number) => fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }));

it('tells how many of the patches after one share pixels with it', () => {
  fc.assert(
    fc.property(pair(12), pair(4), pair(5), ([height, width], patch, step) => {
      fc.pre(height >= patch[0] && width >= patch[1]);
      const patches = patchesOf([height, width], { patch, step, name: 'image' });
      const places = Array.from({ length: patches.length }, (_, number) => patches.at(number));
      const farthest = places.flatMap((a, first) =>
        places.flatMap((b, second) => (Math.abs(a.y - b.y) < patch[0] && Math.abs(a.x - b.x) < patch[1] ? [second - first] : [])),
      );
      expect(patches.overlap).toBe(farthest.reduce((most, distance) => Math.max(most, distance)));
    }),
  );
});

it('has none where patches lie side by side', () => {
  expect(patchesOf([9, 9], { patch: [3, 3], step: undefined, name: 'image' }).overlap).toBe(0);
});
