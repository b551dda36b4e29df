import '@tensorflow/tfjs-backend-cpu';
import {
  adam,
  adamW,
  clipByNorm as clipDefinition,
  cosineDecay,
  createSeed,
  rmsProp,
  sgd,
  sizeOf,
  type Optimiser,
  type Shape,
} from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { clipByNorm } from './clip-by-norm.js';
import { createFlatMemory, type Block, type FlatMemory } from './flat-memory.js';
import { fuse, type FusedOptimiser } from './fused-optimisers.js';
import { readOptimiserState } from './optimiser-state.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

type Arrays = Record<string, Float32Array>;

const mapValues = <From, To>(values: Readonly<Record<string, From>>, map: (value: From, name: string) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));

const shapes: Readonly<Record<string, Shape>> = { kernel: [5, 7], bias: [3], gain: [1], temperature: [], filter: [3, 3, 1, 2], cube: [2, 2, 2] };
const seed = createSeed(3);
/** Values from -1 to 1 for each parameter, the same for the same name and step. */
const uniform = (name: string, step = 0): Arrays =>
  mapValues(shapes, (shape, parameter) => {
    const { next } = seed.fork(name).fork(step).fork(parameter).stream();
    return Float32Array.from({ length: sizeOf(shape) }, () => next(2 ** 20) / 2 ** 19 - 1);
  });
const rateAt = (step: number): number => 0.01 * (1 + Math.sin(step));

const optimisers: readonly Optimiser[] = [
  adam(),
  adam({ beta1: 0, beta2: 0.5, epsilon: 1e-3 }),
  adam({ beta1: 0.5, beta2: 0.99999, epsilon: 1e-12 }),
  adamW(),
  adamW({ weightDecay: 0.3, beta1: 0.8 }),
  adamW({ weightDecay: 0 }),
  sgd(),
  sgd({ momentum: 0.9 }),
  rmsProp(),
  rmsProp({ rho: 0.5, epsilon: 1e-3 }),
  rmsProp({ momentum: 0.9 }),
  rmsProp({ momentum: 0.5, rho: 0, epsilon: 1e-10 }),
];
const cases = optimisers.map((optimiser) => ({ name: `${optimiser.kind}(${JSON.stringify(optimiser.options)})`, optimiser }));

/** Parameters and slots after steps of core's definition on TensorFlow.js's cpu backend. */
function byDefinition(optimiser: Optimiser, gradientsAt: (step: number) => Arrays, steps: number, clipNorm?: number): Arrays {
  const tensorsOf = (arrays: Arrays) => mapValues(arrays, (values, name) => tf.tensor(values, [...shapes[name]!]));
  let parameters: Record<string, tf.Tensor> = tensorsOf(uniform('parameters'));
  let state = optimiser.init(parameters);
  for (let step = 0; step < steps; step++) {
    const updated = tf.tidy(() => {
      const gradients = tensorsOf(gradientsAt(step));
      const clipped = clipNorm === undefined ? gradients : clipDefinition(gradients, clipNorm);
      return optimiser.update(parameters, clipped, state, tf.scalar(rateAt(step)));
    });
    tf.dispose([parameters, state]);
    ({ parameters, state } = updated);
  }
  const slots = Object.fromEntries(Object.entries(state).map(([name, slot]) => [`optimiser/${name}`, slot]));
  const values = mapValues({ ...parameters, ...slots }, (tensor) => tensor.dataSync<'float32'>());
  tf.dispose([parameters, state]);
  return values;
}

interface Fused {
  readonly memory: FlatMemory;
  readonly scalars: Readonly<Record<string, number>>;
  /** Parameters and slots. */
  readonly values: Arrays;
}

/** The same in flat memory. */
function inFlatMemory(optimiser: Optimiser, gradientsAt: (step: number) => Arrays, steps: number, clipNorm?: number): Fused {
  const fused = fuse(optimiser)!;
  const memory = createFlatMemory({ parameters: shapes, slots: fused.slots });
  fill(memory.parameters, uniform('parameters'));
  let scalars = fused.scalars;
  for (let step = 0; step < steps; step++) {
    fill(memory.gradients, gradientsAt(step));
    if (clipNorm !== undefined) clipByNorm(memory, clipNorm);
    scalars = fused.update(memory, { learningRate: rateAt(step), scalars });
  }
  const parameters = mapValues(shapes, (_, name) => memory.parameters.view(name));
  const slots = mapValues(readOptimiserState(memory, scalars), ({ data }) => data as Float32Array);
  return { memory, scalars, values: { ...parameters, ...slots } };
}

const fill = (block: Block, arrays: Arrays): void => {
  for (const [name, values] of Object.entries(arrays)) block.view(name).set(values);
};

/**
 * The largest number of a parameter, or of a slot of all parameters: the running mean of a lone gradient may all but
 * cancel, and then one rounding of the clipping factor, by either side, is more than 1e-6 of what is left.
 */
function largestBeside(name: string, values: Arrays): number {
  const slot = /^optimiser\/[^/]+/.exec(name)?.[0] ?? name;
  const beside = Object.keys(values).filter((other) => other === slot || other.startsWith(`${slot}/`));
  return Math.max(...beside.flatMap((other) => [...values[other]!]).map(Math.abs));
}

/** The numbers between the tensors of a block. */
const paddingOf = ({ values, offset }: Block, views: readonly Float32Array[]): number[] =>
  [...values].filter((_, i) => {
    const byte = offset + i * Float32Array.BYTES_PER_ELEMENT;
    return !views.some((view) => byte >= view.byteOffset && byte < view.byteOffset + view.byteLength);
  });

describe.each(cases)('fuse($name)', ({ optimiser }) => {
  const noise = (step: number): Arrays => uniform('gradients', step);

  it('gives the same bits as the definition over 200 steps, as the learning rate changes', () => {
    const { values } = inFlatMemory(optimiser, noise, 200);
    expect(values).toEqual(byDefinition(optimiser, noise, 200));
  });

  it('agrees with the definition to 1e-6 over 200 steps where gradients are clipped', () => {
    const { values } = inFlatMemory(optimiser, noise, 200, 1);
    const expected = byDefinition(optimiser, noise, 200, 1);
    expect(Object.keys(values).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, received] of Object.entries(values)) {
      const largest = largestBeside(name, expected);
      received.forEach((value, i) => expect(Math.abs(value - expected[name]![i]!), name).toBeLessThanOrEqual(1e-6 * largest));
    }
  });

  it('leaves no denormal behind after 5,000 steps of gradients of 0, and forgets none of the parameters', () => {
    const zeros = mapValues(shapes, (shape) => new Float32Array(sizeOf(shape)));
    const { memory } = inFlatMemory(optimiser, (step) => (step < 3 ? noise(step) : zeros), 5000);
    const all = [memory.parameters, ...Object.values(memory.slots)].flatMap(({ values }) => [...values]);
    expect(all.filter((value) => value !== 0 && Math.abs(value) < 2 ** -126)).toEqual([]);
    expect(all.every(Number.isFinite)).toBe(true);
    for (const name of Object.keys(shapes)) expect(memory.parameters.view(name).every((value) => value !== 0)).toBe(true);
  });

  it('keeps what pads the tensors 0, and the views attached', () => {
    const { memory } = inFlatMemory(optimiser, noise, 20, 0.5);
    for (const block of [memory.parameters, memory.gradients, ...Object.values(memory.slots)]) {
      const views = Object.keys(shapes).map((name) => block.view(name));
      expect(views.map((view) => view.length)).toEqual(Object.values(shapes).map(sizeOf));
      const padding = paddingOf(block, views);
      expect(padding.length).toBe(1 + 1 + 3 + 3 + 2);
      expect(padding.every((value) => value === 0)).toBe(true);
    }
  });

  it('has the slots of the definition, as they are before the first step', () => {
    const { values } = inFlatMemory(optimiser, noise, 0);
    expect(values).toEqual(byDefinition(optimiser, noise, 0));
  });
});

it.each([adam({ epsilon: 1e-18 }), rmsProp({ epsilon: 1e-34 })])(
  'fuse($kind) takes gradients of 1e-16 as its definition does, where epsilon is smaller still',
  (optimiser) => {
    const tiny = (step: number): Arrays => mapValues(uniform('gradients', step), (values) => values.map((x) => Math.sign(x) * 1e-16));
    expect(inFlatMemory(optimiser, tiny, 50).values).toEqual(byDefinition(optimiser, tiny, 50));
  },
);

describe('fuse(optimiser)', () => {
  const unknown = (changed: object): FusedOptimiser | undefined => fuse({ ...adam(), ...changed });

  it.each(['lion', 'toString', ''])('gives nothing for the kind "%s"', (kind) => {
    expect(unknown({ kind })).toBeUndefined();
  });

  it('gives nothing where a known kind has an option that it does not know', () => {
    expect(unknown({ options: { beta1: 0.9 } })).toBeDefined();
    expect(unknown({ options: { beta1: 0.9, amsgrad: true } })).toBeUndefined();
  });

  it('takes options that every optimiser has, and an option that is undefined as one that is left out', () => {
    expect(fuse(adam({ learningRate: cosineDecay({ value: 0.1, steps: 5 }), clipNorm: 1 }))).toBeDefined();
    expect(fuse({ ...sgd(), options: { momentum: undefined } })!.slots).toEqual([]);
  });

  it('works on a memory without parameters', () => {
    const fused = fuse(adam())!;
    const memory = createFlatMemory({ parameters: {}, slots: fused.slots });
    const scalars = fused.update(memory, { learningRate: 0.1, scalars: fused.scalars });
    expect(scalars['beta1Power']).toBeCloseTo(0.9, 6);
  });
});
