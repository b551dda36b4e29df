import { HourglassError } from '@hourglass/core';

/** A kernel of TensorFlow.js that no lowering writes as ONNX, at all or as it is used; `kernel` names it. */
export class UnloweredKernelError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.unlowered-kernel');
  override name = 'UnloweredKernelError';

  /** @param use what about its use has no lowering: `of int32`, `with windows that see only padding` */
  constructor(
    readonly kernel: string,
    readonly use?: string,
  ) {
    super(
      `Expected kernels that can be written as ONNX, received ${[`${kernel} of TensorFlow.js`, use].join(' ').trim()}, which has no lowering. ` +
        `Pass one as \`lowerings.${kernel}\`, or use an engine that runs TensorFlow.js itself, such as eager().`,
    );
  }
}
