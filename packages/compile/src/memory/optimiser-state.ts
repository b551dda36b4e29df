import { CheckpointError, sameShape, type NamedArrays } from '@hourglass/core';
import type { FlatMemory } from './flat-memory.js';

type Scalars = Readonly<Record<string, number>>;

/** Copies of the optimiser's slots as checkpoints name them: `optimiser/moment1/<parameter>`, `optimiser/beta1Power`. */
export function readOptimiserState({ layout, slots }: FlatMemory, scalars: Scalars): NamedArrays {
  const state: NamedArrays = {};
  for (const [slot, block] of Object.entries(slots))
    for (const [name, shape] of Object.entries(layout.parameters))
      state[`optimiser/${slot}/${name}`] = { data: block.view(name).slice(), shape };
  for (const [name, value] of Object.entries(scalars))
    state[`optimiser/${name}`] = { data: Float32Array.of(value), shape: [] };
  return state;
}

/**
 * Sets the slots that are given, and leaves the rest.
 *
 * @returns the scalars, those that are given replaced
 * @throws CheckpointError for a slot of another shape than its parameter's
 */
export function writeOptimiserState({ layout, slots }: FlatMemory, scalars: Scalars, values: NamedArrays): Record<string, number> {
  const given = (name: string, shape: readonly number[]): NamedArrays[string] | undefined => {
    const value = values[`optimiser/${name}`];
    if (!value || sameShape(value.shape, shape)) return value;
    throw new CheckpointError(
      `optimiser/${name}: expected shape [${shape.join(', ')}], received [${value.shape.join(', ')}]. ` +
        'The values are of another model.',
    );
  };
  for (const [slot, block] of Object.entries(slots))
    for (const [name, shape] of Object.entries(layout.parameters)) {
      const value = given(`${slot}/${name}`, shape);
      if (value) block.view(name).set(value.data);
    }
  return Object.fromEntries(Object.entries(scalars).map(([name, value]) => [name, given(name, [])?.data[0] ?? value]));
}
