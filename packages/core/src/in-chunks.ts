import type { PreparedForward } from './engine.js';
import { sizeOf, type NamedArrays, type NdArray } from './values.js';

/** Samples that go through an engine at once, so that memory does not grow with their number. */
const chunkSize = 1024;

/**
 * Runs a function that gives `output` over the rows of its inputs, some at a time.
 *
 * @param inputs `input` and whatever stands beside it, each with the batch axis first
 * @returns the rows of all outputs, in order
 */
export async function inChunks(forward: PreparedForward, inputs: NamedArrays): Promise<NdArray<Float32Array>> {
  const count = inputs['input']!.shape[0]!;
  const results: NdArray[] = [];
  for (let start = 0; start < count; start += chunkSize) {
    const end = Math.min(count, start + chunkSize);
    const chunk = Object.entries(inputs).map(([name, array]) => [name, rowRange(array, start, end)] as const);
    results.push((await forward.run(Object.fromEntries(chunk)))['output']!);
  }
  if (results.length === 1) return results[0] as NdArray<Float32Array>;
  const shape = [count, ...results[0]!.shape.slice(1)];
  const data = new Float32Array(sizeOf(shape));
  let offset = 0;
  for (const result of results) {
    data.set(result.data, offset);
    offset += result.data.length;
  }
  return { data, shape };
}

function rowRange({ data, shape }: NdArray, start: number, end: number): NdArray {
  const width = sizeOf(shape.slice(1));
  return { data: data.subarray(start * width, end * width), shape: [end - start, ...shape.slice(1)] };
}
