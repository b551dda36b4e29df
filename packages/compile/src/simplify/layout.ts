import { sameShape, sizeOf } from '@hourglass/core';
import { broadcastTo } from './broadcasts.js';
import type { Rule } from './rewriting.js';

/** Reshapes in a row are the last one. */
export const mergeReshapes: Rule = ({ kernel, inputs: [x], outputs: [y] }, graph) => {
  if (kernel !== 'Reshape') return undefined;
  const before = graph.producer(x!);
  const source = before?.inputs[0];
  if (before?.kernel === 'Reshape') return [graph.apply('Reshape', source!, { shape: y!.shape }, y!.shape)];
  const repeated = before?.kernel === 'Tile' && sizeOf(source!.shape) === 1;
  return repeated ? [broadcastTo(graph.apply('Reshape', source!, { shape: [] }, []), y!.shape, graph)] : undefined;
};

/** Transposes in a row are one; one that moves only axes of size 1 is a Reshape. */
export const mergeTransposes: Rule = ({ kernel, inputs: [x], attrs, outputs: [y] }, graph) => {
  if (kernel !== 'Transpose') return undefined;
  const perm = attrs['perm'] as readonly number[];
  const long = perm.filter((axis) => x!.shape[axis] !== 1);
  if (long.every((axis, place) => place === 0 || long[place - 1]! < axis))
    return sameShape(x!.shape, y!.shape) ? [x!] : [graph.apply('Reshape', x!, { shape: y!.shape }, y!.shape)];
  const before = graph.producer(x!);
  if (before?.kernel !== 'Transpose') return undefined;
  const first = before.attrs['perm'] as readonly number[];
  return [graph.apply('Transpose', before.inputs[0]!, { perm: perm.map((axis) => first[axis]!) }, y!.shape)];
};
