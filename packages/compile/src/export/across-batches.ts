import { create, equals } from '@bufbuild/protobuf';
import type { OnnxName } from '../lowering.js';
import { graphBuilder } from '../onnx/graph-builder.js';
import { AttributeProtoSchema, NodeProtoSchema, type GraphProto, type NodeProto } from '../onnx/onnx_pb.js';
import { UncompilableError } from '../uncompilable-error.js';
import { batchConstant, type BatchWriter } from './batch-constant.js';
import type { Sizes } from './batch-formula.js';

/** What a graph computes, and the constants that it reads. */
export type Computation = Pick<GraphProto, 'node' | 'initializer'>;

/**
 * One computation for batches of any size, from the same one written for three sizes. Shapes, ends of slices and the like
 * that differ are computed from the size of the batch.
 *
 * @param written one for each size, whose nodes differ in nothing but such constants
 * @param input the name of an input whose first axis is the batch
 * @throws UncompilableError that names the kernel of TensorFlow.js which depends on the size in another way
 */
export function acrossBatches(written: readonly Computation[], sizes: Sizes, input: OnnxName): Computation {
  const { node: nodes, initializer: constants } = written[0]!;
  const taken = [...constants.map(({ name }) => name), ...nodes.flatMap(({ name, output }) => [name, ...output])];
  const onnx = graphBuilder(new Set([input, ...taken]));
  const rest = joined(written, { onnx, batch: input, sizes });
  const node = [...onnx.written, ...rest];
  const read = new Set(node.flatMap((one) => one.input));
  const initializer = [...constants, ...onnx.initialisers.values()].filter(({ name }) => read.has(name));
  return { node, initializer };
}

/** The nodes of the first computation, with constants that stand for those of all. */
function joined([first, ...others]: readonly Computation[], writer: BatchWriter): NodeProto[] {
  const constants = [first!, ...others].map(({ initializer }) => new Map(initializer.map((tensor) => [tensor.name, tensor])));
  /** For each other graph, what the first one's tensors are called there. */
  const names = others.map(() => new Map<OnnxName, OnnxName>());

  const nodes = first!.node.map((node, place) => {
    const twins = others.map((other) => other.node[place]).filter((twin) => sameOperation(node, twin));
    if (twins.length < others.length) throw dependsOnBatch(node);
    twins.forEach((twin, other) => {
      node.output.forEach((name, at) => names[other]!.set(name, twin.output[at]!));
    });
    const input = node.input.map((name, at) => {
      const tensors = [node, ...twins].map((twin, graph) => constants[graph]!.get(twin.input[at]!));
      const isSame = twins.every((twin, other) => (names[other]!.get(name) ?? name) === twin.input[at]);
      const found = tensors.every((tensor) => tensor !== undefined) ? batchConstant(tensors, node, writer) : isSame ? name : undefined;
      if (found === undefined) throw dependsOnBatch(node);
      return found;
    });
    return create(NodeProtoSchema, { ...node, input });
  });
  const longer = others.find(({ node }) => node.length > nodes.length);
  if (longer) throw dependsOnBatch(longer.node[nodes.length]!);
  return nodes;
}

const sameOperation = (a: NodeProto, b: NodeProto | undefined): b is NodeProto =>
  a.opType === b?.opType &&
  a.input.length === b.input.length &&
  a.output.length === b.output.length &&
  a.attribute.length === b.attribute.length &&
  a.attribute.every((attribute, place) => equals(AttributeProtoSchema, attribute, b.attribute[place]!));

const dependsOnBatch = ({ docString, opType }: NodeProto): UncompilableError =>
  new UncompilableError(
    'Expected a computation that is the same for every size of batch, received values that depend on the size, or on chance, ' +
      `in the kernel ${docString || opType} of TensorFlow.js. Make them from the tensors of the batch, as tf.zerosLike does.`,
  );
