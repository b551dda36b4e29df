import type { Graph, Value } from '../graph.js';

/** The graph without what no output depends on: nodes, constants, inputs. */
export function live({ inputs, constants, nodes, outputs }: Graph): Graph {
  const needed = new Set<Value>(outputs.values());
  const kept = nodes.toReversed().filter((node) => {
    if (!node.outputs.some((value) => needed.has(value))) return false;
    for (const value of node.inputs) needed.add(value);
    return true;
  });
  return {
    inputs: new Map([...inputs].filter(([, value]) => needed.has(value))),
    constants: new Map([...constants].filter(([value]) => needed.has(value))),
    nodes: kept.toReversed(),
    outputs,
  };
}
