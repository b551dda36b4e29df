import { extentKernelsWasm } from './extent-kernels-wasm.js';
import type { NdArray, Range } from './values.js';
import { wasmKernels } from './wasm-kernels.js';

type Extent<Data = Float32Array> = (values: Data) => Range;

let float32Extent: Extent | undefined;

/**
 * The least and the greatest of some values, in WebAssembly where that may be compiled: all that a model is given passes here.
 *
 * @returns NaN for both where one of them is NaN; [Infinity, -Infinity] for none
 */
export function extent(values: NdArray['data']): Range {
  if (!(values instanceof Float32Array)) return plainExtent(values);
  float32Extent ??= extentKernel() ?? plainExtent;
  return float32Extent(values);
}

/** Whether no value is NaN or infinite. */
export const allFinite = (values: NdArray['data']): boolean =>
  values.length === 0 || extent(values).every((value) => Number.isFinite(value));

/** `extent` without WebAssembly. */
export function plainExtent(values: NdArray['data']): Range {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!(value >= least)) least = value;
    if (!(value <= most)) most = value;
    if (value !== value) return [NaN, NaN];
  }
  return [least, most];
}

/** Values that are looked at together, in the first page of the memory; 16 more fill up its last block. */
const chunk = 16384;
const blockSize = 16;
const resultPlace = 4 * (chunk + blockSize);

interface ExtentKernels {
  extent(values: number, bytes: number, out: number): number;
}

/** The kernel of kernels/extent.ts. */
export function extentKernel(): Extent | undefined {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2 });
  const kernels = wasmKernels(extentKernelsWasm, { memory }) as ExtentKernels | undefined;
  if (!kernels) return undefined;
  const given = new Float32Array(memory.buffer, 0, chunk + blockSize);
  const result = new Float32Array(memory.buffer, resultPlace, 2);

  return (values) => {
    let [least, most] = [Infinity, -Infinity];
    for (let begin = 0; begin < values.length; begin += chunk) {
      const count = Math.min(chunk, values.length - begin);
      given.set(count === values.length ? values : values.subarray(begin, begin + count));
      const whole = Math.ceil(count / blockSize) * blockSize;
      given.fill(given[0]!, count, whole);
      if (!kernels.extent(0, 4 * whole, resultPlace)) return plainExtent(values);
      least = Math.min(least, result[0]!);
      most = Math.max(most, result[1]!);
    }
    return [least, most];
  };
}
