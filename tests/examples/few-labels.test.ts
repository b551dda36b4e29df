import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { fewLabels } from '../../apps/examples/src/features/few-labels.js';

it('the example of features has codes that say more of a class than principal components do, and draws which are near', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
  const { code, pca } = await fewLabels({ count: 2000, epochs: 12, width: 200, folder });
  expect(code.logistic).toBeLessThan(pca.logistic);
  expect((await readFile(join(folder, 'nearest.png'))).subarray(1, 4).toString()).toBe('PNG');
  await rm(folder, { recursive: true });
});
