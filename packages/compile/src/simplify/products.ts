import type { Value } from '../graph.js';
import type { Rule } from './rewriting.js';

const isSingle = ({ shape }: Value): boolean => shape.length > 2 && shape.slice(0, -2).every((size) => size === 1);

/** A batch of one product, as tfjs-layers' dense layers write it, is a product of two matrices. */
export const flatProduct: Rule = (node, graph) => {
  const { kernel, inputs: [a, b, ...added], outputs: [y] } = node;
  if (kernel !== 'BatchMatMul' && kernel !== '_FusedMatMul') return undefined;
  if (![a!, b!, y!].every(isSingle) || added.some(({ shape }) => shape.length > 2)) return undefined;
  const flat = [a!, b!].map((value) => {
    const shape = value.shape.slice(-2);
    return graph.apply('Reshape', value, { shape }, shape);
  });
  const [product] = graph.add({ ...node, inputs: [...flat, ...added], outputs: [{ shape: y!.shape.slice(-2), dtype: y!.dtype }] });
  return [graph.apply('Reshape', product!, { shape: y!.shape }, y!.shape)];
};
