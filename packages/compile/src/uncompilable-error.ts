import { HourglassError } from '@hourglass/core';

/** Something that no graph can be made of: the engine then runs the model as TensorFlow.js does, and an export is refused. */
export class UncompilableError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.uncompilable');
  override name = 'UncompilableError';
}
