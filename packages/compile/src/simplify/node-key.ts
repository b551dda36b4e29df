import type { Node, Value } from '../graph.js';

/** The same text for two nodes only if they compute the same. */
export function nodeKey({ kernel, inputs, inputNames, attrs, outputs }: Node, number: (value: Value) => number): string {
  const kinds = outputs.map(({ shape, dtype }) => [shape, dtype]);
  return JSON.stringify([kernel, inputNames, inputs.map(number), sorted(attrs), kinds], distinct);
}

/** JSON writes NaN and both infinities as null, and −0 as 0. */
const distinct = (_: string, value: unknown): unknown => {
  if (Object.is(value, -0)) return { number: '-0' };
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;
};

const sorted = (attrs: Node['attrs']) => Object.entries(attrs).sort(([a], [b]) => (a < b ? -1 : 1));
