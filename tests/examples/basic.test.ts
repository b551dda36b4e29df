import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { basic } from '../../apps/examples/src/undercomplete/basic.js';

describe('the basic example', () => {
  let folder: string;
  let result: Awaited<ReturnType<typeof basic>>;
  beforeAll(async () => {
    vi.spyOn(console, 'log').mockReturnValue();
    folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
    result = await basic({ count: 2000, epochs: 12, folder });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('ends below PCA of the same code size, and PCA below the mean image', () => {
    const { errors } = result;
    expect(errors.autoencoder).toBeLessThan(0.9 * errors.pca);
    expect(errors.pca).toBeLessThan(0.6 * errors.mean);
  });

  it('keeps a history of every epoch, whose loss falls', () => {
    const totals = result.history.epochs.map(({ train }) => train['total']!);
    expect(totals).toHaveLength(12);
    expect(totals.at(-1)).toBeLessThan(0.5 * totals[0]!);
  });

  it('writes the pictures and the curve of the loss', async () => {
    const pictures = await readFile(join(folder, 'rows.png'));
    expect(pictures.subarray(1, 4).toString()).toBe('PNG');
    expect(pictures.readUInt32BE(16)).toBeGreaterThan(10 * 28);
    expect(await readFile(join(folder, 'loss.svg'), 'utf8')).toMatch(/^<svg[^]*val\/total[^]*<\/svg>\s*$/);
  });
});
