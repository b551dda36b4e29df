import {
  checkNames,
  clipByNorm as clipTensors,
  valueAt,
  writeVariables,
  type EngineChoices,
  type NamedArrays,
  type NamedVariables,
  type PreparedStep,
  type StepDefinition,
} from '@hourglass/core';
import { clipByNorm } from './memory/clip-by-norm.js';
import { createFlatMemory } from './memory/flat-memory.js';
import { fuse } from './memory/fused-optimisers.js';
import { readOptimiserState, writeOptimiserState } from './memory/optimiser-state.js';
import { programs, type Program } from './program.js';
import type { HostTensor, Runtime } from './runtime.js';
import { UncompilableError } from './uncompilable-error.js';

/**
 * A training step whose gradients come from one ONNX graph, written into flat memory, where a fused kernel updates the
 * parameters.
 *
 * @throws UncompilableError for an optimiser without a fused kernel
 */
export async function compiledStep(definition: StepDefinition, runtime: Runtime): Promise<PreparedStep> {
  const { optimiser, constrain, parameters, state, seed, compute } = definition;
  const fused = fuse(optimiser);
  if (!fused) throw new UncompilableError(`The optimiser ${optimiser.kind} has no fused kernel.`);
  const memory = createFlatMemory({
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [name, shape])),
    slots: fused.slots,
  });
  const learned = tensorsOf(parameters, (name) => memory.parameters.view(name));
  const gradients = prefixed('gradients/', tensorsOf(parameters, (name) => memory.gradients.view(name)));
  const kept = await hostTensors(state);
  for (const [name, { data }] of Object.entries(await hostTensors(parameters))) learned[name]!.data.set(data);
  let scalars = fused.scalars;

  const steps = programs(
    {
      compute: (batch, host) => {
        const { terms, gradients: found } = compute(batch, host);
        // A constraint sees clipped gradients, so both are part of the graph then; otherwise clipping is fused.
        const clipped = constrain.gradients && optimiser.clipNorm !== undefined ? clipTensors(found, optimiser.clipNorm) : found;
        const bounded = constrain.gradients ? { ...clipped, ...constrain.gradients(parameters, clipped) } : clipped;
        return { ...prefixed('terms/', terms), ...prefixed('gradients/', bounded) };
      },
      variables: { ...parameters, ...state },
      seed,
    },
    runtime,
    definition.choices ?? {},
  );
  let choices: EngineChoices = {};
  const bounds = programs(
    { compute: () => prefixed('bounded/', constrain.parameters?.(parameters) ?? {}), variables: parameters, seed },
    runtime,
  );

  const update = async (step: number): Promise<void> => {
    if (optimiser.clipNorm !== undefined && !constrain.gradients) clipByNorm(memory, optimiser.clipNorm);
    scalars = fused.update(memory, { learningRate: valueAt(optimiser.learningRate, step), scalars });
    if (!constrain.parameters) return;
    const bounded = await (await bounds.for({})).run(learned, { draw: step, step });
    for (const [name, { data }] of Object.entries(bounded)) learned[name.slice('bounded/'.length)]!.data.set(data);
  };

  const read = (): NamedArrays => ({
    ...copies(learned),
    ...copies(kept),
    ...readOptimiserState(memory, scalars),
  });

  return {
    get choices() {
      return choices;
    },
    async run(batch, step) {
      const program = await steps.for(batch);
      choices = { ...choices, ...program.choices };
      const outputs = await program.run({ ...batch, ...learned, ...kept }, { draw: step, step }, gradients);
      const terms = Object.entries(outputs).filter(([name]) => name.startsWith('terms/'));
      const values = Object.fromEntries(terms.map(([name, { data }]) => [name.slice('terms/'.length), data[0]!]));
      if (Number.isFinite(values['total'])) {
        keepAssigned(program, outputs, kept);
        await update(step);
      }
      return values;
    },
    read: () => Promise.resolve(read()),
    write(values) {
      const held = { ...learned, ...kept };
      const named = Object.entries(values).filter(([name]) => name in held);
      checkNames('this step', Object.fromEntries(named.map(([name]) => [name, held[name]!])), Object.fromEntries(named));
      for (const [name, { data }] of named) held[name]!.data.set(data);
      scalars = writeOptimiserState(memory, scalars, values);
      return Promise.resolve();
    },
    async dispose() {
      writeVariables({ ...parameters, ...state }, { ...copies(learned), ...copies(kept) });
      await steps.release();
      await bounds.release();
    },
  };
}

function keepAssigned({ assigned }: Program, outputs: Record<string, HostTensor>, kept: Record<string, HostTensor>): void {
  for (const name of assigned) kept[name]!.data.set(outputs[`next/${name}`]!.data);
}

const tensorsOf = (variables: NamedVariables, view: (name: string) => Float32Array): Record<string, HostTensor> =>
  Object.fromEntries(Object.entries(variables).map(([name, { shape }]) => [name, { data: view(name), shape }]));

const prefixed = <Item>(prefix: string, items: Readonly<Record<string, Item>>): Record<string, Item> =>
  Object.fromEntries(Object.entries(items).map(([name, item]) => [prefix + name, item]));

const copies = (tensors: Readonly<Record<string, HostTensor>>): NamedArrays =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { data, shape }]) => [name, { data: data.slice() as Float32Array, shape }]),
  );

/** The values of variables on the host, copied. */
export async function hostTensors(variables: NamedVariables): Promise<Record<string, HostTensor>> {
  const entries = Object.entries(variables).map(async ([name, variable]) => {
    const data = (await variable.data()) as Float32Array | Int32Array;
    return [name, { data: data.slice(), shape: variable.shape }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

