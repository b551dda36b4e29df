import { HourglassError } from '@hourglass/core';

/** A kernel of TensorFlow.js that no lowering writes as ONNX; `kernel` names it. */
export class UnloweredKernelError extends HourglassError {
  static override readonly marker: symbol = Symbol.for('hourglass.error.unlowered-kernel');
  override name = 'UnloweredKernelError';

  constructor(readonly kernel: string) {
    super(
      `Expected kernels that can be written as ONNX, received ${kernel} of TensorFlow.js, which has no lowering. ` +
        `Pass one as \`lowerings.${kernel}\`, or use an engine that runs TensorFlow.js itself, such as eager().`,
    );
  }
}
