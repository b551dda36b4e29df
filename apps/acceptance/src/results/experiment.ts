import type { Engine } from '@hourglass/core';

/** A published result, to be had again. */
export interface Experiment {
  readonly name: string;
  /** What is trained, and by which protocol. */
  readonly about: string;
  run(setting: Setting): Promise<readonly Figure[]>;
}

export interface Setting {
  readonly seed: number;
  /** Ends training after so many epochs; by default the protocol's hold. */
  readonly epochs: number | undefined;
  /** The folder that trained models are kept in, so that a run that was stopped goes on, and another may begin with its weights. */
  readonly out: string;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** Tells how far it is. */
  readonly say: (line: string) => void;
}

/** What was measured, and what it is held against. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** What the source reports. */
  readonly published?: number;
}

/** NaN never holds. */
export const holds = ({ value, atMost = Infinity, atLeast = -Infinity }: Figure): boolean => value <= atMost && value >= atLeast;
