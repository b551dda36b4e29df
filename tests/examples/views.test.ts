import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { views } from '../../apps/examples/src/latent-vis/views.js';

it('the example of views maps digits better than PCA of the images, and draws every view and a report', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
  const { code, pca } = await views({ count: 2000, epochs: 40, folder });
  expect(code).toBeGreaterThan(1.2 * pca);
  expect((await readdir(folder)).sort()).toEqual(['live.png', 'loss.png', 'manifold.png', 'map.png', 'report.html', 'rows.png', 'traversals.png']);
  expect((await readFile(join(folder, 'report.html'), 'utf8')).match(/<svg/g)).toHaveLength(5);
  await rm(folder, { recursive: true });
});
