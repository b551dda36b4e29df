import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { exportOnnx } from '@hourglass/compile';
import { beforeAll, describe, expect, it } from 'vitest';
import { runFile } from '../../packages/compile/src/export/exported.fixture.js';
import { models } from './onnx-models.js';

interface Stored {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
type Files = Record<'encoder' | 'decoder' | 'autoencoder', { readonly input: Stored; readonly output: Stored }>;

const fixture = JSON.parse(readFileSync(new URL('fixtures/onnx-export.json', import.meta.url), 'utf8')) as { models: Record<string, Files> };

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('every model was run in Python', () => {
  expect(Object.keys(fixture.models).sort()).toEqual(Object.keys(models()).sort());
});

describe.each(Object.entries(fixture.models))('the files of %s', (name, files) => {
  it('give what ONNX Runtime gave in Python', async () => {
    const exported = await exportOnnx(models()[name]!);
    for (const [file, { input, output }] of Object.entries(files) as [keyof Files, Files[keyof Files]][]) {
      const given = { data: Float32Array.from(input.data), shape: input.shape };
      const { [output.name]: found } = await runFile(exported[file], { [input.name]: given });
      expect(found!.shape).toEqual(output.shape);
      output.data.forEach((value, i) => { expect(found!.data[i]).toBeCloseTo(value, 5); });
    }
  });
});
