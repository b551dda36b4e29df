import fc from 'fast-check';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './hourglass.fixture.js';
import { readNpy, writeNpy } from './npy.js';

it('writeNpy(path, array) and readNpy(path) bring back any array of float32', async () => {
  const path = join(await temporaryFolder(), 'deep', 'array.npy');
  const arrays = fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
    .chain((shape) => {
      const size = shape.reduce((product, axis) => product * axis, 1);
      return fc.record({ shape: fc.constant(shape), data: fc.float32Array({ minLength: size, maxLength: size }) });
    });
  await fc.assert(
    fc.asyncProperty(arrays, async (array) => {
      await writeNpy(path, array);
      expect(await readNpy(path)).toEqual(array);
    }),
    { numRuns: 50 },
  );
});
