import * as tf from '@tensorflow/tfjs-core';
import { registerTrainingKernels } from '@hourglass/training-kernels';
import { clipByNorm } from './clip-by-norm.js';
import type { Engine, ForwardDefinition, PreparedForward, PreparedStep, StepDefinition } from './engine.js';
import { hostInputs, toTensors } from './host-inputs.js';
import type { NamedTensors } from './terms.js';
import type { NamedArrays } from './values.js';
import { checkShape, readTensors, writeVariables } from './variables.js';

/**
 * The engine that runs every operation at once on TensorFlow.js's current backend, after registering the kernels that
 * training needs and the backend lacks.
 */
export function eager(): Engine {
  return {
    get name() {
      const backend = tf.getBackend();
      return backend === 'tensorflow' ? 'native' : backend;
    },
    prepareStep: async (definition) => {
      await ready();
      return prepareStep(definition);
    },
    prepareForward: async (definition) => {
      await ready();
      return prepareForward(definition);
    },
  };
}

async function ready(): Promise<void> {
  await tf.ready();
  registerTrainingKernels();
}

function prepareStep({ compute, optimiser, constrain, parameters, state, seed }: StepDefinition): PreparedStep {
  let slots = keepAll(tf.tidy(() => optimiser.init(parameters)));

  const gradientHalf = (batch: NamedArrays, step: number): ReturnType<typeof compute> =>
    tf.tidy(() => compute(toTensors(batch), hostInputs(seed, { draw: step, step })));

  const updateHalf = (gradients: NamedTensors, step: number): NamedTensors =>
    tf.tidy(() => {
      const clipped = optimiser.clipNorm === undefined ? gradients : clipByNorm(gradients, optimiser.clipNorm);
      const constrained = constrain.gradients
        ? { ...clipped, ...constrain.gradients(parameters, clipped) }
        : clipped;
      const learningRate = hostInputs(seed, { draw: step, step }).scheduled(optimiser.learningRate);
      const updated = optimiser.update(parameters, constrained, slots, learningRate);
      const bounded = constrain.parameters
        ? { ...updated.parameters, ...constrain.parameters(updated.parameters) }
        : updated.parameters;
      for (const [name, variable] of Object.entries(parameters)) variable.assign(bounded[name]!);
      return updated.state;
    });

  return {
    async run(batch, step) {
      const { terms, gradients } = gradientHalf(batch, step);
      const values = await readScalars(terms); // waits for the device
      if (Number.isFinite(values['total'])) {
        const before = slots;
        slots = keepAll(updateHalf(gradients, step));
        disposeUnless(before, slots);
      }
      tf.dispose([terms, gradients]);
      return values;
    },
    read: () => readTensors({ ...parameters, ...state, ...prefixed(slots) }),
    async write(values) {
      writeVariables({ ...parameters, ...state }, values);
      for (const name of Object.keys(slots)) {
        const value = values[`optimiser/${name}`];
        if (!value) continue;
        checkShape(`optimiser/${name}`, slots[name]!.shape, value.shape);
        slots[name]!.dispose();
        slots[name] = tf.keep(tf.tensor(value.data, [...value.shape]));
      }
    },
    async dispose() {
      tf.dispose(slots);
    },
  };
}

function prepareForward({ compute, seed }: ForwardDefinition): PreparedForward {
  return {
    async run(inputs, moment = { draw: 0, step: 0 }) {
      const outputs = tf.tidy(() => compute(toTensors(inputs), hostInputs(seed, moment)));
      const values = await readTensors(outputs);
      tf.dispose(outputs);
      return values;
    },
    dispose: () => undefined,
  };
}

async function readScalars(scalars: Record<string, tf.Scalar>): Promise<Record<string, number>> {
  const entries = Object.entries(scalars).map(async ([name, scalar]) => [name, (await scalar.data())[0]!] as const);
  return Object.fromEntries(await Promise.all(entries));
}

const prefixed = (slots: NamedTensors): NamedTensors =>
  Object.fromEntries(Object.entries(slots).map(([name, tensor]) => [`optimiser/${name}`, tensor]));

function keepAll(tensors: NamedTensors): NamedTensors {
  for (const tensor of Object.values(tensors)) tf.keep(tensor);
  return { ...tensors };
}

function disposeUnless(tensors: NamedTensors, kept: NamedTensors): void {
  const stay = new Set(Object.values(kept));
  for (const tensor of Object.values(tensors)) if (!stay.has(tensor)) tensor.dispose();
}
