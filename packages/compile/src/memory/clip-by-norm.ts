import type { FlatMemory } from './flat-memory.js';

/**
 * Scales the gradients down together where their common Euclidean norm is above `norm`: core's `clipByNorm`, in place.
 *
 * @param norm above 0
 */
export function clipByNorm({ gradients, blockBytes, kernels, layout }: FlatMemory, norm: number): void {
  const found = Math.sqrt(kernels.squaredNorm(gradients.offset, blockBytes));
  if (found <= norm) return;
  const factor = norm / found;
  // NaN must reach every gradient, but not what pads them, where it would stay.
  if (Number.isNaN(factor)) for (const name of Object.keys(layout.parameters)) gradients.view(name).fill(NaN);
  else kernels.scale(gradients.offset, blockBytes, factor);
}
