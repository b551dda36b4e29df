export { compiled, type CompiledOptions } from './compiled.js';
export { exportOnnx, type OnnxFile, type OnnxShape } from './export/export-onnx.js';
export type { HostTensor, Runtime, Session } from './runtime.js';
export { UncompilableError } from './uncompilable-error.js';
export { UnloweredKernelError } from './onnx/unlowered-kernel-error.js';
export { UntraceableError } from './trace/untraceable-error.js';
