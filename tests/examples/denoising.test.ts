import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { basic } from '../../apps/examples/src/denoising/basic.js';

it('the denoising example takes away most of the noise of digits that it never saw, and draws them', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
  const { spoiled, cleaned } = await basic({ count: 1500, epochs: 8, folder });
  expect(spoiled).toBeGreaterThan(0.1);
  expect(cleaned).toBeLessThan(0.4 * spoiled);
  expect((await readFile(join(folder, 'rows.png'))).subarray(1, 4).toString()).toBe('PNG');
  await rm(folder, { recursive: true });
});
