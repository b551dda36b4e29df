import { sizeOf, type Autoencoder, type NdArray } from '@hourglass/core';
import { expect } from 'vitest';
import { onnxNode } from '../node.js';
import { exportOnnx, type OnnxFile } from './export-onnx.js';

/** Different numbers in [0, 1), evenly spread, in no order. */
export const spread = (shape: readonly number[]): NdArray<Float32Array> => ({
  data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => ((i + 1) * 0.6180339887) % 1),
  shape,
});

const runtime = onnxNode({ threads: 1 });

/** What ONNX Runtime makes of a file's inputs, by the names of its outputs. */
export async function runFile({ bytes }: OnnxFile, inputs: Readonly<Record<string, NdArray>>) {
  const session = await (await runtime).load(bytes);
  try {
    return await session.run(inputs);
  } finally {
    await session.release();
  }
}

/** Expects the files of a model to give what the model gives, for batches of several sizes. */
export async function expectSameAsFiles(model: Autoencoder): Promise<void> {
  const files = await exportOnnx(model);
  const { encode, decode, reconstruct } = model;
  for (const [file, run, name] of [[files.encoder, encode, 'code'], [files.decoder, decode, 'reconstruction'], [files.autoencoder, reconstruct, 'reconstruction']] as const)
    for (const size of [1, 3, 7]) {
      const [[input, [, ...shape]], second] = Object.entries(file.inputs) as [[string, ['batch', ...number[]]], [string, ['batch', ...number[]]]?];
      const sample = spread([size, ...shape]);
      const condition = second && spread([size, ...(second[1].slice(1) as number[])]);
      const { [name]: found } = await runFile(file, { [input]: sample, ...(condition && { condition }) });
      const expected = await run(sample, condition);
      expect(found!.shape).toEqual(expected.shape);
      const largest = Math.max(...expected.data.map(Math.abs), 1);
      expect(Math.max(...expected.data.map((value, i) => Math.abs(value - found!.data[i]!)))).toBeLessThan(1e-5 * largest);
    }
}
