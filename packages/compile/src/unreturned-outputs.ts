import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { InferenceSession } from 'onnxruntime-web';
import { writeOnnx } from './onnx/write-onnx.js';
import { ModelProtoSchema, NodeProtoSchema, ValueInfoProtoSchema, type ValueInfoProto } from './onnx/onnx_pb.js';

/*
 * onnxruntime-node writes outputs into the arrays that it is given, and then copies each into a new array all the same. For the
 * gradients of a step these are megabytes, which V8 collects on threads that those of the graph then wait for: a third of a
 * dense step. It converts outputs one by one and stops at the first that is no tensor, with an error. So such an output is
 * asked for before all others: when the error comes, everything has been computed and written, and nothing copied.
 */

const name = 'no tensor';
const message = 'Non tensor type is temporarily not supported.';

/** A model with a first output that is no tensor; nothing where the sizes of other outputs are not known beforehand. */
export function withUnreturnedOutputs(model: Uint8Array): Uint8Array | undefined {
  const proto = fromBinary(ModelProtoSchema, model);
  const { graph } = proto;
  if (!graph!.output.every(isFixed)) return undefined;
  graph!.node.push(create(NodeProtoSchema, { opType: 'SequenceEmpty', output: [name] }));
  const tensors = { value: { case: 'tensorType', value: { elemType: 1 } } } as const;
  const type = { value: { case: 'sequenceType', value: { elemType: tensors } } } as const;
  graph!.output.unshift(create(ValueInfoProtoSchema, { name, type }));
  return toBinary(ModelProtoSchema, proto);
}

const isFixed = ({ type }: ValueInfoProto): boolean =>
  type?.value.case === 'tensorType' && type.value.value.shape?.dim.every(({ value }) => value.case === 'dimValue') === true;

/** Runs such a model; the outputs are in the arrays that were given for them. */
export async function runUnreturned(session: InferenceSession, ...[inputs, outputs]: Parameters<InferenceSession['run']>): Promise<void> {
  try {
    await session.run(inputs, { [name]: null, ...(outputs as object) });
  } catch (error) {
    if ((error as Error).message !== message) throw error;
  }
}

/** Whether a package stops where this file says; another version may not, and then returns its outputs. */
export async function stopsUnreturned(load: (model: Uint8Array) => Promise<InferenceSession>): Promise<boolean> {
  const one = { shape: [], dtype: 'float32' } as const;
  const graph = { inputs: new Map(), constants: new Map([[one, Float32Array.of(1)]]), nodes: [], outputs: new Map([['one', one]]) };
  const session = await load(withUnreturnedOutputs(writeOnnx(graph, {}))!);
  try {
    await runUnreturned(session, {}, { one: null });
    return true;
  } catch {
    return false;
  } finally {
    await session.release();
  }
}
