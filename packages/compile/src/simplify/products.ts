import { sameShape } from '@hourglass/core';
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

/** A product and the row that is added to it are one kernel. */
export const biasedProduct: Rule = ({ kernel, inputs: [x, row], outputs: [y] }, graph) => {
  const product = kernel === 'Add' && x ? graph.producer(x) : undefined;
  if (product?.kernel !== 'BatchMatMul' || x!.shape.length !== 2 || x!.dtype !== 'float32') return undefined;
  if (!sameShape(row!.shape, [x!.shape[1]!]) || !sameShape(x!.shape, y!.shape)) return undefined;
  return graph.add({
    kernel: '_FusedMatMul',
    inputs: [...product.inputs, row!],
    inputNames: [...product.inputNames, 'bias'],
    attrs: { ...product.attrs, activation: 'linear' },
    outputs: [y!],
  });
};
