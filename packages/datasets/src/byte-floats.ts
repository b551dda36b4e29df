import { wasmKernels } from '@hourglass/core';
import { byteKernelsWasm } from './byte-kernels-wasm.js';

/** Bytes that are converted at once, so few that they and their floats, which lie behind them, stay in the nearest cache. */
const chunk = 8192;

type Convert = (bytes: Uint8Array, floats: Float32Array) => void;

let made: { readonly convert: Convert } | undefined;

/**
 * Writes bytes from 0 to 255 as floats from 0 to 1, in WebAssembly where that may be compiled.
 *
 * @param floats as many as there are bytes
 */
export const byteFloats: Convert = (bytes, floats) => {
  made ??= { convert: byteKernel() ?? plainByteFloats };
  made.convert(bytes, floats);
};

/** `byteFloats` without WebAssembly. */
export const plainByteFloats: Convert = (bytes, floats) => {
  for (let i = 0; i < bytes.length; i++) floats[i] = bytes[i]! / 255;
};

/** The kernel of kernels/bytes.ts, or nothing where a content policy forbids to compile it. */
export function byteKernel(): Convert | undefined {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const kernels = wasmKernels(byteKernelsWasm, { memory }) as { readonly unit: Unit } | undefined;
  if (!kernels) return undefined;
  const from = new Uint8Array(memory.buffer, 0, chunk);
  const to = new Float32Array(memory.buffer, chunk, chunk);
  return (bytes, floats) => {
    for (let begin = 0; begin < bytes.length; begin += chunk) {
      const count = Math.min(chunk, bytes.length - begin);
      from.set(count === bytes.length ? bytes : bytes.subarray(begin, begin + count));
      kernels.unit(0, chunk, Math.ceil(count / 16) * 16);
      floats.set(to.subarray(0, count), begin);
    }
  };
}

type Unit = (bytes: number, floats: number, count: number) => void;
