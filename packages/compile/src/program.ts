import { HourglassError, type EngineChoices, type HostInputs, type Moment, type NamedArrays, type NamedVariables, type Seed } from '@hourglass/core';
import type * as tf from '@tensorflow/tfjs-core';
import { chooseFormulations } from './choose-formulations.js';
import type { DType, Graph } from './graph.js';
import { loadGraph } from './load-graph.js';
import type { HostTensor, Runtime } from './runtime.js';
import { simplify } from './simplify.js';
import { differingConstants } from './trace/differing-constants.js';
import { trace } from './trace/trace.js';
import { UntraceableError } from './trace/untraceable-error.js';
import { tracedHostInputs, type HostFill } from './traced-host-inputs.js';

/** A function of tensors, as an engine is given it. */
export interface Source {
  compute(inputs: Record<string, tf.Tensor>, host: HostInputs): Record<string, tf.Tensor>;
  readonly variables: NamedVariables;
  readonly seed: Seed;
}

/** A function compiled for inputs of fixed shapes. */
export interface Program {
  /** Names of the variables that it assigns; their new values are outputs called `next/<name>`. */
  readonly assigned: readonly string[];
  /** The formulations that were chosen for it. */
  readonly choices: EngineChoices;
  /**
   * @param tensors batch and variables by name; those that it does not read are left out
   * @param into arrays that outputs are written to
   */
  run(
    tensors: Readonly<Record<string, HostTensor>>,
    moment: Moment,
    into?: Readonly<Record<string, HostTensor>>,
  ): Promise<Record<string, HostTensor>>;
  release(): Promise<void>;
}

/**
 * Traces a function for inputs of these shapes, writes it as ONNX and loads it.
 *
 * @param known formulations chosen before; without it, the likely ones are taken and nothing is timed
 * @throws UntraceableError, UnloweredKernelError where it cannot be compiled
 */
async function compileProgram(source: Source, inputs: NamedArrays, runtime: Runtime, known?: EngineChoices): Promise<Program> {
  const { graph: traced, assigned, fill } = traceSource(source, inputs);
  const [random] = differingConstants(traced, traceSource(source, inputs).graph);
  if (random)
    throw new UntraceableError(
      'constant',
      'A random layer of TensorFlow.js draws its own numbers, which would be the same at every step; ' +
        'use a corruption or a bottleneck, whose draws are fresh.',
    );
  const simple = simplify(traced);
  const { graph, choices } = known ? await chooseFormulations(simple, runtime, known) : { graph: simple, choices: {} };
  /** Runs follow each other, since they fill the same arrays; a release comes after the last. */
  let last: Promise<unknown> = Promise.resolve();
  let released = false;
  const session = await loadGraph(graph, runtime);
  return {
    assigned,
    choices,
    run(tensors, moment, into) {
      if (released) return Promise.reject(new HourglassError('This was disposed before it ran; dispose a model when nothing uses it.'));
      const run = last.then(() => {
        fill.fill(moment);
        return session.run({ ...tensors, ...fill.tensors }, into);
      });
      last = run.catch(() => undefined);
      return run;
    },
    release: async () => {
      released = true;
      await last;
      await session.release();
    },
  };
}

function traceSource(
  { compute, variables, seed }: Source,
  inputs: NamedArrays,
): { graph: Graph; assigned: readonly string[]; fill: HostFill } {
  let fill: HostFill | undefined;
  const { graph, assigned } = trace(
    (api) => {
      const placeholders = Object.entries(inputs).map(
        ([name, { data, shape }]) => [name, api.input(name, shape, dtypeOf(data))] as const,
      );
      const traced = tracedHostInputs(api, seed);
      fill = traced.fill;
      return compute(Object.fromEntries(placeholders), traced.host);
    },
    { variables },
  );
  const outputs = [...graph.outputs].map(
    ([name, value]) => [assigned.includes(name) ? `next/${name}` : name, value] as const,
  );
  return { graph: { ...graph, outputs: new Map(outputs) }, assigned, fill: fill! };
}

const dtypeOf = (data: HostTensor['data']): DType => (data instanceof Int32Array ? 'int32' : 'float32');

/** Programs by the shapes that they are for, each compiled when it is first needed. */
export interface Programs {
  for(inputs: NamedArrays): Promise<Program>;
  release(): Promise<void>;
}

/** @param known as `compileProgram` takes it */
export function programs(source: Source, runtime: Runtime, known?: EngineChoices): Programs {
  const compiled = new Map<string, Promise<Program>>();
  return {
    for(inputs) {
      const key = JSON.stringify(Object.entries(inputs).map(([name, { data, shape }]) => [name, dtypeOf(data), shape]));
      const program = compiled.get(key) ?? compileProgram(source, inputs, runtime, known);
      compiled.set(key, program);
      return program;
    },
    async release() {
      for (const program of await Promise.allSettled(compiled.values()))
        if (program.status === 'fulfilled') await program.value.release();
      compiled.clear();
    },
  };
}
