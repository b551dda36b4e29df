import type { Node, Value } from '../graph.js';

/** The same text for two nodes only if they compute the same. */
export function nodeKey({ kernel, inputs, inputNames, attrs, outputs }: Node, number: (value: Value) => number): string {
  const kinds = outputs.map(({ shape, dtype }) => [shape, dtype]);
  return JSON.stringify([kernel, inputNames, inputs.map(number), sorted(attrs), kinds], (_, value: unknown) =>
    typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)) ? { number: Object.is(value, -0) ? '-0' : String(value) } : value,
  );
}

const sorted = (attrs: Node['attrs']) => Object.entries(attrs).sort(([a], [b]) => (a < b ? -1 : 1));
