import { layers } from '@tensorflow/tfjs-layers';
import { of, type Block } from './block.js';
import type { Size } from './plane.js';

/** Cuts the last row and the last column off, where there is one too many: halves of odd sides are rounded up. */
export const cropTo =
  ([height, width]: Size, name: string): Block =>
  (x) => {
    const [rows, columns] = x.shape.slice(1) as [number, number];
    if (rows === height && columns === width) return x;
    return of(layers.cropping2D({ cropping: [[0, rows - height], [0, columns - width]], name }))(x);
  };
