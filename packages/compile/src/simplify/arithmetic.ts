import { interchangeable, type Rule } from './rewriting.js';

/** The number that leaves the other operand as it is, and whether it may stand first. */
const neutral: Readonly<Record<string, { readonly number: number; readonly first: boolean }>> = {
  Add: { number: 0, first: true },
  Sub: { number: 0, first: false },
  Multiply: { number: 1, first: true },
  RealDiv: { number: 1, first: false },
};

/** x · 1, x / 1, x + 0 and x − 0 are x, where the shape stays the same. */
export const neutralElement: Rule = ({ kernel, inputs: [a, b], outputs: [y] }, graph) => {
  const element = neutral[kernel];
  if (!element) return undefined;
  if (graph.uniform(b!) === element.number && interchangeable(a!, y!)) return [a!];
  return element.first && graph.uniform(a!) === element.number && interchangeable(b!, y!) ? [b!] : undefined;
};
