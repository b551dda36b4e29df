import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { onnx } from '../../apps/examples/src/export/onnx.js';

const folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
afterAll(() => rm(folder, { recursive: true }));

it('the example of ONNX files writes them, and ONNX Runtime gives what the model gives', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const differences = await onnx({ count: 200, epochs: 1, folder });
  expect((await readdir(folder)).sort()).toEqual(['autoencoder.onnx', 'decoder.onnx', 'encoder.onnx']);
  expect(Object.keys(differences)).toEqual(['1', '10', '100']);
  for (const difference of Object.values(differences)) expect(difference).toBeLessThan(1e-5);
});
