import { create } from '@bufbuild/protobuf';
import { sizeOf, type NamedVariables } from '@hourglass/core';
import type { Value } from '../graph.js';
import { lowerings } from '../lower/lowerings.js';
import { GraphProtoSchema, type GraphProto, type ModelProto } from '../onnx/onnx_pb.js';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';
import { limitOfBytes, onnxModel } from '../onnx/write-onnx.js';
import { UntraceableError } from '../trace/untraceable-error.js';
import { UncompilableError } from '../uncompilable-error.js';
import { acrossBatches } from './across-batches.js';
import type { Sizes } from './batch-formula.js';
import type { Pass } from './passes.js';
import { tracePass } from './trace-pass.js';

/** A pass for batches of any size. */
export interface WrittenPass {
  /** Still without weights, inputs and outputs. */
  readonly model: ModelProto & { readonly graph: GraphProto };
  /** The variables that it reads, by the names that they have in it. */
  readonly weights: ReadonlyMap<string, Value>;
  /** The shape of one result. */
  readonly outputShape: readonly number[];
}

/**
 * Writes a pass, without the values of the weights.
 *
 * @throws UncompilableError that names the kernel which cannot be written, or the size of the file
 */
export function writePass(pass: Pass, variables: NamedVariables): WrittenPass {
  try {
    const written = writeAcross(pass, variables, comparisons);
    checkSize(written);
    return written;
  } catch (cause) {
    if (UntraceableError.isInstance(cause) || UnloweredKernelError.isInstance(cause)) throw withoutForm(cause);
    throw cause;
  }
}

/**
 * Sizes of batches to compare: primes, which networks seldom have as an axis, and near one another, so that whatever is
 * chosen by size is chosen alike. Where one does meet such a limit, the next three are tried.
 */
const comparisons: readonly Sizes[] = [
  [47, 53, 59],
  [5, 7, 11],
];

function writeAcross(pass: Pass, variables: NamedVariables, [sizes, ...others]: readonly Sizes[]): WrittenPass {
  const graphs = sizes!.map((size) => tracePass(pass, variables, size));
  const models = graphs.map((graph) => onnxModel(graph, lowerings));
  try {
    const computation = acrossBatches(models.map(({ graph }) => graph!), sizes!, pass.input[0]);
    return {
      model: { ...models[0]!, graph: create(GraphProtoSchema, { ...computation }) },
      weights: new Map([...graphs[0]!.inputs].filter(([name]) => name in variables)),
      outputShape: graphs[0]!.outputs.get(pass.output)!.shape.slice(1),
    };
  } catch (cause) {
    if (!UncompilableError.isInstance(cause) || others.length === 0) throw cause;
    return writeAcross(pass, variables, others);
  }
}

function checkSize({ model, weights }: WrittenPass): void {
  const constants = model.graph.initializer.reduce((sum, { rawData }) => sum + rawData.length, 0);
  const bytes = [...weights.values()].reduce((sum, { shape, dtype }) => sum + sizeOf(shape) * (dtype === 'bool' ? 1 : 4), constants);
  if (bytes > limitOfBytes)
    throw new UncompilableError(
      `Expected at most ${limitOfBytes} bytes of weights, since an ONNX file holds 2 GB, received ${bytes}. Export a smaller model.`,
    );
}

const withoutForm = (cause: UntraceableError | UnloweredKernelError): UncompilableError => {
  const detail = UntraceableError.isInstance(cause) ? cause.where : cause.use;
  const what = [`${cause.kernel} of TensorFlow.js`, ...(detail ? [detail] : [])].join(' ');
  return new UncompilableError(`${what} has no form in ONNX. Use other operations in its place.`, { cause });
};
