import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { expect, it, vi } from 'vitest';
import { sound } from '../../apps/examples/src/denoising/sound.js';

it('the example of sound takes noise off tones that it never heard, and writes them', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
  expect(await sound({ count: 1500, epochs: 5, folder })).toBeGreaterThan(4);
  const { shape, sampleRate } = await readWav(file(join(folder, 'tone-0-cleaned.wav')));
  expect({ shape, sampleRate }).toEqual({ shape: [4000, 1], sampleRate: 8000 });
  await rm(folder, { recursive: true });
});
