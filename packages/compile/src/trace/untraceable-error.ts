import { HourglassError } from '@hourglass/core';

/** What runs but cannot be recorded: a value read on the way, a kernel whose result's shape is not known beforehand. */
export class UntraceableError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.untraceable');
  override name = 'UntraceableError';
  /** The line of the caller's code, where the stack tells. */
  readonly where: string | undefined;

  /** @param kernel TensorFlow.js's name of the kernel, or of the function, that stood in the way */
  constructor(
    readonly kernel: string,
    message: string,
    options?: ErrorOptions,
  ) {
    const where = callerLine((options?.cause instanceof Error ? options.cause : new Error()).stack);
    super(where ? `${message} It happens ${where}.` : message, options);
    this.where = where;
  }
}

const machinery = /@tensorflow[/+]|hourglass\/compile\/dist|compile\/src\/trace\/(?!.*\.test\.)|node:internal/;

/** The first line of a stack that belongs neither to TensorFlow.js nor to the tracing. */
const callerLine = (stack = ''): string | undefined =>
  stack
    .split('\n')
    .filter((line) => /:\d+:\d+\)?$/.test(line))
    .find((line) => !machinery.test(line))
    ?.trim();
