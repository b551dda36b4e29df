import type { Shape } from '@hourglass/core';
import type { Graph } from '../graph.js';
import { live } from './live.js';

/** A graph input that is another input's array in another shape. */
export interface InputView {
  readonly of: string;
  readonly shape: Shape;
}

/**
 * Turns each Reshape of an input into an input of that shape, by name: the host gives one array in two shapes, where the
 * runtime would copy it.
 */
export function inputViews(graph: Graph): { graph: Graph; views: ReadonlyMap<string, InputView> } {
  const names = new Map([...graph.inputs].map(([name, value]) => [value, name]));
  const views = new Map<string, InputView>();
  const inputs = new Map(graph.inputs);
  const outputs = new Set(graph.outputs.values());
  const nodes = graph.nodes.filter(({ kernel, inputs: [x], outputs: [y] }) => {
    const of = kernel === 'Reshape' && !outputs.has(y!) ? names.get(x!) : undefined;
    if (of === undefined) return true;
    const { shape } = y!;
    const name = `${of} as [${shape.join(', ')}]`;
    views.set(name, { of, shape });
    inputs.set(name, y!);
    return false;
  });
  return { graph: live({ ...graph, inputs, nodes }), views };
}
