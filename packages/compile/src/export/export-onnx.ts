import { create, toBinary } from '@bufbuild/protobuf';
import { toJSON, type Autoencoder, type NamedVariables, type Shape } from '@hourglass/core';
import { version } from '../../package.json';
import { hostTensors } from '../compiled-step.js';
import type { Value } from '../graph.js';
import { bytesOf, elementType } from '../onnx/element-type.js';
import { ModelProtoSchema, StringStringEntryProtoSchema, TensorProtoSchema, type TensorProto } from '../onnx/onnx_pb.js';
import { valueInfo } from '../onnx/write-onnx.js';
import type { HostTensor } from '../runtime.js';
import { UncompilableError } from '../uncompilable-error.js';
import { passesOf, type FileName, type Pass } from './passes.js';
import { writePass, type WrittenPass } from './write-pass.js';

/** The shape of an input or output of a file; `batch` stands for any number of samples. */
export type OnnxShape = readonly ['batch', ...number[]];

/** A file of the ONNX format, and what it takes and gives by name, all float32. */
export interface OnnxFile {
  readonly bytes: Uint8Array;
  readonly inputs: Readonly<Record<string, OnnxShape>>;
  readonly outputs: Readonly<Record<string, OnnxShape>>;
}

/**
 * A model as ONNX files of opset 18 that any runtime runs, for batches of any size: `encoder` (`input` → `code`), `decoder`
 * (`code` → `reconstruction`) and `autoencoder` (`input` → `reconstruction`), each with all its weights, and with an input
 * `condition` where the networks take one. Their metadata hold the recipe and the version of this package.
 *
 * @throws UncompilableError where a kernel has no form in ONNX, values depend on the size of the batch or on chance, or a
 * file would exceed the 2 GB of the format
 * @throws InvalidDataError where the recipe is not JSON
 */
export async function exportOnnx(model: Autoencoder): Promise<Record<FileName, OnnxFile>> {
  const metadata = { 'hourglass.version': version, 'hourglass.recipe': JSON.stringify(toJSON(model.recipe)) };
  const variables = { ...model.parameters, ...model.state };
  const passes = Object.entries(passesOf(model)) as [FileName, Pass][];
  const written = passes.map(([name, pass]) => ({ name, pass, ...writeNamed(name, pass, variables) })); // all, before weights are read
  const values = await hostTensors(variables);
  return Object.fromEntries(written.map((parts) => [parts.name, file(parts, values, metadata)])) as Record<FileName, OnnxFile>;
}

function writeNamed(name: FileName, pass: Pass, variables: NamedVariables): WrittenPass {
  try {
    return writePass(pass, variables);
  } catch (cause) {
    if (!UncompilableError.isInstance(cause)) throw cause;
    throw new UncompilableError(`${name}: ${cause.message}`, { cause });
  }
}

interface Parts extends WrittenPass {
  readonly name: FileName;
  readonly pass: Pass;
}

function file(
  { name, pass, model, weights, outputShape }: Parts,
  values: Readonly<Record<string, HostTensor>>,
  metadata: Readonly<Record<string, string>>,
): OnnxFile {
  const inputs = { [pass.input[0]]: anyNumberOf(pass.input[1]), ...(pass.condition && { condition: anyNumberOf(pass.condition) }) };
  const outputs = { [pass.output]: anyNumberOf(outputShape) };
  const initializer = [...weights].map(([weight, value]) => tensorProto(weight, value, values[weight]!));
  const bytes = toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      ...model,
      producerVersion: version,
      metadataProps: Object.entries(metadata).map(([key, value]) => create(StringStringEntryProtoSchema, { key, value })),
      graph: {
        ...model.graph,
        name,
        initializer: [...initializer, ...model.graph.initializer],
        input: Object.entries(inputs).map(floatInfo),
        output: Object.entries(outputs).map(floatInfo),
      },
    }),
  );
  return { bytes, inputs, outputs };
}

const anyNumberOf = (shape: Shape): OnnxShape => ['batch', ...shape];

const floatInfo = ([name, shape]: readonly [string, OnnxShape]) => valueInfo([name, { shape, dtype: 'float32' }]);

const tensorProto = (name: string, { shape, dtype }: Value, { data }: HostTensor): TensorProto =>
  create(TensorProtoSchema, { name, dims: shape.map(BigInt), dataType: elementType[dtype], rawData: bytesOf(data) });
