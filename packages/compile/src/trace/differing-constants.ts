import type { Graph, Value } from '../graph.js';
import { UntraceableError } from './untraceable-error.js';

/**
 * The constants of `a` that have other values in `b`, a second trace of the same computation: what the host drew at
 * random, or counted, while tracing.
 *
 * @throws UntraceableError where the two traces differ in more than the values of constants
 */
export function differingConstants(a: Graph, b: Graph): Value[] {
  const second = [...b.constants];
  const matches = [...a.constants].map(([value, values], place) => {
    const [other, others] = second[place] ?? [];
    return { value, other, same: values.length === others?.length && values.every((x, i) => Object.is(x, others[i])) };
  });
  const twins = new Map<Value, Value | undefined>(matches.map(({ value, other }) => [value, other]));
  if (twins.size !== second.length || !sameStructure(a, b, twins))
    throw new UntraceableError(
      'trace',
      'The computation is another one each time it is traced: it depends on something besides its tensors. Use the eager engine.',
    );
  return matches.filter(({ same }) => !same).map(({ value }) => value);
}

function sameStructure(a: Graph, b: Graph, twins: Map<Value, Value | undefined>): boolean {
  for (const [name, value] of a.inputs) twins.set(value, b.inputs.get(name));
  if (a.nodes.length !== b.nodes.length || a.outputs.size !== b.outputs.size) return false;
  const nodesAgree = a.nodes.every((node, place) => {
    const other = b.nodes[place]!;
    node.outputs.forEach((value, output) => twins.set(value, other.outputs[output]));
    return (
      node.kernel === other.kernel &&
      JSON.stringify(node.attrs) === JSON.stringify(other.attrs) &&
      node.inputs.length === other.inputs.length &&
      node.inputs.every((value, input) => twins.get(value) === other.inputs[input])
    );
  });
  return nodesAgree && [...a.outputs].every(([name, value]) => twins.get(value) === b.outputs.get(name));
}
