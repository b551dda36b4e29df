import { sizeOf } from '@hourglass/core';
import { reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/** A code `[batch, ...shape]` with one axis for its units: `[batch, units]`. */
export const rowsOfCode = (code: Tensor): Tensor2D => reshape(code, [code.shape[0], sizeOf(code.shape.slice(1))]);
