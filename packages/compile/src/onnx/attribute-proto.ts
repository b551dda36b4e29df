import { create } from '@bufbuild/protobuf';
import type { Attribute } from '../lowering.js';
import { AttributeProto_AttributeType as Type, AttributeProtoSchema, type AttributeProto } from './onnx_pb.js';

/** An attribute of a node: whole numbers are ints, other numbers and `{ float }` floats. */
export function attributeProto(name: string, value: Attribute): AttributeProto {
  if (typeof value === 'string') return create(AttributeProtoSchema, { name, type: Type.STRING, s: new TextEncoder().encode(value) });
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? create(AttributeProtoSchema, { name, type: Type.INT, i: BigInt(value) })
      : create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value });
  if ('float' in value) return create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value.float });
  return create(AttributeProtoSchema, { name, type: Type.INTS, ints: value.map(BigInt) });
}
