import { sizeOf } from '@hourglass/core';
import { interchangeable, type Rule } from './rewriting.js';

/** Kernels that change nothing where the shape and type stay the same. */
const movers = new Set(['Identity', 'Cast', 'Reshape', 'Tile', 'Slice', 'PadV2', 'MirrorPad']);
const merges = new Set(['Concat', 'AddN']);
const reductions = new Set(['Sum', 'Mean', 'Max', 'Min', 'Prod']);

/** What gives its input as it is becomes that input. */
export const noOp: Rule = ({ kernel, inputs: [x, ...others], outputs: [y] }) => {
  const idle = movers.has(kernel) || (merges.has(kernel) && others.length === 0);
  return idle && x && y && interchangeable(x, y) ? [x] : undefined;
};

/** What only adds or drops axes of size 1 becomes a Reshape. */
export const asReshape: Rule = ({ kernel, inputs: [x, ...others], outputs: [y] }, graph) => {
  if (!x || !y || others.length > 0 || x.dtype !== y.dtype) return undefined;
  const adds = kernel === 'ExpandDims' || kernel === 'Pack';
  const drops = reductions.has(kernel) && sizeOf(x.shape) === sizeOf(y.shape);
  return adds || drops ? [graph.apply('Reshape', x, { shape: y.shape }, y.shape)] : undefined;
};
