import { scaleKernelsWasm } from './scale-kernels-wasm.js';
import { wasmKernels } from './wasm-kernels.js';

/** Writes `(x − centre) / spread` of values in rows, each of as many as there are centres; `values` may be `into`. */
export type ScaleRows = (values: Float32Array | Int32Array, into: Float32Array) => void;

/** Rows scaled in WebAssembly where that may be compiled: everything that a scaled model is trained on passes here. */
export const scaleRows = (centre: Float32Array, spread: Float32Array): ScaleRows =>
  scaleKernel(centre, spread) ?? plainScaleRows(centre, spread);

/** `scaleRows` without WebAssembly, with the same bits. */
export const plainScaleRows = (centre: Float32Array, spread: Float32Array): ScaleRows => (values, into) => {
  const width = centre.length;
  for (let start = 0; start < values.length; start += width)
    for (let i = 0; i < width; i++) into[start + i] = Math.fround(values[start + i]! - centre[i]!) / spread[i]!;
};

/** Floats that are scaled together: a page of the memory. Centres and spreads, over and over, fill two more. */
const page = 16384;

interface ScaleKernels {
  scale(values: number, end: number, centre: number, spread: number): void;
}

/** The kernel of kernels/scale.ts, for rows that a page holds. */
export function scaleKernel(centre: Float32Array, spread: Float32Array): ScaleRows | undefined {
  const chunk = Math.floor(page / centre.length) * centre.length; // whole rows
  if (chunk === 0) return undefined;
  const memory = new WebAssembly.Memory({ initial: 3, maximum: 3 });
  const kernels = wasmKernels(scaleKernelsWasm, { memory }) as ScaleKernels | undefined;
  if (!kernels) return undefined;
  const [floats, centres, spreads] = [0, 1, 2].map((number) => new Float32Array(memory.buffer, 4 * page * number, page)) as [Float32Array, Float32Array, Float32Array];
  for (let start = 0; start < chunk; start += centre.length) {
    centres.set(centre, start);
    spreads.set(spread, start);
  }
  return (values, into) => {
    for (let begin = 0; begin < values.length; begin += chunk) {
      const count = Math.min(chunk, values.length - begin);
      floats.set(count === values.length ? values : values.subarray(begin, begin + count));
      kernels.scale(0, 4 * count, 4 * page, 8 * page);
      into.set(floats.subarray(0, count), begin);
    }
  };
}
