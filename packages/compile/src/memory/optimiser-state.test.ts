import { adam, CheckpointError, sgd, type NamedArrays } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { createFlatMemory, type FlatMemory } from './flat-memory.js';
import { fuse } from './fused-optimisers.js';
import { readOptimiserState, writeOptimiserState } from './optimiser-state.js';

const fused = fuse(adam())!;
type Scalars = Readonly<Record<string, number>>;
const fresh = (): FlatMemory => createFlatMemory({ parameters: { 'encoder/0/kernel': [2, 1], bias: [] }, slots: fused.slots });

/** Steps from here on, each on gradients of its number. */
function steps(memory: FlatMemory, scalars: Scalars, from: number, to: number): Scalars {
  let current = scalars;
  for (let step = from; step < to; step++) {
    memory.gradients.view('encoder/0/kernel').set([step, -step]);
    memory.gradients.view('bias').set([1 + step]);
    current = fused.update(memory, { learningRate: 0.1, scalars: current });
  }
  return current;
}

describe('readOptimiserState(memory, scalars)', () => {
  it('names slots as checkpoints do, each in the shape of its parameter, scalars in the shape []', () => {
    const state = readOptimiserState(fresh(), fused.scalars);
    expect(Object.fromEntries(Object.entries(state).map(([name, { shape }]) => [name, shape]))).toEqual({
      'optimiser/moment1/encoder/0/kernel': [2, 1],
      'optimiser/moment1/bias': [],
      'optimiser/moment2/encoder/0/kernel': [2, 1],
      'optimiser/moment2/bias': [],
      'optimiser/beta1Power': [],
      'optimiser/beta2Power': [],
    });
  });

  it('gives copies, which later steps leave as they are', () => {
    const memory = fresh();
    const scalars = steps(memory, fused.scalars, 0, 2);
    const state = readOptimiserState(memory, scalars);
    const before = structuredClone(state);
    steps(memory, scalars, 2, 4);
    expect(state).toEqual(before);
  });

  it('is empty for an optimiser without slots', () => {
    const plain = fuse(sgd())!;
    expect(readOptimiserState(createFlatMemory({ parameters: { bias: [2] }, slots: plain.slots }), plain.scalars)).toEqual({});
  });
});

describe('writeOptimiserState(memory, scalars, values)', () => {
  it('continues a run with the same bits', () => {
    const whole = fresh();
    const end = steps(whole, fused.scalars, 0, 20);

    const first = fresh();
    const saved = readOptimiserState(first, steps(first, fused.scalars, 0, 7));
    const second = fresh();
    second.parameters.values.set(first.parameters.values);
    const resumed = steps(second, writeOptimiserState(second, fused.scalars, saved), 7, 20);

    expect(resumed).toEqual(end);
    expect(second.parameters.values).toEqual(whole.parameters.values);
    expect(readOptimiserState(second, resumed)).toEqual(readOptimiserState(whole, end));
  });

  it('leaves what is not given', () => {
    const memory = fresh();
    const scalars = steps(memory, fused.scalars, 0, 3);
    const before = readOptimiserState(memory, scalars);
    const values: NamedArrays = { 'optimiser/moment2/bias': { data: Float32Array.of(7), shape: [] } };
    expect(writeOptimiserState(memory, scalars, values)).toEqual(scalars);
    expect(readOptimiserState(memory, scalars)).toEqual({ ...before, ...values });
  });

  it.each([
    { name: 'optimiser/moment1/encoder/0/kernel', shape: [1, 2], text: 'expected shape [2, 1], received [1, 2]' },
    { name: 'optimiser/beta1Power', shape: [1, 2], text: 'expected shape [], received [1, 2]' },
  ])('refuses $name of another shape', ({ name, shape, text }) => {
    const write = (): object => writeOptimiserState(fresh(), fused.scalars, { [name]: { data: new Float32Array(2), shape } });
    expect(write).toThrow(CheckpointError);
    expect(write).toThrow(text);
  });
});
