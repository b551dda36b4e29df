import * as tf from '@tensorflow/tfjs-core';
import type { Graph, Value } from './graph.js';
import { neutralElement, stepOfRelu } from './simplify/arithmetic.js';
import { lateBroadcast } from './simplify/broadcasts.js';
import { biasedConvolution, channelsFirst } from './simplify/channels-first.js';
import { fold } from './simplify/fold.js';
import { lateReshape, lateTranspose, mergeReshapes, mergeTransposes, reductionOfTransposed } from './simplify/layout.js';
import { live } from './simplify/live.js';
import { asReshape, noOp } from './simplify/no-ops.js';
import { apartFromLogs, logsOfProducts } from './simplify/log-sum.js';
import { differenceOfLogs, gradientByLogit } from './simplify/logistic.js';
import { biasedProduct, flatProduct } from './simplify/products.js';
import { createRewriting, type Rule } from './simplify/rewriting.js';
import { lateScale, scaledProduct } from './simplify/scale.js';
import { onBackend } from './trace/on-backend.js';

const rules: readonly Rule[] = [
  noOp,
  asReshape,
  mergeReshapes,
  mergeTransposes,
  flatProduct,
  neutralElement,
  lateBroadcast,
  lateReshape,
  channelsFirst,
  lateTranspose,
  reductionOfTransposed,
  scaledProduct,
  biasedProduct,
  biasedConvolution,
  stepOfRelu,
  differenceOfLogs,
  lateScale,
  apartFromLogs,
  logsOfProducts,
  gradientByLogit,
];

/**
 * A graph that computes the same with less: without nodes, constants and inputs that no output depends on, each
 * computation once, no-ops removed, small constants computed (on a backend of TensorFlow.js that answers at once, where one is
 * registered), and broadcasts as late as possible. Outputs keep their names; the graph that is given stays as it is.
 */
export function simplify(graph: Graph): Graph {
  const backend = ['cpu', 'wasm'].find((name) => (tf.findBackend(name) as tf.KernelBackend | null) !== null);
  // before the rules, for a backend's pools and resizes do not know channels first
  return backend ? onBackend(backend, () => rewrite(graph, [fold, ...rules])) : rewrite(graph, rules);
}

function rewrite(graph: Graph, rules: readonly Rule[]): Graph {
  const { inputs, outputs } = graph;
  const rewriting = createRewriting(rules);
  const replaced = new Map<Value, Value>();
  const now = (value: Value): Value => replaced.get(value) ?? value;
  for (const [value, values] of graph.constants)
    replaced.set(value, rewriting.constant(values, value.shape, value.dtype));
  for (const node of graph.nodes) {
    const values = rewriting.add({ ...node, inputs: node.inputs.map(now) });
    node.outputs.forEach((value, place) => replaced.set(value, values[place]!));
  }
  const { constants, nodes } = rewriting;
  return live({ inputs, constants, nodes, outputs: new Map([...outputs].map(([name, value]) => [name, now(value)])) });
}
