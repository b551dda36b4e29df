import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

type Layer = InstanceType<typeof layers.Layer>;

/** A stretch of a network, not allocated before it is applied. */
export type Block = (x: SymbolicTensor) => SymbolicTensor;

/** A block of one layer. */
export const of =
  (layer: Layer): Block =>
  (x) =>
    layer.apply(x) as SymbolicTensor;

/** Blocks one after another. */
export const chain =
  (...blocks: readonly Block[]): Block =>
  (x) =>
    blocks.reduce((value, block) => block(value), x);
