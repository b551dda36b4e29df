import { TensorProto_DataType } from './onnx_pb.js';

/** The types of element that lowerings write; `double` only in between, for whole numbers that float32 cannot hold. */
export const elementType = {
  float32: TensorProto_DataType.FLOAT,
  int32: TensorProto_DataType.INT32,
  int64: TensorProto_DataType.INT64,
  bool: TensorProto_DataType.BOOL,
  uint8: TensorProto_DataType.UINT8,
  double: TensorProto_DataType.DOUBLE,
} as const;

export type ElementType = keyof typeof elementType;

/** The bytes of an array, little-endian as ONNX wants them (as is every machine that runs JavaScript today). */
export const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
