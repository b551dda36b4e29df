import { sameShape, type Shape } from '@hourglass/core';
import { layers } from '@tensorflow/tfjs-layers';
import { of, type Block } from './block.js';

/** Lays the values of each sample out in a shape, where they do not have it already. */
export const reshapeTo =
  (shape: Shape, name: string): Block =>
  (x) =>
    sameShape(x.shape.slice(1) as number[], shape) ? x : of(layers.reshape({ targetShape: [...shape], name }))(x);
