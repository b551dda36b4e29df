import { create } from '@bufbuild/protobuf';
import type { Shape } from '@hourglass/core';
import type { Value } from '../graph.js';
import type { Attribute, OnnxName, OnnxWriter } from '../lowering.js';
import { attributeProto } from './attribute-proto.js';
import { NodeProtoSchema, TensorProtoSchema, type NodeProto, type TensorProto } from './onnx_pb.js';
import { bytesOf, elementType, type ElementType } from './element-type.js';

/** What lowerings wrote: nodes in order and constants by name. */
export interface GraphBuilder extends OnnxWriter {
  readonly written: readonly NodeProto[];
  readonly initialisers: ReadonlyMap<OnnxName, TensorProto>;
  /** Says by which name a value is known from now on. */
  bind(value: Value, name: OnnxName): void;
}

/**
 * Gathers nodes and constants. Equal ones are written once: every operator used here always gives equal outputs for equal inputs.
 *
 * @param reserved names that no new tensor may take: those of inputs and outputs
 */
export function graphBuilder(reserved: ReadonlySet<OnnxName>): GraphBuilder {
  const names = new Map<Value, OnnxName>();
  const written: NodeProto[] = [];
  const initialisers = new Map<OnnxName, TensorProto>();
  const known = new Map<string, OnnxName[]>();
  let count = 0;

  const freshName = (stem: string): OnnxName => {
    const name = `${stem}_${String(count++)}`;
    return reserved.has(name) ? freshName(stem) : name;
  };

  const nodes: OnnxWriter['nodes'] = (operator, inputs, attributes, outputs) => {
    const key = JSON.stringify([operator, inputs, attributes, outputs]);
    const before = known.get(key);
    if (before) return [...before];
    const output = Array.from({ length: outputs }, () => freshName(operator));
    const attribute = Object.entries(attributes).map(([name, value]: [string, Attribute]) => attributeProto(name, value));
    written.push(create(NodeProtoSchema, { opType: operator, name: output[0]!, input: [...inputs], output, attribute }));
    known.set(key, output);
    return [...output];
  };

  const constant = (
    values: Float32Array | Int32Array | BigInt64Array | Uint8Array,
    shape: Shape,
    type: ElementType,
  ): OnnxName => {
    const rawData = bytesOf(values);
    const key = `${type} [${String(shape)}] ${fingerprint(rawData)}`;
    const before = known.get(key)?.find((name) => sameBytes(initialisers.get(name)!.rawData, rawData));
    if (before) return before;
    const name = freshName('constant');
    initialisers.set(name, create(TensorProtoSchema, { name, dims: shape.map(BigInt), dataType: elementType[type], rawData }));
    known.set(key, [...(known.get(key) ?? []), name]);
    return name;
  };

  return {
    written,
    initialisers,
    bind: (value, name) => void names.set(value, name),
    name(value) {
      const name = names.get(value);
      if (name === undefined) throw new Error(`A value of shape [${String(value.shape)}] is read before it is written.`);
      return name;
    },
    node: (operator, inputs, attributes = {}) => nodes(operator, inputs, attributes, 1)[0]!,
    nodes,
    constant,
    vector: (values) => constant(BigInt64Array.from(values, BigInt), [values.length], 'int64'),
  };
}

/** FNV-1a of 32 bits, so that only few constants need to be compared byte by byte. */
function fingerprint(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);
