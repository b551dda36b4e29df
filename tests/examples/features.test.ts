import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { features } from '../../apps/examples/src/overcomplete-sparse/features.js';

it('the example of features finds many units that are active in some digits, and draws them', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
  const { cards, mse } = await features({ count: 1500, epochs: 6, folder });
  expect(cards.of.dead).toBeLessThan(0.5 * cards.of.units);
  expect(cards.cards.every(({ density }) => density > 0 && density < 0.6)).toBe(true);
  expect(mse).toBeLessThan(0.04); // that of the mean image is 0.1
  expect((await readFile(join(folder, 'features.png'))).subarray(1, 4).toString()).toBe('PNG');
  await rm(folder, { recursive: true });
});
