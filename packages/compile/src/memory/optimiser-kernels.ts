import { EnvironmentError, wasmKernels } from '@hourglass/core';
import { optimiserKernelsWasm } from './optimiser-kernels-wasm.js';

/**
 * The kernels of kernels/optimisers.ts, bound to one memory. Blocks are given by the byte at which they begin; `bytes` is
 * the length of each; all are multiples of 16. Other arguments are rounded to single precision.
 */
export interface OptimiserKernels {
  adam(
    ...values: [
      ...blocks: [parameters: number, gradients: number, moments1: number, moments2: number, bytes: number],
      ...first: [beta1: number, rest1: number],
      ...second: [beta2: number, rest2: number],
      ...step: [kept: number, stepSize: number, epsilon: number],
    ]
  ): void;
  sgd(parameters: number, gradients: number, bytes: number, rate: number): void;
  sgdMomentum(
    ...values: [
      ...blocks: [parameters: number, gradients: number, velocities: number, bytes: number],
      ...step: [momentum: number, rate: number],
    ]
  ): void;
  rmsProp(
    ...values: [
      ...blocks: [parameters: number, gradients: number, meanSquares: number, bytes: number],
      ...step: [rho: number, rest: number, epsilon: number, rate: number],
    ]
  ): void;
  rmsPropMomentum(
    ...values: [
      ...blocks: [parameters: number, gradients: number, meanSquares: number, velocities: number, bytes: number],
      ...step: [rho: number, rest: number, epsilon: number, momentum: number, rate: number],
    ]
  ): void;
  /** Σ g², added up in double precision. */
  squaredNorm(gradients: number, bytes: number): number;
  scale(gradients: number, bytes: number, factor: number): void;
}

/**
 * Makes the kernels work on a memory.
 *
 * @throws EnvironmentError where WebAssembly may not be compiled
 */
export function optimiserKernels(memory: WebAssembly.Memory): OptimiserKernels {
  const kernels = wasmKernels(optimiserKernelsWasm, { memory }) as OptimiserKernels | undefined;
  if (!kernels)
    throw new EnvironmentError(
      'The compiled engine needs WebAssembly, which a content policy forbids here; allow wasm-unsafe-eval, or use eager().',
    );
  return kernels;
}
