import type { Run } from './run.js';

/**
 * The root of every error that Hourglass throws on purpose. The message says what was expected, what was received and
 * what to do. `isInstance` works across duplicate installs of this package, where `instanceof` does not:
 * `InvalidDataError.isInstance(error)`.
 */
export class HourglassError extends Error {
  static readonly marker: symbol = Symbol.for('hourglass.error');
  override name = 'HourglassError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    for (let type: typeof HourglassError = new.target; type.marker; type = Object.getPrototypeOf(type) as typeof type)
      Object.defineProperty(this, type.marker, { value: true, configurable: true });
  }

  static isInstance<E>(this: { readonly marker: symbol; readonly prototype: E }, error: unknown): error is E {
    return typeof error === 'object' && error !== null && this.marker in error;
  }
}

/** An option that is missing, unknown, of the wrong type or out of range; `option` names it. */
export class InvalidOptionError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.invalid-option');
  override name = 'InvalidOptionError';

  constructor(
    readonly option: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Data that cannot be used: a wrong shape, values out of range, NaN, a damaged file. */
export class InvalidDataError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.invalid-data');
  override name = 'InvalidDataError';
}

/** A kind in a saved file for which no factory was passed; `kind` names it. */
export class UnknownPartError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.unknown-part');
  override name = 'UnknownPartError';

  constructor(
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

/** A checkpoint that is missing, damaged, or of another model than the one it is asked to continue. */
export class CheckpointError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.checkpoint');
  override name = 'CheckpointError';
}

/** An installation that cannot work: two versions of TensorFlow.js, an engine that does not load. */
export class EnvironmentError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.environment');
  override name = 'EnvironmentError';
}

/** Training that ran into NaN or infinity at `step`; the model holds its last good weights, as does `run`. */
export class DivergedError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.diverged');
  override name = 'DivergedError';

  constructor(
    readonly step: number,
    readonly run: Run,
    message: string,
  ) {
    super(message);
  }
}
