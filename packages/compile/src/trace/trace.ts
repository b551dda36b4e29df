import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@hourglass/core';
import type { DType, Graph, Value } from '../graph.js';
import { holdVariables, type HeldVariables } from './held-variables.js';
import { onBackend } from './on-backend.js';
import { registerRecordingKernels } from './recording-backend.js';
import { TraceBackend, traceBackendName } from './trace-backend.js';
import { UntraceableError } from './untraceable-error.js';

/** What a traced computation is given anew at each run. */
export interface TraceInputs {
  /** A tensor of this shape and type without values, which the graph takes under this name. */
  input(name: string, shape: Shape, dtype: DType): tf.Tensor;
}

export interface Trace {
  /** Inputs: those asked for by `input`, and the variables that were read. Outputs: what was returned, and `assigned`. */
  readonly graph: Graph;
  /** The keys of the variables that were assigned; the graph gives their new values under these names. */
  readonly assigned: readonly string[];
}

export interface TraceOptions {
  /** What may change between runs, by the name that it has in the graph. Every other tensor is a constant. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
}

/**
 * Runs a computation once without computing, and gives it as a graph: everything that TensorFlow.js can do
 * synchronously, gradients included. Variables, the current backend and the count of tensors are left as they were.
 *
 * @throws UntraceableError where a value is read, a kernel is not known, or a variable outside `variables` is made or assigned
 */
export function trace(run: (api: TraceInputs) => Record<string, tf.Tensor>, { variables }: TraceOptions): Trace {
  tf.backend(); // sets one, where none is yet
  registerRecordingKernels(traceBackendName);
  const backend = new TraceBackend();
  const held = holdVariables(Object.values(variables));
  tf.registerBackend(traceBackendName, () => backend, 0);
  try {
    return onBackend(traceBackendName, () => record(run, variables, backend, held));
  } catch (error) {
    throw translated(error);
  } finally {
    held.restore();
    for (const tensor of backend.tensors) if (!tensor.isDisposed) tensor.dispose();
    tf.removeBackend(traceBackendName);
  }
}

function record(
  run: (api: TraceInputs) => Record<string, tf.Tensor>,
  variables: TraceOptions['variables'],
  backend: TraceBackend,
  held: HeldVariables,
): Trace {
  const own = new Map<string, Value>();
  for (const [name, variable] of Object.entries(variables)) {
    const placeholder = backend.placeholder(name, variable.shape, variable.dtype as DType);
    own.set(name, backend.valueBehind(placeholder));
    variable.assign(placeholder);
  }
  const outputs = new Map<string, Value>();
  const returned = tf.tidy(() => run({ input: (...asked) => backend.placeholder(...asked) }));
  for (const [name, tensor] of Object.entries(returned)) outputs.set(name, backend.valueBehind(tensor));
  refuseOthers(held, new Set(Object.values(variables)));

  const assigned = Object.keys(variables).filter((name) => backend.valueBehind(variables[name]!) !== own.get(name));
  for (const name of assigned) {
    if (outputs.has(name)) throw new Error(`A result and an assigned variable are both called ${name}.`);
    outputs.set(name, backend.valueBehind(variables[name]!));
  }
  for (const tensor of Object.values(returned))
    if (backend.owns(tensor) && !(tensor instanceof tf.Variable) && !tensor.isDisposed) tensor.dispose();

  const read = new Set([...backend.nodes.flatMap(({ inputs }) => inputs), ...outputs.values()]);
  for (const [name, value] of own) if (!read.has(value)) backend.inputs.delete(name);
  return { graph: backend.graph(outputs), assigned };
}

function refuseOthers(held: HeldVariables, known: ReadonlySet<tf.Variable>): void {
  const [created] = held.created();
  if (created)
    throw new UntraceableError('variable', `The variable ${created.name} is made by the traced computation; make it before.`);
  const [assigned] = held.assigned(known);
  if (assigned)
    throw new UntraceableError(
      'assign',
      `The variable ${assigned.name} is assigned by the traced computation but not among its parameters and states; ` +
        'list it there.',
    );
}

/** TensorFlow.js's own complaint about a kernel that the trace backend does not have, as ours. */
function translated(error: unknown): unknown {
  const kernel = error instanceof Error && /Kernel '(\w+)' not registered/.exec(error.message)?.[1];
  if (!kernel) return error;
  return new UntraceableError(
    kernel,
    `The kernel ${kernel} cannot be traced: the shape and type of its result are not known beforehand. ` +
      'Use another operation, or the eager engine.',
    { cause: error },
  );
}
