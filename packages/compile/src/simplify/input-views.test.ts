import { describe, expect, it } from 'vitest';
import type { Graph, Node, Value } from '../graph.js';
import { inputViews } from './input-views.js';

const value = (...shape: number[]): Value => ({ shape, dtype: 'float32' });
const node = (kernel: string, x: Value, y: Value): Node => ({ kernel, inputs: [x], inputNames: ['x'], attrs: {}, outputs: [y] });

describe('inputViews(graph)', () => {
  const [x, flat, used, result] = [value(2, 3, 1), value(2, 3), value(2, 3), value(6)];
  const graph = (nodes: Node[], outputs: Record<string, Value>): Graph => ({
    inputs: new Map([['x', x]]),
    constants: new Map(),
    nodes,
    outputs: new Map(Object.entries(outputs)),
  });

  it('makes a Reshape of an input an input', () => {
    const { graph: found, views } = inputViews(graph([node('Reshape', x, flat), node('Abs', flat, used)], { y: used }));
    expect([...found.inputs]).toEqual([['x as [2, 3]', flat]]);
    expect(found.nodes.map(({ kernel }) => kernel)).toEqual(['Abs']);
    expect(views).toEqual(new Map([['x as [2, 3]', { of: 'x', shape: [2, 3] }]]));
  });

  it('keeps the input that is used in its own shape too', () => {
    const both = graph([node('Reshape', x, flat), node('Abs', flat, used), node('Sum', x, result)], { y: used, z: result });
    expect([...inputViews(both).graph.inputs.keys()]).toEqual(['x', 'x as [2, 3]']);
  });

  it('leaves a Reshape that is asked for, and one of what was computed', () => {
    for (const kept of [graph([node('Reshape', x, flat)], { y: flat }), graph([node('Abs', x, used), node('Reshape', used, result), node('Abs', result, value(6))], { y: result })])
      expect(inputViews(kept).graph.nodes.filter(({ kernel }) => kernel === 'Reshape')).toHaveLength(1);
  });
});
