import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Draws } from './draws.js';
import type { Optimiser } from './optimiser.js';
import type { Constraint } from './recipe.js';
import type { Scheduled } from './schedule.js';
import type { Seed } from './seed.js';
import type { NamedTensors } from './terms.js';
import type { NamedArrays } from './values.js';

/**
 * What runs the arithmetic. An engine may run the functions that it is given, or trace them once and run the trace; so
 * they are pure functions of their tensors, and whatever changes between steps comes to them through {@link HostInputs}.
 */
export interface Engine {
  /** `wasm`, `cpu`, `native`, `compiled-node`, … as in every log and file. */
  readonly name: string;
  prepareStep(definition: StepDefinition): Promise<PreparedStep>;
  prepareForward(definition: ForwardDefinition): Promise<PreparedForward>;
}

/** When a function is run: what its draws and schedules depend on. */
export interface Moment {
  /** The number of the draws: another number, other random numbers. */
  readonly draw: number;
  /** The training step whose schedules hold. */
  readonly step: number;
}

/** What the host supplies anew each time. */
export interface HostInputs {
  /** The random numbers of the part with this name. */
  draws(name: string): Draws;
  /** The value of a schedule at this step, as a tensor. */
  scheduled(value: Scheduled): Scalar;
  /** The number of the step, from 0. */
  readonly step: Scalar;
}

/** Both halves of a training step. */
export interface StepDefinition {
  /** The first half: from a batch (`clean`, `corrupted`, …) to the terms and the gradients by parameter name. */
  compute(batch: NamedTensors, host: HostInputs): { terms: Record<string, Scalar>; gradients: NamedTensors };
  /** The second half. */
  readonly optimiser: Optimiser;
  readonly constrain: Constraint;
  /** What gradients are for, by name. */
  readonly parameters: Readonly<Record<string, Variable>>;
  /** What `compute` assigns, by name. */
  readonly state: Readonly<Record<string, Variable>>;
  /** Where draws come from. */
  readonly seed: Seed;
  /** What an earlier engine of the same name chose, where a run is resumed; see {@link PreparedStep.choices}. */
  readonly choices?: EngineChoices;
}

/** What an engine chose for itself, such as one of several ways to compute a gradient. */
export type EngineChoices = Readonly<Record<string, string | number>>;

/** A step that owns the parameters until it is disposed; `read` gives them back. */
export interface PreparedStep {
  /**
   * Runs one step on the host's arrays.
   *
   * @returns the terms before the update, `total` among them; where `total` is not finite, nothing was updated
   */
  run(batch: NamedArrays, step: number): Promise<Record<string, number>>;
  /** Parameters and states by name, and the optimiser's slots as `optimiser/<slot>`. */
  read(): Promise<NamedArrays>;
  /** Sets those that are given. */
  write(values: NamedArrays): Promise<void>;
  /** Choices of this engine that a resumed run must repeat to be bit-equal; saved in the checkpoint. */
  readonly choices?: EngineChoices;
  /** Leaves the last values in the model's variables and frees everything else. */
  dispose(): Promise<void>;
}

/** A function of tensors that learns nothing. */
export interface ForwardDefinition {
  compute(inputs: NamedTensors, host: HostInputs): Record<string, Tensor>;
  /** Every variable that `compute` reads. */
  readonly variables: Readonly<Record<string, Variable>>;
  readonly seed: Seed;
}

export interface PreparedForward {
  /** Runs the function on the host's arrays, whose batch axis may be of any size. */
  run(inputs: NamedArrays, moment?: Moment): Promise<NamedArrays>;
  dispose(): void;
}
