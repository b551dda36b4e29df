import { create, toBinary } from '@bufbuild/protobuf';
import { InvalidDataError } from '@hourglass/core';
import type { DType, Graph, Value } from '../graph.js';
import type { Lowerings, OnnxName } from '../lowering.js';
import { elementType } from './element-type.js';
import { graphBuilder, type GraphBuilder } from './graph-builder.js';
import { GraphProtoSchema, ModelProtoSchema, NodeProtoSchema, ValueInfoProtoSchema, type ModelProto, type NodeProto } from './onnx_pb.js';
import { UnloweredKernelError } from './unlowered-kernel-error.js';

/** Of 2022: the lowest that has axes as inputs of every reduction; every ONNX Runtime since 1.14 runs it. */
const operatorSet = 18n;
const irVersion = 8n;
/** What the constants of a file may take: the limit of protobuf, 2 GiB, less room for the nodes. */
export const limitOfBytes = 2 ** 31 - 2 ** 24;

/**
 * Writes a graph as an ONNX file of opset 18.
 *
 * @param graph what was recorded; the names of its inputs and outputs become those of the file and have to differ
 * @param lowerings how each kernel is written
 * @returns the bytes of the file; inputs and outputs of type bool are ONNX's bool
 * @throws UnloweredKernelError that names a kernel without a lowering
 * @throws InvalidDataError where constants exceed the 2 GB of an ONNX file, or an input and an output share a name
 */
export const writeOnnx = (graph: Graph, lowerings: Lowerings): Uint8Array => toBinary(ModelProtoSchema, onnxModel(graph, lowerings));

/** As `writeOnnx`, before it becomes bytes; each node says in `docString` which kernel of TensorFlow.js it is a part of. */
export function onnxModel(graph: Graph, lowerings: Lowerings): ModelProto {
  checkSize(graph);
  const shared = [...graph.outputs.keys()].find((name) => graph.inputs.has(name));
  if (shared !== undefined)
    throw new InvalidDataError(`Expected different names for inputs and outputs, received "${shared}" twice; rename the output.`);

  const onnx = graphBuilder(new Set([...graph.inputs.keys(), ...graph.outputs.keys()]));
  for (const [name, value] of graph.inputs) onnx.bind(value, name);
  for (const [value, data] of graph.constants) onnx.bind(value, onnx.constant(data, value.shape, value.dtype));
  for (const node of graph.nodes) {
    const lowering = Object.hasOwn(lowerings, node.kernel) ? lowerings[node.kernel] : undefined;
    if (!lowering) throw new UnloweredKernelError(node.kernel);
    const before = onnx.written.length;
    const lowered = node.outputs.every(isEmpty) ? node.outputs.map((value) => nothing(onnx, value)) : [lowering(node, onnx)].flat();
    for (const part of onnx.written.slice(before)) part.docString = node.kernel;
    node.outputs.forEach((value, i) => {
      onnx.bind(value, lowered[i]!);
    });
  }
  return model(graph, onnx);
}

const isEmpty = ({ shape }: Value) => shape.includes(0);
/** What has no elements is a constant: some operators of ONNX Runtime fail to compute it, and TopK ends the process. */
const nothing = (onnx: GraphBuilder, { shape, dtype }: Value) => onnx.constant(new Uint8Array(), shape, dtype);

function checkSize({ constants }: Graph) {
  const bytes = [...constants.values()].reduce((sum, data) => sum + data.byteLength, 0);
  if (bytes > limitOfBytes)
    throw new InvalidDataError(
      `Expected at most ${limitOfBytes} bytes of constants, since an ONNX file holds 2 GB, received ${bytes}; ` +
        'make large arrays inputs of the graph.',
    );
}

function model(graph: Graph, onnx: GraphBuilder): ModelProto {
  const node = needed(named(graph, onnx), graph.outputs);
  const read = new Set(node.flatMap(({ input }) => input));
  return create(ModelProtoSchema, {
    irVersion,
    opsetImport: [{ domain: '', version: operatorSet }],
    producerName: 'hourglass',
    graph: create(GraphProtoSchema, {
      name: 'hourglass',
      node,
      initializer: [...onnx.initialisers.values()].filter(({ name }) => read.has(name)),
      input: [...graph.inputs].map(valueInfo),
      output: [...graph.outputs].map(valueInfo),
    }),
  });
}

/** The description of an input or output; an axis whose size may vary has a name in its place. */
export const valueInfo = ([name, { shape, dtype }]: readonly [string, { readonly shape: readonly (number | string)[]; readonly dtype: DType }]) =>
  create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType: elementType[dtype],
          shape: { dim: shape.map((axis) => ({ value: dimension(axis) })) },
        },
      },
    },
  });

const dimension = (axis: number | string) =>
  typeof axis === 'string' ? ({ case: 'dimParam', value: axis } as const) : ({ case: 'dimValue', value: BigInt(axis) } as const);

/** Gives outputs their names: where they are made, or by an `Identity` of an input, a constant or another output. */
function named({ outputs }: Graph, onnx: GraphBuilder): NodeProto[] {
  const made = new Set(onnx.written.flatMap(({ output }) => output));
  const renamed = new Map<OnnxName, OnnxName>();
  const copies: NodeProto[] = [];
  for (const [output, value] of outputs) {
    const name = onnx.name(value);
    if (made.has(name) && !renamed.has(name)) renamed.set(name, output);
    else copies.push(create(NodeProtoSchema, { opType: 'Identity', name: output, input: [name], output: [output] }));
  }
  const rename = (name: OnnxName) => renamed.get(name) ?? name;
  return [...onnx.written, ...copies].map((node) => ({ ...node, input: node.input.map(rename), output: node.output.map(rename) }));
}

/** The nodes that some output needs, in their order. */
function needed(nodes: readonly NodeProto[], outputs: Graph['outputs']): NodeProto[] {
  const wanted = new Set<OnnxName>(outputs.keys());
  const kept: NodeProto[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.output.some((name) => wanted.has(name))) continue;
    node.input.forEach((name) => wanted.add(name));
    kept.unshift(node);
  }
  return kept;
}
