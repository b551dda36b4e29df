import { randomKernelsWasm } from './random-kernels-wasm.js';
import { wasmKernels } from './wasm-kernels.js';

/** The fills of `random-fill`, many times as fast. */
export interface RandomKernels {
  uniform(seed: number, out: Float32Array): void;
  normal(seed: number, out: Float32Array): void;
}

/** The functions of kernels/random.ts; places are bytes of the memory. */
interface Exports {
  start(seed: number): void;
  uniform(out: number, bytes: number): void;
  normal(out: number, bytes: number): void;
}

/** Numbers made at once, in a memory of one page. */
const chunk = 16384;
/** Normal numbers come eight at a time. */
const blockSize = 8;

/** Compiles the kernels, or gives nothing where that is forbidden, as by the content policy of a page. */
export function randomKernels(): RandomKernels | undefined {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const exports = wasmKernels(randomKernelsWasm, { memory }) as Exports | undefined;
  if (!exports) return undefined;
  const made = new Float32Array(memory.buffer);
  const filling =
    (fill: Exports['normal']): RandomKernels['normal'] =>
    (seed, out) => {
      exports.start(seed);
      for (let begin = 0; begin < out.length; begin += chunk) {
        const count = Math.min(chunk, out.length - begin);
        fill(0, 4 * Math.ceil(count / blockSize) * blockSize);
        out.set(made.subarray(0, count), begin);
      }
    };
  return { uniform: filling(exports.uniform), normal: filling(exports.normal) };
}
