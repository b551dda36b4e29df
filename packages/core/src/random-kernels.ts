import { randomKernelsWasm } from './random-kernels-wasm.js';
import type { Ziggurat } from './ziggurat.js';

/** The fills of `random-fill`, several times as fast. */
export interface RandomKernels {
  uniform(seed: number, out: Float32Array): void;
  normal(seed: number, out: Float32Array): void;
}

/** The functions of kernels/random.ts; places are bytes of the memory. */
interface Exports {
  start(seed: number): void;
  uniform(out: number, bytes: number): void;
  normal(...places: [out: number, bytes: number, scales: number, insides: number, heights: number, tailStart: number]): void;
}

const pageBytes = 65536;
/** Numbers made at once, in a memory of one page for the tables and four for them. */
const chunk = pageBytes;

/** Compiles the kernels, or gives nothing where that is forbidden, as by the content policy of a page. */
export function randomKernels({ scales, insides, heights, tailStart }: Ziggurat): RandomKernels | undefined {
  const memory = new WebAssembly.Memory({ initial: 5, maximum: 5 });
  const exports = instantiate(memory);
  if (!exports) return undefined;

  let free = 0;
  const place = (table: Float64Array | Int32Array): number => {
    const offset = free;
    new Uint8Array(memory.buffer, offset).set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength));
    free += Math.ceil(table.byteLength / 8) * 8;
    return offset;
  };
  const tables = [place(scales), place(insides), place(heights), tailStart] as const;
  const made = new Float32Array(memory.buffer, pageBytes, chunk);

  const filling =
    (fill: (out: number, bytes: number) => void): RandomKernels['normal'] =>
    (seed, out) => {
      exports.start(seed);
      for (let begin = 0; begin < out.length; begin += chunk) {
        const count = Math.min(chunk, out.length - begin);
        fill(pageBytes, 4 * count);
        out.set(made.subarray(0, count), begin);
      }
    };
  return {
    uniform: filling((out, bytes) => { exports.uniform(out, bytes); }),
    normal: filling((out, bytes) => { exports.normal(out, bytes, ...tables); }),
  };
}

function instantiate(memory: WebAssembly.Memory): Exports | undefined {
  const binary = Uint8Array.from(atob(randomKernelsWasm), (letter) => letter.charCodeAt(0));
  try {
    const env = { memory, log: Math.log, exp: Math.exp };
    return new WebAssembly.Instance(new WebAssembly.Module(binary), { env }).exports as unknown as Exports;
  } catch {
    return undefined;
  }
}
