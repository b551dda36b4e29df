import { valueAt, type HostInputs, type NamedVariables } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Graph } from '../graph.js';
import { simplify } from '../simplify.js';
import { trace } from '../trace/trace.js';
import { UncompilableError } from '../uncompilable-error.js';
import type { Pass } from './passes.js';

/**
 * The graph of a pass for batches of this size. Its inputs are those of the pass and the variables that it reads.
 *
 * @throws UntraceableError where a value is read or a kernel is not known
 * @throws UncompilableError where random numbers are drawn
 */
export function tracePass({ compute, input, condition, output }: Pass, variables: NamedVariables, size: number): Graph {
  const [name, shape] = input;
  const { graph } = trace(
    (api) => {
      const given = { input: api.input(name, [size, ...shape], 'float32') };
      const beside = condition && { condition: api.input('condition', [size, ...condition], 'float32') };
      return { [output]: compute({ ...given, ...beside }, frozen)['output']! };
    },
    { variables },
  );
  return simplify({ ...graph, outputs: new Map([[output, graph.outputs.get(output)!]]) });
}

/** What the host gives to a model that encodes and decodes, once and for all. */
const frozen: HostInputs = {
  get step() {
    return tf.scalar(0, 'int32');
  },
  scheduled: (value) => tf.scalar(valueAt(value, 0)),
  draws: (part) => ({ normal: () => refuseDraw(part), uniform: () => refuseDraw(part) }),
};

function refuseDraw(part: string): never {
  throw new UncompilableError(
    `Expected a model that gives the same each time, received one whose ${part} draws random numbers outside training. ` +
      'Have it draw only where `training` is true.',
  );
}
