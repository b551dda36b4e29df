import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { invariance } from '../../apps/examples/src/contractive/invariance.js';

it('the contractive example has codes that noise moves less, and draws how far', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
  const { plain, contractive } = await invariance({ count: 1500, folder });
  plain!.moved.slice(1).forEach((share, i) => { expect(contractive!.moved[i + 1]).toBeLessThan(0.75 * share); });
  expect(contractive!.mse).toBeLessThan(0.08); // that of the mean image is 0.1
  expect((await readFile(join(folder, 'moved.png'))).subarray(1, 4).toString()).toBe('PNG');
  await rm(folder, { recursive: true });
});
